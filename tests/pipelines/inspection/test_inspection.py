"""What is told of files, also of nasty ones."""

import json
import sqlite3
from contextlib import closing
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import geopandas as gpd
import openpyxl
import pandas as pd
import pytest
import yaml
from click.testing import CliRunner
from shapely import Point

from pipelines.cli import geoportal
from pipelines.datasets import load_town
from pipelines.definition import Dataset
from pipelines.errors import SourceError
from pipelines.inspection.inspection import Inspection, inspect
from pipelines.inspection.position import find_position
from pipelines.inspection.proposal import definition, scalar
from pipelines.settings import Settings
from tests.pipelines.inspection import written


@pytest.fixture
def portal(tmp_path: Path) -> Settings:
    """A portal without a database: inspecting needs none."""
    return Settings(home=tmp_path / "home")


def proposed(portal: Settings, found: Inspection) -> dict[str, Any]:
    """The proposal as it is read back; it is a definition, or this fails."""
    document: dict[str, Any] = yaml.safe_load(definition(found, load_town(portal).groups, "probe", "de"))
    Dataset.model_validate(document)
    return document


def write(path: Path, content: str, encoding: str = "utf-8") -> str:
    path.write_text(content, encoding=encoding)
    return str(path)


def types(found: Inspection) -> dict[str, str]:
    return {field.name: field.type for field in found.fields}


def test_a_german_list_is_understood(portal: Settings, tmp_path: Path) -> None:
    found = inspect(portal, str(written.csv_german(tmp_path)))

    assert (found.outline.kind, found.outline.encoding, found.outline.delimiter) == ("csv", "cp1252", ";")
    assert found.source.decimal == ","
    assert (found.reference.crs, found.reference.how, found.reference.declare) == ("EPSG:25832", "guess", True)
    assert dict(found.position.keys) == {"x": "Rechtswert", "y": "Hochwert"}
    assert types(found) == {
        "baum_nr": "text",
        "baumart": "text",
        "höhe_m": "number",
        "pflanzjahr": "integer",
        "bearbeiter": "text",
        "gepflanzt": "date",
    }
    assert found.key.fields == ("baum_nr",)
    assert [field.name for field in found.fields if field.visibility == "internal"] == ["bearbeiter"]


def test_a_sheet_below_its_title_is_found(portal: Settings, tmp_path: Path) -> None:
    found = inspect(portal, str(written.workbook(tmp_path)))

    assert (found.outline.part, found.outline.head.row) == ("Bäume", 4)
    assert found.outline.head.title == "Bäume der Stadt, Stand 2026"
    assert "höhe_m" in types(found)
    assert proposed(portal, found)["source"]["sheet"] == "Bäume"


def test_the_encoding_of_geojson_that_is_not_utf8_is_proposed(portal: Settings, tmp_path: Path) -> None:
    plain = written.geojson_crs("EPSG:25832")(tmp_path)
    found = inspect(portal, str(plain))
    assert (found.outline.encoding, found.source.encoding) == ("utf-8", None)

    text = json.dumps(json.loads(plain.read_text(encoding="utf-8")), ensure_ascii=False)
    found = inspect(portal, write(tmp_path / "alt.geojson", text, "cp1252"))

    assert (found.outline.encoding, found.source.encoding) == ("cp1252", "cp1252")
    art = next(field for field in found.fields if field.name == "art")
    assert set(art.column.values) == set(written.SPECIES)


def test_a_named_sheet_is_looked_at(portal: Settings, tmp_path: Path) -> None:
    found = inspect(portal, str(written.workbook(tmp_path)), "Deckblatt")

    assert found.outline.part == "Deckblatt"
    assert found.records == 0


def test_swapped_columns_are_proposed_the_right_way_round(portal: Settings, tmp_path: Path) -> None:
    found = inspect(portal, str(written.csv_swapped(tmp_path)))

    assert dict(found.position.keys) == {"x": "lat", "y": "lon"}
    assert found.reach.place == "inside"
    assert "vertauscht" in definition(found, load_town(portal).groups, None, "de")


def test_swapped_positions_of_a_file_are_told(portal: Settings, tmp_path: Path) -> None:
    point = {"type": "Point", "coordinates": [48.69, 9.14]}
    feature = {"type": "Feature", "properties": {"nr": 1}, "geometry": point}
    path = write(tmp_path / "a.geojson", json.dumps({"type": "FeatureCollection", "features": [feature]}))

    found = inspect(portal, path)

    assert found.reach.place == "elsewhere"
    assert "vertauscht" in found.notes[0].de


