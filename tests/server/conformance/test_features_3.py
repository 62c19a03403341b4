"""OGC API – Features – Part 3: Filtering (19-079r2)."""

from collections.abc import Callable

import httpx
import pytest

from tests.server.conformance.conftest import COLLECTIONS, Get, Json
from tests.server.conformance.links import OGC, types

Parameters = Callable[[str], dict[str, Json]]


@pytest.mark.parametrize("collection", COLLECTIONS)
def test_req_queryables_queryables_link(get: Get, collection: str) -> None:
    assert "application/schema+json" in types(get(f"/collections/{collection}"), f"{OGC}queryables")


@pytest.mark.parametrize("collection", COLLECTIONS)
def test_req_queryables_get_queryables_op(http: httpx.Client, collection: str) -> None:
    answer = http.get(f"/api/collections/{collection}/queryables", headers={"Accept": "application/schema+json"})
    assert (answer.status_code, answer.headers["Content-Type"]) == (200, "application/schema+json")


@pytest.mark.parametrize("collection", COLLECTIONS)
def test_req_queryables_get_queryables_response(http: httpx.Client, get: Get, collection: str) -> None:
    found = get(f"/collections/{collection}/queryables")
    assert found["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    assert found["$id"] == f"{http.base_url}/api/collections/{collection}/queryables"
    assert found["type"] == "object"
    assert all("type" in each or each["format"].startswith("geometry-") for each in found["properties"].values())


@pytest.mark.parametrize("collection", COLLECTIONS)
def test_req_queryables_query_parameters_parameters(get: Get, parameters: Parameters, collection: str) -> None:
    declared = parameters(f"/collections/{collection}/items")
    names = [name for name in get(f"/collections/{collection}/queryables")["properties"] if name != "geometry"]
    feature = get(f"/collections/{collection}/items", limit=1)["features"][0]
    for name in names:
        assert (declared[name]["in"], declared[name].get("required", False)) == ("query", False)
        value = feature["properties"][name]
        if value is not None:
            written = str(value).lower() if isinstance(value, bool) else value
            matching = get(f"/collections/{collection}/items", limit=100, **{name: written})["features"]
            assert {each["properties"][name] for each in matching} == {value}


ITEMS = "/collections/baeume/items"
UTM = "http://www.opengis.net/def/crs/EPSG/0/25832"


def test_req_filter_filter_param(parameters: Parameters) -> None:
    declared = parameters(ITEMS)["filter"]
    assert (declared["in"], declared.get("required", False), declared["schema"]["type"]) == ("query", False, "string")


def test_req_filter_filter_lang_param(parameters: Parameters, http: httpx.Client) -> None:
    assert {"cql2-text", "cql2-json"} <= set(parameters(ITEMS)["filter-lang"]["schema"]["enum"])
    assert http.get(f"/api{ITEMS}", params={"filter": "jahr=1900", "filter-lang": "sql"}).status_code == 400


def test_req_filter_filter_crs_wgs84(get: Get) -> None:
    found = get(ITEMS, filter="S_INTERSECTS(geometry,BBOX(9.13,48.68,9.16,48.71))")
    assert found["numberMatched"] == 100
    assert get(ITEMS, filter="S_INTERSECTS(geometry,BBOX(48.68,9.13,48.71,9.16))")["numberMatched"] == 0


def test_req_filter_filter_crs_param(get: Get, http: httpx.Client) -> None:
    box = "S_INTERSECTS(geometry,BBOX(509995,5392990,510095,5393100))"
    assert get(ITEMS, filter=box, **{"filter-crs": UTM})["numberMatched"] == 10
    assert http.get(f"/api{ITEMS}", params={"filter": box, "filter-crs": "x"}).status_code == 400


def test_req_filter_mixing_expressions(get: Get) -> None:
    both = get(ITEMS, filter="jahr < 1910", art="Linde", limit=100)["features"]
    every = get(ITEMS, limit=100)["features"]
    expected = [e["id"] for e in every if e["properties"]["jahr"] < 1910 and e["properties"]["art"] == "Linde"]
    assert sorted(each["id"] for each in both) == sorted(expected)
    assert expected


def test_req_filter_response(get: Get) -> None:
    assert {each["properties"]["jahr"] for each in get(ITEMS, filter="jahr = 1907")["features"]} == {1907}


@pytest.mark.parametrize("collection", COLLECTIONS)
def test_req_features_filter_filter_param(parameters: Parameters, collection: str) -> None:
    assert {"filter", "filter-lang", "filter-crs"} <= parameters(f"/collections/{collection}/items").keys()


@pytest.mark.parametrize(
    "wrong", ["jahr =", "nichts = 1", "jahr = 'x'", "jahr = 1 OR", "S_INTERSECTS(jahr,POINT(1 1))"]
)
def test_req_features_filter_response(http: httpx.Client, wrong: str) -> None:
    answer = http.get(f"/api{ITEMS}", params={"filter": wrong})
    assert answer.status_code == 400
    assert answer.json()["detail"].startswith("filter")
