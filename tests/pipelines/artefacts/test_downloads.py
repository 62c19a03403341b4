"""Every download read back by programs that are not ours, and compared with the table."""

import csv
import gzip
import io
import json
import sqlite3
import zipfile
from collections.abc import Iterator
from contextlib import closing
from datetime import datetime
from pathlib import Path
from typing import Any

import geopandas as gpd
import pandas as pd
import pyarrow.parquet as pq
import pyogrio
import pytest
import shapely
from sqlalchemy import Connection, text

from pipelines.artefacts.artefact import Artefact
from pipelines.artefacts.notice import notice
from pipelines.artefacts.shapefile import short_names
from pipelines.datasets import load_town
from pipelines.settings import Settings
from tests.pipelines.artefacts.conftest import COUNT, describe

FIELDS = list(describe().public_fields)


@pytest.fixture
def downloads(made: tuple[Artefact, ...], folder: Path) -> Path:
    return folder / "downloads"


@pytest.fixture
def table(made: tuple[Artefact, ...], connection: Connection) -> dict[str, dict[str, Any]]:
    """The rows of the table by id, geometry as shapely's."""
    rows = connection.execute(text("SELECT *, ST_AsBinary(geom) AS wkb FROM data.bauten_v1"))
    found = {row["id"]: dict(row) for row in map(dict, rows.mappings())}
    for row in found.values():
        row["geom"] = shapely.from_wkb(bytes(row["wkb"]))
    return found


def read(path: Path) -> gpd.GeoDataFrame:
    return pyogrio.read_dataframe(path).set_index("id")


def plain(value: Any) -> Any:
    """What several libraries give, made comparable: None for nothing, text for times."""
    if pd.isna(value):
        return None
    return value.isoformat()[:19].removesuffix("T00:00:00") if hasattr(value, "isoformat") else value


@pytest.mark.parametrize("name", ["bauten.gpkg", "bauten.fgb", "bauten.parquet"])
def test_values_and_geometries_are_those_of_the_table(
    downloads: Path, table: dict[str, dict[str, Any]], name: str
) -> None:
    path = downloads / name
    frame = gpd.read_parquet(path).set_index("id") if path.suffix == ".parquet" else read(path)

    assert frame.crs.to_epsg() == 25832
    assert len(frame) == COUNT
    for key, row in table.items():
        assert frame.geometry[key].equals(row["geom"]), key
        for field in FIELDS:
            assert plain(frame[field][key]) == plain(row[field]), (key, field)


def test_geojson_is_the_features_of_the_api(downloads: Path, connection: Connection) -> None:
    document = json.loads((downloads / "bauten.geojson").read_text(encoding="utf-8"))
    rows = connection.scalars(text("SELECT geojson FROM data.bauten_v1"))

    assert document["features"] == [json.loads(row) for row in rows]
    assert (document["attribution"], document["dataDate"]) == ("Stadt Leinfelden-Echterdingen", "2023-10-31")
    assert document["licence"]["id"] == "dl-de/by-2-0"


def test_geojson_is_read_by_gdal(downloads: Path) -> None:
    frame = pyogrio.read_dataframe(downloads / "bauten.geojson")

    assert (len(frame), frame.crs.to_epsg()) == (COUNT, 4326)


def test_packed_geojson_is_the_same(downloads: Path) -> None:
    packed = gzip.decompress((downloads / "bauten.geojson.gz").read_bytes())

    assert packed == (downloads / "bauten.geojson").read_bytes()


def test_shapefile_holds_what_it_can(downloads: Path, table: dict[str, dict[str, Any]]) -> None:
    short = short_names(["id", *FIELDS])
    frame = read(downloads / "bauten_shp.zip")

    assert (len(frame), frame.crs.to_epsg()) == (COUNT, 25832)
    for key, row in table.items():
        assert frame.geometry[key].equals(row["geom"]), key
        assert frame[short["denkmalgeschützt"]][key] == row["denkmalgeschützt"] or row["denkmalgeschützt"] is None
        assert frame[short["höhe"]][key] == pytest.approx(row["höhe"]) or row["höhe"] is None
        assert (plain(frame[short["bemerkung"]][key]) or "") == (row["bemerkung"] or "").encode()[:254].decode(
            errors="ignore"
        )


def test_shapefile_lists_its_short_names_and_what_it_cut(downloads: Path) -> None:
    with zipfile.ZipFile(downloads / "bauten_shp.zip") as archive:
        fields = archive.read("FELDER.txt").decode()
        assert archive.read("bauten.cpg") == b"UTF-8"
        assert b"25832" in archive.read("bauten.prj") or b"UTM" in archive.read("bauten.prj")

    assert "denkmalge2: denkmalgeschützt_seit" in fields
    assert "wohnen = Wohnen" in fields
    assert "gekürzt: bemerkung" in fields


def test_short_names_are_short_and_different() -> None:
    short = short_names(["strasse", "straße", *(f"durchfahrtshöhe_{number}" for number in range(12))])

    assert len(set(short.values())) == 14
    assert all(len(name) <= 10 and name.isascii() for name in short.values())


