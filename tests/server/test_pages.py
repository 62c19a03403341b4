"""The HTML pages: valid, accessible, in two languages, and nothing on them from another server."""

import re
from collections import Counter
from html.parser import HTMLParser
from itertools import pairwise
from urllib.parse import urljoin, urlsplit

import httpx
import pytest

VOID = frozenset({"br", "hr", "img", "input", "link", "meta", "source", "wbr"})
LOADING = {
    "script": "src",
    "img": "src",
    "iframe": "src",
    "source": "src",
    "audio": "src",
    "video": "src",
    "embed": "src",
    "object": "data",
}
LOADING_RELATIONS = frozenset({"stylesheet", "icon", "preload", "modulepreload", "manifest", "preconnect"})


class Page(HTMLParser):
    """One page's elements in document order; refuses tags that are not closed in order."""

    def __init__(self, text: str) -> None:
        super().__init__(convert_charrefs=True)
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.open: list[str] = []
        self.words: list[str] = []
        self.feed(text)
        self.close()
        assert self.open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        names = [name for name, _ in attrs]
        assert len(names) == len(set(names)), (tag, attrs)
        self.elements.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open, tag
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.words.append(data)

    def all(self, tag: str) -> list[dict[str, str | None]]:
        return [attributes for name, attributes in self.elements if name == tag]

    def loaded(self, base: str) -> list[str]:
        """Addresses that a browser fetches by itself."""
        found = [attributes[LOADING[tag]] for tag, attributes in self.elements if LOADING.get(tag) in attributes]
        links = [a for a in self.all("link") if set((a["rel"] or "").split()) & LOADING_RELATIONS]
        return [urljoin(base, address) for address in [*found, *(link["href"] for link in links)] if address]

    def followed(self, base: str) -> list[str]:
        """Addresses behind links."""
        return [urljoin(base, attributes["href"] or "") for attributes in self.all("a")]


def crawl(http: httpx.Client, language: str) -> dict[str, httpx.Response]:
    """Every page that links lead to from the landing page, in one language, by path."""
    waiting, pages = [f"{http.base_url}/api?f=html&lang={language}"], {}
    while waiting:
        address = waiting.pop()
        parts = urlsplit(address)
        path = f"{parts.path}?offset" if "offset" in parts.query else parts.path
        other_language = f"lang={language}" not in parts.query
        if parts.netloc != http.base_url.netloc.decode() or path in pages or path == "/" or other_language:
            continue
        pages[path] = http.get(address)
        waiting += Page(pages[path].text).followed(address)
    return pages


