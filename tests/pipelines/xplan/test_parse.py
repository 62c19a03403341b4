import io

import pytest

from pipelines.errors import SourceError
from pipelines.xplan.model import Element, Literal, Measure, Object, Reference
from pipelines.xplan.parse import parse
from tests.pipelines.xplan.plans import FOOT, HEAD, PLAN, SECTION, area, read, text


def test_every_kind_of_value_is_kept() -> None:
    more = (
        '<xplan:GR uom="m2">120.50</xplan:GR><xplan:GRZ> 0.4</xplan:GRZ>'
        '<xplan:detaillierteArtDerBaulNutzung codeSpace="http://codes">12</xplan:detaillierteArtDerBaulNutzung>'
        "<xplan:refGebaeudequerschnitt><xplan:XP_ExterneReferenz><xplan:referenzName>Schnitt</xplan:referenzName>"
        "</xplan:XP_ExterneReferenz></xplan:refGebaeudequerschnitt>"
    )
    document = read(text(PLAN, SECTION, area(more)))
    plot = document.by_id["F"]
    assert plot.first("GR") == Measure("120.50", "m2")
    assert plot.first("GRZ") == Literal(" 0.4")
    assert plot.first("detaillierteArtDerBaulNutzung") == Literal("12", "http://codes")
    assert plot.first("gehoertZuBereich") == Reference("#B")
    held = plot.first("refGebaeudequerschnitt")
    assert isinstance(held, Object)
    assert (held.class_name, held.text("referenzName")) == ("XP_ExterneReferenz", "Schnitt")
    assert document.notices == ()
    assert (document.version, document.srs_name) == ("6.0", "EPSG:25832")


def test_relations_are_followed_within_the_document() -> None:
    document = read(text())
    assert [(name, document.target(to)) for name, to in document.by_id["F"].references] == [
        ("gehoertZuBereich", document.by_id["B"])
    ]


def test_what_fits_no_value_is_kept_as_xml() -> None:
    document = read(text(PLAN, SECTION, area('<xplan:text>Das <i xmlns="urn:x">gilt</i></xplan:text>')))
    assert document.by_id["F"].first("text") == Element('Das <i xmlns="urn:x">gilt</i>')
    assert [notice.rule for notice in document.notices] == ["content"]


@pytest.mark.parametrize("space", ["http://www.opengis.net/wfs/2.0", "http://www.opengis.net/wfs"])
def test_a_collection_of_wfs_is_read_as_a_plan(space: str) -> None:
    members = "".join(f"<wfs:member>{each}</wfs:member>" for each in (PLAN, SECTION, area()))
    namespaces = HEAD.partition("XPlanAuszug")[2].replace('gml:id="A"', f'xmlns:wfs="{space}"')
    corners = "<gml:lowerCorner>0 0</gml:lowerCorner><gml:upperCorner>1 1</gml:upperCorner>"
    extent = f'<wfs:boundedBy><gml:Envelope srsName="EPSG:25832">{corners}</gml:Envelope></wfs:boundedBy>'
    document = read(f"<wfs:FeatureCollection{namespaces}{extent}{members}</wfs:FeatureCollection>")
    assert document.features == read(text()).features
    assert [each.name for each in document.properties] == ["gml:boundedBy"]


def test_features_of_several_answers_of_wfs_are_read_once() -> None:
    inner = f"<wfs:FeatureCollection><wfs:member>{PLAN}</wfs:member></wfs:FeatureCollection>"
    namespaces = HEAD.partition("XPlanAuszug")[2].replace('gml:id="A"', 'xmlns:wfs="http://www.opengis.net/wfs/2.0"')
    outer = f"<wfs:FeatureCollection{namespaces}<wfs:member>{inner}</wfs:member></wfs:FeatureCollection>"
    assert [feature.gml_id for feature in read(outer).features] == ["P"]


def test_a_namespace_may_be_declared_at_each_feature() -> None:
    plan = PLAN.replace("<xplan:BP_Plan", '<xplan:BP_Plan xmlns:xplan="http://www.xplanung.de/xplangml/5/4"')
    document = read(
        '<wfs:FeatureCollection xmlns:wfs="http://www.opengis.net/wfs/2.0" xmlns:gml="http://www.opengis.net/gml/3.2"'
        f' xmlns:xlink="http://www.w3.org/1999/xlink"><wfs:member>{plan}</wfs:member></wfs:FeatureCollection>'
    )
    assert (document.version, document.plans[0].text("nummer")) == ("5.4", "12-3")


