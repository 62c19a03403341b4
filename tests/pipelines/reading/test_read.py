import json
from collections.abc import Callable
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import geopandas as gpd
import openpyxl
import pytest
import shapely
from geopandas import GeoDataFrame

from pipelines.definition import TableSource
from pipelines.errors import SourceError
from pipelines.reading import delimited
from pipelines.reading.fetch import Located
from pipelines.reading.read import read, read_unguarded

Locate = Callable[[Path], Located]
Read = Callable[..., GeoDataFrame]


@pytest.fixture
def read_one(located: Locate) -> Read:
    """Read a source that is one batch."""

    def run(path: Path, **source: Any) -> GeoDataFrame:
        (frame,) = read(TableSource.model_validate({"path": path} | source), located(path))
        return frame

    return run


def write(path: Path, content: str) -> Path:
    path.write_text(content, encoding="utf-8")
    return path


def test_x_and_y_with_decimal_comma(tmp_path: Path, read_one: Read) -> None:
    path = write(tmp_path / "a.csv", "nr;Rechts;Hoch\n1;510.000,25;5.393.000,5\n2;;5393000\n3;krumm;1\n")

    frame = read_one(path, x="Rechts", y="Hoch", decimal=",", crs="EPSG:25832")

    assert frame.geometry.iloc[0].equals(shapely.Point(510000.25, 5393000.5))
    assert frame.geometry.isna().tolist() == [False, True, True]
    assert frame.crs.to_epsg() == 25832
    assert list(frame.columns) == ["nr", "Rechts", "Hoch", "geom"]


def test_degrees_without_crs_are_crs84(tmp_path: Path, read_one: Read) -> None:
    frame = read_one(write(tmp_path / "a.csv", "lat,lon\n48.69,9.14\n"), x="lon", y="lat")

    assert frame.crs.to_string() == "OGC:CRS84"
    assert frame.geometry.iloc[0].x == 9.14


def test_a_column_of_coordinates_that_is_missing_is_told_with_the_files_name(tmp_path: Path, read_one: Read) -> None:
    with pytest.raises(SourceError, match=r"In a\.csv fehlen die Spalten „lon“, „lat“\. Vorhanden sind: NR, LON, LAT"):
        read_one(write(tmp_path / "a.csv", "NR;LON;LAT\n1;9.14;48.69\n"), x="lon", y="lat")


def test_metres_without_crs_are_refused(tmp_path: Path, read_one: Read) -> None:
    with pytest.raises(SourceError) as caught:
        read_one(write(tmp_path / "a.csv", "x;y\n510000;5393000\n"), x="x", y="y")

    assert caught.value.hint is not None
    assert "crs: EPSG:25832" in caught.value.hint.de


def test_wkt_of_any_case_with_and_without_its_crs(tmp_path: Path, read_one: Read) -> None:
    lines = ["GEOM;geom", "SRID=25832;POINT(510000 5393000)", "kaputt;x", ";x"]
    path = write(tmp_path / "a.csv", "\n".join([lines[0], f'"{lines[1]}";x', *lines[2:]]))

    frame = read_one(path, wkt="GEOM")

    assert frame.crs.to_epsg() == 25832
    assert frame.geometry.isna().tolist() == [False, True, True]
    assert list(frame.columns) == ["GEOM", "geom"]


def test_a_list_without_coordinates_has_none_and_no_crs(tmp_path: Path, read_one: Read) -> None:
    frame = read_one(write(tmp_path / "a.csv", "name;anschrift\na;Maiergasse 8\n"))

    assert frame.geometry.isna().all()
    assert frame.crs is None


def test_excel_has_typed_coordinates(tmp_path: Path, read_one: Read) -> None:
    book = openpyxl.Workbook()
    for row in (["nr", "x", "y"], [1, 510000.5, 5393000], [2, "510001,5", "5393000"]):
        book.active.append(row)
    book.save(tmp_path / "a.xlsx")

    frame = read_one(tmp_path / "a.xlsx", x="x", y="y", decimal=",", crs="EPSG:25832")

    assert frame.geometry.x.tolist() == [510000.5, 510001.5]


