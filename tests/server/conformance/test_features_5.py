"""OGC API – Features – Part 5: Schemas (23-058r2)."""

from collections.abc import Callable

import httpx
import pytest
from jsonschema import Draft202012Validator  # type: ignore[import-untyped]

from tests.server.conformance.conftest import COLLECTIONS, Get, Json
from tests.server.conformance.links import OGC, types

PLACES = [f"/collections/{name}/{kind}" for name in COLLECTIONS for kind in ("schema", "queryables", "sortables")]
PLAIN = {"type", "title", "format", "enum"}


@pytest.mark.parametrize("path", PLACES)
def test_req_schemas_json_schema(http: httpx.Client, get: Get, path: str) -> None:
    found = get(path)
    Draft202012Validator.check_schema(found)
    assert found["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    assert found["type"] == "object"
    assert "?" not in found["$id"]
    again = http.get(found["$id"], headers={"Accept": "application/schema+json"})
    assert (again.headers["Content-Type"], again.json()) == ("application/schema+json", found)


@pytest.mark.parametrize("path", PLACES)
def test_req_schemas_properties(get: Get, path: str) -> None:
    for name, each in get(path)["properties"].items():
        if name == "geometry":
            assert each["format"] in {"geometry-point", "geometry-polygon"}
            assert not {"type", "$ref"} & each.keys()
        else:
            assert each["type"] in {"string", "number", "integer", "boolean"}
    days = {"gepflanzt": "date", "geprüft": "date-time"}
    assert {n: get("/collections/baeume/schema")["properties"][n]["format"] for n in days} == days


@pytest.mark.parametrize("path", PLACES)
def test_req_schemas_additional_keywords(get: Get, path: str) -> None:
    for each in get(path)["properties"].values():
        assert all(keyword in PLAIN or keyword.startswith("x-ogc-") for keyword in each)


def test_req_schemas_role(get: Get) -> None:
    roles = {name: each.get("x-ogc-role") for name, each in get("/collections/baeume/schema")["properties"].items()}
    assert {name: role for name, role in roles.items() if role} == {"geometry": "primary-geometry", "nummer": "id"}


@pytest.mark.parametrize("collection", COLLECTIONS)
def test_req_schemas_role_id(get: Get, collection: str) -> None:
    properties = get(f"/collections/{collection}/schema")["properties"]
    (name,) = (name for name, each in properties.items() if each.get("x-ogc-role") == "id")
    assert properties[name]["type"] in {"string", "integer"}
    for feature in get(f"/collections/{collection}/items")["features"]:
        assert str(feature["properties"][name]) == feature["id"]


@pytest.mark.parametrize("path", PLACES)
def test_req_schemas_property_seq(get: Get, path: str) -> None:
    places = [each["x-ogc-propertySeq"] for each in get(path)["properties"].values()]
    assert places == sorted(set(places))


def test_req_schemas_unit(get: Get) -> None:
    assert get("/collections/baeume/schema")["properties"]["höhe"]["x-ogc-unit"] == "m"


@pytest.mark.parametrize("path", PLACES)
def test_req_core_roles_features_role_primary_geometry(get: Get, path: str) -> None:
    roles = [each.get("x-ogc-role") for each in get(path)["properties"].values()]
    assert roles.count("primary-geometry") == (0 if path.endswith("sortables") else 1)


@pytest.mark.parametrize("collection", COLLECTIONS)
def test_req_returnables_and_receivables_link(get: Get, collection: str) -> None:
    assert "application/schema+json" in types(get(f"/collections/{collection}"), f"{OGC}schema")


@pytest.mark.parametrize("collection", COLLECTIONS)
def test_req_returnables_and_receivables_op(http: httpx.Client, collection: str) -> None:
    assert_schema(http, f"/api/collections/{collection}/schema")


@pytest.mark.parametrize("collection", COLLECTIONS)
def test_req_returnables_and_receivables_response(get: Get, collection: str) -> None:
    schema = get(f"/collections/{collection}/schema")
    assert schema["additionalProperties"] is False
    for feature in get(f"/collections/{collection}/items")["features"]:
        assert feature["properties"].keys() | {"geometry"} == schema["properties"].keys()


@pytest.mark.parametrize("collection", COLLECTIONS)
def test_req_queryables_link(get: Get, collection: str) -> None:
    assert "application/schema+json" in types(get(f"/collections/{collection}"), f"{OGC}queryables")


@pytest.mark.parametrize("collection", COLLECTIONS)
def test_req_queryables_op(http: httpx.Client, collection: str) -> None:
    assert_schema(http, f"/api/collections/{collection}/queryables")


@pytest.mark.parametrize("collection", COLLECTIONS)
def test_req_queryables_response(http: httpx.Client, get: Get, collection: str) -> None:
    assert get(f"/collections/{collection}/queryables")["additionalProperties"] is False
    assert http.get(f"/api/collections/{collection}/items", params={"melder": "x"}).status_code == 400


@pytest.mark.parametrize("collection", COLLECTIONS)
def test_req_sortables_link(get: Get, collection: str) -> None:
    assert "application/schema+json" in types(get(f"/collections/{collection}"), f"{OGC}sortables")


@pytest.mark.parametrize("collection", COLLECTIONS)
def test_req_sortables_op(http: httpx.Client, collection: str) -> None:
    assert_schema(http, f"/api/collections/{collection}/sortables")


@pytest.mark.parametrize("collection", COLLECTIONS)
def test_req_sortables_response(http: httpx.Client, get: Get, collection: str) -> None:
    found = get(f"/collections/{collection}/sortables")
    assert found["additionalProperties"] is False
    assert "geometry" not in found["properties"]
    for name in found["properties"]:
        given = get(f"/collections/{collection}/items", sortby=name, limit=100)["features"]
        values = [each["properties"][name] for each in given if each["properties"][name] is not None]
        numbers = [value for value in values if not isinstance(value, str)]
        assert numbers == sorted(numbers)
        assert len(given) == get(f"/collections/{collection}/items")["numberMatched"]
    assert http.get(f"/api/collections/{collection}/items", params={"sortby": "geometry"}).status_code == 400


def assert_schema(http: httpx.Client, path: str) -> None:
    answer = http.get(path, headers={"Accept": "application/schema+json"})
    assert (answer.status_code, answer.headers["Content-Type"]) == (200, "application/schema+json")


@pytest.mark.parametrize("collection", COLLECTIONS)
def test_req_profile_parameter_profile_param(
    get: Get, parameters: Callable[[str], dict[str, Json]], collection: str
) -> None:
    path = f"/collections/{collection}/items"
    for each in (path, f"{path}/{{featureId}}"):
        found = parameters(each)["profile"]
        assert not found.get("required")
        assert (found["schema"]["type"], found["style"], found["explode"]) == ("array", "form", False)
    names = "http://www.opengis.net/def/profile/OGC/0/jsonfg", "[ogc-profile:jsonfg]", "jsonfg", "rel-as-uri,jsonfg,x"
    assert {get(path, profile=each)["featureType"] for each in names} == {collection}


def test_req_profile_parameter_profile_param_response(http: httpx.Client) -> None:
    """Where there are several, the first that the format has is taken; none is no mistake."""
    base = "http://www.opengis.net/def/profile/OGC/0/"
    path = "/api/collections/baeume/items"
    answers = {"": "rfc7946", "jsonfg,rfc7946": "jsonfg", "unknown": "rfc7946", "unknown,jsonfg-plus": "jsonfg-plus"}
    for asked, chosen in answers.items():
        answer = http.get(path, params={"profile": asked} if asked else {})
        assert answer.links["profile"]["url"] == base + chosen
        assert [link["href"] for link in answer.json()["links"] if link["rel"] == "profile"] == [base + chosen]
    for form in ("html", "csv", "fgb"):
        answer = http.get(path, params={"profile": "jsonfg", "f": form})
        assert (answer.status_code, "profile" in answer.links) == (200, False)
