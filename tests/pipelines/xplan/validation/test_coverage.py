"""Rules 2.2.1.1 and 2.2.3.1 on small plans of two areas."""

from datetime import date

import pytest

from pipelines.xplan.validation.coverage import check_coverage
from pipelines.xplan.validation.finding import Severity
from pipelines.xplan.validation.scope import check_scopes
from pipelines.xplan.validation.subject import Subject
from tests.pipelines.xplan.plans import read, text

TODAY = date(2026, 11, 27)
WEST = "0 0 10 0 10 10 0 10 0 0"
EAST = "10 0 20 0 20 10 10 10 10 0"
WHOLE = "0 0 20 0 20 10 0 10 0 0"


def polygon(ordinates: str) -> str:
    ring = f"<gml:LinearRing><gml:posList>{ordinates}</gml:posList></gml:LinearRing>"
    return f'<gml:Polygon srsName="EPSG:25832"><gml:exterior>{ring}</gml:exterior></gml:Polygon>'


def area(gml_id: str, position: str, more: str = "<xplan:flaechenschluss>true</xplan:flaechenschluss>") -> str:
    return (
        f'<xplan:BP_GruenFlaeche gml:id="{gml_id}"><xplan:gehoertZuBereich xlink:href="#B"/>'
        f"<xplan:position>{position}</xplan:position>{more}</xplan:BP_GruenFlaeche>"
    )


def plan(*features: str, scope: str = WHOLE, version: str = "6/0", section: str = "") -> Subject:
    head = (
        '<xplan:BP_Plan gml:id="P"><xplan:raeumlicherGeltungsbereich>'
        f"{polygon(scope)}</xplan:raeumlicherGeltungsbereich></xplan:BP_Plan>"
    )
    middle = f'<xplan:BP_Bereich gml:id="B">{section}<xplan:gehoertZuPlan xlink:href="#P"/></xplan:BP_Bereich>'
    written = text(head, middle, *features).replace("xplangml/6/0", f"xplangml/{version}")
    return Subject(read(written), TODAY)


def told(subject: Subject) -> list[tuple[str, str]]:
    return [(each.severity.value, str(each.message.en)) for each in (*check_coverage(subject), *check_scopes(subject))]


OVERLAP = ("error", "Two areas that must close up overlap.")
VERTEX = "A vertex on the common boundary is missing in the neighbouring area."
GAP = "The areas that must close up do not fill the scope of the plan."
OUTSIDE = ("error", "The feature is not completely inside the scope.")


def test_two_areas_that_fill_the_plan() -> None:
    assert told(plan(area("W", polygon(WEST)), area("E", polygon(EAST)))) == []


@pytest.mark.parametrize("metres", [0.0005, 0.0015])
def test_points_below_two_millimetres_are_the_same(metres: float) -> None:
    edge = 10 + metres
    near = f"{edge} 0 20 0 20 10 {edge} 10 {edge} 0"

    assert told(plan(area("W", polygon(WEST)), area("E", polygon(near)))) == []


def test_overlap() -> None:
    wide = "0 0 11 0 11 10 0 10 0 0"

    assert OVERLAP in told(plan(area("W", polygon(wide)), area("E", polygon(EAST))))


@pytest.mark.parametrize(("version", "severity"), [("5/4", "warning"), ("6/0", "error")])
def test_a_gap_is_an_error_from_version_6_on(version: str, severity: str) -> None:
    narrow = "0 0 9.99 0 9.99 10 0 10 0 0"

    assert told(plan(area("W", polygon(narrow)), area("E", polygon(EAST)), version=version)) == [(severity, GAP)]


def test_a_vertex_without_partner_on_a_common_edge_is_told() -> None:
    more = "10 0 20 0 20 10 10 10 10 5 10 0"

    assert told(plan(area("W", polygon(WEST)), area("E", polygon(more)))) == [("warning", VERTEX)]


def test_a_vertex_that_reaches_into_the_neighbour_is_an_error() -> None:
    more = "10 0 20 0 20 10 10 10 9.9995 5 10 0"

    assert told(plan(area("W", polygon(WEST)), area("E", polygon(more)))) == [("error", VERTEX)]


