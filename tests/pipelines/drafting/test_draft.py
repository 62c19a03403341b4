"""Plans from tables, through the confined reader: what comes out is XPlanGML, what is wrong is told with its place."""

import io
import re
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
import rasterio
import shapely
from rasterio.transform import from_origin

from pipelines.drafting.draft import Draft, draft
from pipelines.errors import DefinitionError, GeoportalError, RefusedError, SourceError
from pipelines.settings import ROOT, Settings
from pipelines.xplan.geometry import Geometry
from pipelines.xplan.linear import shape
from pipelines.xplan.model import Feature, Literal, Measure, Object
from pipelines.xplan.schema import faults
from tests.pipelines.xplan.plans import read

SHIPPED = sorted((ROOT / "datasets" / "plans").glob("*.yml"))
SCHEMAS = ROOT.parent / "shared" / "xplan" / "xsd"

AREAS = """Nr;Art;GRZ;Geom
2;MI;0,6;POLYGON ((510 10, 520 10, 520 20, 510 20, 510 10))
1;WA;0,4;POLYGON ((500 10, 510 10, 510 20, 500 20, 500 10))
"""
DEFINITION = """id: plan
version: "6.0"
plan:
  source: {path: scope.csv, crs: EPSG:25832, wkt: Geom}
  properties:
    name: Probe
    gemeinde: {ags: "08116078"}
    planArt: BPlan
objects:
  - class: BP_BaugebietsTeilFlaeche
    source: {path: areas.csv, crs: EPSG:25832, wkt: Geom, decimal: ","}
    key: Nr
    properties:
      rechtscharakter: 1000
      GRZ: {column: GRZ}
      besondereArtDerBaulNutzung: {column: Art, codes: {WA: 1200, MI: Mischgebiet}}
"""
Make = Callable[..., Draft]


def moved(wkt: str) -> str:
    """Coordinates where the town is; short ones read better in a test."""
    for easting in ("500", "510", "515", "520"):
        wkt = wkt.replace(f"{easting} ", f"510{easting}.25 ")
    for northing in ("10", "20"):
        wkt = wkt.replace(f" {northing},", f" 53936{northing}.5,").replace(f" {northing})", f" 53936{northing}.5)")
    return wkt


@pytest.fixture
def make(tmp_path: Path, settings_alone: Settings) -> Make:
    """A plan of two building areas, with texts of its definition and tables replaced."""

    def made(*changes: tuple[str, str], areas: str = AREAS, more: str = "", **files: str) -> Draft:
        definition = DEFINITION + more
        for old, new in changes:
            assert old in definition
            definition = definition.replace(old, new)
        scope = "Geom\nPOLYGON ((500 10, 520 10, 520 20, 500 20, 500 10))\n"
        for name, text in {"scope.csv": scope, "areas.csv": areas}.items():
            (tmp_path / name).write_text(moved(text), "utf-8")
        for name, text in files.items():
            (tmp_path / f"{name}.csv").write_text(moved(text), "utf-8")
        path = tmp_path / "plan.yml"
        path.write_text(definition, "utf-8")
        return draft(path, settings_alone)

    return made


@pytest.fixture
def settings_alone(tmp_path: Path) -> Settings:
    """Settings without a database."""
    return Settings(home=tmp_path / "home")


def texts(feature: Feature) -> dict[str, str]:
    return {each.name: each.value.text for each in feature.properties if isinstance(each.value, Literal | Measure)}


def areas(made: Draft) -> list[Feature]:
    return made.document.of_class("BP_BaugebietsTeilFlaeche")


def refusal(make: Make, *changes: tuple[str, str], error: type[GeoportalError], **given: str) -> str:
    with pytest.raises(error) as raised:
        make(*changes, **given)
    return raised.value.message.de


def test_records_become_features_in_the_order_of_their_keys(make: Make) -> None:
    first, second = areas(make())
    assert texts(first) == {
        "rechtscharakter": "1000",
        "flaechenschluss": "true",
        "GRZ": "0.4",
        "besondereArtDerBaulNutzung": "1200",
    }
    assert texts(second)["besondereArtDerBaulNutzung"] == "1500"


def test_plan_section_and_features_lead_to_each_other(make: Make) -> None:
    made = make().document
    plan, section, *rest = made.features
    assert [each.class_name for each in (plan, section)] == ["BP_Plan", "BP_Bereich"]
    assert plan.references.__next__()[1].target == section.gml_id
    assert [reference.target for name, reference in section.references if name == "planinhalt"] == [
        each.gml_id for each in rest
    ]
    assert {reference.target for each in rest for _, reference in each.references} == {section.gml_id}


