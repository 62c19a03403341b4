"""Kinds of files that GDAL does not read, or not as the portal needs them."""

import json
import shutil
import struct
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import geopandas as gpd
import pandas as pd
import pyogrio
import pytest
import shapely
from geopandas import GeoDataFrame

from pipelines.definition import TableSource
from pipelines.errors import SetupError, SourceError
from pipelines.reading import adv, nas
from pipelines.reading.cell import texts
from pipelines.reading.fetch import Located
from pipelines.reading.read import read_unguarded
from tests.pipelines.inspection import written

Read = Callable[..., GeoDataFrame]


@pytest.fixture
def read(located: Callable[[Path], Located]) -> Read:
    """Read a source that is one batch."""

    def run(path: Path, **source: Any) -> GeoDataFrame:
        (frame,) = read_unguarded(TableSource.model_validate({"path": path} | source), located(path))
        return frame

    return run


def test_geoparquet_keeps_types_gaps_and_crs(tmp_path: Path, read: Read) -> None:
    big, day = pd.array([2**53 + 1, None], dtype="Int64"), date(2026, 5, 1)
    columns = {"nr": big, "liste": [["a", "ä"], None], "tag": [day, None]}
    frame = gpd.GeoDataFrame(columns, geometry=shapely.points([509_000, 509_001], 5_393_000), crs=25832)
    frame.to_parquet(tmp_path / "a.parquet", write_covering_bbox=True)

    found = read(tmp_path / "a.parquet")

    assert list(found.columns) == ["nr", "liste", "tag", "geom"]
    assert texts(found["nr"]).iloc[0] == str(2**53 + 1)
    assert (found["liste"].iloc[0], texts(found["tag"]).iloc[0]) == ('["a", "ä"]', "2026-05-01")
    assert found[["nr", "liste", "tag"]].iloc[1].isna().all()
    assert found.crs.to_epsg() == 25832


def test_geoparquet_in_other_encodings_and_without_records(tmp_path: Path, read: Read) -> None:
    areas = gpd.GeoDataFrame({"nr": [1]}, geometry=[shapely.box(0, 0, 1, 1)], crs="OGC:CRS84")
    areas.to_parquet(tmp_path / "a.parquet", geometry_encoding="geoarrow")
    areas.iloc[:0].to_parquet(tmp_path / "b.parquet")

    assert read(tmp_path / "a.parquet").geometry.iloc[0].equals(shapely.box(0, 0, 1, 1))
    assert read(tmp_path / "b.parquet").empty


def test_plain_parquet_is_a_table(tmp_path: Path, read: Read) -> None:
    pd.DataFrame({"nr": [1], "x": [509_000.5], "y": [5_393_000.0]}).to_parquet(tmp_path / "a.parquet")

    found = read(tmp_path / "a.parquet", x="x", y="y", crs="EPSG:25832")

    assert found.geometry.iloc[0].x == 509_000.5


def test_an_ods_has_typed_cells(tmp_path: Path, read: Read) -> None:
    found = read(written.spreadsheet(tmp_path), x="Rechtswert", y="Hochwert", crs="EPSG:25832")

    assert texts(found["Pflanzjahr"]).iloc[0] == "1990"
    assert found["Höhe (m)"].iloc[0] == 12.5
    assert found.geometry.iloc[0].x == written.EAST
    with pytest.raises(SourceError, match="kein Blatt „Blatt 2“"):
        read(written.spreadsheet(tmp_path), sheet="Blatt 2")


def test_an_ods_is_read_from_its_header_row_on(tmp_path: Path, read: Read) -> None:
    rows = pd.DataFrame([["Bäume der Stadt", None], ["art", "höhe"], ["Linde", 12]], columns=["a", "b"])
    pyogrio.write_dataframe(rows.astype("string"), tmp_path / "a.ods", driver="ODS")

    assert read(tmp_path / "a.ods", header_row=3)["art"].tolist() == ["Linde"]
    with pytest.raises(SourceError, match="hat in Zeile 9 keine Kopfzeile"):
        read(tmp_path / "a.ods", header_row=9)


def test_an_ods_as_gdal_and_qgis_write_it_is_no_damaged_one(tmp_path: Path, read: Read) -> None:
    pd.DataFrame({"name": ["Café", "Markt"], "plätze": [12, 3]}).to_csv(tmp_path / "a.csv", index=False)
    pyogrio.write_dataframe(pd.read_csv(tmp_path / "a.csv"), tmp_path / "a.ods", driver="ODS")

    found = read(tmp_path / "a.ods")

    assert found["name"].tolist() == ["Café", "Markt"]
    assert texts(found["plätze"]).tolist() == ["12", "3"]


def test_an_old_excel_file_is_read(tmp_path: Path, read: Read) -> None:
    (tmp_path / "a.xls").write_bytes(compound_file(biff8([["name", "plätze"], ["Café", 12], ["Markt", 3]])))

    found = read(tmp_path / "a.xls")

    assert found["name"].tolist() == ["Café", "Markt"]
    assert texts(found["plätze"]).tolist() == ["12", "3"]


