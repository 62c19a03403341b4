"""OGC API – Features – Part 1: Core (17-069r4); each test has the name of its requirement."""

from collections.abc import Callable
from datetime import datetime
from html.parser import HTMLParser

import httpx
import pytest
from openapi_spec_validator import OpenAPIV30SpecValidator

from tests.server.conformance.conftest import COLLECTIONS, Get, Json
from tests.server.conformance.links import links, types

PAGES = ("", "/conformance", "/collections", "/collections/baeume", "/collections/baeume/items")
ITEMS = "/collections/baeume/items"
Parameters = Callable[[str], dict[str, Json]]


def test_req_core_root_op(http: httpx.Client) -> None:
    assert http.get("/api/").status_code == 200


def test_req_core_root_success(get: Get) -> None:
    assert all(links(get(), each) for each in ("service-desc", "service-doc", "conformance", "data"))


def test_req_core_api_definition_op(http: httpx.Client, get: Get) -> None:
    for link in links(get(), "service-desc") + links(get(), "service-doc"):
        assert http.get(link["href"]).status_code == 200


def test_req_core_api_definition_success(http: httpx.Client, get: Get) -> None:
    for link in links(get(), "service-desc") + links(get(), "service-doc"):
        assert http.get(link["href"]).headers["Content-Type"].split(";")[0] == link["type"].split(";")[0]


def test_req_core_conformance_op(http: httpx.Client) -> None:
    assert http.get("/api/conformance").status_code == 200


def test_req_core_conformance_success(get: Get) -> None:
    assert "http://www.opengis.net/spec/ogcapi-features-1/1.0/conf/core" in get("/conformance")["conformsTo"]


def test_req_core_http(http: httpx.Client) -> None:
    answer = http.get("/api")
    assert answer.http_version == "HTTP/1.1"
    assert http.request("PATCH", "/api/collections").status_code == 405


@pytest.mark.parametrize("path", [*PAGES, "/collections/baeume/items/B%2F001", "/openapi"])
def test_req_core_query_param_unknown(http: httpx.Client, path: str) -> None:
    assert http.get(f"/api{path}", params={"unknownQueryParameter": "x"}).status_code == 400


@pytest.mark.parametrize("wrong", ["limit=x", "limit=0", "bbox=1,2,3", "bbox=a,b,c,d", "datetime=today", "crs=x"])
def test_req_core_query_param_invalid(http: httpx.Client, wrong: str) -> None:
    assert http.get(f"/api{ITEMS}?{wrong}").status_code == 400


def test_req_core_crs84(get: Get) -> None:
    for feature in get(ITEMS)["features"]:
        longitude, latitude = feature["geometry"]["coordinates"]
        assert 9.1 < longitude < 9.2
        assert 48.6 < latitude < 48.8


def test_req_core_fc_md_op(http: httpx.Client) -> None:
    assert http.get("/api/collections").status_code == 200


def test_req_core_fc_md_success(get: Get) -> None:
    assert get("/collections").keys() >= {"links", "collections"}


def test_req_core_fc_md_links(get: Get) -> None:
    found = get("/collections")
    assert types(found, "self") == {"application/json"}
    assert "text/html" in types(found, "alternate")
    assert all(link["type"] for link in found["links"])


def test_req_core_fc_md_items(get: Get) -> None:
    assert tuple(each["id"] for each in get("/collections")["collections"]) == COLLECTIONS


def test_req_core_fc_md_items_links(get: Get) -> None:
    for each in get("/collections")["collections"]:
        assert {"application/geo+json", "text/html"} <= types(each, "items")


def test_req_core_fc_md_extent(get: Get) -> None:
    for each in get("/collections")["collections"]:
        west, south, east, north = each["extent"]["spatial"]["bbox"][0]
        assert -180 <= west <= east <= 180
        assert -90 <= south <= north <= 90
        inside = get(f"/collections/{each['id']}/items", bbox=f"{west},{south},{east},{north}")
        assert inside["numberMatched"] == each["itemCount"]


@pytest.mark.parametrize("collection", COLLECTIONS)
def test_req_core_sfc_md_op(http: httpx.Client, collection: str) -> None:
    assert http.get(f"/api/collections/{collection}").status_code == 200