def test_the_order_of_a_table_changes_no_byte(make: Make) -> None:
    head, *rows = AREAS.splitlines(keepends=True)
    assert make().content == make(areas="".join((head, *reversed(rows)))).content


def test_a_changed_record_keeps_its_id(make: Make) -> None:
    before, after = make(), make(areas=AREAS.replace("0,6", "0,8"))
    assert [each.gml_id for each in areas(before)] == [each.gml_id for each in areas(after)]
    assert before.content != after.content


def test_without_a_key_the_geometry_tells_features_apart(make: Make) -> None:
    one, other = areas(make(("    key: Nr\n", "")))
    assert one.gml_id != other.gml_id


def test_what_touches_in_the_table_touches_in_the_plan(make: Make) -> None:
    """Vertices are moved from Gauß-Krüger and rounded, each for itself, so that equal ones stay equal."""
    zoned = re.sub(r"(5[012]0) ", r"3510\1.123 ", AREAS)
    made = areas(make(("path: areas.csv, crs: EPSG:25832", "path: areas.csv, crs: EPSG:31467"), areas=zoned))
    first, second = (shape(value) for each in made if isinstance(value := each.first("position"), Geometry))
    assert shapely.touches(first, second)
    assert len(set(map(tuple, shapely.get_coordinates([first, second]).tolist()))) == 6


def test_texts_are_found_by_their_key(make: Make) -> None:
    more = """  - class: XP_TextAbschnitt
    source: {path: texts.csv}
    key: Nr
    properties: {schluessel: {column: Nr}, text: {column: Text}, rechtscharakter: 1000}
"""
    rows = AREAS.replace("Nr;Art", "Nr;Texte;Art").replace("1;WA", "1;1.1 / 1.2;WA").replace("2;MI", "2;;MI")
    reference = ("GRZ: {column: GRZ}", "refTextInhalt: {column: Texte, split: /}")
    made = make(reference, areas=rows, more=more, texts="Nr;Text\n1.2;Zwei\n1.1;Eins\n")
    one, two = made.document.of_class("XP_TextAbschnitt")
    found = [target.target for name, target in areas(made)[0].references if name == "refTextInhalt"]
    assert found == [one.gml_id, two.gml_id]
    plan = made.document.plans[0]
    assert [target.target for name, target in plan.references if name == "texte"] == found
    told = refusal(make, reference, areas=rows, more=more, texts="Nr;Text\n1.1;Eins\n", error=RefusedError)
    assert told == (
        "areas.csv, Zeile 3 (BP_BaugebietsTeilFlaeche.refTextInhalt): "
        "kein Objekt hat den Schlüssel „1.2“ (XP_TextAbschnitt)."
    )


def test_each_of_several_values_in_a_cell_is_read_as_its_type(make: Make) -> None:
    scope = ("name: Probe", "name: Probe\n    auslegungsStartDatum: {column: Start, split: /}")
    area = "POLYGON ((500 10, 520 10, 520 20, 500 20, 500 10))"
    made = make(scope, scope=f"Start;Geom\n01.02.2024 / 2024-03-15;{area}\n")
    assert made.document.plans[0].texts("auslegungsStartDatum") == ["2024-02-01", "2024-03-15"]
    told = refusal(make, scope, scope=f"Start;Geom\n01.02.2024 / bald;{area}\n", error=RefusedError)
    assert "auslegungsStartDatum): erwartet wird ein Datum" in told


