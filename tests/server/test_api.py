"""The OGC API over HTTP: documents, links, headers, refusals."""

import json
from typing import Any
from urllib.parse import urlsplit

import httpx
import pytest
from pyproj import Transformer

from server.conformance import CONFORMANCE
from server.crs import BY_URI, CRS84, STORAGE

BAEUME = "/api/collections/baeume"
BROWSER = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"

PAGES = [
    "/api",
    "/api/openapi",
    "/api/conformance",
    "/api/collections",
    BAEUME,
    f"{BAEUME}/queryables",
    f"{BAEUME}/schema",
    f"{BAEUME}/items",
    f"{BAEUME}/items/B%2F007",
]


def get(http: httpx.Client, path: str, **parameters: str) -> Any:
    answer = http.get(path, params=parameters)
    assert answer.status_code == 200, answer.text
    return answer.json()


def links(document: dict[str, Any]) -> dict[str, dict[str, Any]]:
    """The links by relation; the last one of each counts."""
    return {link["rel"]: link for link in document["links"]}


def follow(http: httpx.Client, href: str) -> httpx.Response:
    parts = urlsplit(href)
    return http.get(f"{parts.path}?{parts.query}")


class TestDocuments:
    """What the resources say."""

    @pytest.mark.parametrize("path", PAGES)
    def test_every_link_to_us_leads_somewhere(self, http: httpx.Client, path: str) -> None:
        own = [link for link in get(http, path).get("links", []) if link["href"].startswith(str(http.base_url))]

        for link in own:
            answer = follow(http, link["href"])
            assert answer.status_code == 200, link
            assert answer.headers["Content-Type"].startswith(link["type"].split(";")[0]), link

    def test_landing_page_links_to_what_ogc_wants(self, http: httpx.Client) -> None:
        relations = {link["rel"] for link in get(http, "/api")["links"]}

        assert {"self", "alternate", "service-desc", "service-doc", "conformance", "data", "license"} <= relations
        names = ("processes", "tilesets-vector", "tiling-schemes", "styles")
        assert {f"http://www.opengis.net/def/rel/ogc/1.0/{name}" for name in names} <= relations

    def test_landing_page_with_and_without_slash(self, http: httpx.Client) -> None:
        assert get(http, "/api") == get(http, "/api/")

    def test_conformance_claims_no_writing(self, http: httpx.Client) -> None:
        claimed = get(http, "/api/conformance")["conformsTo"]

        assert claimed == list(CONFORMANCE)
        assert not [name for name in claimed if "features-4" in name]

    def test_collections_are_the_public_layers(self, http: httpx.Client) -> None:
        assert [each["id"] for each in get(http, "/api/collections")["collections"]] == ["baeume", "flaechen"]

    def test_collection_says_who_answers_for_it(self, http: httpx.Client) -> None:
        collection = get(http, BAEUME)

        assert collection["title"] == "Bäume"
        assert collection["description"] == "Alle Bäume < 30 m & ihre Art"
        assert collection["contacts"][0]["organization"] == "Gartenamt"
        assert collection["contacts"][0]["emails"] == [{"value": "gartenamt@example.org"}]
        assert collection["license"] == "dl-de/by-2-0"
        assert collection["attribution"]
        assert collection["updated"] == "2024-05-01"
        assert collection["itemCount"] == 100
        assert links(collection)["license"]["href"] == "https://www.govdata.de/dl-de/by-2-0"

    def test_collection_offers_its_crs(self, http: httpx.Client) -> None:
        collection = get(http, BAEUME)

        assert collection["crs"] == list(BY_URI)
        assert collection["storageCrs"] == STORAGE.uri

    def test_extent_has_some_room_around_the_features(self, http: httpx.Client) -> None:
        """Clients that compute in single precision, or ask in UTM with two corners turned, get the outermost, too."""
        west, south, east, north = extent = get(http, BAEUME)["extent"]["spatial"]["bbox"][0]
        xs, ys = zip(
            *(each["geometry"]["coordinates"] for each in get(http, f"{BAEUME}/items")["features"]), strict=True
        )
        room = (min(xs) - west, min(ys) - south, east - max(xs), north - max(ys))
        x, y = Transformer.from_crs(4326, 25832, always_xy=True).transform((west, east), (south, north))
        turned = {"bbox": f"{x[0]},{y[0]},{x[1]},{y[1]}", "bbox-crs": STORAGE.uri}

        assert all(0.0002 <= each <= 0.0012 for each in room)
        assert extent == [round(each, 3) for each in extent]
        assert get(http, f"{BAEUME}/items", **turned)["numberMatched"] == 100

    def test_queryables_have_titles_units_and_codes(self, http: httpx.Client) -> None:
        properties = get(http, f"{BAEUME}/queryables", lang="en")["properties"]

        assert properties["geometry"]["format"] == "geometry-point"
        height = {"title": "Height", "type": "number", "x-ogc-unit": "m", "x-ogc-propertySeq": 4}
        assert properties["höhe"] == height
        assert properties["zustand"]["enum"] == ["gut", "tot"]
        assert properties["zustand"]["x-ogc-enumNames"] == ["good", "dead"]
        assert "melder" not in properties

    def test_schema_names_the_types(self, http: httpx.Client) -> None:
        properties = get(http, f"{BAEUME}/schema")["properties"]

        assert properties["gepflanzt"]["format"] == "date"
        assert properties["geprüft"]["format"] == "date-time"
        assert properties["seite"]["format"] == "uri"

    @pytest.mark.parametrize(("language", "title"), [("de", "Bäume"), ("en", "Trees")])
    def test_titles_by_language(self, http: httpx.Client, language: str, title: str) -> None:
        answer = http.get(BAEUME, headers={"Accept-Language": language})

        assert answer.json()["title"] == title
        assert answer.headers["Content-Language"] == language

    def test_title_without_translation_is_german(self, http: httpx.Client) -> None:
        assert get(http, "/api/collections/flaechen", lang="en")["title"] == "Flächen"

    def test_link_titles_are_german(self, http: httpx.Client) -> None:
        assert links(get(http, BAEUME))["self"]["title"] == "Dieses Dokument als JSON"