def test_arcs_of_both_sides_may_have_different_points_between_their_ends() -> None:
    def arc(ordinates: str) -> str:
        return (
            f'<gml:ArcString interpolation="circularArc3Points"><gml:posList>{ordinates}</gml:posList></gml:ArcString>'
        )

    def line(ordinates: str) -> str:
        return f"<gml:LineStringSegment><gml:posList>{ordinates}</gml:posList></gml:LineStringSegment>"

    def ring(*segments: str) -> str:
        inner = f"<gml:Curve><gml:segments>{''.join(segments)}</gml:segments></gml:Curve>"
        return (
            '<gml:Polygon srsName="EPSG:25832"><gml:exterior><gml:Ring><gml:curveMember>'
            f"{inner}</gml:curveMember></gml:Ring></gml:exterior></gml:Polygon>"
        )

    west = ring(line("0 0 10 0"), arc("10 0 15 5 10 10"), line("10 10 0 10 0 0"))
    east = ring(line("10 0 20 0 20 10 10 10"), arc("10 10 14 8 10 0"))

    assert told(plan(area("W", west), area("E", east))) == []


def condition(name: str, day: str) -> str:
    inner = f"<xplan:datumAbsolut>{day}</xplan:datumAbsolut>"
    return f"<xplan:{name}><xplan:XP_WirksamkeitBedingung>{inner}</xplan:XP_WirksamkeitBedingung></xplan:{name}>"


CLOSES = "<xplan:flaechenschluss>true</xplan:flaechenschluss>"


@pytest.mark.parametrize(
    "more",
    [
        pytest.param("<xplan:flaechenschluss>false</xplan:flaechenschluss>", id="no flaechenschluss"),
        pytest.param("<xplan:ebene>1</xplan:ebene>" + CLOSES, id="other level"),
        pytest.param(condition("endeBedingung", "2020-01-01") + CLOSES, id="has ended"),
        pytest.param(condition("startBedingung", "2030-01-01") + CLOSES, id="has not begun"),
    ],
)
def test_what_does_not_take_part_may_lie_over_others(more: str) -> None:
    assert told(plan(area("W", polygon(WEST)), area("E", polygon(EAST)), area("O", polygon(WEST), more))) == []


def test_a_plan_without_areas_that_close_up_has_no_gap() -> None:
    assert told(plan(area("W", polygon(WEST), "<xplan:flaechenschluss>false</xplan:flaechenschluss>"))) == []


def test_what_lies_outside_is_told() -> None:
    subject = plan(area("W", polygon(WHOLE)), area("O", polygon("19 0 21 0 21 1 19 1 19 0"), ""))

    assert told(subject) == [OUTSIDE]


@pytest.mark.parametrize(("version", "expected"), [("5/2", [OUTSIDE]), ("5/3", []), ("6/0", [])])
def test_measures_may_stand_outside_from_5_3_on(version: str, expected: list[tuple[str, str]]) -> None:
    measure = (
        '<xplan:BP_HoehenMass gml:id="H"><xplan:gehoertZuBereich xlink:href="#B"/><xplan:position>'
        '<gml:Point srsName="EPSG:25832"><gml:pos>50 50</gml:pos></gml:Point></xplan:position></xplan:BP_HoehenMass>'
    )

    assert told(plan(measure, version=version)) == expected


@pytest.mark.parametrize(("meaning", "expected"), [("1800", []), ("2000", []), ("1600", ["section"])])
def test_a_section_for_compensation_may_lie_outside(meaning: str, expected: list[str]) -> None:
    far = polygon("100 0 110 0 110 10 100 10 100 0")
    section = f"<xplan:bedeutung>{meaning}</xplan:bedeutung><xplan:geltungsbereich>{far}</xplan:geltungsbereich>"
    subject = plan(area("F", far), section=section, version="5/4")

    assert [each for each in told(subject) if each[0] == Severity.ERROR.value] == [
        ("error", "The Bereich is not completely inside the scope of the plan.") for _ in expected
    ]
