"""What OpenAPI says about plans."""

from collections.abc import Mapping
from typing import Any

from pipelines.definition import Dataset
from pipelines.plans.stored import MEDIA_TYPES
from server.plans.documents import GML, ZIP

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
        "/plans/{planId}.gml": {"get": _file("getPlan", "A plan as XPlanGML, in its own version", {GML: BINARY})},
        "/plans/{planId}.zip": {
            "get": _file("getPlanArchive", "A plan with attachments, as XPlanArchiv", {ZIP: BINARY})
        },
        "/plans/{planId}/attachments/{name}": {
            "get": _file(
                "getPlanAttachment", "An attachment of a plan", attachments, _path("name", "Name of the file.")
            )
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
