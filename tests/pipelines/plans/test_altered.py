"""What becomes of a feature, in words; and that all which differs is told."""

import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from pipelines.plans.altered import State, altered
from pipelines.plans.change import Drawn, FeatureChange, Told, ValueChange
from pipelines.plans.comparing import RECEIVED, documents_compared
from pipelines.plans.renamed import FILES_OWN
from pipelines.xplan.diff import differences
from pipelines.xplan.model import Document, Feature, Literal
from pipelines.xplan.read import opened
from tests.pipelines.xplan.plans import PLAN, SECTION, SQUARE, area, content, polygon, read, text, written

HEIGHT = (
    "<xplan:hoehenangabe><xplan:XP_Hoehenangabe><xplan:hoehenbezug>1000</xplan:hoehenbezug>"
    '<xplan:h uom="m">{}</xplan:h></xplan:XP_Hoehenangabe></xplan:hoehenangabe>'
)
AMENDED = (
    "<xplan:aendertPlan><xplan:XP_VerbundenerPlan><xplan:planName>{}</xplan:planName>"
    "<xplan:aenderungsArt>1000</xplan:aenderungsArt></xplan:XP_VerbundenerPlan></xplan:aendertPlan>"
)
ARC = (
    '<gml:Ring><gml:curveMember><gml:Curve><gml:segments><gml:Arc interpolation="circularArc3Points">'
    "<gml:posList>500000 5400000 500010 5400000 500010 5400010</gml:posList></gml:Arc><gml:LineStringSegment>"
    "<gml:posList>500010 5400010 500000 5400000</gml:posList></gml:LineStringSegment></gml:segments></gml:Curve>"
    "</gml:curveMember></gml:Ring>"
)


def changes(before: str | bytes, after: str | bytes) -> list[FeatureChange]:
    """All changes between two documents, as they come out of the confined process."""
    _, *found = documents_compared(written(read(before)), written(read(after)))
    return [RECEIVED.validate_python(each) for each in found]


def change(before: str, after: str, position: tuple[str, str] = ("", "")) -> FeatureChange:
    """What becomes of a building area with these properties, or positions."""
    (found,) = changes(
        *(text(PLAN, SECTION, area(more, at)) for more, at in zip((before, after), position, strict=True))
    )
    return found


def value(found: FeatureChange) -> tuple[str, str, list[str], list[str], int]:
    (one,) = found.values
    return one.property, one.title, [each.words for each in one.before], [each.words for each in one.after], one.kept


def keys(signs: str) -> str:
    """A property with several values."""
    return "".join(f"<xplan:textSchluessel>{each}</xplan:textSchluessel>" for each in signs)


def ring(ordinates: str) -> str:
    return polygon(f"<gml:LinearRing><gml:posList>{ordinates}</gml:posList></gml:LinearRing>")


def test_what_is_the_same_is_no_change() -> None:
    assert changes(text(), text()) == []


@pytest.mark.parametrize(
    ("before", "after", "told"),
    [
        ("<xplan:GRZ>0.4</xplan:GRZ>", "<xplan:GRZ>0.5</xplan:GRZ>", ("GRZ", ["0,4"], ["0,5"])),
        ("<xplan:GRZ>0.4</xplan:GRZ>", "", ("GRZ", ["0,4"], [])),
        ("", "<xplan:Z>2</xplan:Z>", ("Z", [], ["II"])),
        (HEIGHT.format("9.5"), HEIGHT.format("10"), ("hoehenangabe.h", ["9,5 m"], ["10 m"])),
        (
            "<xplan:besondereArtDerBaulNutzung>1100</xplan:besondereArtDerBaulNutzung>",
            "<xplan:besondereArtDerBaulNutzung>1200</xplan:besondereArtDerBaulNutzung>",
            (
                "besondereArtDerBaulNutzung",
                ["Reines Wohngebiet nach § 3 BauNVO"],
                ["Allgemeines Wohngebiet nach § 4 BauNVO"],
            ),
        ),
    ],
)
def test_a_value_is_told_in_words(before: str, after: str, told: tuple[str, list[str], list[str]]) -> None:
    found = change(before, after)
    assert (found.kind, found.class_name, found.id) == ("changed", "BP_BaugebietsTeilFlaeche", "F")
    name, _, gone, come, kept = value(found)
    assert (name, gone, come, kept) == (*told, 0)
    assert found.technical == ()


