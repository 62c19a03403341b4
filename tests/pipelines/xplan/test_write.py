import io
from collections import Counter
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

from lxml import etree

from pipelines.xplan.diff import differences
from pipelines.xplan.model import Document, Literal, Property
from pipelines.xplan.names import GML_ID, MEMBERS
from pipelines.xplan.parse import parse
from pipelines.xplan.schema import faults
from tests.pipelines.xplan.plans import PLAN, SECTION, area, content, polygon, read, text, written

Said = Counter[tuple[str, str, tuple[tuple[str, str], ...]]]


def said(xml: bytes) -> dict[str, Said]:
    """What XML says of each feature, seen without our own reader: paths, texts, attributes."""
    root = etree.fromstring(xml, etree.XMLParser(remove_comments=True, remove_pis=True))
    features = [feature for member in root if member.tag in MEMBERS for feature in member]
    return {f"{number} {feature.get(GML_ID)}": Counter(_said(feature, "")) for number, feature in enumerate(features)}


def _said(element: Any, path: str) -> list[tuple[str, str, tuple[tuple[str, str], ...]]]:
    here = f"{path}/{element.tag}"
    ordinates = element.tag.endswith(("}pos", "}posList", "}lowerCorner", "}upperCorner"))
    text = element.text or ""
    mine = " ".join(text.split()) if ordinates or len(element) else text
    rest = [each for child in element for each in _said(child, here)]
    return [(here, mine, tuple(sorted(element.items()))), *rest]


@cache
def there_and_back(path: Path) -> tuple[bytes, Document, bytes]:
    """A file's XML, what is read from it, and what is written of that."""
    xml = content(path)
    document = parse(io.BytesIO(xml), path.name)
    return xml, document, written(document)


def test_nothing_of_a_real_plan_is_lost(anything: Path) -> None:
    xml, document, out = there_and_back(anything)
    assert list(differences(document, read(out))) == []
    assert said(out) == said(xml)


def test_from_the_second_time_on_the_bytes_are_the_same(anything: Path) -> None:
    _, _, out = there_and_back(anything)
    assert written(read(out)) == out


def test_what_was_valid_is_valid_again(anything: Path, xsd: Path) -> None:
    xml, document, out = there_and_back(anything)
    before = faults(io.BytesIO(xml), "before", document.version, xsd)
    after = faults(io.BytesIO(out), "after", document.version, xsd)
    assert [(fault.gml_id, fault.message.de.split()[0]) for fault in after if not before] == []
    assert len(after) == len(before)


def test_properties_come_in_the_order_of_the_schema() -> None:
    early = "<xplan:flaechenschluss>true</xplan:flaechenschluss>"
    mixed = area().replace(early, "").replace("<xplan:gehoertZuBereich", f"{early}<xplan:gehoertZuBereich")
    out = written(read(text(PLAN, SECTION, mixed))).decode()
    assert out.index("gehoertZuBereich") < out.index("xplan:position") < out.index("flaechenschluss")


def test_what_has_no_id_gets_the_same_one_each_time() -> None:
    bare = area().replace(' gml:id="F"', "").replace(' gml:id="G"', "")
    document = read(text(PLAN, SECTION, bare))
    once = read(written(document))
    assert once == read(written(document))
    ids = [feature.gml_id for feature in once.features]
    geometry = next(geometry for _, geometry in once.features[2].geometries)
    assert len({*ids, geometry.gml_id}) == 4
    assert all(each and not each[0].isdigit() for each in (*ids, geometry.gml_id))


def test_text_comes_back_letter_by_letter() -> None:
    difficult = "a & b <c> \"d\" 'e' ]]>\t\r\n  § 9 (1) Nr. 1 ä €"
    document = read(text())
    plan = document.plans[0]
    changed = replace(plan, properties=(Property("name", Literal(difficult, difficult)),))
    again = read(written(replace(document, features=(changed, *document.features[1:]))))
    assert again.plans[0].first("name") == Literal(difficult, difficult)


def test_foreign_content_stays() -> None:
    foreign = '<f:x xmlns:f="urn:f" f:a="1" b="2">3</f:x><xplan:text>Das <i xmlns="urn:x">gilt</i></xplan:text>'
    foreign += '<gml:name>a</gml:name><xplan:text>&lt;b> &amp; <gml:c xlink:href="&amp;"/> &amp;</xplan:text>'
    foreign += '<xplan:position><gml:Point xmlns:r="relative"><gml:pos>1 2</gml:pos><r:d/></gml:Point></xplan:position>'
    foreign += '<xplan:a xlink:href="#F">b</xplan:a><xplan:a uom="">1</xplan:a><xplan:a codeSpace="">1</xplan:a>'
    foreign += "<xplan:position><gml:Point><gml:pos>1 2<gml:e/></gml:pos></gml:Point></xplan:position>"
    document = read(text(PLAN, SECTION, area(foreign)))
    assert list(differences(document, read(written(document)))) == []
    assert said(written(document)) == said(text(PLAN, SECTION, area(foreign)).encode())
    assert written(read(written(document))) == written(document)


def test_ordinates_stay_as_they_are_written() -> None:
    ordinates = "500000.0 5.4E6 500010.100 5400000 +500010 5400010 500000.0 5.4E6"
    ring = f"<gml:LinearRing><gml:posList>{ordinates}</gml:posList></gml:LinearRing>"
    assert ordinates in written(read(text(PLAN, SECTION, area(position=polygon(ring))))).decode()


def test_differences_are_found() -> None:
    document = read(text())
    for before, after, told in (
        ("500010.00 5400010.00", "500010.00 5400010.001", "5400010.00 → 5400010.001"),
        ("500010.00 5400010.00", "500010.00 5400010.00005", None),
        ("<xplan:nummer>12-3", "<xplan:nummer>12-4", "12-3"),
        ('gehoertZuBereich xlink:href="#B"', 'gehoertZuBereich xlink:href="#P"', "gehoertZuBereich"),
        ('gml:id="F"', 'gml:id="E"', "- BP_BaugebietsTeilFlaeche F"),
        ("<xplan:rechtscharakter>1000</xplan:rechtscharakter>", "", "1 → 0"),
        ("LinearRing", "Ring", "Ring"),
    ):
        found = list(differences(document, read(text().replace(before, after))))
        assert bool(found) == bool(told)
        assert told is None or any(told in each for each in found)


def test_in_degrees_less_is_a_difference() -> None:
    degrees = text().replace("500000.00", "9.0").replace("500010.00", "9.001").replace("54000", "48.7")
    document = read(degrees)
    assert list(differences(document, read(degrees.replace("9.001", "9.0010000005")))) == []
    (moved,) = differences(document, read(degrees.replace("9.001", "9.00105")))
    assert "9.001 → 9.00105" in moved