def test_json_is_geojson_or_a_list(tmp_path: Path, read_one: Read) -> None:
    feature = {"type": "Feature", "properties": {"nr": 1}, "geometry": {"type": "Point", "coordinates": [9.1, 48.7]}}
    geojson = write(tmp_path / "a.json", json.dumps({"type": "FeatureCollection", "features": [feature]}))
    listed = write(tmp_path / "b.json", json.dumps([{"nr": 1, "lon": 9.1, "lat": 48.7}]))

    one, other = read_one(geojson), read_one(listed, x="lon", y="lat")

    assert one.geometry.iloc[0].equals(other.geometry.iloc[0])
    assert one["nr"].tolist() == other["nr"].tolist() == [1]


def geojson(folder: Path, crs: str | None) -> Path:
    feature = {"type": "Feature", "properties": {}, "geometry": {"type": "Point", "coordinates": [510000, 5393000]}}
    document: dict[str, Any] = {"type": "FeatureCollection", "features": [feature]}
    if crs:
        document["crs"] = {"type": "name", "properties": {"name": crs}}
    return write(folder / "a.geojson", json.dumps(document))


def test_the_crs_member_of_old_geojson_counts(tmp_path: Path, read_one: Read) -> None:
    assert read_one(geojson(tmp_path, "urn:ogc:def:crs:EPSG::25832")).crs.to_epsg() == 25832


def test_geojson_in_metres_without_crs_member_needs_the_definition(tmp_path: Path, read_one: Read) -> None:
    path = geojson(tmp_path, None)

    with pytest.raises(SourceError, match="ihre Zahlen sind aber keine Grad"):
        read_one(path)
    assert read_one(path, crs="EPSG:25832").crs.to_epsg() == 25832


def test_a_contradicted_crs_member_stops(tmp_path: Path, read_one: Read) -> None:
    with pytest.raises(SourceError, match="EPSG:31467, die Datei aber EPSG:25832"):
        read_one(geojson(tmp_path, "EPSG:25832"), crs="EPSG:31467")


def test_a_zipped_shapefile_in_gauss_krueger_and_cp1252(tmp_path: Path, read_one: Read) -> None:
    layer = gpd.GeoDataFrame({"name": ["Höhe"]}, geometry=shapely.points([(3511000, 5396000)]), crs=31467)
    layer.to_file(tmp_path / "zonen.shp", encoding="cp1252")
    (tmp_path / "zonen.cpg").unlink()
    with ZipFile(tmp_path / "zonen.zip", "w") as packed:
        for part in tmp_path.glob("zonen.[!z]*"):
            packed.write(part, f"Export/{part.name}")

    frame = read_one(tmp_path / "zonen.zip")

    assert frame["name"].tolist() == ["Höhe"]
    assert frame.crs.to_epsg() == 31467


def test_of_several_shapefiles_in_an_archive_the_layer_is_read(tmp_path: Path, read_one: Read) -> None:
    for name in ("kreise", "zonen"):
        layer = gpd.GeoDataFrame({"name": [name]}, geometry=shapely.points([(510000, 5393000)]), crs=25832)
        layer.to_file(tmp_path / f"{name}.shp")
    with ZipFile(tmp_path / "a.zip", "w") as packed:
        for part in (*tmp_path.glob("kreise.*"), *tmp_path.glob("zonen.*")):
            packed.write(part, part.name)

    assert read_one(tmp_path / "a.zip", layer="zonen")["name"].tolist() == ["zonen"]


