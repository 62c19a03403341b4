"""Files that GDAL writes, where a layer's own fields are called like GDAL's."""

from pathlib import Path

import pyogrio
import pytest

from pipelines import run
from pipelines.database import Database
from pipelines.settings import Settings
from tests.pipelines.samples import describe, line, write


@pytest.mark.parametrize("name", ["fid", "ogc_fid"])
def test_field_called_like_the_number_of_a_row_stays_a_field(
    settings: Settings, database: Database, tmp_path: Path, name: str
) -> None:
    source = write(tmp_path, *(line(number, plaetze=1000 - number) for number in range(1, 6)))
    fields = {"nummer": None, name: {"type": "integer", "source": "plaetze"}}

    run.publish(settings, database, describe(source, fields=fields))

    (download,) = settings.home.rglob("parkplaetze.gpkg")
    read = pyogrio.read_dataframe(download)
    assert sorted(read[name]) == [995, 996, 997, 998, 999]