def test_metres_without_a_crs_are_told_and_a_guess_says_why(portal: Settings, tmp_path: Path) -> None:
    gauss = write(tmp_path / "a.csv", "nr;rechts;hoch\n1;3509060;5394700\n2;3509160;5394700\n")
    elsewhere = write(tmp_path / "b.csv", "nr;x;y\n1;566000;5934000\n2;566100;5934000\n")
    nowhere = write(tmp_path / "c.csv", "nr;x;y\n1;12345;54321\n2;12346;54321\n")

    assert inspect(portal, gauss).reference.crs == "EPSG:31467"
    assert inspect(portal, elsewhere).reference.crs == "EPSG:25832"
    assert "nach den Zahlen" in inspect(portal, elsewhere).reference.reason.de
    assert (inspect(portal, nowhere).reference.how, inspect(portal, nowhere).reference.crs) == ("unknown", None)


@pytest.mark.parametrize(
    ("values", "kind", "null"),
    [
        (["1", "2", "-"], "integer", ("-",)),
        (["007", "008", "9"], "text", ()),
        (["1.5", "2", "k.A."], "number", ("k.A.",)),
        (["ja", "nein", "x"], "boolean", ()),
        (["0", "1", "1"], "integer", ()),
        (["j", "n", "j"], "text", ()),
        (["31.10.2023", "1.1.2024", "2024-02-03"], "date", ()),
        (["31.10.2023 10:30", "1.1.2024", "2024-02-03"], "datetime", ()),
        (["31.10.23", "1.1.24", "1.1.24"], "text", ()),
        (["https://a.example", "http://b.example/x", "https://c.example"], "url", ()),
        (["12-14", "7", "9a"], "text", ()),
        (["Linde", "#NV", "Ahorn"], "text", ("#NV",)),
        (["", "", ""], "text", ()),
    ],
)
def test_types_fit_all_values(
    portal: Settings, tmp_path: Path, values: list[str], kind: str, null: tuple[str, ...]
) -> None:
    lines = "".join(f'{number};"{value}"\n' for number, value in enumerate(values))
    found = inspect(portal, write(tmp_path / "a.csv", f"nr;wert\n{lines}"))
    field = found.fields[1]

    assert (field.type, field.null) == (kind, null)


def test_postcodes_and_phones_are_no_numbers(portal: Settings, tmp_path: Path) -> None:
    content = "nr;PLZ;Telefon\n1;70771;0711 1600-0\n2;70772;0711 1600-1\n"
    found = inspect(portal, write(tmp_path / "a.csv", content))

    assert types(found) == {"nr": "integer", "plz": "text", "telefon": "phone"}
    assert found.fields[2].visibility == "internal"


def test_a_key_of_several_fields_where_no_single_one_is_unique(portal: Settings, tmp_path: Path) -> None:
    content = "straße;nr;art\n" + "".join(f"{s};{n};x\n" for s in ("Aweg", "Bweg") for n in (1, 2, 3))
    found = inspect(portal, write(tmp_path / "a.csv", content))

    assert set(found.key.fields) == {"straße", "nr"}
    assert found.key.is_unique


def test_a_key_with_a_mistake_goes_before_days_that_happen_to_differ(portal: Settings, tmp_path: Path) -> None:
    days = [date(2000, 1, 1) + timedelta(days=number) for number in range(100)]
    rows = [f"B{min(number, 98)};{day:%d.%m.%Y}\n" for number, day in enumerate(days)]
    found = inspect(portal, write(tmp_path / "a.csv", "baumnr;gepflanzt\n" + "".join(rows)))

    assert (found.key.fields, found.key.is_unique, found.repeated) == (("baumnr",), False, 1)
    assert "zurückgewiesen" in definition(found, load_town(portal).groups, None, "de")


def test_a_cell_may_be_long_and_a_column_be_called_like_the_geometry(portal: Settings, tmp_path: Path) -> None:
    row = f"1;{'x' * 200_000};a;9.14;48.69"
    found = inspect(portal, write(tmp_path / "a.csv", f"nr;text;geom;lon;lat\n{row}\n"))

    assert types(found) == {"nr": "integer", "text": "text"}
    proposed(portal, found)


def test_a_header_may_hold_a_number(portal: Settings, tmp_path: Path) -> None:
    head = "Nr;Ort;Höhe;Tag;Datum;Uhrzeit;Kat;Flucht;01;Kennzeichen;Typ"
    found = inspect(portal, write(tmp_path / "a.csv", f"Unfälle;;;;;;;;;;\n{head}\n" + "1;a;2;3;4;5;6;7;8;9;10\n" * 3))

    assert (found.outline.head.row, found.columns) == (2, 11)


def test_an_area_that_crosses_itself_is_proposed_in_several_parts(portal: Settings, tmp_path: Path) -> None:
    bow = "POLYGON ((9.14 48.69, 9.141 48.691, 9.141 48.69, 9.14 48.691, 9.14 48.69))"
    found = inspect(portal, write(tmp_path / "a.csv", f"nr;wkt\n1;{bow}\n"))

    assert found.apart == 1
    assert proposed(portal, found)["geometry"] == "MultiPolygon"