def test_a_kmz_is_its_kml(tmp_path: Path, read_one: Read) -> None:
    with ZipFile(tmp_path / "a.kmz", "w") as packed:
        packed.writestr(
            "doc.kml",
            '<kml xmlns="http://www.opengis.net/kml/2.2"><Document><Placemark><name>a</name>'
            "<Point><coordinates>9.14,48.69</coordinates></Point></Placemark></Document></kml>",
        )

    assert read_one(tmp_path / "a.kmz")["Name"].tolist() == ["a"]


def test_gml_with_northing_first_is_read_easting_first(tmp_path: Path, read_one: Read) -> None:
    path = write(
        tmp_path / "a.gml",
        '<gml:FeatureCollection xmlns:c="http://www.example.org" xmlns:gml="http://www.opengis.net/gml/3.2">'
        '<gml:featureMember><c:Mast gml:id="m1"><c:nr>1</c:nr><c:lage>'
        '<gml:Point gml:id="p1" srsName="urn:ogc:def:crs:EPSG::31467">'
        "<gml:pos>5396000 3511000</gml:pos></gml:Point></c:lage></c:Mast></gml:featureMember></gml:FeatureCollection>",
    )

    frame = read_one(path)

    assert (frame.geometry.x.iloc[0], frame.geometry.y.iloc[0]) == (3511000, 5396000)
    assert frame.crs.to_epsg() == 31467


def test_the_crs_of_the_first_coordinates_holds_for_later_batches(
    tmp_path: Path, located: Locate, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(delimited, "BATCH", 1)
    path = write(tmp_path / "a.csv", "nr;lon;lat\n1;;\n2;9.1;48.7\n3;;\n")

    frames = list(read_unguarded(TableSource(path=path, x="lon", y="lat"), located(path)))

    assert [frame.crs and frame.crs.to_string() for frame in frames] == [None, "OGC:CRS84", "OGC:CRS84"]
    assert [frame.index.tolist() for frame in frames] == [[1], [2], [3]]


@pytest.mark.parametrize(
    ("source", "words"),
    [
        ({"x": "lon", "y": "lat"}, "„lon“, „lat“"),
        ({"wkt": "geometrie"}, "„geometrie“"),
    ],
)
def test_missing_coordinate_columns_are_named(
    tmp_path: Path, read_one: Read, source: dict[str, str], words: str
) -> None:
    with pytest.raises(SourceError, match=words):
        read_one(write(tmp_path / "a.csv", "nr;name\n1;a\n"), **source)


@pytest.mark.parametrize("name", ["a.dwg", "a.pdf", "a"])
def test_unknown_formats_say_what_is_read(tmp_path: Path, read_one: Read, name: str) -> None:
    with pytest.raises(SourceError) as caught:
        read_one(write(tmp_path / name, "x"))

    assert caught.value.hint is not None
    assert "GeoPackage" in caught.value.hint.de


@pytest.mark.parametrize(
    ("name", "source", "count", "crs"),
    [
        ("parking/bfrk_bw_car.json", {"x": "lon", "y": "lat"}, 2349, "OGC:CRS84"),
        ("parking/bielefeld.csv", {"wkt": "WKT"}, 853, "OGC:CRS84"),
        ("parking/reutlingen_disabled.csv", {"wkt": "GEOM"}, 44, "OGC:CRS84"),
        ("parking/jena.geojson", {}, 103, "EPSG:4326"),
        ("parking/herrenberg.json", {"layer": "lots", "x": "coords.lng", "y": "coords.lat"}, 26, "OGC:CRS84"),
        ("gpkg/util_wastewater_discharge.gpkg", {}, 3193, "EPSG:26915"),
        ("schools/berlin_schule_breitband.csv", {"x": "lng", "y": "lat"}, 734, "OGC:CRS84"),
        ("election/btw25_bw_gemeinden_final.csv", {}, 1105, None),
    ],
)
def test_real_files_are_read(
    shared_data: Path, read_one: Read, name: str, source: dict[str, str], count: int, crs: str | None
) -> None:
    frame = read_one(shared_data / name, **source)

    assert len(frame) == count
    assert (frame.crs and frame.crs.to_string()) == crs
