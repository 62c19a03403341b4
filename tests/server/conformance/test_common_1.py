"""OGC API – Common – Part 1: Core (19-072)."""

from collections.abc import Callable
from html.parser import HTMLParser

import httpx
import pytest
from openapi_spec_validator import OpenAPIV30SpecValidator

from tests.server.conformance.conftest import Get, Json
from tests.server.conformance.links import links, types
from tests.server.conformance.test_features_1 import ITEMS, Parameters

PAGES = ("", "/openapi", "/conformance")
"""The resources of this standard."""

ALL = (*PAGES, "/collections", ITEMS, "/tiles", "/styles", "/processes", "/plans", "/search")
"""One of each kind that the portal has."""


def test_req_core_http(http: httpx.Client) -> None:
    answer = http.get("/api")
    assert (answer.http_version, answer.status_code) == ("HTTP/1.1", 200)


@pytest.mark.parametrize("path", ALL)
def test_req_core_query_param_name_unknown(http: httpx.Client, path: str) -> None:
    assert http.get(f"/api{path}", params={"unbekannt": "1"}).status_code == 400


@pytest.mark.parametrize("path", ALL)
@pytest.mark.parametrize("wrong", ["lang=xx", "lang=", "lang=de&lang=en"])
def test_req_core_query_param_value_invalid(http: httpx.Client, path: str, wrong: str) -> None:
    assert http.get(f"/api{path}?{wrong}").status_code == 400


def test_req_core_query_param_capitalization(http: httpx.Client, parameters: Parameters) -> None:
    for path in ("/", "/collections", ITEMS):
        for name in parameters(path):
            assert http.get(f"/api{path}", params={name.swapcase(): "1"}).status_code == 400, name


def test_req_core_query_param_list_delimiter(get: Get) -> None:
    (feature,) = get(ITEMS, limit=1, properties="art,jahr")["features"]
    assert list(feature["properties"]) == ["art", "jahr"]


def test_req_core_query_param_list_escape(http: httpx.Client) -> None:
    for escaped in ("bbox=9%2C48%2C10%2C49", "properties=art%2Cjahr", "q=Linde%2CAhorn", "q=Eiche%20m"):
        plain = http.get(f"/api{ITEMS}", params=dict([httpx.QueryParams(escaped).multi_items()[0]]))
        answer = http.get(f"/api{ITEMS}?{escaped}")
        assert answer.status_code == 200
        assert answer.json()["features"] == plain.json()["features"]


@pytest.mark.parametrize("wrong", ["properties=art,,jahr", "sortby=art,", "bbox=9,48,,49"])
def test_req_core_query_param_list_empty(http: httpx.Client, wrong: str) -> None:
    """An empty entry is the empty string, and no field or number is called so."""
    assert http.get(f"/api{ITEMS}?{wrong}").status_code == 400


def test_req_core_query_param_value_boolean(http: httpx.Client, get: Get) -> None:
    assert get(ITEMS, geschützt="true")["numberMatched"] == 50
    assert get(ITEMS, geschützt="false")["numberMatched"] == 50
    assert [http.get(f"/api{ITEMS}", params={"geschützt": each}).status_code for each in ("TRUE", "1", "ja")] == [
        400
    ] * 3


def test_req_core_query_param_value_integer(http: httpx.Client, get: Get) -> None:
    assert get(ITEMS, jahr="1905")["numberMatched"] == get(ITEMS, jahr="+1905")["numberMatched"] == 2
    assert get(ITEMS, jahr="-1905")["numberMatched"] == 0
    assert [http.get(f"/api{ITEMS}", params={"limit": each}).status_code for each in ("1.5", "1e1", "x")] == [400] * 3


def test_req_core_query_param_value_decimal(get: Get) -> None:
    assert get(ITEMS, höhe="2.5")["numberMatched"] == get(ITEMS, höhe="02.50")["numberMatched"] == 1


def test_req_core_query_param_value_double(http: httpx.Client, get: Get) -> None:
    assert get(ITEMS, höhe="25e-1")["numberMatched"] == get(ITEMS, höhe="0.25e1")["numberMatched"] == 1
    assert http.get(f"/api{ITEMS}", params={"höhe": "1e1.5"}).status_code == 400


def test_req_landing_page_root_op(http: httpx.Client) -> None:
    assert [http.get(path).status_code for path in ("/api", "/api/")] == [200, 200]