class TestItems:
    """Features over HTTP; which ones are selected is tested with the layers."""

    def test_text_is_untouched(self, http: httpx.Client) -> None:
        """Stock pygeoapi writes < and > as HTML entities in all JSON."""
        answer = http.get(f"{BAEUME}/items", params={"nummer": "B/000"})

        assert answer.json()["features"][0]["properties"]["art"] == "Eiche < 10 m & > 3"
        assert "&lt;" not in answer.text
        assert "ö" in answer.text

    @pytest.mark.parametrize("path", [f"{BAEUME}/items", f"{BAEUME}/items/B%2F007"])
    @pytest.mark.parametrize("accept", ["*/*", "application/geo+json", "application/json"])
    def test_media_type_is_geojson(self, http: httpx.Client, path: str, accept: str) -> None:
        assert http.get(path, headers={"Accept": accept}).headers["Content-Type"] == "application/geo+json"

    @pytest.mark.parametrize("uri", [None, *BY_URI])
    def test_content_crs(self, http: httpx.Client, uri: str | None) -> None:
        for path in (f"{BAEUME}/items", f"{BAEUME}/items/B%2F007"):
            answer = http.get(path, params={"crs": uri} if uri else {})
            assert answer.headers["Content-Crs"] == f"<{uri or CRS84.uri}>"

    def test_next_links_lead_through_the_layer_and_end(self, http: httpx.Client) -> None:
        page = get(http, f"{BAEUME}/items", limit="20", sortby="-jahr")
        seen = [feature["id"] for feature in page["features"]]
        while "next" in links(page):
            page = follow(http, links(page)["next"]["href"]).json()
            assert page["features"]
            seen += [feature["id"] for feature in page["features"]]

        assert len(seen) == len(set(seen)) == page["numberMatched"] == 100

    def test_prev_link_leads_back(self, http: httpx.Client) -> None:
        second = get(http, f"{BAEUME}/items", limit="20", offset="20")

        assert follow(http, links(second)["prev"]["href"]).json()["features"][0]["id"] == "B/000"

    def test_links_to_the_page_itself_lead_to_the_same_page(self, http: httpx.Client) -> None:
        page = get(http, f"{BAEUME}/items", limit="20", offset="40")

        for relation in ("self", "alternate"):
            assert "offset=40" in links(page)[relation]["href"]
        assert follow(http, links(page)["self"]["href"]).json()["features"] == page["features"]

    def test_links_keep_the_parameters(self, http: httpx.Client) -> None:
        page = get(http, f"{BAEUME}/items", limit="5", art="Eiche < 10 m & > 3", bbox="9,48,10,49", sortby="+höhe")

        following = follow(http, links(page)["next"]["href"]).json()
        assert {feature["properties"]["art"] for feature in following["features"]} == {"Eiche < 10 m & > 3"}
        assert following["numberMatched"] == page["numberMatched"] == 34

    @pytest.mark.parametrize("key", ["+höhe", " höhe", "höhe", "%2Bh%C3%B6he"])
    def test_plus_before_a_sort_key_may_be_unescaped(self, http: httpx.Client, key: str) -> None:
        answer = http.get(f"{BAEUME}/items?limit=1&sortby={key}")

        assert answer.json()["features"][0]["properties"]["höhe"] == 0.25

    def test_equal_requests_have_equal_bodies(self, http: httpx.Client) -> None:
        assert http.get(f"{BAEUME}/items").content == http.get(f"{BAEUME}/items").content

    def test_hits(self, http: httpx.Client) -> None:
        page = get(http, f"{BAEUME}/items", resultType="hits", art="Linde")

        assert (page["numberMatched"], page["numberReturned"], page["features"]) == (33, 0, [])
        assert "next" not in links(page)

    def test_offset_beyond_the_end_is_an_empty_page(self, http: httpx.Client) -> None:
        page = get(http, f"{BAEUME}/items", offset="5000")

        assert (page["features"], page["numberMatched"], "next" in links(page)) == ([], 100, False)

    def test_slash_in_an_id(self, http: httpx.Client) -> None:
        feature = get(http, f"{BAEUME}/items/B%2F007")

        assert feature["id"] == "B/007"
        assert links(feature)["self"]["href"].endswith("/items/B%2F007?f=json")
        assert links(feature)["collection"]["href"].endswith(BAEUME)

    def test_body_of_a_get_is_no_filter(self, http: httpx.Client) -> None:
        answer = http.request("GET", f"{BAEUME}/items", content='{"op": "=", "args": [{"property": "jahr"}, 1]}')

        assert answer.json()["numberMatched"] == 100


