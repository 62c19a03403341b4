"""No file that was cut off is read as far as it goes."""

from collections.abc import Callable
from pathlib import Path

import geopandas as gpd
import numpy as np
import pytest
import shapely

from pipelines.definition import TableSource
from pipelines.errors import SourceError
from pipelines.reading.fetch import Located
from pipelines.reading.read import read_unguarded
from tests.pipelines.inspection import written

OTHERS = {kind for kind in written.FILES if kind.startswith("CSV")} | {"ALKIS NAS"}
"""Kinds with tests of their own; where a CSV ends behind a cell, nobody can tell that it was cut."""

Locate = Callable[[Path], Located]


def count(path: Path, located: Located, **source: object) -> int:
    read = TableSource.model_validate({"path": path} | source)
    return sum(map(len, read_unguarded(read, located)))


def cut(path: Path, share: float) -> None:
    content = path.read_bytes()
    path.write_bytes(content[: int(len(content) * share)])


@pytest.mark.parametrize("share", [0.3, 0.6, 0.95])
@pytest.mark.parametrize("kind", sorted(written.FILES.keys() - OTHERS))
def test_a_file_cut_off_is_refused(tmp_path: Path, located: Locate, kind: str, share: float) -> None:
    path = written.FILES[kind](tmp_path)
    cut(path, share)

    with pytest.raises(SourceError):
        count(path, located(path))


SIDECARS = [
    ("baeume.shp", {}, ".dbf"),
    ("baeume.shp", {}, ".shx"),
    ("baeume.tab", {"driver": "MapInfo File"}, ".dat"),
    ("baeume.tab", {"driver": "MapInfo File"}, ".map"),
    ("baeume.tab", {"driver": "MapInfo File"}, ".id"),
    ("baeume.mif", {"driver": "MapInfo File"}, ".mid"),
]


@pytest.mark.parametrize("share", [0.3, 0.6, 0.95])
@pytest.mark.parametrize(("name", "options", "sidecar"), SIDECARS)
def test_a_file_beside_it_cut_off_is_refused(
    tmp_path: Path, located: Locate, name: str, options: dict[str, str], sidecar: str, share: float
) -> None:
    points = shapely.points(510_000 + np.arange(2000.0), np.full(2000, 5_393_000.0))
    frame = gpd.GeoDataFrame({"name": [f"Straße {number}" for number in range(2000)]}, geometry=points, crs=25832)
    frame.to_file(tmp_path / name, **options)
    cut((tmp_path / name).with_suffix(sidecar), share)

    with pytest.raises(SourceError, match="beschädigt oder unvollständig"):
        count(tmp_path / name, located(tmp_path / name))


@pytest.mark.parametrize(
    ("name", "options", "sidecar"), [("a.mif", {"driver": "MapInfo File"}, ".mid"), ("a.shp", {}, ".shx")]
)
def test_what_is_missing_beside_it_is_named(
    tmp_path: Path, located: Locate, name: str, options: dict[str, str], sidecar: str
) -> None:
    written.short().to_file(tmp_path / name, **options)
    (tmp_path / name).with_suffix(sidecar).unlink()

    with pytest.raises(SourceError, match=f"Zu {name} fehlt a{sidecar}"):
        count(tmp_path / name, located(tmp_path / name))


def test_a_flatgeobuf_cut_behind_a_feature_is_refused(tmp_path: Path, located: Locate) -> None:
    path = tmp_path / "a.fgb"
    written.short()[["nr", "geometry"]].to_file(path, SPATIAL_INDEX="NO")
    content = path.read_bytes()
    start = 12 + int.from_bytes(content[8:12], "little")
    length = 4 + int.from_bytes(content[start : start + 4], "little")
    path.write_bytes(content[: start + length])

    with pytest.raises(SourceError, match=r"nur bis zum Datensatz 1 von \d+ lesbar"):
        count(path, located(path))


def test_a_seamless_mapinfo_table_is_refused(tmp_path: Path, located: Locate) -> None:
    written.short().to_file(tmp_path / "a.tab", driver="MapInfo File")
    path = tmp_path / "a.tab"
    path.write_text(path.read_text() + 'begin_metadata\n"\\IsSeamless" = "TRUE"\nend_metadata\n')

    with pytest.raises(SourceError):
        count(path, located(path))


def test_a_broken_line_of_a_sequence_is_refused(tmp_path: Path, located: Locate) -> None:
    path = written.FILES["GeoJSON sequence"](tmp_path)
    first, second, *rest = path.read_text().splitlines()
    path.write_text("\n".join([first, second[:-5], *rest]))

    with pytest.raises(SourceError, match="beschädigt oder unvollständig"):
        count(path, located(path))


def test_a_csv_that_ends_within_a_row_is_refused(tmp_path: Path, located: Locate) -> None:
    path = tmp_path / "a.csv"
    path.write_text("nr;name;ort\n1;a;b\n2;a")
    whole = tmp_path / "b.csv"
    whole.write_text("nr;name;ort\n1;a;b\n2;a\n")

    with pytest.raises(SourceError, match="beschädigt oder unvollständig"):
        count(path, located(path))
    assert count(whole, located(whole)) == 2
