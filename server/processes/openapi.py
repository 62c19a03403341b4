"""What OpenAPI says about processes."""

from collections.abc import Mapping
from typing import Any

from pipelines.definition import Dataset
from server.processes import echo

Json = dict[str, Any]

CONFORMANCE = (
    "http://www.opengis.net/spec/ogcapi-processes-1/1.0/conf/core",
    "http://www.opengis.net/spec/ogcapi-processes-1/1.0/conf/json",
    "http://www.opengis.net/spec/ogcapi-processes-1/1.0/conf/oas30",
    "http://www.opengis.net/spec/ogcapi-processes-1/1.0/conf/ogc-process-description",
)

SCHEMAS: Json = {
    name: {key: value for key, value in schema.items() if key != "contentMediaType"}
    for name, (_, schema) in echo.INPUTS.items()
}
"""Of inputs and outputs, with OpenAPI 3.0's keywords alone."""

EXAMPLE: Json = {"inputs": {"text": "Grüß Gott"}, "outputs": {"text": {"transmissionMode": "value"}}}


def paths(datasets: Mapping[str, Dataset]) -> Json:  # noqa: ARG001 - processes are the same whatever is published
    """Return the path items of the processes."""
    limit = {"type": "integer", "minimum": 1, "maximum": 10000, "default": 10}
    one = f"/processes/{echo.ID}"
    return {
        "/processes": {
            "get": _get("getProcesses", "The processes", "Processes", [_query("limit", "Most processes.", limit)])
        },
        one: {"get": _get("getProcessDescription", "What the echo takes and gives", "Process", [])},
        f"{one}/execution": {"post": _execute()},
        "/jobs/{jobId}": {"get": _job("getStatus", "The state of a job")},
        "/jobs/{jobId}/results": {"get": _job("getResult", "The results of a job")},
    }


def _get(name: str, summary: str, answer: str, parameters: list[Json]) -> Json:
    return {
        "summary": summary,
        "tags": ["server"],
        "operationId": name,
        "parameters": [*parameters, _form(), {"$ref": "#/components/parameters/lang"}],
        "responses": {
            "200": {
                "description": summary,
                "content": {"application/json": {"schema": {"$ref": f"#/components/schemas/{answer}"}}},
            },
            "400": {"$ref": "#/components/responses/InvalidParameter"},
            "404": {"$ref": "#/components/responses/NotFound"},
            "406": {"$ref": "#/components/responses/NotAcceptable"},
            "503": {"$ref": "#/components/responses/Unavailable"},
        },
    }


def _execute() -> Json:
    refused = {"application/json": {"schema": {"$ref": "#/components/schemas/exception"}}}
    values = {"type": "object", "properties": SCHEMAS}
    one = {"oneOf": [{"type": each} for each in ("string", "number", "array", "object")]}
    return {
        "summary": "Run the echo",
        "description": "Returns the inputs: as one JSON document, or bare, where several are parts of one answer.",
        "tags": ["server"],
        "operationId": "execute",
        "parameters": [_form(), {"$ref": "#/components/parameters/lang"}],
        "requestBody": {
            "required": True,
            "content": {
                "application/json": {"schema": _request(), "example": EXAMPLE},
            },
        },
        "responses": {
            "200": {
                "description": "The outputs.",
                "content": {
                    "application/json": {"schema": {"anyOf": [values, one]}},
                    "text/plain": {"schema": {"type": "string"}},
                    "multipart/related": {"schema": {"type": "string"}},
                },
            },
            "204": {"description": "There is no output."},
            "400": {"description": "The request is wrong.", "content": refused},
            "404": {"description": "There is no such process.", "content": refused},
            "406": {"description": "Only JSON is on offer.", "content": refused},
            "413": {"description": "The request is too large.", "content": refused},
            "415": {"description": "The request is not JSON.", "content": refused},
            "503": {"$ref": "#/components/responses/Unavailable"},
        },
    }


def _request() -> Json:
    """A value stands as it is, in an object with its ``value``, or behind a reference to this portal."""
    inputs = {
        name: {"anyOf": [schema, _object({"value": schema}, "value"), {"$ref": "#/components/schemas/Reference"}]}
        for name, schema in SCHEMAS.items()
    }
    output = _object({"transmissionMode": {"type": "string", "enum": ["value"]}, "format": {"type": "object"}})
    outputs = dict.fromkeys(echo.INPUTS, output)
    response = {"type": "string", "enum": ["raw", "document"], "default": "raw"}
    return _object({"inputs": _object(inputs), "outputs": _object(outputs), "response": response})


def _object(properties: Json, *required: str) -> Json:
    return {
        "type": "object",
        "properties": properties,
        "additionalProperties": False,
        **({"required": list(required)} if required else {}),
    }


def _job(name: str, summary: str) -> Json:
    """Jobs are of processes that run on behind their client's back; the echo does not."""
    job = {"name": "jobId", "in": "path", "required": True, "description": "The job.", "schema": {"type": "string"}}
    return {
        "summary": summary,
        "description": "No process here leaves jobs behind, so that there is never one.",
        "tags": ["server"],
        "operationId": name,
        "parameters": [job],
        "responses": {
            "404": {"$ref": "#/components/responses/NotFound"},
            "503": {"$ref": "#/components/responses/Unavailable"},
        },
    }


def _form() -> Json:
    return _query("f", "Format of the answer. Without it, the Accept header decides.", _JSON)


def _query(name: str, description: str, schema: Json) -> Json:
    return {
        "name": name,
        "in": "query",
        "description": description,
        "schema": schema,
        "style": "form",
        "explode": False,
    }


_JSON: Json = {"type": "string", "enum": ["json"]}
