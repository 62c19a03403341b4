"""What OpenAPI says about plans."""

from collections.abc import Mapping
from typing import Any

from pipelines.definition import Dataset
from pipelines.plans.file import MEDIA_TYPES
from server.parameter import format_parameter, query_parameter
from server.plans.documents import GML, WEBP, ZIP

Json = dict[str, Any]

CONFORMANCE: tuple[str, ...] = ()
"""No standard of OGC API has a class for them."""

TEXT: Json = {"type": "string"}
NULLABLE: Json = TEXT | {"nullable": True}
BINARY: Json = {"schema": {"type": "string", "format": "binary"}}


def paths(_: Mapping[str, Dataset]) -> Json:
    """Return the path items; plans are no layers."""
    attachments = dict.fromkeys(sorted(MEDIA_TYPES), BINARY)
    return {
        "/plans": {"get": _list()},
        "/plans/at": {"get": _at()},
        "/plans/{planId}": {"get": _plan()},
        "/plans/{planId}.gml": {"get": _file("getPlan", "A plan as XPlanGML, in its own version", {GML: BINARY})},
        "/plans/{planId}.plu.gml": {
            "get": _file("getPlannedLandUse", "A plan as INSPIRE Planned Land Use 4.0", {GML: BINARY})
        },
        "/plans/{planId}.zip": {
            "get": _file("getPlanArchive", "A plan with attachments, as XPlanArchiv", {ZIP: BINARY})
        },
        "/plans/{planId}/tiles/{version}/{z}/{y}/{x}": {"get": _tile()},
        "/plans/{planId}/attachments/{name}": {
            "get": _file(
                "getPlanAttachment", "An attachment of a plan", attachments, _path("name", "Name of the file.")
            )
        },
    }


def _tile() -> Json:
    counted = (_path(name, what) for name, what in (("z", "Level."), ("y", "Row."), ("x", "Column.")))
    return {
        "summary": "A tile of the scanned sheets of a plan",
        "description": "The sheets that the plan refers to (refScan), cut to its scope, in WebMercatorQuad. The address"
        " is in `sheet` of the plan; it holds a version, so that the answer never changes.",
        "tags": ["server"],
        "operationId": "getPlanTile",
        "parameters": [_path("planId", "The plan's id."), _path("version", "Version of the sheets."), *counted],
        "responses": {
            "200": {"description": "The picture.", "content": {WEBP: BINARY}},
            "400": {"$ref": "#/components/responses/InvalidParameter"},
            "404": {"$ref": "#/components/responses/NotFound"},
            "503": {"$ref": "#/components/responses/Unavailable"},
        },
    }


def _list() -> Json:
    return {
        "summary": "Development plans",
        "description": "All plans that are live, by number and name, with links to their files.",
        "tags": ["server"],
        "operationId": "getPlans",
        "parameters": [
            {"$ref": "#/components/parameters/f"},
            {"$ref": "#/components/parameters/lang"},
        ],
        "responses": {
            "200": {
                "description": "The plans.",
                "content": {"application/json": {"schema": ANSWER}, "text/html": {"schema": TEXT}},
            },
            "400": {"$ref": "#/components/responses/InvalidParameter"},
            "406": {"$ref": "#/components/responses/NotAcceptable"},
            "503": {"$ref": "#/components/responses/Unavailable"},
        },
    }


def _plan() -> Json:
    return {
        "summary": "A development plan",
        "description": "What it is, its files, and what the validation found at its import.",
        "tags": ["server"],
        "operationId": "getPlanDescription",
        "parameters": [
            _path("planId", "The plan's id."),
            {"$ref": "#/components/parameters/f"},
            {"$ref": "#/components/parameters/lang"},
        ],
        "responses": {
            "200": {
                "description": "The plan.",
                "content": {"application/json": {"schema": PLAN}, "text/html": {"schema": TEXT}},
            },
            "400": {"$ref": "#/components/responses/InvalidParameter"},
            "404": {"$ref": "#/components/responses/NotFound"},
            "406": {"$ref": "#/components/responses/NotAcceptable"},
            "503": {"$ref": "#/components/responses/Unavailable"},
        },
    }


def _at() -> Json:
    return {
        "summary": "Development plans at a place",
        "description": "The plans that cover a point: what holds comes first, then its amendments, drafts and what was"
        " superseded; of each, the objects at the point with all that the plan states of them. Lines and points are"
        " there within 2 m.",
        "tags": ["server"],
        "operationId": "getPlansAt",
        "parameters": [
            _degrees("lon", "Longitude in CRS84.", 180),
            _degrees("lat", "Latitude in CRS84.", 90),
            format_parameter("json"),
            {"$ref": "#/components/parameters/lang"},
        ],
        "responses": {
            "200": {
                "description": "The plans, none where there is none.",
                "content": {"application/json": {"schema": AT}},
            },
            "400": {"$ref": "#/components/responses/InvalidParameter"},
            "406": {"$ref": "#/components/responses/NotAcceptable"},
            "503": {"$ref": "#/components/responses/Unavailable"},
        },
    }


def _degrees(name: str, description: str, most: int) -> Json:
    schema = {"type": "number", "minimum": -most, "maximum": most}
    return query_parameter(name, description, schema) | {"required": True}


