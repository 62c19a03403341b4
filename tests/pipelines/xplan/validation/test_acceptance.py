"""Files whose names tell what is wrong with them: the fault is found under its number, and what is right passes."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from pipelines.settings import ROOT
from pipelines.xplan.validation.finding import Severity
from pipelines.xplan.validation.validation import Validation, validated

XPLAN = ROOT.parent / "shared" / "xplan"
TODAY = date(2026, 11, 27)

EXPECTED: dict[str, str | None] = {
    "1_Schnittpunkte_Geltungsbereich_Polygon.gml": "2.2.3.1",
    "BP_6-0_false_2.2.2.1_PolygonPatch_Ueberlappung.gml": "2.2.2.1",
    "BP_6-0_false_2.2.2.1_PolygonPatch_nicht_zusammenhaengend_Flaechenschlussobjekt.gml": "2.2.2.1",
    "BP_6.0.2_NoBereichButReferenceExists.zip": "xlink",
    "plans__BP_6.0.2_NoBereichButReferenceExists.zip": "xlink",
    "BP_6.0_syntaxErrors.gml": "schema",
    "BPlan001_5-4_Toleranz_Geltungsbereich_0008.gml": None,
    "BPlan_6-0_Linie_ausserhalb.gml": "2.2.3.1",
    "BPlan_6-0_Punkt_ausserhalb.gml": "2.2.3.1",
    "BPlan_Kompensationsbereich_6-0-2_Luecke.gml": "2.2.1.1",
    "BPlan_Kompensationsbereich_6-0-2_valide.gml": None,
    "BPlan_Wirksamkeit_6-0-2_valide.gml": None,
    "Bereich_1800_Bereich_mitGeltungsbereich_groesser_Fehler.gml": "2.2.1.1",
    "Bereich_1800_Bereich_mitGeltungsbereich_korrekt.gml": None,
    "Bereich_1800_Bereich_ohneGeltungsbereich_Fehler.gml": "2.2.3.1",
    "Bereich_2000_Bereich_mitGeltungsbereich_2_Flaechenschlussobjekte_korrekt.gml": None,
    "Bereich_2000_Bereich_mitGeltungsbereich_kleiner_Fehler.gml": "2.2.3.1",
    "Bereich_2000_Bereich_mitGeltungsbereich_ohne_Flaechenschlussobjekte_korrekt.gml": None,
    "Bereich_2000_Bereich_ohneGeltungsbereich_ohne_Flaechenschlussobjekte_Fehler.gml": "2.2.3.1",
    "Demo-gehoertZuBereich-invalid.gml": "3.1.2.2",
    "Demo-planinhalt-invalid.gml": "3.1.2.2",
    "Flaechenschluss-Test_1mm-nichtUeberlappend.gml": None,
    "Test_Insel_Luecke_5mm.gml": "2.2.1.1",
    "curve.gml": None,
    "geometryOrientationInvalid.gml": "2.2.2.1",
    "identicalControlPoints.gml": "2.2.2.1",
    "multiSurface-intersection.gml": "2.2.2.1",
    "multiSurface-touches.gml": "2.2.2.1",
    "polygon-orientation-invalid.gml": "2.2.2.1",
    "polygonWithInteriorRing.gml": None,
    "selfIntersectingRIng-2intersections.gml": "2.2.2.1",
    "selfIntersectingRing.gml": "2.2.2.1",
    "xplan51-5_1_4_1_Flaechenschlussfehler.gml": "5.1.4.1",
    "xplan52_Flaechenschlussfehler_vollstaendige_Ueberlappung.gml": "2.2.1.1",
    "xplan54_Flaechenschlussfehler_Luecken.gml": "2.2.1.1",
    "xplan60_Aenderungsplan_Luecke.gml": "2.2.1.1",
}
"""File → rule that must be broken, None where there must be no error.

multiSurface-touches.gml is right in what its name tells, its parts may touch; but its first ring runs clockwise.
"""

WARNED = {"Test_Insel_Luecke_5mm.gml", "xplan54_Flaechenschlussfehler_Luecken.gml"}
"""Their only fault is a gap, which is a warning before version 6.0."""

CLEAN = (
    "flaechenschluss__BP_Alles_Parmis.gml",
    "plans__BP_6.0.2_valide.zip",
    "plans__BPlan006_6-0.zip",
    "resources__HafenCity7.gml",
    "v5_0_1_Demo.gml",
    "xplan-manager-api__plans__BP_5.3.zip",
    "xplan51__BPlan001_5-1.gml",
    "xplan60__Blankenese29.gml",
)
"""Real plans without a fault of geometry. The others of 4.1 and 5.0 have overlaps of thousands of square metres."""

GEOMETRY = {"2.2.1.1", "2.2.2.1", "2.2.3.1"}


def real(folder: str, name: str) -> Path:
    path = XPLAN / folder / name
    if not path.is_file():
        pytest.skip(f"not present: {path}")
    return path


def errors(validation: Validation) -> set[str]:
    return {each.rule for each in validation.findings if each.severity is Severity.ERROR}


def faulty() -> Iterator[Path]:
    yield from sorted((XPLAN / "faulty").glob("*"))


@pytest.mark.skipif(not XPLAN.is_dir(), reason=f"real plans not present: {XPLAN}")
def test_every_faulty_file_is_in_the_table() -> None:
    assert {path.name for path in faulty()} == EXPECTED.keys()


@pytest.mark.parametrize(("name", "rule"), EXPECTED.items(), ids=EXPECTED)
def test_the_fault_is_found_and_nothing_else_where_there_is_none(name: str, rule: str | None) -> None:
    found = validated(real("faulty", name), XPLAN / "xsd", TODAY)

    if rule is None:
        assert errors(found) == set()
    elif name in WARNED:
        assert rule in {each.rule for each in found.findings}
        assert found.is_valid
    else:
        assert rule in errors(found)
        assert not found.is_valid


def test_parts_that_touch_do_not_overlap(tmp_path: Path) -> None:
    found = validated(real("faulty", "multiSurface-touches.gml"), tmp_path, TODAY)

    assert [each.message.en for each in found.findings] == ["An exterior ring runs clockwise."]


@pytest.mark.parametrize("name", CLEAN)
def test_plans_in_order_give_no_geometric_error(name: str, tmp_path: Path) -> None:
    found = validated(real("plans", name), tmp_path, TODAY)

    assert errors(found) & GEOMETRY == set()


@pytest.mark.parametrize("name", ["BP_6.0_syntaxErrors.gml", "Demo-gehoertZuBereich-invalid.gml"])
def test_without_schema_the_catalogue_stands_in_and_says_so(name: str, tmp_path: Path) -> None:
    found = validated(real("faulty", name), tmp_path, TODAY)

    (schema,) = [each for each in found.checks if each.number == "schema"]
    assert schema.status == "not_applicable"
    assert schema.reason
    assert "catalogue" in errors(found)
