"""/o/{layer}/{feature}: what people, messengers and search engines get; sitemap.xml and robots.txt."""

import json
import re
from dataclasses import replace
from html import unescape
from typing import Any

import httpx
import pytest
from lxml import etree, html

from pipelines.datasets import load_town
from pipelines.publication import live_publications
from server.places.place import Place
from server.places.sitemap import index, pages
from tests.server.samples import CANARY, Portal

OAK = "/o/baeume/B%2F003"
NAMESPACE = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9"}


@pytest.fixture(scope="module")
def page(http: httpx.Client) -> httpx.Response:
    return http.get(OAK)


def meta(page: httpx.Response) -> dict[str, str]:
    found = html.fromstring(page.content).xpath("//meta[@property or @name]")
    return {each.get("property") or each.get("name"): each.get("content") for each in found}


def structured(text: str) -> Any:
    (script,) = re.findall(r'<script type="application/ld\+json">(.*?)</script>', text, re.DOTALL)
    return json.loads(script)


def test_a_page_tells_what_the_map_tells(page: httpx.Response) -> None:
    tree = html.fromstring(page.content)
    facts = dict(
        zip(tree.xpath("//dl[@class='facts']//dt/text()"), tree.xpath("//dl[@class='facts']//dd/text()"), strict=True)
    )

    assert (page.status_code, page.headers["Content-Type"]) == (200, "text/html; charset=utf-8")
    assert tree.xpath("string(//h1)") == "Eiche < 10 m & > 3"
    assert facts["Höhe"] == "0,75\u202fm"
    assert facts["zustand"] == "gut"
    assert "Beispieldaten" in page.text
    assert "1. Mai 2024" in page.text


def test_it_speaks_english(http: httpx.Client) -> None:
    english = http.get(OAK, headers={"Accept-Language": "en"})
    asked = http.get(OAK, params={"lang": "en"})

    assert english.headers["Content-Language"] == asked.headers["Content-Language"] == "en"
    assert "0.75\u202fm" in english.text
    assert "See it on the map" in asked.text


def test_messengers_show_what_it_is(page: httpx.Response, http: httpx.Client) -> None:
    said = meta(page)
    picture = http.get(said["og:image"])

    assert said["og:title"] == "Eiche < 10 m & > 3"
    assert (
        said["og:description"]
        == said["description"]
        == "Bäume in Leinfelden-Echterdingen. Höhe: 0,75\u202fm. zustand: gut."
    )
    assert said["og:url"] == str(http.base_url.join(OAK))
    assert picture.headers["Content-Type"] == "image/png"


def test_search_engines_read_it(page: httpx.Response, http: httpx.Client) -> None:
    (canonical,) = html.fromstring(page.content).xpath("//link[@rel='canonical']/@href")
    document = structured(page.text)

    assert canonical == document["url"] == str(http.base_url.join(OAK))
    assert (document["@type"], document["name"]) == ("Place", "Eiche < 10 m & > 3")
    assert document["geo"]["longitude"] == pytest.approx(9.137, abs=0.01)
    assert {"name": "Höhe", "value": "0,75\u202fm"}.items() <= document["additionalProperty"][0].items()


def test_its_links_lead_somewhere(page: httpx.Response, http: httpx.Client) -> None:
    links = html.fromstring(page.content).xpath("//main//a/@href")

    assert "/?ebenen=baeume&objekt=baeume:B%2F003" in links
    assert http.get(next(link for link in links if link.endswith("f=json"))).json()["id"] == "B/003"
    assert {link.split(":")[0] for link in links if not link.startswith("/")} <= {"https", "http", "mailto", "geo"}


def test_it_is_asked_about_again(page: httpx.Response, http: httpx.Client) -> None:
    again = http.get(OAK, headers={"If-None-Match": page.headers["ETag"]})

    assert (again.status_code, again.content) == (304, b"")
    assert page.headers["Cache-Control"] == "no-cache"


@pytest.mark.parametrize("path", ["/o/baeume/gibtesnicht", "/o/nichts/1", "/o/streng_geheim/-1", "/o/baeume/%00"])
def test_what_is_not_there_is_404(http: httpx.Client, path: str) -> None:
    answer = http.get(path, headers={"Accept": "text/html"})

    assert (answer.status_code, answer.headers["Content-Type"]) == (404, "text/html; charset=utf-8")
    assert CANARY not in answer.text


def test_an_unknown_parameter_is_refused(http: httpx.Client) -> None:
    assert http.get(OAK, params={"sprache": "en"}).status_code == 400


def test_nothing_internal_is_shown(page: httpx.Response) -> None:
    assert CANARY not in page.text


def test_markup_in_a_name_is_text_everywhere(samples: Portal) -> None:
    """Whoever writes the name of a feature writes no part of the page."""
    with samples.database.reader.connect() as connection:
        layer = next(each for each in live_publications(connection) if each.dataset.id == "baeume")
    evil = "</script><script>alert(1)</script>\u2028"
    feature = {"id": "1", "geometry": None, "properties": {"art": evil}}
    text = Place(feature, layer, load_town(samples.settings), "https://karte.example", None, "de").structured

    assert not re.search(r"[<>&\u2028]", text)
    assert json.loads(text)["name"] == unescape(evil)


def test_every_feature_is_listed(http: httpx.Client) -> None:
    listed = etree.fromstring(http.get("/sitemap.xml").content).xpath("//s:loc/text()", namespaces=NAMESPACE)
    found = etree.fromstring(http.get("/sitemap-baeume-1.xml").content).xpath("//s:loc/text()", namespaces=NAMESPACE)

    assert [each.rsplit("/", 1)[1] for each in listed] == ["sitemap-baeume-1.xml", "sitemap-flaechen-1.xml"]
    assert len(found) == 100
    assert http.get(found[3]).status_code == 200
    assert http.get(listed[1]).headers["Content-Type"] == "application/xml"


def test_a_long_layer_has_several_lists(samples: Portal) -> None:
    with samples.database.reader.connect() as connection:
        layer = replace(live_publications(connection)[0], count=100_001)

    assert pages(layer) == 3
    assert index("https://karte.example", [layer]).count(b"<loc>") == 3


@pytest.mark.parametrize("path", ["/sitemap-baeume-2.xml", "/sitemap-baeume-0.xml", "/sitemap-streng_geheim-1.xml"])
def test_there_are_no_other_lists(http: httpx.Client, path: str) -> None:
    assert http.get(path).status_code == 404


def test_robots_find_the_lists(http: httpx.Client) -> None:
    answer = http.get("/robots.txt")

    assert answer.headers["Content-Type"] == "text/plain; charset=utf-8"
    assert f"Sitemap: {http.base_url.join('/sitemap.xml')}" in answer.text