def test_values_of_one_property_come_and_go_as_a_list() -> None:
    before, after = (
        "".join(f"<xplan:textSchluessel>{each}</xplan:textSchluessel>" for each in side) for side in ("abc", "cbde")
    )
    found = change(before, after)
    assert value(found)[2:] == (["a"], ["d", "e"], 2)
    assert found.technical == ()


def test_another_order_of_values_is_technical() -> None:
    before, after = (
        "".join(f"<xplan:textSchluessel>{each}</xplan:textSchluessel>" for each in side) for side in ("ab", "ba")
    )
    found = change(before, after)
    assert found.is_technical
    assert found.technical == (
        "BP_BaugebietsTeilFlaeche F.textSchluessel: a → b",
        "BP_BaugebietsTeilFlaeche F.textSchluessel: b → a",
    )


def test_of_several_nested_objects_the_one_that_is_another_is_named() -> None:
    document = (
        "<xplan:refText><xplan:XP_ExterneReferenz><xplan:referenzName>{}</xplan:referenzName>"
        "<xplan:referenzURL>{}</xplan:referenzURL></xplan:XP_ExterneReferenz></xplan:refText>"
    )
    one, other = document.format("Satzung", "a.pdf"), document.format("Umweltbericht", "b.pdf")
    found = change(one + other, one + document.format("Umweltbericht", "c.pdf"))
    assert value(found) == ("refText.referenzURL", "Text „Umweltbericht“: Adresse", ["b.pdf"], ["c.pdf"], 0)
    whole = change(one, one + other)
    assert value(whole) == ("refText", "Text", [], ["Dokument: Umweltbericht; Adresse: b.pdf"], 1)
    assert found.technical == whole.technical == ()


def test_amendments_are_told() -> None:
    plans = (PLAN.replace("<xplan:bereich", f"{more}<xplan:bereich") for more in ("", AMENDED.format("Weidach I")))
    (found,) = changes(*(text(plan, SECTION, area()) for plan in plans))
    assert value(found)[:2] == ("aendertPlan", "Ändert den Plan")
    assert value(found)[3] == ["Name des Plans: Weidach I; Art der Änderung: Aenderung"]


def test_relations_name_what_they_lead_to() -> None:
    other = area("<xplan:GRZ>0.4</xplan:GRZ>", gml_id="G2")
    section = SECTION.replace(
        '<xplan:planinhalt xlink:href="#F"/>', '<xplan:planinhalt xlink:href="#F"/><xplan:planinhalt xlink:href="#G2"/>'
    )
    changed, added = changes(text(PLAN, SECTION, area()), text(PLAN, section, area(), other))
    assert (added.kind, added.id, added.text) == ("added", "G2", "GRZ 0,4")
    assert changed.values == (
        ValueChange("planinhalt", "Inhalt", (), (Told("#G2", "GRZ 0,4", "BP_BaugebietsTeilFlaeche"),), kept=1),
    )


def test_a_relation_stays_when_its_target_says_something_else() -> None:
    (found,) = changes(text(), text(PLAN, SECTION, area("<xplan:GRZ>0.4</xplan:GRZ>")))
    assert found.id == "F"


def test_a_feature_of_another_class_is_changed_and_not_exchanged() -> None:
    (found,) = changes(text(), text(PLAN, SECTION, area().replace("BP_BaugebietsTeilFlaeche", "BP_GruenFlaeche")))
    assert (found.kind, found.class_before, found.class_name) == (
        "changed",
        "BP_BaugebietsTeilFlaeche",
        "BP_GruenFlaeche",
    )
    assert found.technical == ()


def test_a_moved_corner_is_told_in_metres() -> None:
    found = change("", "", (ring(SQUARE), ring(SQUARE.replace("500010.00 5400010.00", "500013.00 5400014.00"))))
    (shape,) = found.shapes
    assert (shape.property, shape.title, shape.moved) == ("position", "Lage", 5)
    assert (shape.before, shape.after) == (Drawn(25832, 2, 100, 5), Drawn(25832, 2, 135, 5))
    assert found.technical == ()


def test_a_corner_on_a_straight_edge_moves_nothing() -> None:
    more = SQUARE.replace("500010.00 5400000.00", "500005.00 5400000.00 500010.00 5400000.00")
    found = change("", "", (ring(SQUARE), ring(more)))
    (shape,) = found.shapes
    assert found.is_technical
    assert (shape.moved, shape.before, shape.after) == (0, Drawn(25832, 2, 100, 5), Drawn(25832, 2, 100, 6))


