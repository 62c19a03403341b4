import json
import logging
import re
import sqlite3
from collections.abc import Callable, Iterable
from contextlib import closing
from pathlib import Path
from typing import Any

import geopandas as gpd
import numpy as np
import pandas as pd
import pyogrio
import pytest
import shapely
from geopandas import GeoDataFrame

from pipelines.errors import SourceError
from pipelines.reading import vector
from pipelines.reading.vector import read_vector

Write = Callable[..., Path]


@pytest.fixture
def write(tmp_path: Path) -> Write:
    """Write a layer of points with umlauts and gaps."""

    def run(name: str, count: int = 3, **options: Any) -> Path:
        columns = {
            "name": [f"Straße {number}" for number in range(count)],
            "jahr": pd.array([None if number == 1 else 2000 + number for number in range(count)], dtype="Int64"),
        }
        points = shapely.points(510_000 + np.arange(count), np.full(count, 5_393_000))
        path = tmp_path / name
        gpd.GeoDataFrame(columns, geometry=points, crs=25832).to_file(path, **options)
        return path

    return run


def read(path: Path, layer: str | None = None, encoding: str | None = None) -> GeoDataFrame:
    return pd.concat(list(read_vector(path, layer, encoding)))


@pytest.mark.parametrize("name", ["a.gpkg", "a.shp", "a.geojson", "a.gml", "a.fgb"])
def test_formats_give_records_in_their_order(write: Write, name: str) -> None:
    frame = read(write(name))

    assert sorted(frame["name"]) == ["Straße 0", "Straße 1", "Straße 2"]
    assert frame.index.tolist() == [1, 2, 3]
    assert frame.index.name == "record"
    assert frame.geometry.name == "geom"
    assert frame.crs.to_epsg() == 25832
    assert frame.set_index("name").loc["Straße 2", "jahr"] == 2002


def test_kml_has_its_own_fields_and_degrees(tmp_path: Path) -> None:
    (tmp_path / "a.kml").write_text(
        '<kml xmlns="http://www.opengis.net/kml/2.2"><Document><name>Kultur</name><Placemark><name>Museum</name>'
        '<ExtendedData><Data name="eintritt"><value>3</value></Data></ExtendedData>'
        "<Point><coordinates>9.14,48.69,430</coordinates></Point></Placemark></Document></kml>"
    )

    frame = read(tmp_path / "a.kml")

    assert (frame["Name"].iloc[0], frame["eintritt"].iloc[0]) == ("Museum", "3")
    assert frame.crs.to_epsg() == 4326
    assert frame.geometry.iloc[0].x == 9.14


@pytest.mark.parametrize("name", ["a.gpkg", "a.geojson", "a.shp", "a.fgb", "a.gml"])
def test_an_empty_layer_is_one_empty_batch(write: Write, name: str) -> None:
    (frame,) = read_vector(write(name, 0), None, None)

    assert frame.empty
    assert frame.geometry.name == "geom"


