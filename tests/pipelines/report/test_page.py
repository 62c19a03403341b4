"""The page of a report: complete, closed to the network, honest, and mute where it must be."""

import re
import xml.etree.ElementTree as ET

import pytest

from pipelines.compare.model import Changes, Counts, FeatureChange, FieldChange
from pipelines.errors import RefusedError
from pipelines.report.spot import Spot
from pipelines.text import Text
from tests.pipelines.reports import DHDN, drawn, finding, report


def words(html: str) -> str:
    return " ".join(re.sub(r"<style>.*?</style>|<[^>]+>", " ", html, flags=re.DOTALL).split())


def test_the_counts_add_up_before_everybodys_eyes() -> None:
    assert "12.345 gelesen = 12.100 geladen + 147 abgewiesen + 98 ausgelassen" in words(drawn(report()))


def test_the_page_says_what_it_is_about() -> None:
    said = words(drawn(report()))

    for word in ("Pegel", "Fassung 7", "pegel.csv", "31.10.2026", "25.11.2026, 20:00 Uhr", "planung", "1,5 s"):
        assert word in said
    assert "Tiefbauamt" in said
    assert "tiefbau@stadt.example" in said


def test_it_speaks_english() -> None:
    html = drawn(report(finding()), language="en")

    assert '<html lang="en">' in html
    assert "12,345 read = 12,100 loaded + 147 refused + 98 left out" in words(html)
    assert "What is to be done?" in html
    assert "expected a code" in html


@pytest.mark.parametrize("language", ["de", "en"])
def test_every_rule_has_its_table_its_explanation_and_its_place(language: str) -> None:
    found = [finding(), finding(4, "inside", "warned", position=(9.14, 48.66)), finding(5, position=(9.15, 48.67))]
    html = drawn(report(*found), language=language)

    assert html.count("<details") == 2
    assert 'id="codes-refused"' in html
    assert 'href="#inside-warned"' in html
    assert html.count('class="mark"') == 2
    assert "48,66000° N" in html or "48.66000° N" in html


def test_it_says_when_there_are_more_findings_than_it_shows() -> None:
    said = words(drawn(report(finding(), count=1_234)))

    assert "Die ersten 1 von 1.234; alle stehen in der CSV" in said


def test_a_finding_of_the_whole_layer_has_no_record() -> None:
    html = drawn(report(finding(None, "no_overlap", "warned")))

    assert "None" not in words(html)
    assert "Flächen überlappen sich" in html


def test_text_of_a_file_stays_text() -> None:
    evil = "<script>alert(1)</script>\"'&\u202e\x07"
    html = drawn(report(finding(before=evil, feature=evil), source=evil))

    assert "<script" not in html
    assert "&lt;script&gt;" in html
    assert "\u202e" not in html
    assert "\x07" not in html


def test_nothing_on_the_page_asks_for_anything() -> None:
    html = drawn(report(finding(position=(9.14, 48.66)), operation=DHDN))

    assert "default-src 'none'; style-src 'sha256-" in html
    assert not re.search(r"<(script|link|img|iframe|object|form|base)\b|\bstyle=|\bon\w+=|url\((?!#)|@import", html)
    assert set(re.findall(r'(?:href|src)="([^"]*)"', html)) <= {
        "#codes-refused",
        "v7.csv",
        "mailto:tiefbau@stadt.example",
    }


def test_reduced_accuracy_is_explained() -> None:
    said = words(drawn(report(operation=DHDN)))

    assert "Verminderte Genauigkeit" in said
    assert "bis zu 0,9 m" in said
    assert "geoportal doctor" in said
    assert "fehlende Gitter b" in said


def test_an_operation_is_told_in_words_and_small_by_its_name() -> None:
    html = drawn(report(operation=DHDN))

    assert "Umrechnung von EPSG:31467 nach EPSG:25832, auf 0,9 m genau" in words(html)
    assert f'<small lang="en">PROJ: {DHDN.name}</small>' in html


def test_a_refused_source_says_why() -> None:
    error = RefusedError(Text("Zu viele Fehler.", "Too many errors."), Text("Bisheriges bleibt.", "The old stays."))
    said = words(drawn(report(), version=None, error=error))

    assert "Abgewiesen: nichts wurde veröffentlicht. Zu viele Fehler. Bisheriges bleibt." in said


def test_a_check_says_that_nothing_was_written() -> None:
    assert "Geprüft: nichts wurde geschrieben." in words(drawn(report(), version=None, actor=None))


def test_places_beyond_the_map_stand_at_its_edge() -> None:
    html = drawn(report(finding()), spots=[Spot("codes", "refused", 9.9, 48.9, 5)])
    (x,) = re.findall(r'<g transform="translate\(([\d.]+) [\d.]+\)"><g class="mark"', html)

    assert 600 < float(x) < 640
    assert "Außerhalb der Karte, an ihrem Rand gezeichnet: 5." in words(html)


def test_without_places_there_is_no_map() -> None:
    assert 'class="map"' not in drawn(report(finding()))


def test_the_map_is_well_formed() -> None:
    html = drawn(report(finding(position=(9.14, 48.66))))
    (svg,) = re.findall(r'<svg class="map".*?</svg>', html, re.DOTALL)

    root = ET.fromstring(svg)

    assert root.attrib["role"] == "img"
    assert [child.tag for child in root][:2] == ["title", "desc"]


def test_changes_stand_beside_the_counts() -> None:
    at = {"type": "Point", "coordinates": [9.14, 48.66]}
    to = {"type": "Point", "coordinates": [9.141, 48.661]}
    moved = FeatureChange("P1", "changed", (FieldChange("name", "Alt<b>", "Neu"),), 12.345, before=at, after=to)
    hidden = FeatureChange("P2", "changed", (FieldChange("melder", None, None),))
    html = drawn(report(), changes=Changes("pegel", 6, Counts(2, 3, 1, 4_000), ("neu",), (), (moved, hidden)))
    said = words(html)

    assert "neu 2 geändert 3 entfallen 1 unverändert 4.000" in said
    assert "name: Alt&lt;b&gt; → Neu" in said
    assert "12,35 m" in said or "12,34 m" in said
    assert "P2 geändert melder –" in said
    assert html.count('class="way"') == 1
    assert 'class="dot before"' in html
    assert 'class="dot after"' in html
