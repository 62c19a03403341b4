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