@pytest.mark.parametrize("name", ["a.gpkg", "a.geojson"])
def test_large_layers_come_in_batches(write: Write, monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    monkeypatch.setattr(vector, "BATCH", 4)

    batches = list(read_vector(write(name, 10), None, None))

    assert [len(batch) for batch in batches] == [4, 4, 2]
    assert [batch.index[0] for batch in batches] == [1, 5, 9]
    assert pd.concat(batches)["name"].nunique() == 10


def test_the_feature_id_of_a_geopackage_is_a_column(write: Write) -> None:
    assert read(write("a.gpkg"))["fid"].tolist() == [1, 2, 3]


def collection(ids: Iterable[object], **properties: object) -> list[dict[str, Any]]:
    """Features with these ids, None for those without."""
    point = {"type": "Point", "coordinates": [9.1, 48.7]}
    plain = {"type": "Feature", "properties": {"art": "Linde"} | properties, "geometry": point}
    return [plain if id_ is None else {**plain, "id": id_} for id_ in ids]


def geojson(folder: Path, features: list[dict[str, Any]]) -> Path:
    (folder / "a.geojson").write_text(json.dumps({"type": "FeatureCollection", "features": features}))
    return folder / "a.geojson"


def geojson_sequence(folder: Path, features: list[dict[str, Any]]) -> Path:
    (folder / "a.geojsonl").write_text("".join(f"{json.dumps(each)}\n" for each in features))
    return folder / "a.geojsonl"


@pytest.mark.parametrize("save", [geojson, geojson_sequence])
@pytest.mark.parametrize("ids", [[1000, 1001, 7], [0, 1, 2], ["b-1", "b-2", "b-3"], [-5, -6, -7]])
def test_the_feature_ids_of_geojson_are_a_column(
    tmp_path: Path, ids: list[object], save: Callable[[Path, list[dict[str, Any]]], Path]
) -> None:
    frame = read(save(tmp_path, collection(ids)))

    assert frame["id"].tolist() == ids
    assert frame["art"].tolist() == ["Linde"] * 3


@pytest.mark.parametrize("save", [geojson, geojson_sequence])
def test_features_without_id_get_none(tmp_path: Path, save: Callable[[Path, list[dict[str, Any]]], Path]) -> None:
    assert set(read(save(tmp_path, collection([None, None])))) == {"art", "geom"}


@pytest.mark.parametrize("save", [geojson, geojson_sequence])
def test_an_attribute_goes_before_a_feature_id_of_its_name(
    tmp_path: Path, save: Callable[[Path, list[dict[str, Any]]], Path]
) -> None:
    frame = read(save(tmp_path, collection([5, 6], id=7)))

    assert frame["id"].tolist() == [7, 7]
    assert frame["art"].tolist() == ["Linde"] * 2


def test_an_id_behind_a_large_geometry_is_seen(tmp_path: Path) -> None:
    line = {"type": "LineString", "coordinates": [[9 + number / 1e5, 48.7] for number in range(20_000)]}
    feature = {"type": "Feature", "properties": {"name": "Straße"}, "geometry": line, "id": 4711}

    assert read(geojson(tmp_path, [feature]))["id"].tolist() == [4711]


def test_a_single_feature_keeps_its_id(tmp_path: Path) -> None:
    (tmp_path / "a.geojson").write_text(json.dumps(collection([12])[0]))

    assert read(tmp_path / "a.geojson")["id"].tolist() == [12]


def test_the_layer_with_geometry_is_read_unless_another_is_named(write: Write) -> None:
    path = write("a.gpkg", layer="wege")
    pyogrio.write_dataframe(pd.DataFrame({"schluessel": ["x"]}), path, layer="texte")

    assert len(read(path)) == 3
    assert read(path, "texte")["schluessel"].tolist() == ["x"]
    assert read(path, "texte").geometry.isna().all()


def test_several_layers_want_a_name(write: Write) -> None:
    write("a.gpkg", layer="wege")
    path = write("a.gpkg", layer="plaetze")

    with pytest.raises(SourceError, match=r"mehrere Ebenen\. Vorhanden: wege, plaetze"):
        read(path)
    with pytest.raises(SourceError, match="keine Ebene „Wege“"):
        read(path, "Wege")


def test_values_stay_as_the_file_has_them(tmp_path: Path) -> None:
    properties = {"datum": "2023-10-31", "uhr": "10:05", "liste": [1, 2], "teil": {"a": "ä"}, "nr": "007"}
    feature = {"type": "Feature", "properties": properties, "geometry": {"type": "Point", "coordinates": [9.1, 48.7]}}
    (tmp_path / "a.geojson").write_text(json.dumps({"type": "FeatureCollection", "features": [feature]}))

    row = read(tmp_path / "a.geojson").iloc[0]

    assert (row["datum"], row["uhr"], row["nr"]) == ("2023-10-31", "10:05", "007")
    assert json.loads(row["liste"]) == [1, 2]
    assert json.loads(row["teil"]) == {"a": "ä"}


def test_a_shapefile_in_cp1252_without_cpg_keeps_its_umlauts(write: Write) -> None:
    path = write("a.shp", encoding="cp1252")
    path.with_suffix(".cpg").unlink(missing_ok=True)

    assert read(path)["name"].iloc[0] == "Straße 0"


def test_text_that_is_not_utf8_is_read_as_declared_or_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.geojson"
    point = {"type": "Point", "coordinates": [9.1, 48.7]}
    features = [{"type": "Feature", "properties": {"name": name}, "geometry": point} for name in ("Straße", None)]
    text = json.dumps({"type": "FeatureCollection", "features": features}, ensure_ascii=False)
    path.write_text(text, encoding="cp1252")

    assert read(path, encoding="cp1252")["name"].fillna("").tolist() == ["Straße", ""]
    with pytest.raises(SourceError, match="anderen Kodierung"):
        read(path)


def test_a_shapefile_without_its_other_files_says_which(write: Write) -> None:
    path = write("a.shp")
    path.with_suffix(".dbf").unlink()

    with pytest.raises(SourceError, match=r"Zu a\.shp fehlt a\.dbf"):
        read(path)


def test_open_rings_are_closed(tmp_path: Path) -> None:
    ring = [[9.1, 48.7], [9.2, 48.7], [9.2, 48.6], [9.1, 48.6]]
    feature = {"type": "Feature", "properties": {}, "geometry": {"type": "Polygon", "coordinates": [ring]}}
    (tmp_path / "a.geojson").write_text(json.dumps({"type": "FeatureCollection", "features": [feature]}))

    assert read(tmp_path / "a.geojson").geometry.iloc[0].is_valid


def test_coordinates_that_are_no_numbers_come_through(write: Write, tmp_path: Path) -> None:
    points = shapely.points([(510_000, 5_393_000), (np.inf, 1)])
    gpd.GeoDataFrame({"a": [1, 2]}, geometry=points, crs=25832).to_file(tmp_path / "a.gpkg")

    assert len(read(tmp_path / "a.gpkg")) == 2


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        pytest.param("a.gml", b"<html/>", "als GML nicht lesbar", id="HTML as GML"),
        pytest.param("a.gml", b"kein XML", "als GML nicht lesbar", id="text as GML"),
        pytest.param("a.gpkg", b"PK\x03\x04", "als GPKG nicht lesbar", id="ZIP as GeoPackage"),
        pytest.param("a.geojson", b"<gml/>", "als GeoJSON nicht lesbar", id="XML as GeoJSON"),
        pytest.param("a.geojson", b'{"type":"FeatureColl', "beschädigt oder unvollständig", id="cut off"),
        pytest.param("a.fgb", b"", "a.fgb ist leer", id="empty"),
        pytest.param(
            "a.geojson", b'{"type": "gdal_streamed_alg", "command_line": "x"}', "nicht lesbar", id="GDAL pipeline"
        ),
        pytest.param(
            "a.kml", b"<!DOCTYPE kml [<!ENTITY a SYSTEM 'file:///etc/hostname'>]><kml>&a;</kml>", "DOCTYPE", id="entity"
        ),
    ],
)
def test_content_that_is_not_what_the_suffix_says_is_refused(
    tmp_path: Path, name: str, content: bytes, words: str
) -> None:
    (tmp_path / name).write_bytes(content)

    with pytest.raises(SourceError, match=words) as caught:
        read(tmp_path / name)

    assert str(tmp_path) not in caught.value.message.de


