import json
from pathlib import Path
from zipfile import ZipFile

import pytest

from pipelines.errors import SourceError
from pipelines.reading.archive import unpacked
from pipelines.reading.formats import KINDS, SIDECARS, TABLES
from pipelines.reading.signatures import SIGNATURES, kind_of
from tests.pipelines.inspection import written

FEATURE = {"type": "Feature", "properties": {"a": 1}, "geometry": None}
LINES = "\n".join([json.dumps(FEATURE)] * 2)


@pytest.mark.parametrize(
    ("name", "content", "kind"),
    [
        ("a.json", json.dumps({"type": "FeatureCollection", "features": [FEATURE]}), "GeoJSON"),
        ("a.json", json.dumps({"features": [FEATURE], "type": "FeatureCollection"}, indent=2), "GeoJSON"),
        ("a.json", LINES, "GeoJSONSeq"),
        ("a.geojsonl", LINES, "GeoJSONSeq"),
        ("a.geojsonl", json.dumps(FEATURE), "GeoJSON"),
        ("a.ndjson", f"\x1e{json.dumps(FEATURE)}", "GeoJSONSeq"),
        ("a.geojson", json.dumps({"type": "Topology", "objects": {}}), "TopoJSON"),
        ("a.json", json.dumps({"geometryType": "esriGeometryPoint", "features": []}), "ESRIJSON"),
        ("a.json", json.dumps([{"a": 1}]), "records"),
        ("a.json", "\ufeff" + json.dumps({"liste": [{"a": 1}]}), "records"),
        ("a.xml", "<AX_Bestandsdatenauszug xmlns='http://www.adv-online.de/namespaces/adv/gid/6.0'/>", "NAS"),
        ("a.gml", "<a xmlns='http://www.adv-online.de/namespaces/adv/gid/6.0'/>", "NAS"),
        ("a.xml", "<ns2:d2LogicalModel xmlns:ns2='http://datex2.eu/schema/2/2_0'/>", "DATEX II"),
        ("a.xml", "<a xmlns:gml='http://www.opengis.net/gml/3.2'/>", "GML"),
        ("a.csv", "a;b", "csv"),
        ("A.GPX", "<gpx/>", "GPX"),
    ],
)
def test_content_decides_among_what_a_suffix_may_be(tmp_path: Path, name: str, content: str, kind: str) -> None:
    (tmp_path / name).write_text(content, encoding="utf-8")

    assert kind_of(tmp_path / name) == kind


def test_xml_in_utf16_is_known(tmp_path: Path) -> None:
    (tmp_path / "a.kml").write_text("<kml xmlns='http://www.opengis.net/kml/2.2'/>", encoding="utf-16")

    assert kind_of(tmp_path / "a.kml") == "LIBKML"


@pytest.mark.parametrize(
    ("kind", "name", "hint"),
    [
        ("GeoPackage", "a.sqlite", ".gpkg"),
        ("GeoPackage", "a.geojson", ".gpkg"),
        ("FlatGeobuf", "a.gpkg", ".fgb"),
        ("KML", "a.gml", ".kml"),
        ("GeoParquet", "a.xlsx", ".parquet"),
    ],
)
def test_a_file_of_another_kind_is_refused_and_told(tmp_path: Path, kind: str, name: str, hint: str) -> None:
    path = written.FILES[kind](tmp_path).rename(tmp_path / name)

    with pytest.raises(SourceError, match="Der Inhalt passt nicht zur Endung") as caught:
        kind_of(path)

    assert caught.value.hint is not None
    assert caught.value.hint.de.endswith(f"dann gehört die Endung {hint} an die Datei.")


@pytest.mark.parametrize(
    ("kind", "hint"),
    [
        ("XLSX", "xlsx aus; dann gehört die Endung .xlsx"),
        ("GeoPackage", "GPKG aus; dann gehört die Endung .gpkg"),
        ("ODS", "ods aus; dann gehört die Endung .ods"),
        ("FlatGeobuf", ".fgb"),
        ("GeoParquet", ".parquet"),
        ("zipped Shapefile", "ZIP aus; dann gehört die Endung .zip"),
    ],
)
@pytest.mark.parametrize("suffix", [".csv", ".txt"])
def test_what_is_no_text_is_no_table_of_text(tmp_path: Path, kind: str, hint: str, suffix: str) -> None:
    path = written.FILES[kind](tmp_path).rename(tmp_path / f"a{suffix}")

    with pytest.raises(SourceError, match="ist als csv nicht lesbar: Der Inhalt passt nicht zur Endung") as caught:
        kind_of(path)

    assert caught.value.hint is not None
    assert hint in caught.value.hint.de


@pytest.mark.parametrize("content", ["PK;Name\n1;a\n", "fgb,nr\n", "PAR1|PAR2\n", "[m],x\n1,2\n"])
def test_a_column_may_be_called_as_other_files_begin(tmp_path: Path, content: str) -> None:
    (tmp_path / "a.csv").write_text(content)

    assert kind_of(tmp_path / "a.csv") == "csv"


@pytest.mark.parametrize("encoding", ["utf-8", "cp1252", "utf-16"])
@pytest.mark.parametrize("name", ["a.xlsx", "a.xls", "a.ods", "a.gpkg"])
def test_csv_under_another_suffix_is_told_so(tmp_path: Path, name: str, encoding: str) -> None:
    (tmp_path / name).write_text("Nr;Höhe;lon;lat\r\n1;6;9.1;48.7\r\n\x1a", encoding)

    with pytest.raises(SourceError, match="Der Inhalt passt nicht zur Endung") as caught:
        kind_of(tmp_path / name)

    assert caught.value.hint is not None
    assert caught.value.hint.de == "Der Inhalt sieht nach csv aus; dann gehört die Endung .csv an die Datei."


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("a.xls", b"<!DOCTYPE html><html><body>Anmeldung", "HTML-Seite"),
        ("a.csv", b"\n<html><body>Anmeldung", "HTML-Seite"),
        ("a.csv", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504), "sieht nach xls aus"),
        ("a.gpkg", b"", "a.gpkg ist leer"),
    ],
)
def test_web_pages_and_empty_files_are_called_what_they_are(
    tmp_path: Path, name: str, content: bytes, words: str
) -> None:
    (tmp_path / name).write_bytes(content)

    with pytest.raises(SourceError) as caught:
        kind_of(tmp_path / name)

    assert words in caught.value.to("de")


def test_every_kind_but_text_and_folders_has_a_signature() -> None:
    kinds = {kind for each in KINDS.values() for kind in each}

    assert kinds - SIGNATURES.keys() == {"csv", "OpenFileGDB"}
    assert set(SIDECARS) - KINDS.keys() == {".tif", ".tiff", ".asc"}


def test_a_zip_with_a_note_and_metadata_has_one_file(tmp_path: Path) -> None:
    path = written.FILES["zipped Shapefile"](tmp_path)
    with ZipFile(path, "a") as archive:
        for name in ("baeume.shp.xml", "LIESMICH.txt", "Thumbs.db"):
            archive.writestr(name, "x")

    with unpacked(path, TABLES) as file:
        assert file.name == "baeume.shp"