def test_a_programs_number_is_the_last_choice(portal: Settings, tmp_path: Path) -> None:
    content = "objectid;art\n1;a\n2;a\n3;b\n"
    found = inspect(portal, write(tmp_path / "a.csv", content))

    assert found.key.fields == ("objectid",)
    assert found.key.remark is not None


def test_names_of_columns_become_names_of_fields(portal: Settings, tmp_path: Path) -> None:
    content = "id;geom;Größe (m²);2023;Café;größe m²;xmin\n1;a;1;2;3;4;5\n"
    found = inspect(portal, write(tmp_path / "a.csv", content))

    assert list(types(found)) == ["id_quelle", "geom_quelle", "größe_m2", "f_2023", "cafe", "größe_m2_2", "xmin_quelle"]
    proposed(portal, found)


def test_an_empty_list_and_one_without_columns(portal: Settings, tmp_path: Path) -> None:
    empty = inspect(portal, write(tmp_path / "a.csv", "nr;name\n"))
    bare = inspect(portal, write(tmp_path / "a.geojson", '{"type": "FeatureCollection", "features": []}'))

    assert (empty.records, types(empty)) == (0, {"nr": "text", "name": "text"})
    assert "keine Datensätze" in empty.notes[0].de
    assert definition(bare, load_town(portal).groups, None, "de") == ""


def test_ten_thousand_columns_are_cut(portal: Settings, tmp_path: Path) -> None:
    names = ";".join(f"spalte {number}" for number in range(10_000))
    cells = ";".join("1" for _ in range(10_000))
    found = inspect(portal, write(tmp_path / "a.csv", f"{names}\n{cells}\n"))

    assert (found.columns, len(found.fields)) == (10_000, 200)
    proposed(portal, found)


def test_coordinates_that_are_no_numbers_are_counted(portal: Settings, tmp_path: Path) -> None:
    content = "nr;lon;lat\n1;9.14;48.69\n2;nan;48.69\n3;inf;48.69\n4;9.15;48.69\n5;9.15;\n6;9.15;48.69\n"
    found = inspect(portal, write(tmp_path / "a.csv", content))

    assert (found.reach.inside, found.reach.nowhere) == (3, 3)
    assert proposed(portal, found)["max_refused"] == 0.5


def test_broken_wkt_is_counted(portal: Settings, tmp_path: Path) -> None:
    content = "nr;geometrie\n1;POINT(9.14 48.69)\n2;POINT(9.14 48.69)\n3;POINT(9.14\n"
    found = inspect(portal, write(tmp_path / "a.csv", content))

    assert dict(found.position.keys) == {"wkt": "geometrie"}
    assert (found.geometry["Point"], found.geometry[""]) == (2, 1)


def test_mixed_geometry_is_told(portal: Settings, tmp_path: Path) -> None:
    points = ["POINT(9.14 48.69)", "POINT(9.15 48.69)", "MULTIPOINT((9.14 48.69))"]
    shapes = [*points, "LINESTRING(9.14 48.69, 9.15 48.69)"]
    content = "nr;wkt\n" + "".join(f'{number};"{shape}"\n' for number, shape in enumerate(shapes))
    found = inspect(portal, write(tmp_path / "a.csv", content))
    text = definition(found, load_town(portal).groups, None, "de")

    assert "geometry: MultiPoint # die Datei enthält auch: 1 LineString" in text


def test_a_list_with_addresses_is_geocoded(portal: Settings, tmp_path: Path) -> None:
    content = "name;Straße;Hausnummer\nKita A;Maiergasse;8\nKita B;Marktplatz;1\n"
    found = inspect(portal, write(tmp_path / "a.csv", content))

    assert proposed(portal, found)["geocode"] == {"dataset": "adressen", "street": "straße", "number": "hausnummer"}


def test_several_layers_are_listed_and_the_one_meant_is_named(portal: Settings, tmp_path: Path) -> None:
    written.short().to_file(tmp_path / "a.gpkg", layer="bäume")
    written.short().head(2).to_file(tmp_path / "a.gpkg", layer="büsche")
    found = inspect(portal, str(tmp_path / "a.gpkg"))
    other = inspect(portal, str(tmp_path / "a.gpkg"), "büsche")

    assert [part.name for part in found.outline.parts] == ["bäume", "büsche"]
    assert found.outline.part == "bäume"
    assert other.records == 2
    assert proposed(portal, other)["source"]["layer"] == "büsche"