def test_parking_places_of_datex2(tmp_path: Path, read: Read) -> None:
    found = read(written.parking(tmp_path))

    assert found.iloc[0][["id", "type", "parkingName", "parkingNumberOfSpaces"]].tolist() == [
        "P0",
        "UrbanParkingSite",
        "Parkhaus 0",
        "100",
    ]
    assert found.geometry.notna().all()
    assert found.crs.to_string() == "OGC:CRS84"


def test_real_parking_places_of_datex2(shared_data: Path, read: Read) -> None:
    found = read(shared_data / "parking" / "aachen-static.datex2.xml")

    assert len(found) == 17
    assert found["parkingName"].iloc[0] == "P01-Eurogress"
    assert (found.geometry.iloc[0].x, found.geometry.iloc[0].y) == (6.0927987, 50.780552)


def test_datex2_with_an_entity_is_refused(tmp_path: Path, read: Read) -> None:
    (tmp_path / "a.xml").write_text(
        "<!DOCTYPE d [<!ENTITY e SYSTEM 'file:///etc/hostname'>]><d2LogicalModel><parkingRecord id='1'>&e;"
        "</parkingRecord></d2LogicalModel>"
    )

    with pytest.raises(SourceError, match="DOCTYPE"):
        read(tmp_path / "a.xml")


@pytest.mark.skipif(shutil.which("ogr2ogr") is None, reason="ogr2ogr of gdal-bin is not installed")
def test_a_cadastre_keeps_its_keys(tmp_path: Path, read: Read) -> None:
    found = read(written.cadastre(tmp_path), layer="AX_Flurstueck")

    assert found["land"].unique().tolist() == ["08"]
    assert found["flurstueckskennzeichen"].iloc[1] == "081234___00001______"
    assert found.crs.to_epsg() == 25832
    assert found.geometry.iloc[0].area == 100
    assert [path.name for path in tmp_path.iterdir()] == ["alkis.xml"]


@pytest.mark.skipif(shutil.which("ogr2ogr") is None, reason="ogr2ogr of gdal-bin is not installed")
def test_half_a_cadastre_is_refused(tmp_path: Path, read: Read) -> None:
    path = written.cadastre(tmp_path)
    path.write_bytes(path.read_bytes()[:3000])

    with pytest.raises(SourceError, match="beschädigt oder unvollständig"):
        read(path, layer="AX_Flurstueck")


def test_without_ogr2ogr_a_cadastre_says_what_to_install(
    tmp_path: Path, read: Read, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(nas, "PROGRAM", "ogr2ogr-which-is-not-there")

    with pytest.raises(SetupError) as caught:
        read(written.cadastre(tmp_path))

    assert caught.value.hint is not None
    assert "apt install gdal-bin" in caught.value.hint.de


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("ETRS89_UTM32", "EPSG:25832"),
        ("DE_DHDN_3GK3", "EPSG:31467"),
        ("DE_DHDN_3GK3_BW120", "EPSG:31467"),
        ("ETRS89_UTM32-zE", "EPSG:4647"),
        ("DE_DHHN92_NH", None),
        ("ETRS89_UTM32_DE_DHHN92_NH", None),
        ("unbekannt", None),
    ],
)
def test_the_surveying_authorities_names(name: str, code: str | None) -> None:
    assert adv.epsg(name) == code


def test_gml_under_such_a_name_has_its_crs(tmp_path: Path, read: Read) -> None:
    found = read(written.gml_adv(tmp_path))

    assert found.crs.to_epsg() == 25832
    assert found["nr"].iloc[0] == "00"


def test_the_crs_of_mapinfo_is_known(tmp_path: Path, read: Read) -> None:
    assert read(written.FILES["MapInfo TAB"](tmp_path)).crs.to_epsg() == 25832


def test_a_drawing_needs_a_crs(tmp_path: Path, read: Read) -> None:
    path = written.dxf(tmp_path)

    with pytest.raises(SourceError, match="nicht, in welchem Koordinatensystem"):
        read(path)
    assert read(path, crs="EPSG:25832").geometry.notna().all()


def test_of_gpx_the_only_layer_with_records_is_read(tmp_path: Path, read: Read) -> None:
    points = "".join(f'<wpt lat="48.69" lon="9.1{n}"><name>Rast {n}</name></wpt>' for n in range(3))
    (tmp_path / "a.gpx").write_text(f'<gpx version="1.1" xmlns="http://www.topografix.com/GPX/1/1">{points}</gpx>')

    assert read(tmp_path / "a.gpx")["name"].tolist() == ["Rast 0", "Rast 1", "Rast 2"]


