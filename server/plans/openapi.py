"""What OpenAPI says about plans."""

from collections.abc import Mapping
from typing import Any

from pipelines.definition import Dataset
from pipelines.plans.file import MEDIA_TYPES
from server.parameter import format_parameter, query_parameter
from server.plans.documents import GML, WEBP, ZIP
from server.plans.schemas import ANSWER, AT, PLAN, TEXT

Json = dict[str, Any]

CONFORMANCE: tuple[str, ...] = ()
"""No standard of OGC API has a class for them."""

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
