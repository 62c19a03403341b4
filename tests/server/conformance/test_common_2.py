"""OGC API – Common – Part 2: Geospatial Data (20-024, draft 0.9)."""

import httpx
import pytest

from tests.server.conformance.conftest import COLLECTIONS, Get, Json
from tests.server.conformance.links import links, types

FORMS = {"application/json", "text/html"}


@pytest.fixture
def listed(get: Get) -> dict[str, Json]:
    """The descriptions in the list, by id."""
    return {each["id"]: each for each in get("/collections")["collections"]}


def test_req_collections_collections_list_op(http: httpx.Client) -> None:
    assert http.get("/api/collections").status_code == 200
    assert http.head("/api/collections").status_code == 200


def test_req_collections_collections_list_success(get: Get) -> None:
    assert {"links", "collections"} <= get("/collections").keys()


def test_req_collections_collections_list_links(get: Get) -> None:
    document = get("/collections")
    assert types(document, "self") | types(document, "alternate") >= FORMS
    assert all(link["rel"] and link["type"] for link in document["links"])


def test_req_collections_collections_list_collections(listed: dict[str, Json]) -> None:
    assert set(COLLECTIONS) <= listed.keys()


@pytest.mark.parametrize("name", COLLECTIONS)
def test_req_collections_description_op(http: httpx.Client, listed: dict[str, Json], name: str) -> None:
    for link in links(listed[name], "self"):
        assert http.get(link["href"]).status_code == 200


@pytest.mark.parametrize("name", COLLECTIONS)
def test_req_collections_description_success(get: Get, listed: dict[str, Json], name: str) -> None:
    """The description alone says at least what the list says of it, and no value otherwise."""
    alone = get(f"/collections/{name}")
    said = listed[name].keys() - {"links"}
    assert {"id", "title", "description", "extent"} <= said
    assert {key: alone[key] for key in said} == {key: listed[name][key] for key in said}


@pytest.mark.parametrize("name", COLLECTIONS)
def test_req_collections_description_links(get: Get, name: str) -> None:
    document = get(f"/collections/{name}")
    assert types(document, "self") | types(document, "alternate") >= FORMS
    assert all(link["rel"] and link["type"] for link in document["links"])


@pytest.mark.parametrize("name", COLLECTIONS)
def test_req_collections_description_extent(get: Get, name: str) -> None:
    spatial = get(f"/collections/{name}")["extent"]["spatial"]
    west, south, east, north = spatial["bbox"][0]
    within = get(f"/collections/{name}/items", bbox=f"{west},{south},{east},{north}", limit=1)["numberMatched"]
    assert within == get(f"/collections/{name}/items", limit=1)["numberMatched"]
    assert spatial["crs"] == "http://www.opengis.net/def/crs/OGC/1.3/CRS84"


@pytest.mark.parametrize("name", COLLECTIONS)
def test_req_collections_description_extent_multi(get: Get, name: str) -> None:
    """The first box is that of the whole; there are no others."""
    assert len(get(f"/collections/{name}")["extent"]["spatial"]["bbox"]) == 1
