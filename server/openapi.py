"""pygeoapi's OpenAPI document made true and complete in itself.

pygeoapi declares writing operations, free-form parameters and paths that are not served here, and refers to parts on
other servers, which test suites and code generators then cannot resolve. Titles, tags and operations are its own.
"""

from collections.abc import Mapping
from copy import deepcopy
from pathlib import Path
from typing import Any

import yaml

from pipelines.definition import Dataset, FieldType
from server.crs import BY_URI
from server.downloads import openapi as downloads
from server.feed import openapi as feed
from server.formats.offer import XPLANGML, feature_offer
from server.formats.openapi import contents, form_parameter
from server.metadata import openapi as metadata
from server.parameter import query_parameter
from server.plans import openapi as plans
from server.processes import openapi as processes
from server.query import ITEMS
from server.schema import JSON_TYPES, feature_schema
from server.search import openapi as search
from server.styles import openapi as styles
from server.tiles import openapi as tiles

Json = dict[str, Any]

COMPONENTS: Json = yaml.safe_load((Path(__file__).parent / "components.yml").read_text(encoding="utf-8"))

PARTS = (downloads, feed, metadata, tiles, styles, processes, search, plans)
"""Packages with operations of their own."""

HEADERS = ("Cache-Control", "Content-Language", "ETag", "Vary")
"""Of answers that may be kept."""

SHARED = {
    "/": "LandingPage",
    "/openapi": "OpenAPI",
    "/conformance": "ConformanceDeclaration",
    "/collections": "Collections",
}
"""Paths that do not belong to one collection, and their answers."""

PAGES = (*SHARED.values(), "Collection", "Schema")
"""Answers that may be kept, among the components."""


def complete(document: Json, datasets: Mapping[str, Dataset]) -> Json:
    """Return ``document`` with the operations that exist, all their parameters and no reference to elsewhere."""
    paths = {path: _operation(document["paths"][path], _page(answer)) for path, answer in SHARED.items()}
    for dataset in datasets.values():
        for path, parts in _collection_paths(dataset).items():
            paths[path] = _operation(document["paths"].get(path) or _sortables(dataset), parts)
    for part in PARTS:
        paths |= part.paths(datasets)
    return document | {
        "tags": [tag for tag in document["tags"] if tag["name"] in {"server", *datasets}],
        "paths": {path: {method: _finished(each) for method, each in item.items()} for path, item in paths.items()},
        "components": _components(),
    }


def _operation(item: Json, parts: Json) -> Json:
    return {"get": item["get"] | parts}


def _sortables(dataset: Dataset) -> Json:
    """pygeoapi has no such operation."""
    return {
        "get": {
            "summary": f"Get {dataset.title.to('en')} sortables",
            "description": "The properties by which features can be sorted.",
            "tags": [dataset.id],
            "operationId": f"get{dataset.id.capitalize()}Sortables",
        }
    }


def _finished(operation: Json) -> Json:
    """Add what holds for every operation: headers of answers and, where the answer may be kept, 304."""
    answers = operation["responses"]
    if "200" in answers and "requestBody" not in operation:
        answers |= {"200": _with_headers(answers["200"]), "304": {"$ref": "#/components/responses/NotModified"}}
    return operation | {"responses": dict(sorted(answers.items()))}


def _with_headers(answer: Json) -> Json:
    if "$ref" in answer or "content" not in answer:
        return answer
    return answer | {"headers": _headers(*HEADERS) | answer.get("headers", {})}


def _headers(*names: str) -> Json:
    return {name: {"$ref": f"#/components/headers/{name}"} for name in names}


def _page(answer: str) -> Json:
    return {"parameters": _references("f", "lang"), "responses": _responses(answer)}


def _collection_paths(dataset: Dataset) -> dict[str, Json]:
    path = f"/collections/{dataset.id}"
    return {
        path: _page("Collection"),
        f"{path}/queryables": _page("Schema"),
        f"{path}/schema": _page("Schema"),
        f"{path}/sortables": _page("Schema"),
        f"{path}/items": {"parameters": _items_parameters(dataset), "responses": _features(dataset)},
        f"{path}/items/{{featureId}}": {
            "parameters": [
                form_parameter(feature_offer(dataset.id)),
                *_references("featureId", "lang", "crs", "profile"),
            ],
            "responses": _feature(dataset),
        },
    }


def _items_parameters(dataset: Dataset) -> list[Json]:
    names = sorted(ITEMS - {"resulttype"})  # the same parameter in pygeoapi's spelling
    fields = dataset.public_fields
    chosen = _names(*fields)
    own = {
        "properties": COMPONENTS["parameters"]["properties"] | {"schema": chosen},
        "sortby": COMPONENTS["parameters"]["sortby"]
        | {"schema": _names(*(f"{s}{n}" for n in fields for s in ("", "-")))},
        "f": form_parameter(),
    }
    parameters = [own.get(name, {"$ref": f"#/components/parameters/{name}"}) for name in names]
    return parameters + [
        query_parameter(name, f"Only features whose {name} has this value.", _compared(field.type))
        for name, field in fields.items()
        if name not in ITEMS
    ]


def _compared(kind: FieldType) -> Json:
    """What a field is compared with: for text of any kind, any text."""
    schema = JSON_TYPES[kind]
    return {"type": "string"} if schema.get("format") in {"uri", "email"} else dict(schema)


def _names(*names: str) -> Json:
    return {"type": "array", "minItems": 1, "uniqueItems": True, "items": {"type": "string", "enum": list(names)}}


def _features(dataset: Dataset) -> Json:
    schema = {
        "type": "object",
        "required": ["type", "features"],
        "properties": {
            "type": {"type": "string", "enum": ["FeatureCollection"]},
            "features": {"type": "array", "items": feature_schema(dataset)},
            "links": {"$ref": "#/components/schemas/links"},
            "numberMatched": {"type": "integer", "minimum": 0},
            "numberReturned": {"type": "integer", "minimum": 0},
        },
    }
    return _responses("NotFound") | {"200": _geojson("A page of features.", schema)}


def _feature(dataset: Dataset) -> Json:
    schema = feature_schema(dataset)
    links = {"links": {"$ref": "#/components/schemas/links"}}
    schema["properties"] |= links
    answer = _geojson("One feature.", schema)
    if XPLANGML in feature_offer(dataset.id):
        answer["content"][XPLANGML.media_type] = {"schema": {"type": "string", "format": "binary"}}
    return _responses("NotFound") | {"200": answer}


def _geojson(description: str, schema: Json) -> Json:
    return {
        "description": description,
        "headers": _headers("Content-Crs", "Last-Modified", "Link"),
        "content": {
            "application/geo+json": {"schema": schema},
            "text/html": {"schema": {"type": "string"}},
            **contents(),
        },
    }


def _responses(answer: str) -> Json:
    return {
        "200": {"$ref": f"#/components/responses/{answer}"},
        "400": {"$ref": "#/components/responses/InvalidParameter"},
        "404": {"$ref": "#/components/responses/NotFound"},
        "406": {"$ref": "#/components/responses/NotAcceptable"},
        "503": {"$ref": "#/components/responses/Unavailable"},
    }


def _references(*names: str) -> list[Json]:
    return [{"$ref": f"#/components/parameters/{name}"} for name in names]


def _components() -> Json:
    components = deepcopy(COMPONENTS)
    for name in ("crs", "bbox-crs", "filter-crs"):
        components["parameters"][name]["schema"] |= {"enum": list(BY_URI), "default": next(iter(BY_URI))}
    components["responses"] |= {name: _with_headers(components["responses"][name]) for name in PAGES}
    return components