def test_of_gpx_the_lines_are_looked_at_and_the_columns_that_they_fill(portal: Settings, tmp_path: Path) -> None:
    points = "".join(f'<trkpt lat="48.69" lon="9.1{number}"/>' for number in range(3))
    tracks = "".join(f"<trk><name>{name}</name><trkseg>{points}</trkseg></trk>" for name in ("Runde", "Weg"))
    gpx = f'<gpx version="1.1" xmlns="http://www.topografix.com/GPX/1/1">{tracks}</gpx>'
    found = inspect(portal, write(tmp_path / "a.gpx", gpx))

    assert found.outline.part == "tracks"
    assert types(found) == {"name": "text"}
    assert found.key.fields == ("name",)


def waypoints(names: list[str]) -> str:
    points = [f'<wpt lat="48.69" lon="9.1{number}">{name}</wpt>' for number, name in enumerate(names)]
    return f'<gpx version="1.1" xmlns="http://www.topografix.com/GPX/1/1">{"".join(points)}</gpx>'


def test_what_has_nothing_of_its_own_is_known_by_its_position(portal: Settings, tmp_path: Path) -> None:
    shared = inspect(portal, write(tmp_path / "a.gpx", waypoints(["<name>Bank</name>"] * 3)))
    bare = inspect(portal, write(tmp_path / "b.gpx", waypoints([""] * 3)))

    assert (shared.key.fields, shared.key.is_unique, shared.repeated) == (("geom",), True, 0)
    assert proposed(portal, shared)["key"] == "geom"
    assert "nichts außer der Geometrie" in bare.notes[-1].de
    assert (proposed(portal, bare)["key"], proposed(portal, bare)["fields"]) == ("geom", {})


def test_at_one_place_what_is_said_counts_too_and_what_is_equal_is_told(portal: Settings, tmp_path: Path) -> None:
    content = (
        "art;jahr;lon;lat\nBank;1990;9.13;48.69\nBank;1991;9.13;48.69\nBank;1990;9.13;48.69\nBank;1990;9.14;48.69\n"
    )
    found = inspect(portal, write(tmp_path / "a.csv", content))

    assert (found.key.fields, found.key.is_unique, found.repeated) == (("art", "jahr", "geom"), False, 1)
    assert proposed(portal, found)["max_refused"] == 0.25


def test_links_of_a_kml_are_told_and_not_followed(portal: Settings, tmp_path: Path) -> None:
    place = "<Placemark><name>A</name><Point><coordinates>9.13,48.68</coordinates></Point></Placemark>"
    link = "<NetworkLink><Link><href>http://127.0.0.1:9/mehr.kml</href></Link></NetworkLink>"
    kml = f'<kml xmlns="http://www.opengis.net/kml/2.2"><Document>{link}{place}{link}</Document></kml>'
    found = inspect(portal, write(tmp_path / "a.kml", kml))

    assert found.records == 1
    assert any("NetworkLink: 2" in note.de for note in found.notes)
    assert types(found) == {"name": "text"}


def test_coordinates_in_one_cell_are_recognised_where_they_are_those_of_the_country(
    portal: Settings, tmp_path: Path
) -> None:
    latitude_first = inspect(portal, write(tmp_path / "a.csv", "nr;ort\n1;48.68, 9.13\n2;48.69, 9.14\n"))
    metres = inspect(portal, write(tmp_path / "b.csv", "nr;ort\n1;510000 5393000\n2;510010,5 5393001,5\n"))
    score = inspect(portal, write(tmp_path / "c.csv", "nr;stand\n1;3, 1\n2;2, 2\n"))

    assert dict(latitude_first.position.keys) == {"yx": "ort"}
    assert (dict(metres.position.keys), metres.reference.crs) == ({"xy": "ort"}, "EPSG:25832")
    assert not score.position.keys


def test_degrees_minutes_and_seconds_place_the_records(portal: Settings, tmp_path: Path) -> None:
    found = inspect(portal, write(tmp_path / "a.csv", "nr;lon;lat\n1;9°7'48\"E;48°40'48\"N\n2;9°8'24\"E;48°41'24\"N\n"))

    assert dict(found.position.keys) == {"x": "lon", "y": "lat"}
    assert (found.reach.inside, found.reach.nowhere) == (2, 0)


def test_words_where_coordinates_should_be_are_told(portal: Settings, tmp_path: Path) -> None:
    found = inspect(portal, write(tmp_path / "a.csv", "nr;lon;lat\n1;9°77'E;48°99'N\n2;Ostteil;Nordteil\n"))

    assert "„lon“ und „lat“ heißen wie Koordinaten" in found.notes[0].de


def test_length_and_breadth_of_a_thing_are_no_place(portal: Settings, tmp_path: Path) -> None:
    found = inspect(
        portal, write(tmp_path / "a.csv", "nr;Länge;Breite;lon;lat\n1;2.0;0.5;9.13;48.68\n2;3.0;0.4;9.14;48.69\n")
    )

    assert dict(found.position.keys) == {"x": "lon", "y": "lat"}