def test_of_gpx_the_track_is_meant_and_not_its_vertices(tmp_path: Path, read: Read) -> None:
    points = "".join(f'<trkpt lat="48.69" lon="9.1{n}"/>' for n in range(3))
    track = f"<trk><name>Runde</name><trkseg>{points}</trkseg></trk>"
    (tmp_path / "a.gpx").write_text(f'<gpx version="1.1" xmlns="http://www.topografix.com/GPX/1/1">{track}</gpx>')

    assert read(tmp_path / "a.gpx")["name"].tolist() == ["Runde"]
    assert len(read(tmp_path / "a.gpx", layer="track_points")) == 3


def test_layers_of_openstreetmap_are_named(shared_data: Path, read: Read) -> None:
    with pytest.raises(SourceError, match="points, lines, multilinestrings, multipolygons"):
        read(shared_data / "osm" / "heidelberg.osm.pbf")


@pytest.mark.parametrize("mark", ["", "\\x", "0x"])
def test_wkb_in_hexadecimal_digits(tmp_path: Path, read: Read, mark: str) -> None:
    point = shapely.to_wkb(shapely.set_srid(shapely.Point(509_000, 5_393_000), 25832), hex=True, include_srid=True)
    (tmp_path / "a.csv").write_text(f"nr;geom\n1;{mark}{point}\n2;zz\n3;\n4;0101\n")

    found = read(tmp_path / "a.csv", wkb="geom")

    assert found.geometry.iloc[0].equals(shapely.Point(509_000, 5_393_000))
    assert found.geometry.isna().tolist() == [False, True, True, True]
    assert found.crs.to_epsg() == 25832


def test_two_ways_to_say_where_are_one_too_many(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="expected one of x/y, xy, yx, wkt and wkb"):
        TableSource(path=tmp_path / "a.csv", wkt="a", wkb="b")


def test_broken_json_is_no_traceback(tmp_path: Path, read: Read) -> None:
    (tmp_path / "a.json").write_text(json.dumps([{"a": 1}])[:-3])

    with pytest.raises(SourceError, match="kein gültiges JSON"):
        read(tmp_path / "a.json")


def biff8(rows: list[list[object]]) -> bytes:
    """A workbook stream of one sheet (BIFF8, [MS-XLS] 2.1): texts as LABEL, numbers as NUMBER records."""

    def record(kind: int, data: bytes) -> bytes:
        return struct.pack("<HH", kind, len(data)) + data

    start = struct.pack("<HHHHII", 0x0600, 0x0005, 0x0DBB, 0x07CC, 0, 6)
    sheet_start = struct.pack("<HHHHII", 0x0600, 0x0010, 0x0DBB, 0x07CC, 0, 6)
    name = b"\x06\x00Liste1"
    globals_length = len(record(0x809, start)) + len(record(0x85, bytes(6) + name)) + len(record(0x0A, b""))
    stream = record(0x809, start) + record(0x85, struct.pack("<IH", globals_length, 0) + name) + record(0x0A, b"")
    stream += record(0x809, sheet_start)
    for row, cells in enumerate(rows):
        for column, cell in enumerate(cells):
            place = struct.pack("<HHH", row, column, 0)
            if isinstance(cell, str):
                stream += record(0x204, place + struct.pack("<HB", len(cell), 1) + cell.encode("utf-16-le"))
            else:
                stream += record(0x203, place + struct.pack("<d", cell))
    return stream + record(0x0A, b"")


def compound_file(stream: bytes) -> bytes:
    """A compound file ([MS-CFB]) that holds one stream, Workbook, of at least 4096 bytes."""
    sector, end, free = 512, 0xFFFFFFFE, 0xFFFFFFFF
    padded = stream.ljust(-(-max(len(stream), 4096) // sector) * sector, b"\0")
    count = len(padded) // sector
    table = [0xFFFFFFFD, end, *range(3, count + 2), end]
    table += [free] * (sector // 4 - len(table))
    header = bytes.fromhex("d0cf11e0a1b11ae1") + bytes(16) + struct.pack("<HHHHH", 0x3E, 3, 0xFFFE, 9, 6) + bytes(6)
    header += struct.pack("<IIIIIIIII", 0, 1, 1, 0, 4096, end, 0, end, 0) + struct.pack("<I", 0)
    header += struct.pack("<I", free) * 108

    def entry(name: str, kind: int, child: int, first: int, size: int) -> bytes:
        spelt = name.encode("utf-16-le") + b"\0\0"
        links = struct.pack("<III", free, free, child)
        sizes = struct.pack("<HBB", len(spelt), kind, 1)
        return spelt.ljust(64, b"\0") + sizes + links + bytes(36) + struct.pack("<IQ", first, size)

    folder = entry("Root Entry", 5, 1, end, 0) + entry("Workbook", 2, free, 2, len(padded))
    empty = bytes(66) + struct.pack("<BBIII", 0, 0, free, free, free) + bytes(48)
    return header + struct.pack(f"<{len(table)}I", *table) + folder + empty * 2 + padded
