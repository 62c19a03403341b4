"""What OpenAPI says about changes and feeds."""

from collections.abc import Mapping
from typing import Any

from pipelines.definition import Dataset
from server.parameter import format_parameter, query_parameter
from server.query import DEFAULT_LIMIT, MAX_LIMIT
from server.schema import feature_schema

Json = dict[str, Any]

CONFORMANCE: tuple[str, ...] = ()
"""No standard has a class for them; the feeds follow RFC 4287."""

REFUSALS: Json = {
    "400": {"$ref": "#/components/responses/InvalidParameter"},
    "404": {"$ref": "#/components/responses/NotFound"},
    "406": {"$ref": "#/components/responses/NotAcceptable"},
    "503": {"$ref": "#/components/responses/Unavailable"},
}

PROBLEM: Json = {
    "application/problem+json": {"schema": {"type": "object"}},
    "text/html": {"schema": {"type": "string"}},
}

NUMBER: Json = {"type": "integer", "minimum": 1, "maximum": 999999999}


def paths(datasets: Mapping[str, Dataset]) -> Json:
    """Return the path items of all layers, and of the feed over all."""
    found: Json = {"/changes.atom": {"get": _feed("server", "getChangesFeed", "Versions of all layers")}}
    for each in datasets.values():
        path, name = f"/collections/{each.id}", each.id.title().replace("_", "")
        title = each.title.to("en")
        found[f"{path}/changes.atom"] = {"get": _feed(each.id, f"get{name}Feed", f"Versions of {title}")}
        found[f"{path}/changes"] = {"get": _changes(each, f"get{name}Changes")}
    return found


def _feed(tag: str, name: str, summary: str) -> Json:
    content = {"application/atom+xml": {"schema": {"type": "string"}}}
    return {
        "summary": summary,
        "tags": [tag],
        "operationId": name,
        "parameters": [format_parameter("atom"), {"$ref": "#/components/parameters/lang"}],
        "responses": REFUSALS | {"200": {"description": "An Atom feed.", "content": content}},
    }


def _changes(dataset: Dataset, name: str) -> Json:
    feature = feature_schema(dataset)
    feature["properties"] |= {"change": {"type": "string", "enum": ["added", "changed"]}}
    schema = {
        "type": "object",
        "required": ["type", "since", "version", "features", "removed", "links"],
        "properties": {
            "type": {"type": "string", "enum": ["FeatureCollection"]},
            "since": {"type": "integer"},
            "version": {"type": "integer"},
            "features": {"type": "array", "items": feature},
            "removed": {"type": "array", "items": {"type": "string"}},
            "numberReturned": {"type": "integer", "minimum": 0},
            "links": {"$ref": "#/components/schemas/links"},
        },
    }
    answer = {"description": "What is not as it was.", "content": {"application/geo+json": {"schema": schema}}}
    moved = {"description": "Another version became live between two pages.", "content": PROBLEM}
    gone = {"description": "The version is not kept any more; `Link` names the whole layer.", "content": PROBLEM}
    return {
        "summary": f"What has changed in {dataset.title.to('en')}",
        "description": "Features added or changed since a version, as they are now, and the ids of those removed.",
        "tags": [dataset.id],
        "operationId": name,
        "parameters": [
            query_parameter("since", "The version that the client has.", NUMBER) | {"required": True},
            query_parameter("to", "The version that was live when the client began; `next` links carry it.", NUMBER),
            query_parameter("after", "The id with which the page before ended.", {"type": "string"}),
            query_parameter(
                "limit",
                "How many changes one page holds.",
                {"type": "integer", "minimum": 1, "maximum": MAX_LIMIT, "default": DEFAULT_LIMIT},
            ),
            format_parameter("json", "geojson"),
            {"$ref": "#/components/parameters/lang"},
        ],
        "responses": REFUSALS | {"200": answer, "409": moved, "410": gone},
    }