def test_words_that_yaml_takes_for_truth_stay_words(portal: Settings, tmp_path: Path) -> None:
    found = inspect(portal, write(tmp_path / "null.csv", "On;No;lon;lat\n1;a;9.14;48.69\n2;b;9.15;48.69\n"))
    document = yaml.safe_load(definition(found, load_town(portal).groups, None, "de"))

    assert (document["id"], document["key"], list(document["fields"])) == ("null", "on", ["on", "no"])


def test_the_line_that_names_excels_delimiter_is_no_title(portal: Settings, tmp_path: Path) -> None:
    found = inspect(portal, write(tmp_path / "a.csv", "sep=;\n# Bänke\nnr;name;lon;lat\n1;a;9,14;48,69\n"))

    assert (found.outline.head.row, found.outline.head.title, found.source.decimal) == (3, "Bänke", ",")


@pytest.mark.parametrize(
    ("x", "y"),
    [
        pytest.param("Geogr. Länge\n(WGS84)", "Geogr.\r\nBreite (WGS84)", id="with the frame"),
        pytest.param("Längengrad", "Breitengrad", id="alone"),
        pytest.param("Rechtswert GK3", "Hochwert GK3", id="with the zone"),
        pytest.param("X ETRS89/UTM32", "Y ETRS89/UTM32", id="with both"),
    ],
)
def test_coordinates_are_known_by_their_columns_names(x: str, y: str) -> None:
    east, north = ("9.14", "48.69") if "gr" in x else ("3509000.5", "5393000.5")
    table = pd.DataFrame({"Länge (m)": ["5", "6"], "Breite (m)": ["2", "2"], x: [east] * 2, y: [north] * 2})

    assert find_position(table, ".").keys == {"x": x, "y": y}


@pytest.mark.parametrize(
    ("cells", "keys", "degrees"),
    [
        ({"Breite": "48°41'32\"N", "Länge": "9°7'50\"O"}, {"x": "Länge", "y": "Breite"}, None),
        ({"Breite": "9°7'50\"O", "Länge": "48°41'32\"N"}, {"x": "Breite", "y": "Länge"}, None),
        ({"Breite": "48 41 32", "Länge": "9 7 50"}, {"x": "Länge", "y": "Breite"}, "dms"),
        ({"Breite": "12 30", "Länge": "40 20"}, {}, None),
        ({"Lage": "48°41'32\"N 9°7'50\"E"}, {"yx": "Lage"}, None),
        ({"Lage": "9°7'50\", 48°41'32\""}, {"xy": "Lage"}, None),
    ],
)
def test_degrees_minutes_and_seconds_are_a_position(
    cells: dict[str, str], keys: dict[str, str], degrees: str | None
) -> None:
    found = find_position(pd.DataFrame([cells, cells]), ".")

    assert (found.keys, found.degrees) == (keys, degrees)