def test_an_object_is_made_where_its_columns_say_anything(make: Make) -> None:
    rows = AREAS.replace("Nr;Art", "Nr;DN;Art").replace("1;WA", "1;30;WA").replace("2;MI", "2;;MI")
    roof = "dachgestaltung: {dachform: Satteldach, DN: {column: DN}}"
    sloped, flat = areas(make(("GRZ: {column: GRZ}", roof), areas=rows))
    held = sloped.first("dachgestaltung")
    assert isinstance(held, Object)
    assert [(each.name, each.value) for each in held.properties] == [
        ("dachform", Literal("3100")),
        ("DN", Measure("30", "grad")),
    ]
    assert flat.first("dachgestaltung") is None


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("GRZ: {", "GRS: {", "Zeile 15, objects.0.properties.GRS: BP_BaugebietsTeilFlaeche hat kein GRS; gemeint ist"),
        ("Mischgebiet", "Mischer", "Zeile 16, objects.0.properties.besondereArtDerBaulNutzung.codes.MI: „Mischer“ ist"),
        ("planArt: BPlan", "planArt: 7", "Zeile 8, plan.properties.planArt: „7“ ist kein Wert von BP_PlanArt; es gibt"),
        ("    planArt: BPlan\n", "", "Zeile 5, plan.properties: BP_Plan braucht planArt."),
        ("name: Probe", "name: [A, B]", "Zeile 6, plan.properties.name: erlaubt ist 1 Wert."),
        ("name: Probe", "bereich: x", "Zeile 6, plan.properties.bereich: das setzt das Geoportal selbst."),
        ('{ags: "08116078"}', "LE", "Zeile 7, plan.properties.gemeinde: erwartet werden die Merkmale von XP_Gemeinde."),
        ("{ags:", "{class: BP_Dachgestaltung, ags:", "plan.properties.gemeinde.class: BP_Dachgestaltung ist keine"),
        ("{column: GRZ}", "viel", "Zeile 15, objects.0.properties.GRZ: erwartet wird eine Zahl, nicht „viel“."),
        ("{column: GRZ}", "{column: GRZ, colour: red}", "objects.0.properties.GRZ.colour: diesen Eintrag gibt es"),
        ("GRZ: {column: GRZ}", "GR: {value: 5, unit: m2}", "objects.0.properties.GR.unit: diesen Eintrag gibt es"),
        ("{column: GRZ}", "{column: GRZ, split: 5}", "Zeile 15, objects.0.properties.GRZ.split: erwartet wird ein"),
        ("class: BP_Bau", "class: BP_Bat", "Zeile 10, objects.0.class: XPlanGML 6.0 hat keine Klasse BP_Batgebiets"),
        ("class: BP_BaugebietsTeilFlaeche", "class: BP_Landwirtschaft", "dort heißt sie BP_LandwirtschaftsFlaeche"),
        ("class: BP_BaugebietsTeilFlaeche", "class: XP_Objekt", "XP_Objekt ist keine Klasse von Planinhalten"),
        ("    key: Nr", "    section: 2", "Zeile 12, objects.0.section: einen solchen Bereich gibt es unter sections"),
        ("id: plan", "id: planx", "Zeile 1, id: id ist „planx“, die Datei heißt aber plan.yml."),
    ],
)
def test_a_mistake_in_the_definition_has_line_and_entry(make: Make, old: str, new: str, told: str) -> None:
    assert told in refusal(make, (old, new), error=DefinitionError)


def test_all_mistakes_in_the_definition_are_told(make: Make) -> None:
    told = refusal(make, ("GRZ: {", "GRS: {"), ("planArt: BPlan", "planArt: 7"), error=DefinitionError)
    assert len(told.splitlines()) == 2


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        (
            "WA;0,4",
            "WB;0,4",
            "Zeile 3 (BP_BaugebietsTeilFlaeche.besondereArtDerBaulNutzung): „WB“ ist kein Wert von",
        ),
        ("0,4", "viel", "Zeile 3 (BP_BaugebietsTeilFlaeche.GRZ): erwartet wird eine Zahl, nicht „viel“."),
        ("2;MI", "1;MI", "den Schlüssel „1“ hat schon ein anderes Objekt dieser Klasse."),
        ("2;MI", ";MI", "areas.csv, Zeile 2: der Schlüssel fehlt."),
        ("POLYGON ((510 10, 520 10, 520 20, 510 20, 510 10))", "POINT (515 10)", "Point, erlaubt sind Flächen."),
        ("POLYGON ((510 10, 520 10, 520 20, 510 20, 510 10))", "", "areas.csv, Zeile 2 (BP_Baugebiets"),
    ],
)
def test_a_mistake_in_a_record_has_its_number(make: Make, old: str, new: str, told: str) -> None:
    assert old in AREAS
    assert told in refusal(make, error=RefusedError, areas=AREAS.replace(old, new))


def test_a_missing_column_is_named_with_those_that_are_there(make: Make) -> None:
    told = refusal(make, ("{column: GRZ}", "{column: grz}"), error=SourceError)
    assert told == "In areas.csv fehlt die Spalte „grz“. Vorhanden sind: Nr, Art, GRZ, Geom."