@pytest.mark.parametrize("name", ["a.gpkg", "a.geojson", "a.shp"])
def test_a_file_cut_off_is_damaged_in_our_own_words(write: Write, caplog: pytest.LogCaptureFixture, name: str) -> None:
    path = write(name, 2000)
    cut = path.with_suffix(".shx") if name == "a.shp" else path
    cut.write_bytes(cut.read_bytes()[: 80 if name == "a.shp" else 5000])

    with caplog.at_level(logging.INFO, "pipelines.reading"), pytest.raises(SourceError) as caught:
        read(path)

    assert caught.value.message.de == f"{name} ist beschädigt oder unvollständig."
    assert name in caplog.text


@pytest.mark.parametrize("name", ["a.gml", "a.geojson", "a.kml", "a.gpkg", "a.fgb"])
def test_a_vrt_that_points_elsewhere_is_refused(tmp_path: Path, write: Write, name: str) -> None:
    secret = write("geheim.geojson")
    (tmp_path / name).write_text(
        f'<OGRVRTDataSource><OGRVRTLayer name="geheim"><SrcDataSource>{secret}</SrcDataSource>'
        "</OGRVRTLayer></OGRVRTDataSource>"
    )

    with pytest.raises(SourceError, match="nicht lesbar"):
        read(tmp_path / name)


def test_reading_writes_nothing_beside_the_file(write: Write) -> None:
    path = write("a.gml")
    path.with_suffix(".xsd").unlink()

    read(path)

    assert [other.name for other in path.parent.iterdir()] == ["a.gml"]


def test_gdals_warnings_go_to_the_log(write: Write, caplog: pytest.LogCaptureFixture) -> None:
    path = write("a.gpkg")
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA user_version = 990000")  # a GeoPackage of the future

    with caplog.at_level(logging.INFO, "pipelines.reading.guard"):
        frame = read(path)

    assert len(frame) == 3
    assert "a.gpkg" in caplog.text


def test_times_keep_their_offset(tmp_path: Path) -> None:
    moment = pd.to_datetime(["2023-10-31T10:00:00+01:00"])
    layer = gpd.GeoDataFrame({"zeit": moment}, geometry=shapely.points([(510_000, 5_393_000)]), crs=25832)
    layer.to_file(tmp_path / "a.gpkg")

    assert read(tmp_path / "a.gpkg")["zeit"].iloc[0] == "2023-10-31T10:00:00+01:00"


def test_a_gml_geometry_that_cannot_be_read_ends_nothing_in_silence(tmp_path: Path) -> None:
    areas = [shapely.box(510_000 + 10 * place, 5_390_000, 510_005 + 10 * place, 5_390_005) for place in range(3)]
    gpd.GeoDataFrame({"nr": [1, 2, 3]}, geometry=areas, crs=25832).to_file(tmp_path / "a.gml")
    (tmp_path / "a.xsd").unlink()  # what stands beside a GML file is not seen when it is read
    text = (tmp_path / "a.gml").read_text(encoding="utf-8")
    second = re.findall(r"<gml:posList[^>]*>.*?</gml:posList>", text)[1]
    (tmp_path / "a.gml").write_text(text.replace(second, "<gml:posList>1 2 3</gml:posList>"), encoding="utf-8")

    with pytest.raises(SourceError, match="nur bis zum Datensatz 1 von 3 lesbar"):
        read(tmp_path / "a.gml")


def test_geojson_in_utf16_is_told_so(tmp_path: Path) -> None:
    path = tmp_path / "orte.geojson"
    path.write_text('{"type": "FeatureCollection", "features": []}', encoding="utf-16")

    with pytest.raises(SourceError, match="ist in UTF-16 geschrieben"):
        read(path)
