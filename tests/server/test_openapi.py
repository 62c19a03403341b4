"""The OpenAPI document: complete in itself, and true."""

import json
from typing import Any

import httpx
import pytest
from jsonschema import Draft202012Validator  # type: ignore[import-untyped]
from openapi_spec_validator import OpenAPIV30SpecValidator

from server.crs import BY_URI
from server.query import ITEMS


@pytest.fixture(scope="module")
def document(http: httpx.Client) -> dict[str, Any]:
    answer = http.get("/api/openapi")
    assert answer.headers["Content-Type"] == "application/vnd.oai.openapi+json;version=3.0"
    found: dict[str, Any] = answer.json()
    return found


def references(node: object) -> list[str]:
    if isinstance(node, dict):
        own = [node["$ref"]] if isinstance(node.get("$ref"), str) else []
        return own + [found for value in node.values() for found in references(value)]
    return [found for value in node for found in references(value)] if isinstance(node, list) else []


def resolve(document: dict[str, Any], node: dict[str, Any]) -> dict[str, Any]:
    while "$ref" in node:
        found: Any = document
        for step in node["$ref"].removeprefix("#/").split("/"):
            found = found[step]
        node = found
    return node


def test_every_reference_is_in_the_document(document: dict[str, Any]) -> None:
    found = references(document)

    assert found
    assert all(resolve(document, {"$ref": reference}) for reference in found)


def test_document_is_openapi(document: dict[str, Any]) -> None:
    assert [error.message for error in OpenAPIV30SpecValidator(document).iter_errors()] == []


def test_answers_that_may_be_kept_declare_how(document: dict[str, Any]) -> None:
    for path, item in document["paths"].items():
        for method, operation in item.items():
            answer = resolve(document, operation["responses"].get("200", {}))
            if method == "get" and "content" in answer:
                assert {"ETag", "Cache-Control", "Vary", "Content-Language"} <= answer["headers"].keys(), path
                assert "304" in operation["responses"], path
            assert "503" in operation["responses"], path


def test_no_parameter_takes_any_name(document: dict[str, Any]) -> None:
    for path, item in document["paths"].items():
        for operation in item.values():
            for parameter in (resolve(document, each) for each in operation.get("parameters", [])):
                schema = parameter["schema"]
                assert schema.get("type") in {"string", "integer", "number", "boolean", "array"}, (path, parameter)
                assert parameter.get("style", "form") == "form", (path, parameter)


def test_only_reading_and_the_echo_are_declared(document: dict[str, Any]) -> None:
    methods = {path: set(item) for path, item in document["paths"].items()}
    assert methods.pop("/processes/echo/execution") == {"post"}
    assert methods.pop("/processes/xplan-validation/execution") == {"post"}

    assert {method for each in methods.values() for method in each} == {"get"}


EXAMPLES = {
    "tileMatrixSetId": "WebMercatorQuad",
    "tileMatrix": "14",
    "tileRow": "5647",
    "tileCol": "8607",
    "format": "gpkg",
}
"""Values of path parameters that every layer of the samples has."""

APART = ("/jobs", "/plans/")
"""What is there only sometimes, and has tests of its own."""


def test_every_path_is_served(http: httpx.Client, document: dict[str, Any]) -> None:
    for path in (path for path, item in document["paths"].items() if "get" in item and not path.startswith(APART)):
        example = path.replace("{featureId}", "3" if "flaechen" in path else "B%2F003")
        example = example.replace("{styleId}", "flaechen" if "flaechen" in path else "baeume")
        for name, value in EXAMPLES.items():
            example = example.replace(f"{{{name}}}", value)
        example += {"changes": "?since=1", "search": "?q=a"}.get(path.rsplit("/", 1)[-1], "")
        assert http.get(f"/api{example}").status_code in {200, 204, 307}, path


def test_operations_have_names_of_their_own(document: dict[str, Any]) -> None:
    names = [operation["operationId"] for item in document["paths"].values() for operation in item.values()]

    assert len(names) == len(set(names))


def test_items_declare_exactly_what_they_take(document: dict[str, Any]) -> None:
    parameters = document["paths"]["/collections/baeume/items"]["get"]["parameters"]
    names = {resolve(document, parameter)["name"] for parameter in parameters}
    fields = {"nummer", "art", "höhe", "jahr", "geschützt", "gepflanzt", "geprüft", "seite", "zustand"}

    assert names == (ITEMS - {"resulttype"}) | fields


def test_path_parameters_are_declared(document: dict[str, Any]) -> None:
    parameters = document["paths"]["/collections/baeume/items/{featureId}"]["get"]["parameters"]
    places = {resolve(document, each)["name"]: resolve(document, each) for each in parameters}

    assert places["featureId"]["in"] == "path"
    assert places["featureId"]["required"] is True


def test_crs_are_listed(document: dict[str, Any]) -> None:
    for name in ("crs", "bbox-crs"):
        assert document["components"]["parameters"][name]["schema"]["enum"] == list(BY_URI)


def test_server_is_the_public_address(http: httpx.Client, document: dict[str, Any]) -> None:
    assert [server["url"] for server in document["servers"]] == [f"{http.base_url}/api"]


@pytest.mark.parametrize("path", ["/collections/baeume/items", "/collections/baeume/items/{featureId}"])
def test_features_meet_their_declared_schema(http: httpx.Client, document: dict[str, Any], path: str) -> None:
    response = document["paths"][path]["get"]["responses"]["200"]
    schema = response["content"]["application/geo+json"]["schema"]
    body = http.get(f"/api{path.replace('{featureId}', 'B%2F004')}").json()

    # OpenAPI 3.0 writes "may be null" in a way of its own
    strict = json.loads(json.dumps(schema), object_hook=_nullable) | {"components": document["components"]}
    Draft202012Validator(strict).validate(body)


def _nullable(node: dict[str, Any]) -> dict[str, Any]:
    return node | {"type": [node["type"], "null"]} if node.get("nullable") else node