def test_what_excel_hides_is_told_and_not_proposed_for_everybody(portal: Settings, tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.active.append(["geheim", "auch"])
    book.active.sheet_state = "hidden"
    sheet = book.create_sheet("Schulen")
    for row in (["nr", "name", "note", "lon", "lat"], [1, "a", "x", 9.13, 48.68], [2, "b", "y", 9.14, 48.69]):
        sheet.append(row)
    sheet.column_dimensions["C"].hidden = sheet.row_dimensions[3].hidden = True
    book.save(tmp_path / "a.xlsx")

    found = inspect(portal, str(tmp_path / "a.xlsx"))

    assert (found.outline.part, found.records) == ("Schulen", 2)
    assert {field.name: field.visibility for field in found.fields} == {
        "nr": "public", "name": "public", "note": "internal",
    }  # fmt: skip
    assert any("ausgeblendete Zeilen werden mitgelesen (im Blatt: 1)" in note.de for note in found.notes)


def test_a_file_with_the_wrong_label_on_its_metres_is_told_so(portal: Settings, tmp_path: Path) -> None:
    points = [Point(3_510_000 + 50 * number, 5_394_500) for number in range(3)]
    gpd.GeoDataFrame({"nr": [1, 2, 3]}, geometry=points, crs=25832).to_file(tmp_path / "a.gpkg")

    found = inspect(portal, str(tmp_path / "a.gpkg"))

    assert found.source.crs is None
    assert "Die Datei nennt EPSG:25832" in found.notes[0].de
    assert "richtigstellen" in found.notes[0].de


def test_columns_of_pictures_are_told_and_not_proposed(portal: Settings, tmp_path: Path) -> None:
    frame = gpd.GeoDataFrame({"nr": [1, 2]}, geometry=[Point(510_000, 5_393_000), Point(510_100, 5_393_000)], crs=25832)
    frame.to_file(tmp_path / "a.gpkg")
    with closing(sqlite3.connect(tmp_path / "a.gpkg")) as connection:
        for (trigger,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
            connection.execute(f'DROP TRIGGER "{trigger}"')
        connection.execute("ALTER TABLE a ADD COLUMN foto BLOB")
        connection.execute("UPDATE a SET foto = x'ffd8ffe0'")
        connection.commit()

    found = inspect(portal, str(tmp_path / "a.gpkg"))

    assert "foto" not in {field.name for field in found.fields}
    assert any(note.de.endswith("Binärdaten: foto.") for note in found.notes)


def test_values_that_spoil_a_columns_type_are_named(portal: Settings, tmp_path: Path) -> None:
    rows = "1;12;a\n2;13;b\n3;ca. 12;c\n4;15;d\n5;16;e"
    found = inspect(portal, write(tmp_path / "a.csv", f"nr;anzahl;name\n{rows}\n"))

    remarks = {field.name: field.remark.de for field in found.fields if field.remark}
    assert remarks == {"anzahl": "meist Zahlen, aber auch „ca. 12“"}


def test_a_header_with_line_breaks_in_its_cells_is_one(portal: Settings, tmp_path: Path) -> None:
    text = 'Stand 2026;;;\n"Nr";"Name der\nSchule";lon;lat\n1;a;9.13;48.68\n2;"b\nc";9.14;48.69\n'
    found = inspect(portal, write(tmp_path / "a.csv", text))

    assert (found.outline.head.row, found.records) == (2, 2)
    assert [field.column.name for field in found.fields] == ["Nr", "Name der Schule"]


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("a.csv", "nr;nr\n1;2\n", "kommen mehrfach vor: nr"),
        ("a.geojson", '{"type": "FeatureCollection", "feat', "beschädigt oder unvollständig"),
        ("a.gpkg", "kein GeoPackage", "Der Inhalt passt nicht zur Endung"),
        ("a.dwg", "AC1032", "Das Format von a.dwg wird nicht gelesen"),
        ("a.xlsx", bytes.fromhex("d0cf11e0a1b11ae1"), "Die Mappe hat ein Kennwort"),
        ("a.json", '{"a": 1}', "keine Liste von Objekten"),
    ],
)
def test_bad_files_have_the_sentences_of_reading(
    portal: Settings, tmp_path: Path, name: str, content: str | bytes, words: str
) -> None:
    (tmp_path / name).write_bytes(content.encode() if isinstance(content, str) else content)

    with pytest.raises(SourceError) as refused:
        inspect(portal, str(tmp_path / name))
    assert words in refused.value.to("de")


@pytest.mark.parametrize(
    ("content", "answer"),
    [
        pytest.param(
            "nr;wert;x;y\n1;2.310;510667;5393190\n2;950;510668;5393191\n", 'source: {decimal: ","}', id="dots"
        ),
        pytest.param(
            "nr;wert;lon;lat\n1;2.310;9.1;48.7\n2;950;9.11;48.71\n", "Punkte in der Datei entfernen", id="all"
        ),
        pytest.param("nr;wert;a;b;c\n1;2.310;1,5;1,5;1.5\n", "Komma in der Datei und type: number", id="mixed"),
        pytest.param("nr;wert;x;y\n1;2.310 €;510667;5393190\n", 'type: number, unit: "€"', id="with a unit"),
    ],
)
def test_thousands_or_decimals_are_asked_and_never_guessed(
    portal: Settings, tmp_path: Path, content: str, answer: str
) -> None:
    found = inspect(portal, write(tmp_path / "a.csv", content))
    line = next(line for line in definition(found, load_town(portal).groups, None, "de").split("\n") if "wert" in line)

    assert types(found)["wert"] == "text"
    assert "Tausenderpunkt oder Dezimalzahl?" in line
    assert answer in line
    assert any("Tausenderpunkt oder Dezimalzahl (2.310" in note.de for note in found.notes)
    proposed(portal, found)


@pytest.mark.parametrize(
    ("values", "kind"),
    [
        (["2.310", "1,5"], "number"),
        (["2.310", "0.125"], "number"),
        (["2.310", "1.5"], "number"),
        (["2.310", "12.345.678"], "integer"),
        (["2310", "15"], "integer"),
    ],
)
def test_dots_are_clear_where_one_value_says_what_they_are(
    portal: Settings, tmp_path: Path, values: list[str], kind: str
) -> None:
    lines = "".join(f"{number};{value}\n" for number, value in enumerate(values))
    found = inspect(portal, write(tmp_path / "a.csv", f"nr;wert\n{lines}"))

    assert (found.fields[1].type, found.fields[1].remark) == (kind, None)
    assert not any("Tausenderpunkt" in note.de for note in found.notes)


