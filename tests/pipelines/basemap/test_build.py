"""From an extract to tiles, by the command that people type."""

import json
from pathlib import Path
from typing import Any

import geopandas as gpd
import pyogrio
import pytest
from click.testing import CliRunner
from shapely import Point

from pipelines.basemap.archive import FOLDER, Basemap, archive_path, read_basemap
from pipelines.basemap.build import build
from pipelines.basemap.schema import ATTRIBUTION
from pipelines.cli import geoportal
from pipelines.errors import SourceError
from pipelines.settings import Settings
from tests.pipelines.basemap.extract import town, write


@pytest.fixture(scope="module")
def extract(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write(tmp_path_factory.mktemp("osm") / "town.osm", town())


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("home")


@pytest.fixture(scope="module")
def built(extract: Path, home: Path) -> Basemap:
    return build(str(extract), Settings(home=home))


def tiles(home: Path, basemap: Basemap, layer: str, zoom: int = 14) -> gpd.GeoDataFrame:
    return pyogrio.read_dataframe(archive_path(home, basemap.version), layer=layer, ZOOM_LEVEL=zoom)


def test_the_map_says_what_it_is(built: Basemap, home: Path) -> None:
    assert read_basemap(home) == built
    assert built.sources == ("town.osm",)
    assert built.attribution == ATTRIBUTION
    assert (built.minzoom, built.maxzoom) == (5, 14)
    assert built.features["buildings"] == 6303
    assert built.bounds == pytest.approx((9.07, 48.65, 9.21, 48.73), abs=0.01)
    assert [path.name for path in (home / FOLDER).iterdir() if path.name.startswith(".")] == []


def test_tiles_have_kinds_names_and_ranks(built: Basemap, home: Path) -> None:
    roads = tiles(home, built, "roads")
    assert {"motorway", "trunk", "primary", "secondary", "minor", "path"} == set(roads["kind"])
    assert set(roads.loc[roads["kind"] == "trunk", "ref"]) == {"B 27"}
    assert set(roads.loc[roads["kind"] == "motorway", "rank"]) == {1}
    assert "Filderstraße" in set(roads["name"])
    assert set(tiles(home, built, "stations")["name"]) >= {"Leinfelden", "Echterdingen"}
    assert not tiles(home, built, "water").contains(Point(9.1315, 48.6915)).any(), "the island is no water"


def test_far_away_only_what_is_seen_from_there_is_drawn(built: Basemap, home: Path) -> None:
    assert set(tiles(home, built, "roads", 6)["kind"]) == {"motorway", "trunk"}
    near, far = (tiles(home, built, "buildings", zoom).area.sum() for zoom in (14, 13))
    assert 0 < far < near / 2, "small buildings come close up"


def test_what_two_extracts_share_is_drawn_once(extract: Path, tmp_path: Path) -> None:
    folder = tmp_path / "osm"
    folder.mkdir()
    shop = (Point(9.1, 48.7), {"place": "hamlet", "name": "Weiler"})
    write(folder / "a.osm", [shop])
    write(folder / "b.osm", [shop, (Point(9.2, 48.7), {"place": "town", "name": "Stadt"})])
    (folder / "notes.txt").write_text("no extract")
    basemap = build(str(folder), Settings(home=tmp_path / "home"))
    assert basemap.features == {"places": 2}
    assert basemap.sources == ("a.osm", "b.osm")


def run(home: Path, source: str) -> tuple[int, dict[str, Any]]:
    """Exit code and JSON of the command."""
    command = ["basemap", "build", source, "--json"]
    result = CliRunner().invoke(geoportal, command, env={"GEOPORTAL_HOME": str(home)})
    if isinstance(result.exception, SourceError):
        return result.exception.exit_code, result.exception.to_json()
    return result.exit_code, json.loads(result.stdout)


def test_a_new_map_keeps_the_one_before_for_open_pages(tmp_path: Path) -> None:
    versions = []
    for name in ("Eins", "Zwei", "Drei"):
        source = write(tmp_path / "x.osm", [(Point(9.1, 48.7), {"place": "town", "name": name})])
        code, said = run(tmp_path / "home", str(source))
        assert code == 0
        versions.append(said["version"])
    kept = {path.stem for path in (tmp_path / "home" / FOLDER).glob("*.pmtiles")}
    assert kept == set(versions[1:])


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("x.osm", b"<osm><node id='1'", "beschädigt"),
        ("x.osm.pbf", b"\x00\x00\x00\x0d\x0a\x09OSMHeader\x18\x7f", "beschädigt"),
        ("x.osm.pbf", b"<html>log in</html>", "passt nicht zur Endung"),
        ("x.osm", b"<osm version='0.6'></osm>", "gehört auf eine Grundkarte"),
        ("x.osm", b"<!DOCTYPE osm [<!ENTITY a 'b'>]><osm version='0.6'></osm>", "DOCTYPE"),
    ],
)
def test_a_broken_source_leaves_the_map_as_it_is(
    built: Basemap, home: Path, tmp_path: Path, name: str, content: bytes, said: str
) -> None:
    (tmp_path / name).write_bytes(content)
    code, error = run(home, str(tmp_path / name))
    assert code == 4
    assert said in error["message"]["de"]
    assert read_basemap(home) == built
    assert {path.name for path in (home / FOLDER).iterdir()} == {f"{built.version}.pmtiles", "basemap.json"}


def test_what_is_not_there_is_named(tmp_path: Path) -> None:
    assert "gibt es nicht" in run(tmp_path / "home", str(tmp_path / "none.osm.pbf"))[1]["message"]["de"]
    (tmp_path / "empty").mkdir()
    assert "keine Datei .osm.pbf" in run(tmp_path / "home", str(tmp_path / "empty"))[1]["message"]["de"]
    assert "internen Netz" in run(tmp_path / "home", "http://127.0.0.1:9/x.osm.pbf")[1]["message"]["de"]


def test_a_real_extract(shared_data: Path, tmp_path: Path) -> None:
    basemap = build(str(shared_data / "osm" / "heidelberg.osm.pbf"), Settings(home=tmp_path))
    assert basemap.features["roads"] == 24317
    named = tiles(tmp_path, basemap, "roads")
    assert {"Hauptstraße", "Bergheimer Straße"} <= set(named["name"])