def test_req_core_sfc_md_success(get: Get) -> None:
    for each in get("/collections")["collections"]:
        alone = get(f"/collections/{each['id']}")
        assert {name: alone[name] for name in ("id", "title", "description", "extent", "itemType", "crs")} == {
            name: each[name] for name in ("id", "title", "description", "extent", "itemType", "crs")
        }


@pytest.mark.parametrize("collection", COLLECTIONS)
def test_req_core_fc_op(http: httpx.Client, collection: str) -> None:
    assert http.get(f"/api/collections/{collection}/items").status_code == 200


@pytest.mark.parametrize("collection", COLLECTIONS)
def test_req_core_fc_limit_definition(parameters: Parameters, collection: str) -> None:
    limit = parameters(f"/collections/{collection}/items")["limit"]
    assert (limit["in"], limit.get("required", False), limit["style"], limit["explode"]) == (
        "query",
        False,
        "form",
        False,
    )
    assert limit["schema"] == {"type": "integer", "minimum": 1, "maximum": 100000, "default": 100}


def test_req_core_fc_limit_response_1(get: Get) -> None:
    assert len(get(ITEMS, limit=7)["features"]) == 7
    assert len(get(ITEMS, limit=1000)["features"]) == 100


@pytest.mark.parametrize("collection", COLLECTIONS)
def test_req_core_fc_bbox_definition(parameters: Parameters, collection: str) -> None:
    bbox = parameters(f"/collections/{collection}/items")["bbox"]
    assert (bbox["in"], bbox["style"], bbox["explode"]) == ("query", "form", False)
    assert bbox["schema"]["type"] == "array"
    assert bbox["schema"]["items"] == {"type": "number"}
    assert bbox["schema"]["oneOf"] == [{"minItems": 4, "maxItems": 4}, {"minItems": 6, "maxItems": 6}]


def test_req_core_fc_bbox_response(get: Get) -> None:
    every = get(ITEMS, limit=100)["features"]
    west, south = every[40]["geometry"]["coordinates"]
    box = (west - 0.0005, south - 0.0005, west + 0.0005, south + 0.0005)
    inside = {
        each["id"]
        for each in every
        if box[0] <= each["geometry"]["coordinates"][0] <= box[2]
        and box[1] <= each["geometry"]["coordinates"][1] <= box[3]
    }
    assert 0 < len(inside) < 100
    assert {each["id"] for each in get(ITEMS, bbox=",".join(map(str, box)))["features"]} == inside
    assert get(ITEMS, bbox="-80,-40,-79,-39")["features"] == []


@pytest.mark.parametrize("collection", COLLECTIONS)
def test_req_core_fc_time_definition(parameters: Parameters, collection: str) -> None:
    declared = parameters(f"/collections/{collection}/items")["datetime"]
    assert (declared["in"], declared["style"], declared["explode"]) == ("query", "form", False)
    assert declared["schema"]["type"] == "string"


def test_req_core_fc_time_response(get: Get) -> None:
    every = {each["id"]: each["properties"] for each in get(ITEMS, limit=100)["features"]}
    given = {each["id"] for each in get(ITEMS, limit=100, datetime="2010-01-01/2012-12-31")["features"]}
    expected = set()
    for name, fields in every.items():
        days = sorted(fields[each][:10] for each in ("gepflanzt", "geprüft") if fields[each])
        if not days or (days[0] <= "2012-12-31" and days[-1] >= "2010-01-01"):
            expected.add(name)
    assert given == expected
    assert 0 < len(given) < 100


def test_req_core_fc_response(http: httpx.Client) -> None:
    answer = http.get(f"/api{ITEMS}")
    assert (answer.status_code, answer.json()["type"]) == (200, "FeatureCollection")


def test_req_core_fc_links(get: Get) -> None:
    found = get(ITEMS, limit=10)
    assert types(found, "self") == {"application/geo+json"}
    assert "text/html" in types(found, "alternate")
    assert links(found, "next")


def test_req_core_fc_rel_type(get: Get) -> None:
    assert all(link["rel"] and link["type"] for link in get(ITEMS)["links"])


def test_req_core_fc_timestamp(get: Get) -> None:
    found = get(ITEMS)
    # optional; where there is one, it is when the answer was made
    assert "timeStamp" not in found or datetime.fromisoformat(found["timeStamp"]).tzinfo