def test_a_plan_has_one_scope(make: Make) -> None:
    told = refusal(make, ("path: scope.csv", "path: areas.csv"), error=RefusedError)
    assert told == "areas.csv (BP_Plan): 2 Datensätze statt genau einem."


def test_an_entry_without_records_is_told(make: Make) -> None:
    made = make(('decimal: ","', 'decimal: ",", take: {where: {Art: [GE]}}'))
    assert [each.message.de for each in made.notices] == [
        "BP_BaugebietsTeilFlaeche: die Quelle hat keinen passenden Datensatz."
    ]


def scan(path: Path, west: float) -> None:
    """A sheet of 40 m × 20 m at this easting."""
    place = from_origin(west, 5393625, 1, 1)
    profile = {"driver": "GTiff", "width": 40, "height": 20, "count": 1, "dtype": "uint8", "crs": "EPSG:25832"}
    with rasterio.open(path, "w", transform=place, **profile) as raster:
        raster.write(np.zeros((1, 20, 40), dtype="uint8"))


SCANNED = ("objects:", "sections: [{properties: {nummer: 1}, scans: [{path: blatt.tif}]}]\nobjects:")


def test_a_scan_is_referred_to_and_comes_along(make: Make, tmp_path: Path) -> None:
    scan(tmp_path / "blatt.tif", 510495)
    made = make(SCANNED)
    (held,) = made.document.of_class("BP_Bereich")[0].values("refScan")
    assert isinstance(held, Object)
    assert held.text("referenzURL") == "blatt.tif"
    assert held.text("art") == "PlanMitGeoreferenz"
    assert [each.name for each in made.attachments] == ["blatt.tif"]
    assert made.notices == ()


def test_a_scan_beside_the_scope_is_refused(make: Make, tmp_path: Path) -> None:
    scan(tmp_path / "blatt.tif", 520995)
    assert refusal(make, SCANNED, error=RefusedError) == "blatt.tif liegt nicht im Geltungsbereich des Plans."


def test_a_scan_that_is_damaged_or_missing_is_named(make: Make, tmp_path: Path) -> None:
    assert refusal(make, SCANNED, error=SourceError) == f"{tmp_path / 'blatt.tif'} gibt es nicht."
    (tmp_path / "blatt.tif").write_bytes(b"II*\0" + bytes(40))
    assert refusal(make, SCANNED, error=SourceError) == "blatt.tif ist beschädigt."


def test_a_sheet_of_paper_without_place_is_told(make: Make, tmp_path: Path) -> None:
    (tmp_path / "blatt.pdf").write_bytes(b"%PDF-1.7\n")
    made = make(SCANNED, ("blatt.tif", "blatt.pdf"))
    assert [each.message.de.split(":")[0] for each in made.notices] == ["blatt.pdf"]


def test_files_have_names_that_archives_allow(make: Make, tmp_path: Path) -> None:
    (tmp_path / "Begründung.pdf").write_bytes(b"%PDF-1.7\n")
    told = refusal(make, ("objects:", "files: [Begründung.pdf]\nobjects:"), error=SourceError)
    assert told.startswith("Begründung.pdf: ein XPlanArchiv erlaubt in Namen von Dateien nur")


def test_two_files_of_one_name_are_refused(make: Make, tmp_path: Path) -> None:
    for folder in ("a", "b"):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "text.pdf").write_bytes(b"%PDF-1.7\n")
    told = refusal(make, ("objects:", "files: [a/text.pdf, b/text.pdf]\nobjects:"), error=RefusedError)
    assert told == "Zwei Dateien heißen text.pdf."


@pytest.mark.skipif(not SCHEMAS.is_dir(), reason=f"schemas not present: {SCHEMAS}")
def test_a_plan_of_an_older_version_is_valid_too(make: Make) -> None:
    made = make(('version: "6.0"', 'version: "5.4"'))
    assert made.document.version == "5.4"
    assert faults(io.BytesIO(made.content), "plan.gml", "5.4", SCHEMAS) == []


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.stem)
def test_what_is_made_reads_back_the_same(path: Path, settings_alone: Settings) -> None:
    made = draft(path, settings_alone)
    assert draft(path, settings_alone).content == made.content
    found = read(made.content)
    assert [each.gml_id for each in found.features] == [each.gml_id for each in made.document.features]
    assert found.notices == ()