def test_a_surface_that_is_there_twice_is_no_technical_change() -> None:
    member = f"<gml:surfaceMember>{polygon()}</gml:surfaceMember>"
    once, twice = (f'<gml:MultiSurface gml:id="M" srsName="EPSG:25832">{member * n}</gml:MultiSurface>' for n in (1, 2))
    found = change("", "", (once, twice))
    (shape,) = found.shapes
    assert (shape.moved, shape.after and shape.after.size) == (0, 200)
    assert not found.is_technical


def test_arcs_count_as_they_run() -> None:
    (shape,) = change(
        "", "", (ring("500000 5400000 500010 5400000 500010 5400010 500000 5400000"), polygon(ARC))
    ).shapes
    assert shape.moved == pytest.approx(50**0.5 - 5, abs=0.001)


def test_another_coordinate_system_has_no_distance() -> None:
    (shape,) = change("", "", (polygon(), polygon().replace("25832", "25833"))).shapes
    assert (shape.moved, shape.before and shape.before.crs, shape.after and shape.after.crs) == (None, 25832, 25833)


@pytest.mark.parametrize(
    ("before", "after", "line"),
    [
        ("EPSG:25832", "urn:ogc:def:crs:EPSG::25832", "EPSG::25832"),
        ('<gml:Polygon gml:id="G"', '<gml:Polygon gml:id="H"', "G → H"),
        ("<xplan:flaechenschluss>true", "<xplan:flaechenschluss>1", "flaechenschluss: true → 1"),
        ("<xplan:rechtscharakter>", '<xplan:rechtscharakter codeSpace="x">', "rechtscharakter: '1000' → '1000' x"),
        ("<xplan:rechtscharakter>", '<xplan:rechtscharakter nilReason="x">', "rechtscharakter: 1000 → 1000 x"),
        ("EPSG:25832", "EPSG:4326", "EPSG:4326"),
    ],
)
def test_what_only_programs_care_for_is_technical(before: str, after: str, line: str) -> None:
    (found,) = changes(text(), text().replace(before, after))
    assert found.is_technical
    assert any(line in each for each in found.technical)


def test_features_with_one_id_are_told_apart_by_their_order() -> None:
    twice = text(PLAN, SECTION, area("<xplan:GRZ>0.4</xplan:GRZ>"), area("<xplan:GRZ>0.8</xplan:GRZ>"))
    (found,) = changes(twice, twice.replace("0.8", "0.9"))
    assert value(found)[2:4] == (["0,8"], ["0,9"])
    removed, *_ = changes(twice, text(PLAN, SECTION, area("<xplan:GRZ>0.4</xplan:GRZ>")))
    assert (removed.kind, removed.text) == ("removed", "GRZ 0,8")


def test_another_gml_id_alone_is_technical() -> None:
    before = text(PLAN, SECTION, area("<xplan:GRZ>0.4</xplan:GRZ>"))
    section, building = changes(before, before.replace('"F"', '"E"').replace('"#F"', '"#E"'))
    assert (section.id, section.technical) == ("B", ("BP_Bereich B.planinhalt: #F → #E",))
    assert (building.id, building.technical) == ("E", ("BP_BaugebietsTeilFlaeche E.gml:id: F → E",))
    assert section.is_technical
    assert building.is_technical


def test_a_feature_that_keeps_its_place_or_name_is_known_under_another_id() -> None:
    words = (
        '<xplan:BP_TextAbschnitt gml:id="T"><xplan:schluessel>1.1</xplan:schluessel>'
        "<xplan:text>{}</xplan:text></xplan:BP_TextAbschnitt>"
    )
    before = text(PLAN, SECTION, area("<xplan:GRZ>0.4</xplan:GRZ>"), words.format("Ziegel"))
    after = text(PLAN, SECTION, area("<xplan:GRZ>0.5</xplan:GRZ>"), words.format("Kupfer"))
    after = after.replace('"F"', '"E"').replace('"#F"', '"#E"').replace('"T"', '"U"')
    section, building, written_words = changes(before, after)
    assert section.is_technical
    assert (building.id, value(building)[2:4]) == ("E", (["0,4"], ["0,5"]))
    assert (written_words.id, value(written_words)[2:4]) == ("U", (["Ziegel"], ["Kupfer"]))