def test_req_core_fc_numbermatched(get: Get) -> None:
    assert get(ITEMS, limit=3)["numberMatched"] == 100
    assert get(ITEMS, limit=3, art="Linde")["numberMatched"] == 33


def test_req_core_fc_numberreturned(get: Get) -> None:
    found = get(ITEMS, limit=7, offset=95)
    assert found["numberReturned"] == len(found["features"]) == 5


def test_req_core_f_op(http: httpx.Client, get: Get) -> None:
    for feature in get(ITEMS, limit=3)["features"]:
        identifier = feature["id"].replace("/", "%2F")
        assert http.get(f"/api{ITEMS}/{identifier}").json()["id"] == feature["id"]


def test_req_core_f_success(get: Get) -> None:
    found = get(f"{ITEMS}/B%2F007")
    (listed,) = (each for each in get(ITEMS, limit=100)["features"] if each["id"] == "B/007")
    assert found["properties"] == listed["properties"]
    assert found["geometry"] == listed["geometry"]


def test_req_core_f_links(get: Get) -> None:
    found = get(f"{ITEMS}/B%2F007")
    assert all(links(found, each) for each in ("self", "alternate", "collection"))


def test_req_geojson_definition(http: httpx.Client) -> None:
    for path in (ITEMS, f"{ITEMS}/B%2F007"):
        answer = http.get(f"/api{path}", headers={"Accept": "application/geo+json"})
        assert answer.headers["Content-Type"] == "application/geo+json"


def test_req_geojson_content(get: Get) -> None:
    for feature in get(ITEMS)["features"]:
        assert feature["type"] == "Feature"
        assert feature["geometry"]["type"] == "Point"
        assert isinstance(feature["properties"], dict)


@pytest.mark.parametrize("path", [*PAGES, "/collections/baeume/items/B%2F001"])
def test_req_html_definition(http: httpx.Client, path: str) -> None:
    answer = http.get(f"/api{path}", headers={"Accept": "text/html"})
    assert (answer.status_code, answer.headers["Content-Type"].split(";")[0]) == (200, "text/html")


def test_req_html_content(http: httpx.Client, get: Get) -> None:
    class Reader(HTMLParser):
        """Gathers the text and the targets of links."""

        def __init__(self) -> None:
            super().__init__()
            self.text, self.targets = "", set[str]()

        def handle_starttag(self, _: str, attrs: list[tuple[str, str | None]]) -> None:
            self.targets |= {value for name, value in attrs if name == "href" and value}

        def handle_data(self, data: str) -> None:
            self.text += data

    reader = Reader()
    reader.feed(http.get(f"/api{ITEMS}", headers={"Accept": "text/html"}).text)
    for feature in get(ITEMS)["features"]:
        assert feature["id"] in reader.text
        assert feature["properties"]["art"] in reader.text
        assert any(feature["id"].replace("/", "%2F") in target for target in reader.targets)


def test_req_oas30_oas_definition_1(http: httpx.Client, get: Get) -> None:
    (link,) = links(get(), "service-desc")
    assert link["type"] == http.get(link["href"]).headers["Content-Type"]


def test_req_oas30_oas_definition_2(document: Json) -> None:
    assert [error.message for error in OpenAPIV30SpecValidator(document).iter_errors()] == []


def test_req_oas30_oas_impl(http: httpx.Client, document: Json) -> None:
    for path in document["paths"]:
        if "{" not in path and "get" in document["paths"][path]:
            declared = document["paths"][path]["get"]["parameters"]
            needs_more = any(each.get("required") and each["in"] == "query" for each in declared)
            assert http.get(f"/api{path}").status_code in ({400} if needs_more else {200}), path


def test_req_oas30_completeness(document: Json) -> None:
    for path, item in document["paths"].items():
        for operation in item.values():
            assert {"400", "404"} & operation["responses"].keys(), path
            assert operation["summary"], path


def test_req_oas30_exceptions_codes(document: Json) -> None:
    for operation in (item["get"] for path, item in document["paths"].items() if "/items" in path):
        assert {"200", "304", "400", "404", "406", "503"} <= operation["responses"].keys()


def test_req_oas30_security(http: httpx.Client, document: Json) -> None:
    assert "security" not in document
    assert http.get("/api").status_code == 200