def test_a_newer_version_is_read_and_told() -> None:
    new = text(PLAN, SECTION, area("<xplan:neu>1</xplan:neu>"), '<xplan:BP_Neu gml:id="N"/>').replace("6/0", "6/1")
    document = read(new)
    assert document.version == "6.1"
    assert document.by_id["F"].text("neu") == "1"
    assert [(notice.rule, notice.gml_id) for notice in document.notices] == [
        ("version", None),
        ("loose", "N"),
        ("property", "F"),
        ("class", "N"),
    ]


def test_circular_relations_end_and_dangling_ones_are_told() -> None:
    one = '<xplan:XP_PPO gml:id="X"><xplan:dientZurDarstellungVon xlink:href="#Y"/></xplan:XP_PPO>'
    other = '<xplan:XP_PPO gml:id="Y"><xplan:dientZurDarstellungVon xlink:href="#X"/>'
    other += '<xplan:gehoertZuBereich xlink:href="#nirgends"/></xplan:XP_PPO>'
    document = read(text(PLAN, SECTION, area(), one, other))
    assert [(notice.rule, notice.gml_id) for notice in document.notices] == [("loose", "X"), ("reference", "Y")]


def test_two_plans_and_double_ids_are_told() -> None:
    document = read(text(PLAN, PLAN))
    assert [notice.rule for notice in document.notices] == ["gml-id", "plans", "reference", "reference"]
    assert len(document.plans) == 2


@pytest.mark.parametrize(
    ("content", "said"),
    [
        pytest.param(b"\x00\xff" * 1000, "kein XML", id="noise"),
        pytest.param(b" " * 200_000, "kein XML", id="blank"),
        pytest.param(b"", "kein XML", id="empty"),
        pytest.param(b"%PDF-1.7", "kein XML", id="pdf"),
        pytest.param(text().encode()[:-200], "abgeschnitten: es endet in Zeile 2", id="cut off"),
        pytest.param(text().encode()[:40], "abgeschnitten", id="cut off in its head"),
        pytest.param(
            text().replace("Weidach", "Höfe").encode("latin-1"), "Zeile 2: Zeichen passen nicht", id="latin-1"
        ),
        pytest.param(
            text().replace('"UTF-8"', '"UTF-16"').encode(), "Zeichen passen nicht", id="utf-16 in single bytes"
        ),
        pytest.param(b'<?xml version="1.0" encoding="x-klingon"?><a/>', "Zeichen passen nicht", id="unknown encoding"),
        pytest.param(b"<html><body/></html>", "das oberste Element ist html", id="html"),
        pytest.param(text().replace("<xplan:nummer>", "<xplan:numer>").encode(), "kein gültiges XML", id="tags"),
        pytest.param(text().replace("Weidach", "0 " * 6_000_000).encode(), "ein Text ist länger als 10 MB", id="long"),
        pytest.param(text().replace("6/0", "3/0").encode(), "XPlanGML 3.0", id="old"),
        pytest.param((HEAD + FOOT).encode(), "keine Objekte", id="no features"),
        pytest.param(
            b'<!DOCTYPE a [<!ENTITY b "c"><!ENTITY d "&b;&b;">]>' + text().partition("\n")[2].encode(),
            "DOCTYPE",
            id="entities",
        ),
        pytest.param(
            (HEAD + '<gml:featureMember xlink:href="http://x/"/>' + FOOT).encode(), "http://x/", id="member elsewhere"
        ),
        pytest.param(text(PLAN, "<xplan:a>" * 300 + "</xplan:a>" * 300).encode(), "256-fach geschachtelt", id="deep"),
    ],
)
def test_damaged_files_are_refused_with_a_sentence(content: bytes, said: str) -> None:
    with pytest.raises(SourceError) as refused:
        read(content)
    assert said in refused.value.message.de
    assert "plan.gml" in refused.value.message.de
    assert refused.value.hint


def test_nonsense_is_refused_by_its_first_bytes() -> None:
    class Endless(io.BytesIO):
        """More than anybody wants to read."""

        def read(self, size: int | None = -1) -> bytes:
            assert size is not None
            assert 0 < size < 1024
            return b"x" * size

    with pytest.raises(SourceError, match="kein XML"):
        parse(Endless(), "plan.gml")


def test_utf_16_is_read() -> None:
    assert read(text().replace("UTF-8", "UTF-16").encode("utf-16")).features == read(text()).features
