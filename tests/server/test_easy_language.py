"""/leichte-sprache: the three explanations that § 4 BITV 2.0 asks for, in short sentences."""

import re

import httpx
from lxml import html


def test_the_portal_is_explained(http: httpx.Client) -> None:
    answer = http.get("/leichte-sprache")
    tree = html.fromstring(answer.content)
    headings = [each.text_content() for each in tree.xpath("//main//h2")]

    assert (answer.status_code, answer.headers["Content-Language"], tree.get("lang")) == (200, "de-simple", "de-simple")
    assert headings[:3] == [
        "Was finden Sie hier?",
        "Wie benutzen Sie die Karte?",
        "Ist die Seite für alle gut zu benutzen?",
    ]
    assert tree.xpath("//main//a[@href='/barrierefreiheit']/@lang") == ["de", "de"]
    assert http.get("/barrierefreiheit").text.count('href="/leichte-sprache"') == 1


def test_each_line_is_a_short_sentence(http: httpx.Client) -> None:
    tree = html.fromstring(http.get("/leichte-sprache").content)
    lines = [line.strip() for each in tree.xpath("//main//p | //main//li[not(a)]") for line in each.itertext()]
    sentences = [line for line in lines if re.search(r"[.?:]$", line)]

    assert len(sentences) > 40
    assert [line for line in sentences if len(line.split()) > 12] == []
    assert [line for line in sentences if re.search(r"könnte|würde|sollte|müsste|wäre", line)] == []


def test_unknown_parameters_are_refused(http: httpx.Client) -> None:
    assert http.get("/leichte-sprache?sprache=de").status_code == 400