def test_dots_beside_decimal_commas_are_thousands_and_that_is_said(portal: Settings, tmp_path: Path) -> None:
    found = inspect(portal, write(tmp_path / "a.csv", "nr;höhe;wert\n1;1,5;2.310\n2;2,5;980\n"))

    assert (found.source.decimal, types(found)["wert"]) == (",", "integer")
    assert found.fields[2].remark
    assert "als Tausenderpunkte gelesen" in found.fields[2].remark.de


def test_a_file_that_mixes_decimal_signs_is_told_so(portal: Settings, tmp_path: Path) -> None:
    found = inspect(portal, write(tmp_path / "a.csv", "nr;höhe;lon;lat\n1;4,3;9.123062;48.705897\n"))

    assert any("Komma in höhe; Punkt in lon, lat" in note.de for note in found.notes)


@pytest.mark.parametrize(
    ("cell", "kind", "unit", "decimal"),
    [
        ("{},5 %", "number", "%", ","),
        ("1.{}01,50 €", "number", "€", ","),
        ("{},5 EUR", "number", "€", ","),
        ("{} m", "integer", "m", "."),
        ("{}.5 km/h", "number", "km/h", "."),
        ("{} a", "text", None, "."),
    ],
)
def test_a_unit_in_all_cells_is_proposed(
    portal: Settings, tmp_path: Path, cell: str, kind: str, unit: str | None, decimal: str
) -> None:
    lines = "".join(f"{number};{cell.format(number)}\n" for number in (1, 2, 3))
    found = inspect(portal, write(tmp_path / "a.csv", f"nr;wert\n{lines}"))
    other = inspect(portal, write(tmp_path / "b.csv", f"nr;wert\n{lines}4;12,5 Stück\n"))

    assert (types(found)["wert"], found.source.decimal) == (kind, decimal)
    assert proposed(portal, found)["fields"]["wert"] == (None if kind == "text" else {"type": kind, "unit": unit})
    assert types(other)["wert"] == "text"


def test_what_is_no_address_among_addresses_is_named(portal: Settings, tmp_path: Path) -> None:
    links = "".join(f"{number};https://stadt.example/{number}\n" for number in range(5))
    found = inspect(portal, write(tmp_path / "a.csv", f"nr;website\n{links}5;www.stadt.example\n"))

    assert found.fields[1].remark
    assert found.fields[1].remark.de == "meist Internetadressen, aber auch „www.stadt.example“"


@pytest.mark.parametrize(
    "text",
    [
        "nr;lon;lat\n1;9123061;48705897\n2;9160826;48682202\n",
        "nr;lon;lat\n1;2.35;48.85\n2;2.36;48.86\n",
    ],
)
def test_where_no_position_is_understood_nothing_may_be_refused_for_it(
    portal: Settings, tmp_path: Path, text: str
) -> None:
    assert "max_refused" not in proposed(portal, inspect(portal, write(tmp_path / "a.csv", text)))


def test_what_counts_rows_is_no_key(portal: Settings, tmp_path: Path) -> None:
    rows = "".join(f"{number};B{number};{number % 2};9.1{number};48.69\n" for number in range(5))
    found = inspect(portal, write(tmp_path / "a.csv", f"lfd. Nr.;Baum-ID;Art;lon;lat\n{rows}"))

    assert found.key.fields == ("baum_id",)


@pytest.mark.parametrize("name", ["lfd. Nr.", "Laufende Nummer", "Zeile", "Pos.", "Zeilennr"])
def test_a_place_is_a_better_key_than_the_number_of_a_row(portal: Settings, tmp_path: Path, name: str) -> None:
    rows = "".join(f"{number};Bank;9.1{number};48.69\n" for number in range(5))
    found = inspect(portal, write(tmp_path / "a.csv", f"{name};Art;lon;lat\n{rows}"))

    assert found.key.fields == ("geom",)


def test_the_number_of_a_house_tells_it_apart_in_its_street_only(portal: Settings, tmp_path: Path) -> None:
    rows = "".join(f"Maiergasse;{number};LE\n" for number in range(1, 6))
    found = inspect(portal, write(tmp_path / "a.csv", f"Straße;Hausnr.;Ortsteil\n{rows}"))

    assert set(found.key.fields) == {"straße", "hausnr"}
    assert types(found)["hausnr"] == "text"
    assert proposed(portal, found)["geocode"]["quarter"] == "ortsteil"


def test_a_column_with_an_empty_value_is_no_key_and_says_so(portal: Settings, tmp_path: Path) -> None:
    rows = "".join(f"{f'K{number}' if number else ''};gleich;9.1{number};48.69\n" for number in range(9))
    found = inspect(portal, write(tmp_path / "a.csv", f"Kennung;Name;lon;lat\n{rows}"))

    assert found.key.fields != ("kennung",)
    assert "leer in 1" in definition(found, load_town(portal).groups, None, "de")
    assert found.repeated == 0


