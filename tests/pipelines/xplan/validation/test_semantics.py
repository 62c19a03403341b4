"""Rules of the model, one breach each, on the small plan of the tests."""

from datetime import date

import pytest

from pipelines.xplan.validation.semantics import check_rules
from pipelines.xplan.validation.subject import Subject
from tests.pipelines.xplan.plans import PLAN, SECTION, SQUARE, area, polygon, read, text

TODAY = date(2026, 11, 27)


def told(*features: str, version: str = "6/0") -> dict[str, str]:
    """The rules that a document breaks, with the last message of each."""
    document = read(text(*features).replace("xplangml/6/0", f"xplangml/{version}"))
    return {each.rule: str(each.message.en) for each in check_rules(Subject(document, TODAY))}


def of_area(more: str, **changes: str) -> dict[str, str]:
    return told(PLAN, SECTION, area(more, **changes))


def values(**given: str) -> str:
    return "".join(f"<xplan:{name}>{value}</xplan:{name}>" for name, value in given.items())


def nested(name: str, class_name: str, **given: str) -> str:
    return f"<xplan:{name}><xplan:{class_name}>{values(**given)}</xplan:{class_name}></xplan:{name}>"


def test_the_small_plan_breaks_no_rule() -> None:
    assert told() == {}


@pytest.mark.parametrize(
    ("more", "rule"),
    [
        pytest.param('<xplan:MinGRWohneinheit uom="ha">1</xplan:MinGRWohneinheit>', "2.1.2.1", id="unit"),
        pytest.param(nested("hoehenangabe", "XP_Hoehenangabe"), "3.2.3.1", id="height without value"),
        pytest.param(nested("hoehenangabe", "XP_Hoehenangabe", h="3", hMin="2"), "3.2.3.1", id="two heights"),
        pytest.param(nested("hoehenangabe", "XP_Hoehenangabe", h="3", hoehenbezug="3000"), "3.2.3.2", id="no datum"),
        pytest.param(
            nested("hoehenangabe", "XP_Hoehenangabe", h="3", hoehenbezug="1000", abweichenderHoehenbezug="x"),
            "3.2.3.3",
            id="two references",
        ),
        pytest.param(
            nested("hoehenangabe", "XP_Hoehenangabe", h="3", bezugspunkt="1000", abweichenderBezugspunkt="x"),
            "3.2.3.4",
            id="two points",
        ),
        pytest.param(
            nested("externeReferenz", "XP_SpezExterneReferenz", typ="1000"), "3.2.4.1", id="document without name"
        ),
        pytest.param(values(laermkontingent="1", laermkontingentGebiet="1"), "4.1.3.9", id="noise"),
        pytest.param(values(ebene="1"), "4.1.4.1", id="flaechenschluss on level 1"),
        pytest.param(values(GFZmax="1.0"), "4.2.1", id="maximum without minimum"),
        pytest.param(values(GFZmin="1.2", GFZmax="1.0"), "4.2.1", id="minimum above maximum"),
        pytest.param(values(GFZ="1.0", GFZmin="0.5", GFZmax="1.0"), "4.2.1", id="value and range"),
        pytest.param(values(GF_Ausn="100"), "4.2.2", id="exception alone"),
        pytest.param(values(GFZ="1.0", GF="100"), "4.2.3", id="GFZ and GF"),
        pytest.param(values(BMZ="5", BM="100"), "4.2.6", id="BMZ and BM"),
        pytest.param(values(GRZ="0.4", GRZmin="0.2", GRZmax="0.4"), "4.2.7", id="GRZ"),
        pytest.param(values(GRmax="100"), "4.2.8", id="GR"),
        pytest.param(values(GRZ="0.4", GR="100"), "4.2.9", id="GRZ and GR"),
        pytest.param(values(Z="2", Zzwingend="2"), "4.2.10", id="Z"),
        pytest.param(values(ZUmax="2"), "4.2.11", id="ZU"),
        pytest.param(nested("dachgestaltung", "BP_Dachgestaltung", DNmin="30"), "4.3.1.1", id="roof pitch"),
        pytest.param(
            nested("dachgestaltung", "BP_Dachgestaltung", detaillierteDachform="x"), "4.3.1.2", id="kind of roof"
        ),
        pytest.param(
            values(allgArtDerBaulNutzung="1000", besondereArtDerBaulNutzung="1700"), "4.5.1.2", id="commerce in homes"
        ),
        pytest.param(
            values(besondereArtDerBaulNutzung="1200")
            + nested("sondernutzung", "BP_KomplexeSondernutzung", allgemein="1000"),
            "4.5.1.3",
            id="special use of a WA",
        ),
        pytest.param(values(bauweise="1000", abweichendeBauweise="a1"), "4.5.1.4", id="two methods"),
        pytest.param(values(detaillierteArtDerBaulNutzung="x"), "4.5.1.5", id="detail without kind"),
        pytest.param(
            2 * nested("sondernutzung", "BP_KomplexeSondernutzung", allgemein="1000"), "4.5.1.7", id="use given twice"
        ),
    ],
)
def test_what_an_area_may_not_say(more: str, rule: str) -> None:
    assert of_area(more).keys() == {rule}