def test_req_landing_page_root_success(get: Get) -> None:
    found = get()
    assert {"title", "description", "attribution", "links"} <= found.keys()
    assert all(links(found, each) for each in ("self", "service-desc", "service-doc", "conformance"))


def test_req_landing_page_api_definition_op(http: httpx.Client, get: Get) -> None:
    for link in (*links(get(), "service-desc"), *links(get(), "service-doc")):
        assert http.get(link["href"]).status_code == 200


def test_req_landing_page_api_definition_success(http: httpx.Client, get: Get) -> None:
    (link,) = links(get(), "service-desc")
    assert http.get(link["href"]).json()["openapi"].startswith("3.0")


def test_req_landing_page_conformance_op(http: httpx.Client) -> None:
    assert http.get("/api/conformance").status_code == 200


def test_req_landing_page_conformance_success(get: Get) -> None:
    declared = get("/conformance")["conformsTo"]
    assert len(declared) == len(set(declared))
    assert {f"http://www.opengis.net/spec/ogcapi-common-1/1.0/conf/{name}" for name in ("core", "landing-page")} <= {
        *declared
    }


@pytest.mark.parametrize("path", PAGES)
def test_req_html_definition(http: httpx.Client, path: str) -> None:
    answer = http.get(f"/api{path}", headers={"Accept": "text/html"})
    assert (answer.status_code, answer.headers["Content-Type"].split(";")[0]) == (200, "text/html")


def test_req_html_content(http: httpx.Client, get: Get) -> None:
    """All that the documents say stands in the pages' text, and where they lead in links."""

    class Reader(HTMLParser):
        text = ""

        def handle_data(self, data: str) -> None:
            self.text += data

    page, classes = Reader(), Reader()
    page.feed(http.get("/api?f=html").text)
    classes.feed(http.get("/api/conformance?f=html").text)
    assert all(get()[name] in page.text for name in ("description", "attribution"))
    assert all(each in classes.text for each in get("/conformance")["conformsTo"])


@pytest.mark.parametrize("path", PAGES)
def test_req_json_definition(http: httpx.Client, path: str) -> None:
    answer = http.get(f"/api{path}", headers={"Accept": "application/json"})
    assert answer.status_code == 200
    assert isinstance(answer.json(), dict)


def test_req_json_content(get: Get) -> None:
    for link in get()["links"]:
        assert {"href", "rel", "type"} <= link.keys()
    assert all(isinstance(each, str) for each in get("/conformance")["conformsTo"])


def test_req_oas30_oas_definition_1(get: Get) -> None:
    assert types(get(), "service-desc") == {"application/vnd.oai.openapi+json;version=3.0"}
    assert types(get(), "service-doc") == {"text/html"}


def test_req_oas30_oas_definition_2(document: Json) -> None:
    assert [error.message for error in OpenAPIV30SpecValidator(document).iter_errors()] == []


def test_req_oas30_oas_impl(http: httpx.Client, document: Json) -> None:
    """Every operation is served: a method that is not declared is refused, one that is is not."""
    for path in ("/", *PAGES[1:], "/collections", ITEMS):
        assert http.get(f"/api{path}").status_code == 200
        assert document["paths"][path].keys() == {"get"}
        assert http.post(f"/api{path}").status_code == 405


def test_req_oas30_completeness(document: Json) -> None:
    for path, item in document["paths"].items():
        for operation in item.values():
            assert path.startswith("/jobs") or {"200", "307"} & operation["responses"].keys(), path  # there are none
            assert operation["responses"].keys() & {"400", "404"}, path


def test_req_oas30_exceptions_codes(http: httpx.Client, document: Json) -> None:
    refused: list[tuple[str, Callable[[], httpx.Response]]] = [
        ("/collections", lambda: http.get("/api/collections?unbekannt=1")),
        ("/collections", lambda: http.get("/api/collections", headers={"Accept": "image/png"})),
        (f"{ITEMS}/{{featureId}}", lambda: http.get(f"/api{ITEMS}/nichts")),
    ]
    for path, ask in refused:
        assert str(ask().status_code) in document["paths"][path]["get"]["responses"]


def test_req_oas30_security(http: httpx.Client, document: Json) -> None:
    assert "security" not in document
    assert all("security" not in operation for item in document["paths"].values() for operation in item.values())
    assert http.get("/api").status_code == 200