@pytest.fixture(scope="module", params=["de", "en"])
def language(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture(scope="module")
def pages(http: httpx.Client, language: str) -> dict[str, httpx.Response]:
    missing = f"/api/collections/nichts?f=html&lang={language}"
    return crawl(http, language) | {missing: http.get(missing)}


def test_all_pages_are_reached(pages: dict[str, httpx.Response]) -> None:
    templates = {
        "/api",
        "/api/openapi",
        "/api/conformance",
        "/api/collections",
        "/api/collections/baeume",
        "/api/collections/baeume/queryables",
        "/api/collections/baeume/schema",
        "/api/collections/baeume/items",
        "/api/collections/baeume/items/B%2F007",
        "/api/tiles",
        "/api/tiles/WebMercatorQuad",
        "/api/collections/baeume/tiles",
        "/api/collections/baeume/tiles/DE_EPSG_25832_ADV",
        "/api/tileMatrixSets",
        "/api/tileMatrixSets/DE_EPSG_25832_ADV",
        "/api/styles",
        "/api/styles/baeume/metadata",
        "/api/collections/baeume/styles",
    }

    assert templates <= pages.keys()
    assert {page.headers["Content-Type"] for page in pages.values()} == {"text/html; charset=utf-8"}
    assert sorted({page.status_code for page in pages.values()}) == [200, 404]


def test_nothing_is_loaded_from_elsewhere(http: httpx.Client, pages: dict[str, httpx.Response]) -> None:
    own = urlsplit(str(http.base_url)).netloc

    for path, page in pages.items():
        for address in Page(page.text).loaded(str(page.url)):
            assert address == "data:," or urlsplit(address).netloc == own, (path, address)


def test_what_is_loaded_is_there(http: httpx.Client, pages: dict[str, httpx.Response]) -> None:
    loaded = {address for page in pages.values() for address in Page(page.text).loaded(str(page.url))} - {"data:,"}

    assert {httpx.get(address).headers["Content-Type"] for address in loaded} <= {
        "text/css; charset=utf-8",
        "image/png",
    }


def test_style_sheets_load_nothing_else(http: httpx.Client) -> None:
    for name in ("portal.css", "town.css"):
        sheet = http.get(f"/api/static/{name}").text
        assert "url(" not in sheet
        assert "@import" not in sheet


def test_no_script_and_no_inline_style(pages: dict[str, httpx.Response]) -> None:
    for page in pages.values():
        for tag, attributes in Page(page.text).elements:
            assert tag not in {"script", "style"}
            assert not [name for name in attributes if name == "style" or name.startswith("on")]


def test_language_is_declared(pages: dict[str, httpx.Response], language: str) -> None:
    for page in pages.values():
        assert Page(page.text).all("html") == [{"lang": language}]
        assert page.headers["Content-Language"] == language


def test_landmarks_title_and_one_heading(pages: dict[str, httpx.Response]) -> None:
    for path, page in pages.items():
        tags = Counter(tag for tag, _ in Page(page.text).elements)
        assert (tags["main"], tags["h1"], tags["title"], tags["header"], tags["footer"]) == (1, 1, 1, 1, 1), path


def test_headings_leave_no_level_out(pages: dict[str, httpx.Response]) -> None:
    for path, page in pages.items():
        levels = [int(tag[1]) for tag, _ in Page(page.text).elements if tag in {"h1", "h2", "h3"}]
        assert all(after - before <= 1 for before, after in pairwise(levels)), path


def test_skip_link_comes_first(pages: dict[str, httpx.Response]) -> None:
    for page in pages.values():
        parsed = Page(page.text)
        assert parsed.all("a")[0] == {"class": "skip", "href": "#content"}
        assert parsed.all("main") == [{"id": "content"}]


def test_ids_are_unique_and_labels_exist(pages: dict[str, httpx.Response]) -> None:
    for path, page in pages.items():
        elements = [attributes for _, attributes in Page(page.text).elements]
        ids = [attributes["id"] for attributes in elements if "id" in attributes]
        assert len(ids) == len(set(ids)), path
        assert {attributes["aria-labelledby"] for attributes in elements if "aria-labelledby" in attributes} <= set(ids)


def test_tables_have_captions_and_scoped_headers(pages: dict[str, httpx.Response]) -> None:
    for path, page in pages.items():
        parsed = Page(page.text)
        assert len(parsed.all("caption")) == len(parsed.all("table")), path
        assert all(header.get("scope") in {"col", "row"} for header in parsed.all("th")), path


def test_every_navigation_has_a_name_of_its_own(pages: dict[str, httpx.Response]) -> None:
    for path, page in pages.items():
        names = [attributes.get("aria-label") for attributes in Page(page.text).all("nav")]
        assert all(names), path
        assert len(names) == len(set(names)), path


def test_every_page_can_be_had_in_the_other_language(http: httpx.Client, language: str) -> None:
    page = http.get(f"/api/collections/baeume/items?f=html&lang={language}&limit=3&offset=6")
    other = "en" if language == "de" else "de"
    link = next(attributes["href"] for attributes in Page(page.text).all("a") if attributes.get("hreflang") == other)
    there = http.get(urljoin(str(page.url), link))

    assert Page(there.text).all("html") == [{"lang": other}]
    assert "7–9" in there.text


def test_words_codes_and_numbers_are_in_the_readers_language(http: httpx.Client) -> None:
    german, english = (
        http.get(f"/api/collections/baeume/items/B%2F010?f=html&lang={language}").text for language in ("de", "en")
    )

    assert "Höhe</dt><dd>2,5 m" in german
    assert "Height</dt><dd>2.5 m" in english
    assert "dead" in english
    assert "geschützt</dt><dd>ja" in german
    assert "gepflanzt</dt><dd>15.03.2011" in http.get("/api/collections/baeume/items/B%2F011?f=html&lang=de").text


def test_sample_data_is_marked(http: httpx.Client) -> None:
    assert "Beispieldaten" in http.get("/api/collections/baeume?f=html").text
    assert "Beispieldaten" not in http.get("/api/collections/flaechen?f=html").text


def test_values_are_escaped(http: httpx.Client) -> None:
    text = http.get("/api/collections/baeume/items?f=html&limit=3").text

    assert "Eiche &lt; 10 m &amp; &gt; 3" in text
    assert 'href="https://example.org/baum?a=1&amp;b=2"' in text


def test_page_is_a_page_for_every_browser(http: httpx.Client) -> None:
    for name in ("Chrome", "Firefox"):
        accept = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"
        page = http.get("/api/collections", headers={"Accept": accept, "User-Agent": name})
        assert page.text.startswith("<!doctype html>")


def contrast(one: str, other: str) -> float:
    """WCAG 2.2, relative luminance and contrast ratio."""

    def luminance(colour: str) -> float:
        parts = (int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5))
        red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
        return 0.2126 * red + 0.7152 * green + 0.0722 * blue

    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def test_colours_can_be_told_apart(http: httpx.Client) -> None:
    sheet = http.get("/api/static/portal.css").text
    colours = {
        line.split(":")[0].strip(): line.split(":")[1].strip(" ;") for line in sheet.splitlines() if ": #" in line
    }

    for name in ("--text", "--muted", "--link", "--primary", "--accent"):
        for ground in ("--paper", "--stripe"):
            assert contrast(colours[name], colours[ground]) >= 4.5, (name, ground)
    assert contrast(colours["--line"], colours["--paper"]) >= 3


def test_collection_shows_picture_fields_files_and_requests(http: httpx.Client) -> None:
    page = http.get("/api/collections/baeume", headers={"Accept": "text/html"}).text

    assert 'class="preview" src="/api/styles/baeume/thumbnail' in page
    assert "<code>höhe</code>" in page
    assert re.search(
        r'href="/artefacts/baeume/\d+/downloads/baeume.gpkg"[^>]*>GeoPackage <span class="size">\d+ kB', page
    )
    assert "items?limit=10&amp;crs=http" in page
    for picture in re.findall(r'<img[^>]*src="([^"]+)"', page):
        assert http.get(picture.replace("&amp;", "&")).headers["Content-Type"] == "image/png"


def test_items_without_a_count_and_beyond_a_thousand(http: httpx.Client) -> None:
    page = http.get("/api/collections/baeume/items", params={"f": "html", "skipCount": "true", "limit": 5}).text
    assert "1–5" in page
    assert " von " not in page.split("<table>")[0].split("<h1>")[1]

    longer = http.get("/api/collections/baeume/items", params={"f": "html", "limit": 5000}).text
    assert "limit=1000" in longer
    assert "limit=5000" not in longer