@pytest.mark.parametrize(
    "more",
    [
        values(GFZ="1.2", GRZ="0.4", Z="2", bauweise="3000", abweichendeBauweise="a1"),
        values(GFZmin="0.8", GFZmax="1.2", Zmin="1", Zmax="3"),
        values(allgArtDerBaulNutzung="2000", besondereArtDerBaulNutzung="1550", GFZ="", GFZmin=""),
        nested(
            "dachgestaltung", "BP_Dachgestaltung", DNmin="30", DNmax="45", dachform="3100", detaillierteDachform="x"
        ),
        nested("hoehenangabe", "XP_Hoehenangabe", hMin="3", hMax="9", bezugspunkt="1000", hoehenbezug="1000"),
        '<xplan:MinGRWohneinheit uom="urn:adv:uom:m2">50</xplan:MinGRWohneinheit>',
    ],
)
def test_what_an_area_may_say(more: str) -> None:
    assert of_area(more) == {}


def test_flaechenschluss_of_areas_lines_and_points() -> None:
    point = '<gml:Point srsName="EPSG:25832"><gml:pos>500001 5400001</gml:pos></gml:Point>'
    belongs = '<xplan:gehoertZuBereich xlink:href="#B"/>'

    def feature(class_name: str, position: str, closing: str) -> str:
        inner = f"{belongs}<xplan:position>{position}</xplan:position>{closing}"
        return f'<xplan:{class_name} gml:id="F">{inner}</xplan:{class_name}>'

    yes, no = values(flaechenschluss="true"), values(flaechenschluss="false")
    expected = [
        (("BP_BaugebietsTeilFlaeche", point, yes), {"4.1.4.2"}),
        (("BP_BaugebietsTeilFlaeche", polygon(), no), {"4.1.7.1"}),
        (("BP_Wegerecht", polygon(), yes), {"4.14.2.1"}),
        (("BP_Wegerecht", polygon(), ""), {"4.1.5.2"}),
        (("BP_Wegerecht", point, ""), set()),
        (("BP_FoerderungsFlaeche", polygon(), yes), {"4.1.6.1"}),
        (("BP_BauGrenze", polygon(), ""), {"4.1.8.1"}),
        (("SO_Denkmalschutzrecht", polygon(), yes), {"6.2.2.2"}),
    ]
    for given, rules in expected:
        assert told(PLAN, SECTION, feature(*given)).keys() == rules, given


def test_crs_dates_and_types() -> None:
    degrees = polygon().replace("EPSG:25832", "EPSG:4326")
    typed = area().replace(
        "<xplan:position>",
        '<xplan:position xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:type="x">',
    )
    dated = PLAN.replace("<xplan:bereich", values(inkrafttretensDatum="2026-02-30") + "<xplan:bereich")

    assert of_area("", position=degrees).keys() == {"2.1.3.1"}
    assert told(PLAN, SECTION, typed).keys() == {"2.1.5"}
    assert told(dated, SECTION, area()).keys() == {"2.1.4"}


def test_relations_lead_to_what_they_are_for() -> None:
    to_plan = PLAN.replace("#B", "#P")
    unanswered = SECTION.replace("#F", "#G")
    balanced = '<xplan:wirdAusgeglichenDurchFlaeche xlink:href="#B"/>'

    assert told(to_plan, SECTION, area()).keys() == {"4.1.1.1", "4.1.2.3"}
    assert told(PLAN, unanswered, area(), area(gml_id="G")).keys() == {"3.1.2.2"}
    assert of_area(balanced).keys() == {"4.1.3.1"}


def test_measures_are_laid_down_once_at_each_place() -> None:
    def buildable(more: str, ring: str = SQUARE) -> str:
        position = polygon(f"<gml:LinearRing><gml:posList>{ring}</gml:posList></gml:LinearRing>")
        inner = f'<xplan:gehoertZuBereich xlink:href="#B"/><xplan:position>{position}</xplan:position>'
        return (
            f'<xplan:BP_UeberbaubareGrundstuecksFlaeche gml:id="U">{inner}{values(flaechenschluss="false")}{more}'
            "</xplan:BP_UeberbaubareGrundstuecksFlaeche>"
        )

    beneath = area(values(GRZ="0.4", Z="2"))
    beside = SQUARE.replace("500010", "499990")
    twice = told(PLAN, SECTION, beneath, buildable(values(Z="3")))

    assert twice["4.5.2.4"] == "Z is stated of the area beneath as well, BP_BaugebietsTeilFlaeche F."
    for above in (buildable(values(GFZ="0.8")), buildable(values(Z="3"), beside)):
        assert "4.5.2.4" not in told(PLAN, SECTION, beneath, above)
    assert "4.5.2.4" not in told(PLAN, SECTION, beneath, buildable(values(Z="3")), version="5/4")


def test_a_rule_of_a_later_version_does_not_bind_an_earlier_one() -> None:
    noise = (
        '<xplan:BP_Immissionsschutz gml:id="F"><xplan:gehoertZuBereich xlink:href="#B"/>'
        + values(laermpegelbereich="1000", massgeblAussenLaermpegelTag="60")
        + "</xplan:BP_Immissionsschutz>"
    )

    assert told(PLAN, SECTION, noise).keys() == {"4.10.2.3"}
    assert told(PLAN, SECTION, noise, version="5/4") == {}