def lines(path: Path, delimiter: str) -> Iterator[dict[str, str]]:
    return csv.DictReader(io.StringIO(path.read_text(encoding="utf-8-sig"), newline=""), delimiter=delimiter)


def test_plain_csv_is_exact(downloads: Path, table: dict[str, dict[str, Any]]) -> None:
    rows = {row["id"]: row for row in lines(downloads / "bauten.csv", ",")}

    assert len(rows) == COUNT
    for key, row in table.items():
        found = rows[key]
        assert shapely.from_wkt(found["wkt"]).equals_exact(row["geom"])
        assert (float(found["höhe"]) if found["höhe"] else None) == row["höhe"]
        assert found["bemerkung"] == (row["bemerkung"] or "")
        assert datetime.fromisoformat(found["gemessen"]) == row["gemessen"]
        assert 9 < float(found["lon"]) < 10
        assert 48 < float(found["lat"]) < 49


def test_excel_gets_bom_semicolons_and_decimal_commas(downloads: Path) -> None:
    content = (downloads / "bauten_excel.csv").read_bytes()
    first = next(row for row in lines(downloads / "bauten_excel.csv", ";") if row["Kennung"] == "B0001")

    assert content.startswith(b"\xef\xbb\xbf")
    assert first["Höhe (m)"] == "0,3333333333333333"
    assert first["Längengrad"].startswith("9,1")
    assert (first["Nutzung"], first["Nutzung (Code)"]) == ("Gewerbe & Büro", "gewerbe")
    assert first["denkmalgeschützt"] == "ja"
    assert first["gemessen"] == "31.07.2023 14:30:01"


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t"])
def test_excel_computes_no_text(downloads: Path, start: str) -> None:
    texts = [row["Bemerkung"] for row in lines(downloads / "bauten_excel.csv", ";")]

    assert not any(found.startswith(start) for found in texts)
    assert any(found.startswith(f"'{start}") for found in texts)


def test_numbers_keep_their_minus(downloads: Path, made: tuple[Artefact, ...]) -> None:
    """Only texts are guarded: a number with an apostrophe would be none."""
    heights = [row["Höhe (m)"] for row in lines(downloads / "bauten_excel.csv", ";")]

    assert not any(value.startswith("'") for value in heights)


def test_geopackage_knows_titles_codes_and_licence(downloads: Path) -> None:
    with closing(sqlite3.connect(downloads / "bauten.gpkg")) as file:
        titles = dict(file.execute("SELECT column_name, title FROM gpkg_data_columns"))
        codes = set(file.execute("SELECT value, description FROM gpkg_data_column_constraints"))
        said = [words for (words,) in file.execute("SELECT metadata FROM gpkg_metadata")]
        assert file.execute("PRAGMA integrity_check").fetchone() == ("ok",)

    assert titles["höhe"] == "Höhe (m)"
    assert codes == {("wohnen", "Wohnen"), ("gewerbe", "Gewerbe & Büro")}
    assert any("Stadt Leinfelden-Echterdingen" in words for words in said)


def test_geopackage_names_are_read_by_gdal(downloads: Path) -> None:
    info = pyogrio.read_info(downloads / "bauten.gpkg", layer="bauten")

    assert info["features"] == COUNT
    assert pyogrio.list_layers(downloads / "bauten.gpkg").tolist() == [["bauten", "Polygon"]]


def test_geoparquet_has_a_box_per_feature_and_the_licence(downloads: Path, table: dict[str, dict[str, Any]]) -> None:
    file = pq.ParquetFile(downloads / "bauten.parquet")
    said = {key.decode(): value.decode() for key, value in file.metadata.metadata.items()}
    geo = json.loads(said["geo"])["columns"]["geom"]
    boxes = {row["id"]: row["bbox"] for row in file.read(["id", "bbox"]).to_pylist()}

    assert tuple(geo["bbox"]) == tuple(shapely.total_bounds([row["geom"] for row in table.values()]))
    assert geo["crs"]["id"] == {"authority": "EPSG", "code": 25832}
    assert said["attribution"] == "Stadt Leinfelden-Echterdingen"
    for key, row in table.items():
        assert tuple(boxes[key].values()) == row["geom"].bounds


def test_geoparquet_gives_a_part_of_the_map(downloads: Path, table: dict[str, dict[str, Any]]) -> None:
    wanted = table["B0000"]["geom"].bounds

    assert gpd.read_parquet(downloads / "bauten.parquet", bbox=wanted)["id"].tolist() == ["B0000"]


def test_flatgeobuf_says_title_and_licence(downloads: Path) -> None:
    head = (downloads / "bauten.fgb").read_bytes()[:4000]

    assert b"Datenstand: 2023-10-31" in head


def test_the_notice_is_in_both_languages(settings: Settings) -> None:
    said = notice(describe(), load_town(settings), None)

    assert "Namensnennung: Stadt" in said.text("de")
    assert "Sample data" in said.text("en")