class TestRefusals:
    """A client's mistake is a 4xx with the reason, never a 5xx and never a silent empty answer."""

    @pytest.mark.parametrize("path", PAGES)
    def test_unknown_parameter_is_400(self, http: httpx.Client, path: str) -> None:
        answer = http.get(path, params={"foo": "bar"})

        assert answer.status_code == 400
        assert answer.headers["Content-Type"] == "application/problem+json"
        assert answer.json()["code"] == "InvalidParameterValue"
        assert "foo" in answer.json()["detail"]

    @pytest.mark.parametrize("path", PAGES)
    @pytest.mark.parametrize("query", ["f=pdf", "f=jsonld", "f=gml", "lang=fr", "lang=de&lang=en"])
    def test_wrong_value_of_a_common_parameter_is_400(self, http: httpx.Client, path: str, query: str) -> None:
        assert http.get(f"{path}?{query}").status_code == 400

    @pytest.mark.parametrize("path", PAGES)
    def test_format_that_is_not_on_offer_is_406(self, http: httpx.Client, path: str) -> None:
        assert http.get(path, headers={"Accept": "application/pdf"}).status_code == 406

    @pytest.mark.parametrize(
        "query",
        [
            "limit=0",
            "offset=100000000000000000000",
            "bbox=1,2,3",
            "bbox=9,48,10,49&bbox-crs=http://www.opengis.net/def/crs/EPSG/0/31467",
            "crs=http://www.opengis.net/def/crs/EPSG/0/31467",
            "datetime=gestern",
            "jahr=abc",
            "filter=jahr%3D%27abc%27",
            "filter=unbekannt%3D1",
            "filter=jahr%2B1",
            "filter=melder%3D%27x%27",
            "q=",
            "filter=jahr+%3D",
            "sortby=melder",
            "properties=melder",
            "art=%00",
            "skipGeometry=vielleicht",
        ],
    )
    def test_malformed_items_request_is_400(self, http: httpx.Client, query: str) -> None:
        answer = http.get(f"{BAEUME}/items?{query}")

        assert answer.status_code == 400, answer.text
        assert answer.json()["status"] == 400

    @pytest.mark.parametrize(
        "path",
        [
            "/api/nichts",
            "/api/collections/nichts",
            "/api/collections/nichts/items",
            "/api/collections/nichts/items/1",
            "/api/collections/streng_geheim",
            "/api/collections/streng_geheim/items",
            "/api/collections/streng_geheim/items/-1",
            "/api/collections/streng_geheim/queryables",
            f"{BAEUME}/items/nichts",
            f"{BAEUME}/items/%00",
            f"{BAEUME}/nichts",
            "/api/processes/foto",
            "/api/TileMatrixSets",
            "/api/admin/config",
            "/nichts",
        ],
    )
    def test_unknown_place_is_404(self, http: httpx.Client, path: str) -> None:
        answer = http.get(path)

        assert (answer.status_code, answer.json()["code"]) == (404, "NotFound")

    @pytest.mark.parametrize("path", [*PAGES, "/map.json", "/healthz", "/"])
    @pytest.mark.parametrize("method", ["POST", "PUT", "PATCH", "DELETE"])
    def test_nothing_can_be_written(self, http: httpx.Client, method: str, path: str) -> None:
        answer = http.request(method, path, content="{}")

        assert answer.status_code == 405
        assert answer.headers["Allow"] == "GET, HEAD, OPTIONS"

    def test_refusal_speaks_the_readers_language(self, http: httpx.Client) -> None:
        english = http.get(f"{BAEUME}/items?limit=0", headers={"Accept-Language": "en"})

        assert english.json()["detail"] == "limit: expected a whole number (from 1)."
        assert english.headers["Content-Language"] == "en"

    def test_refusal_is_a_page_for_a_browser(self, http: httpx.Client) -> None:
        answer = http.get(f"{BAEUME}/items?limit=0", headers={"Accept": BROWSER})

        assert answer.status_code == 400
        assert answer.headers["Content-Type"] == "text/html; charset=utf-8"
        assert "Erwartet wird eine ganze Zahl (ab 1)." in answer.text

    def test_what_a_client_wrote_is_escaped(self, http: httpx.Client) -> None:
        answer = http.get("/api?<script>alert(1)</script>=1&f=html")

        assert answer.status_code == 400
        assert "<script>" not in answer.text