def test_a_word_for_no_value_is_no_key(portal: Settings, tmp_path: Path) -> None:
    rows = "".join(f"{number or '-'};Bank;9.1{number};48.69\n" for number in range(9))
    found = inspect(portal, write(tmp_path / "a.csv", f"nr;art;lon;lat\n{rows}"))

    assert found.key.fields != ("nr",)


def test_the_values_for_which_a_number_is_no_key_are_named(portal: Settings, tmp_path: Path) -> None:
    rows = "".join(f"{3 if number == 7 else number};Platz {number};9.1{number};48.69\n" for number in range(1, 10))
    found = inspect(portal, write(tmp_path / "a.csv", f"Nr;Name;lon;lat\n{rows}"))

    assert found.key.fields == ("name",)
    assert found.fields[0].remark
    assert found.fields[0].remark.de == "kein Schlüssel: mehrfach „3“"


@pytest.mark.parametrize("data", [["Nr", "Name", "lon", "lat"], ["Straße", "Hausnr."], ["Nr", "Art", "Jahr"]])
def test_a_cover_sheet_is_not_looked_at(portal: Settings, tmp_path: Path, data: list[str]) -> None:
    book = openpyxl.Workbook()
    book.active.title = "Deckblatt"
    for word in ("Spielplatzkataster", "Stand 2026", "Amt", "Hinweise:"):
        book.active.append([word])
    sheet = book.create_sheet("Daten")
    sheet.append(data)
    for number in range(5):
        sheet.append([number, f"N{number}", 9.1 + number / 100, 48.69][: len(data)])
    book.save(tmp_path / "a.xlsx")

    assert inspect(portal, str(tmp_path / "a.xlsx")).outline.part == "Daten"


def test_an_empty_file_is_told_to_be_empty_and_nothing_else(portal: Settings, tmp_path: Path) -> None:
    found = inspect(portal, write(tmp_path / "a.geojson", '{"type": "FeatureCollection", "features": []}'))

    assert [note.de for note in found.notes] == ["Die Datei enthält keine Datensätze."]


def test_a_group_that_nothing_speaks_for_is_to_be_chosen(portal: Settings, tmp_path: Path) -> None:
    content, groups = "nr;name\n1;a\n", load_town(portal).groups
    known = definition(inspect(portal, write(tmp_path / "baeume.csv", content)), groups, None, "de")
    unknown = definition(inspect(portal, write(tmp_path / "qqq.csv", content)), groups, None, "de")

    assert "group: umwelt\n" in known
    assert f"group: {groups[0].id} # bitte wählen" in unknown


def test_the_day_above_a_table_is_that_of_the_data(portal: Settings, tmp_path: Path) -> None:
    above = "Brunnenkataster;;;\nStand: 31.10.2026, Bearbeiter Hr. Müller;;;\n"
    found = inspect(portal, write(tmp_path / "a.csv", f"{above}nr;name;lon;lat\n1;a;9.14;48.69\n2;b;9.15;48.69\n"))
    document = proposed(portal, found)

    assert (document["title"], document["data_date"]) == ("Brunnenkataster", date(2026, 10, 31))
    assert "Müller" not in definition(found, load_town(portal).groups, None, "de")


TEXTS = ["ja", "Nein", "on", "7", "a: b", "a #b", "- a", "ä,ö", "{", "’", "\x85", "null", "2020-01-01"]


@pytest.mark.parametrize("text", TEXTS)
def test_yaml_gives_back_every_text(text: str) -> None:
    assert yaml.safe_load(f"{{a: {scalar(text)}}}") == {"a": text}


def test_merged_cells_with_a_title_are_no_columns(portal: Settings, tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    for row in (["Liste", None, None], ["nr", "name\n(amtlich)", "wert"], [1, "a", "1,5"], [2, "b", "2,5"]):
        book.active.append(row)
    book.active.merge_cells("A1:C1")
    book.save(tmp_path / "a.xlsx")
    found = inspect(portal, str(tmp_path / "a.xlsx"))

    assert found.outline.head.row == 2
    assert types(found) == {"nr": "integer", "name_amtlich": "text", "wert": "number"}
    assert found.source.decimal == ","


def test_the_command_speaks_to_people_and_machines(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GEOPORTAL_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("LC_ALL", "en_GB.UTF-8")
    path = str(written.csv_german(tmp_path))
    people = CliRunner().invoke(geoportal, ["inspect", path])
    machines = CliRunner().invoke(geoportal, ["inspect", path, "--json"])
    alone = CliRunner().invoke(geoportal, ["inspect", path, "--definition", "baeume"])

    assert "baeume.csv: csv, 12 records" in people.output
    assert "Coordinate system: EPSG:25832 – a guess" in people.output
    document = json.loads(machines.output)
    assert (document["format"], document["records"], document["key"]) == ("csv", 12, ["baum_nr"])
    assert yaml.safe_load(alone.output)["id"] == "baeume"
