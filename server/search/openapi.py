"""What OpenAPI says about the search."""

from collections.abc import Mapping
from typing import Any

from pipelines.definition import Dataset
from server.parameter import format_parameter, query_parameter
from server.search.asked import DEFAULT_LIMIT, LONGEST, MAX_LIMIT

Json = dict[str, Any]

CONFORMANCE: tuple[str, ...] = ()
"""No standard has a class for it."""

TEXT: Json = {"type": "string"}
NUMBERS: Json = {"type": "array", "items": {"type": "number"}}


def paths(datasets: Mapping[str, Dataset]) -> Json:
    """Return the path item."""
    return {"/search": {"get": _search(sorted(datasets))}}


def _search(layers: list[str]) -> Json:
    found = {"description": "What was found, likeliest first.", "content": {"application/geo+json": {"schema": ANSWER}}}
    return {
        "summary": "Find addresses, streets, features and layers",
        "description": "Spellings of umlauts, ß and „Straße“ are one; beginnings of words and misspelt ones are found.",
        "tags": ["server"],
        "operationId": "search",
        "parameters": [
            query_parameter(
                "q",
                "What people typed so far. Without it, what is near; without both, nothing is found.",
                TEXT | {"maxLength": LONGEST},
            ),
            query_parameter(
                "near",
                "Longitude and latitude: what matches equally well comes nearest first, and tells its distance. A place"
                " far from Germany is near to nothing.",
                NUMBERS | {"minItems": 2, "maxItems": 2},
            ),
            query_parameter(
                "bbox",
                "West, south, east, north in CRS84: only what reaches into it.",
                NUMBERS | {"minItems": 4, "maxItems": 4},
            ),
            query_parameter(
                "collections",
                "Only these layers.",
                {"type": "array", "minItems": 1, "items": {"type": "string", "enum": layers}},
            ),
            query_parameter(
                "limit",
                "How many are returned at most.",
                {"type": "integer", "minimum": 1, "maximum": MAX_LIMIT, "default": DEFAULT_LIMIT},
            ),
            format_parameter("json", "geojson"),
            {"$ref": "#/components/parameters/lang"},
        ],
        "responses": {
            "200": found,
            "400": {"$ref": "#/components/responses/InvalidParameter"},
            "406": {"$ref": "#/components/responses/NotAcceptable"},
            "503": {"$ref": "#/components/responses/Unavailable"},
        },
    }


FOUND: Json = {
    "type": "object",
    "required": ["type", "id", "geometry", "properties"],
    "properties": {
        "type": {"type": "string", "enum": ["Feature"]},
        "id": TEXT,
        "bbox": NUMBERS | {"minItems": 4, "maxItems": 4},
        "geometry": {"type": "object", "nullable": True},
        "properties": {
            "type": "object",
            "required": ["kind", "layer", "feature", "title", "subtitle", "link"],
            "properties": {
                "kind": {"type": "string", "enum": ["layer", "street", "address", "feature"]},
                "layer": TEXT,
                "feature": TEXT | {"nullable": True, "description": "The feature's id; streets and layers have none."},
                "title": TEXT,
                "subtitle": TEXT,
                "link": TEXT | {"format": "uri"},
                "distance": {"type": "integer", "minimum": 0, "description": "Metres, where `near` is given."},
            },
        },
    },
}

ANSWER: Json = {
    "type": "object",
    "required": ["type", "features", "numberReturned"],
    "properties": {
        "type": {"type": "string", "enum": ["FeatureCollection"]},
        "features": {"type": "array", "items": FOUND},
        "numberReturned": {"type": "integer", "minimum": 0},
    },
}