class TestCaching:
    """Conditional requests."""

    @pytest.mark.parametrize("path", [*PAGES, "/map.json", "/api/static/town.css"])
    def test_unchanged_answer_is_304(self, http: httpx.Client, path: str) -> None:
        first = http.get(path)
        second = http.get(path, headers={"If-None-Match": first.headers["ETag"]})

        assert (second.status_code, second.content) == (304, b"")
        assert second.headers["ETag"] == first.headers["ETag"]
        assert second.headers["Access-Control-Allow-Origin"] == "*"

    def test_other_language_and_format_have_other_etags(self, http: httpx.Client) -> None:
        tags = {http.get(BAEUME, params=query).headers["ETag"] for query in ({}, {"lang": "en"}, {"f": "html"})}

        assert len(tags) == 3

    @pytest.mark.parametrize("path", PAGES)
    def test_negotiated_headers_are_named(self, http: httpx.Client, path: str) -> None:
        assert {"Accept", "Accept-Language"} <= set(http.get(path).headers["Vary"].split(", "))

    def test_gzip(self, http: httpx.Client) -> None:
        answer = http.get(f"{BAEUME}/items", headers={"Accept-Encoding": "gzip"})

        assert answer.headers["Content-Encoding"] == "gzip"
        assert "Accept-Encoding" in answer.headers["Vary"]
        assert json.loads(answer.text)["numberMatched"] == 100

    @pytest.mark.parametrize("path", [*PAGES, "/map.json", "/", "/logo.svg"])
    def test_head_has_the_headers_and_no_body(self, http: httpx.Client, path: str) -> None:
        plain = {"Accept-Encoding": "identity"}
        head, full = http.head(path, headers=plain), http.get(path, headers=plain)

        assert (head.status_code, head.content) == (full.status_code, b"")
        assert head.headers.get("Content-Length") == full.headers.get("Content-Length")