def _file(operation: str, summary: str, content: Json, *more: Json) -> Json:
    return {
        "summary": summary,
        "description": "To be stored: the answer is marked as an attachment, and sandboxed.",
        "tags": ["server"],
        "operationId": operation,
        "parameters": [_path("planId", "The plan's id."), *more],
        "responses": {
            "200": {"description": summary, "content": content},
            "400": {"$ref": "#/components/responses/InvalidParameter"},
            "404": {"$ref": "#/components/responses/NotFound"},
            "503": {"$ref": "#/components/responses/Unavailable"},
        },
    }


def _path(name: str, description: str) -> Json:
    return {"name": name, "in": "path", "required": True, "description": description, "schema": TEXT}


SHEET: Json = {
    "type": "object",
    "nullable": True,
    "description": "The scanned sheets of the plan as tiles of WebMercatorQuad, null where it has none with a place.",
    "required": ["tiles", "minzoom", "maxzoom", "bounds"],
    "properties": {
        "tiles": TEXT | {"description": "Address with {z}, {y} and {x}; pictures of 256 by 256 pixels in WebP."},
        "minzoom": {"type": "integer"},
        "maxzoom": {"type": "integer"},
        "bounds": {"type": "array", "items": {"type": "number"}, "minItems": 4, "maxItems": 4},
    },
}

PLAN: Json = {
    "type": "object",
    "required": ["id", "name", "nummer", "class", "version", "rechtsstand", "dates", "bbox", "number", "links"],
    "properties": {
        "id": TEXT,
        "name": NULLABLE,
        "nummer": NULLABLE,
        "class": TEXT,
        "version": TEXT | {"description": "Version of XPlanGML."},
        "rechtsstand": {
            "type": "object",
            "nullable": True,
            "required": ["code", "words"],
            "properties": {"code": TEXT, "words": TEXT},
        },
        "dates": {"type": "object", "additionalProperties": {"type": "array", "items": TEXT}},
        "bbox": {"type": "array", "nullable": True, "items": {"type": "number"}, "minItems": 4, "maxItems": 4},
        "number": {"type": "integer", "minimum": 1, "description": "Which version of the plan is live."},
        "imported": TEXT | {"format": "date-time"},
        "validation": {"type": "object"},
        "sheet": SHEET,
        "links": {"$ref": "#/components/schemas/links"},
    },
}

ANSWER: Json = {
    "type": "object",
    "required": ["plans", "numberReturned", "links"],
    "properties": {
        "plans": {"type": "array", "items": PLAN},
        "numberReturned": {"type": "integer", "minimum": 0},
        "links": {"$ref": "#/components/schemas/links"},
    },
}

STATEMENT: Json = {
    "type": "object",
    "required": ["property", "title", "value", "words", "unit"],
    "properties": {
        "property": TEXT | {"description": "Name in XPlanGML; dots lead into nested objects."},
        "title": TEXT,
        "value": TEXT | {"description": "As the plan writes it."},
        "words": TEXT,
        "unit": NULLABLE,
    },
}

CLAUSE: Json = {
    "type": "object",
    "required": ["schluessel", "text"],
    "properties": {"schluessel": NULLABLE, "text": TEXT},
}

OBJECT: Json = {
    "type": "object",
    "required": ["collection", "id", "class", "title", "text", "zeichen", "festsetzungen", "texts"],
    "properties": {
        "collection": TEXT,
        "id": TEXT,
        "class": TEXT,
        "title": TEXT,
        "text": NULLABLE | {"description": "The inscription, as plans have it."},
        "zeichen": TEXT | {"description": "Key of the symbol."},
        "festsetzungen": {"type": "array", "items": STATEMENT},
        "texts": {"type": "array", "items": CLAUSE},
    },
}

PLAN_AT: Json = {
    "type": "object",
    "required": ["id", "name", "nummer", "rechtsstand", "inkrafttreten", "baunvo", "role", "links", "objects", "texts"],
    "properties": {
        "id": TEXT,
        "name": NULLABLE,
        "nummer": NULLABLE,
        "class": TEXT,
        "rechtsstand": {
            "type": "object",
            "nullable": True,
            "required": ["code", "de"],
            "properties": {"code": TEXT, "de": TEXT},
        },
        "inkrafttreten": NULLABLE,
        "baunvo": NULLABLE,
        "role": {"type": "string", "enum": ["holds", "amends", "draft", "superseded"]},
        "amends": {"type": "array", "items": {"type": "object"}},
        "amended_by": {"type": "array", "items": {"type": "object"}},
        "participation": {"type": "object", "nullable": True},
        "links": {"$ref": "#/components/schemas/links"},
        "sheet": SHEET,
        "objects": {"type": "array", "items": OBJECT},
        "texts": {"type": "array", "items": CLAUSE},
    },
}

AT: Json = {
    "type": "object",
    "required": ["plans", "disclaimer", "contact", "links"],
    "properties": {
        "plans": {"type": "array", "items": PLAN_AT},
        "disclaimer": {"type": "object", "required": ["de", "en"], "properties": {"de": TEXT, "en": TEXT}},
        "contact": {
            "type": "object",
            "required": ["name", "email", "phone", "url"],
            "properties": {"name": TEXT, "email": NULLABLE, "phone": NULLABLE, "url": NULLABLE},
        },
        "links": {"$ref": "#/components/schemas/links"},
    },
}
