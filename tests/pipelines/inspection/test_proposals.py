"""What `inspect` proposes, `check` accepts: for every kind of file, and for files of other towns."""

import re
from pathlib import Path

import pytest

from pipelines import run
from pipelines.database import Database
from pipelines.datasets import find, load_town
from pipelines.inspection.inspection import Inspection, inspect
from pipelines.inspection.proposal import definition
from pipelines.report.outcome import Outcome
from pipelines.settings import Settings
from tests.pipelines.inspection import written

GERMANY = [5.8, 47.2, 15.1, 55.1]


def check(settings: Settings, database: Database, found: Inspection, file: Path, folder: Path) -> Outcome:
    """Save the proposal among the definitions and check the file with it."""
    town = load_town(settings)
    text = definition(found, town.groups, "vorschlag", "de")
    (folder / "vorschlag.yml").write_text(text, encoding="utf-8")
    own = settings.model_copy(update={"datasets": (folder,)})
    return run.check(own, database, find(own, "vorschlag"), file)


@pytest.fixture
def wide_settings(settings: Settings, tmp_path: Path) -> Settings:
    """A portal whose town is all Germany, so that files of other towns lie in it."""
    folder = tmp_path / "town"
    folder.mkdir()
    town = settings.town.read_text(encoding="utf-8")
    (folder / "town.yml").write_text(re.sub(r"(?m)^extent: .*", f"extent: {GERMANY}", town), encoding="utf-8")
    return settings.model_copy(update={"town": folder / "town.yml"})


@pytest.mark.parametrize("kind", written.FILES)
def test_every_kind_of_file_gets_a_definition_that_loads_all_of_it(
    settings: Settings, database: Database, tmp_path: Path, kind: str
) -> None:
    sources, definitions = tmp_path / "sources", tmp_path / "definitions"
    sources.mkdir()
    definitions.mkdir()
    file = written.FILES[kind](sources)

    found = inspect(settings, str(file))
    outcome = check(settings, database, found, file, definitions)

    assert outcome.error is None
    assert outcome.report is not None
    assert (outcome.report.read, outcome.report.loaded) == (written.COUNT, written.COUNT)
    assert found.reach.place == "inside"


REAL = {
    "trees/konstanz_baumkataster_2020.csv": None,
    "parking/bfrk_bw_car.json": None,
    "parking/bfrk_bw_bike.json": None,
    "parking/bielefeld.csv": None,
    "parking/reutlingen.csv": None,
    "parking/reutlingen_disabled.csv": None,
    "parking/friedrichshafen_easypark.csv": None,
    "parking/jena.geojson": None,
    "parking/freiburg_disabled_static.geojson": None,
    "parking/freiburg_disabled_sensors.geojson": None,
    "parking/freiburg_scanner.geojson": None,
    "parking/aachen-static.datex2.xml": None,
    "parking/vrs_p_r.xlsx": None,
    "boundaries/freiburg_stadtteile.geojson": None,
    "boundaries/kreise_deutschland.geojson": None,
    "population/karlsruhe_wahlbezirke.geojson": None,
    "sensors/luftdaten.geojson": None,
    "osm/heidelberg.osm.pbf": "points",
}
"""Real files with positions, and the layer to look at."""


@pytest.mark.parametrize("name", list(REAL))
def test_real_files_get_a_definition_that_is_accepted(
    wide_settings: Settings, database: Database, shared_data: Path, tmp_path: Path, name: str
) -> None:
    file = shared_data / name
    found = inspect(wide_settings, str(file), REAL[name])
    outcome = check(wide_settings, database, found, file, tmp_path)

    assert outcome.error is None
    assert outcome.report is not None
    assert outcome.report.read == found.records
