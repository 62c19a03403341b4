"""The shipped source files are as towns have them, small, and written by the program beside them."""

import csv
import json
import re
import zipfile
from pathlib import Path
from xml.etree import ElementTree as ET

import pandas as pd
import pyogrio
import pytest
import shapely
from openpyxl import load_workbook

from deploy.sample import thematic
from pipelines.datasets import load_all
from pipelines.definition import TableSource
from pipelines.reading.fetch import locate
from pipelines.reading.read import read
from pipelines.settings import ROOT, Settings

SOURCES = ROOT / "datasets" / "sources"
DATASETS = load_all(Settings())
THEMATIC = [
    "bauprojekte",
    "dfi",
    "einrichtungen",
    "einwohner",
    "glasfaser",
    "hundetoiletten",
    "kitas",
    "kultur",
    "leuchten",
    "mobilfunk",
    "mobilitaetspunkte",
    "parken",
    "parken_pr",
    "parken_rad",
    "parkzonen",
    "schulen",
    "sensoren",
    "vereine",
    "wlan",
]


def test_the_files_are_small() -> None:
    files = {source(name) for name in THEMATIC}

    assert sum(path.stat().st_size for path in files) <= 3_000_000


def source(name: str) -> Path:
    found = DATASETS[name].source
    assert isinstance(found, TableSource)
    assert found.path
    return found.path


def test_a_csv_has_a_byte_order_mark_semicolons_and_decimal_commas() -> None:
    content = (SOURCES / "wlan.csv").read_bytes()
    rows = list(csv.reader(content.decode("utf-8-sig").splitlines(), delimiter=";"))

    assert content.startswith(b"\xef\xbb\xbf")
    assert re.fullmatch(r"\d+,\d+", rows[1][-1])


def test_a_workbook_has_its_table_on_the_second_sheet_below_a_title() -> None:
    book = load_workbook(SOURCES / "kitas.xlsx", read_only=True)

    assert book.sheetnames[1] == "Einrichtungen"
    assert book["Einrichtungen"].cell(4, 2).value == "Einrichtung"


def test_a_shapefile_is_in_gauss_krueger_with_windows_umlauts() -> None:
    with zipfile.ZipFile(SOURCES / "parkzonen.zip") as archive:
        names, table = archive.namelist(), archive.read("parkzonen.dbf")

    assert not any(name.endswith(".cpg") for name in names)
    assert "Straßenverkehrsbehörde".encode("cp1252") in table
    assert pyogrio.read_info(SOURCES / "parkzonen.zip")["crs"].endswith("31467")


def test_geojson_names_its_crs_in_a_member() -> None:
    document = json.loads((SOURCES / "schulen.geojson").read_text(encoding="utf-8"))

    assert document["crs"]["properties"]["name"].endswith("25832")


def test_a_geopackage_has_several_layers_and_a_table() -> None:
    layers = dict(pyogrio.list_layers(SOURCES / "verkehr.gpkg"))

    assert layers == {"parken": "Point", "dfi": "Point", "mobilitaetspunkte": "Point", "bearbeitung": None}


@pytest.mark.parametrize(
    ("file", "root"),
    [
        ("mobilfunk.gml", "{http://www.opengis.net/gml/3.2}FeatureCollection"),
        ("kultur.kml", "{http://www.opengis.net/kml/2.2}kml"),
    ],
)
def test_xml_formats_are_what_their_names_say(file: str, root: str) -> None:
    assert ET.parse(SOURCES / file).getroot().tag == root


def test_the_program_writes_the_shipped_sources_again(tmp_path: Path) -> None:
    thematic.write(tmp_path)

    assert sorted(path.name for path in tmp_path.iterdir()) == sorted({source(name).name for name in THEMATIC})
    for name in THEMATIC:
        shipped, again = records(name, source(name)), records(name, tmp_path / source(name).name)
        pd.testing.assert_frame_equal(again.drop(columns="geom"), shipped.drop(columns="geom"), rtol=1e-6)
        distance = shapely.hausdorff_distance(again.geom.to_numpy(), shipped.geom.to_numpy())
        assert not (distance > 0.5).any()


def test_reading_writes_nothing_beside_a_source(tmp_path: Path) -> None:
    copy = tmp_path / "mobilfunk.gml"
    copy.write_bytes((SOURCES / copy.name).read_bytes())

    assert len(records("mobilfunk", copy)) == 12
    assert list(tmp_path.iterdir()) == [copy]


def records(name: str, path: Path) -> pd.DataFrame:
    dataset = DATASETS[name]
    assert isinstance(dataset.source, TableSource)
    found: pd.DataFrame = pd.concat(list(read(dataset.source, locate(dataset, Settings(), path))))
    return found