def test_features_with_other_ids_that_say_something_else_come_and_go() -> None:
    before = text(PLAN, SECTION, area("<xplan:GRZ>0.4</xplan:GRZ>"))
    after = before.replace('"F"', '"E"').replace('"#F"', '"#E"').replace("0.4", "0.5").replace("500010.00", "500011.00")
    section, removed, added = changes(before, after)
    assert [each.value for each in (*section.values[0].before, *section.values[0].after)] == ["#F", "#E"]
    assert (removed.kind, removed.id, added.kind, added.id) == ("removed", "F", "added", "E")


def test_features_that_say_the_same_are_taken_for_each_other_in_their_order() -> None:
    twins = text(PLAN, SECTION, area(gml_id="E"), area(gml_id="F"))
    renamed = twins.replace('"E"', '"I"').replace('"F"', '"J"').replace('"#F"', '"#J"')
    assert {each.id: each.is_technical for each in changes(twins, renamed)} == {"B": True, "I": True, "J": True}


def test_of_more_features_that_say_the_same_none_is_taken_for_another() -> None:
    one = text(PLAN, SECTION, area(gml_id="E"))
    found = changes(one, text(PLAN, SECTION, area(gml_id="I"), area(gml_id="J")))
    assert [(each.kind, each.id) for each in found] == [("removed", "E"), ("added", "I"), ("added", "J")]


def test_a_real_plan_with_other_ids_says_the_same(plan: Path) -> None:
    """All features but the plan get another gml:id, as some programs do at each export."""
    before = content(plan).decode("utf-8-sig")
    document = read(before.encode())
    ids = {each.gml_id for each in document.features} - {each.gml_id for each in document.plans}
    after = re.sub(r'(gml:id="|href="#)([^"]+)"', lambda at: f'{at[1]}N{at[2]}"' if at[2] in ids else at[0], before)
    found = changes(before.encode(), after.encode())
    assert {each.id for each in found if each.id[1:] in ids} == {f"N{each}" for each in ids}
    assert [each for each in found if not each.is_technical] == []


def test_nothing_that_a_real_plan_says_goes_in_silence(plan: Path) -> None:
    """Of one feature per class each property is dropped in turn: that is told, in words where it says anything."""
    with opened(plan) as package:
        document = package.document
    technical = set()
    for feature in {each.class_name: each for each in document.features}.values():
        for held in {each.name: each for each in feature.properties}.values():
            rest = tuple(each for each in feature.properties if each is not held)
            found = altered(State(document, feature), State(document, replace(feature, properties=rest)))
            assert found
            if found.is_technical:
                assert any(held.name in line for line in found.technical)
                technical.add((held.name, held.value))
    assert {name for name, value in technical if value != Literal("")} <= FILES_OWN


def test_each_feature_that_differs_is_changed(plan: Path) -> None:
    with opened(plan) as package:
        document = package.document
    less = replace(document, features=tuple(_without_last(document)))
    named = {line.split()[1].partition(".")[0] for line in differences(document, less)}
    assert {each.id for each in changes(written(document), written(less))} == named


def _without_last(document: Document) -> Iterator[Feature]:
    for place, feature in enumerate(document.features):
        yield replace(feature, properties=feature.properties[:-1]) if place % 3 == 0 and feature.properties else feature


def test_a_height_of_another_size_is_no_matter_of_technique() -> None:
    low, high = (
        polygon(
            '<gml:LinearRing><gml:posList srsDimension="3">'
            f"500000 5400000 {height} 500010 5400000 {height} 500010 5400010 {height} 500000 5400000 {height}"
            "</gml:posList></gml:LinearRing>"
        )
        for height in (100, 105)
    )
    found = change("", "", position=(low, high))
    assert found.is_elsewhere
    assert not found.is_technical


def test_the_same_ring_from_another_corner_on_is_a_matter_of_technique() -> None:
    one, other = (
        ring("500000 5400000 500010 5400000 500010 5400010 500000 5400000"),
        ring("500010 5400000 500010 5400010 500000 5400000 500010 5400000"),
    )
    found = change("", "", position=(one, other))
    assert found.is_technical
    assert found.technical


def test_a_ring_that_cannot_be_drawn_any_more_is_no_matter_of_technique() -> None:
    (found,) = changes(text(), text().replace("<gml:posList>", "<gml:posList>x "))
    assert not found.is_technical
    assert any("→" in each for each in found.technical)
