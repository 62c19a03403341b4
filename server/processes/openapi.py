"""What OpenAPI says about processes."""

from collections.abc import Mapping

from pipelines.definition import Dataset
from server.parameter import format_parameter, query_parameter
from server.processes import echo, validation
from server.processes.known import PROCESSES
from server.processes.process import Json, Named, Process

CONFORMANCE = (
    "http://www.opengis.net/spec/ogcapi-processes-1/1.0/conf/core",
    "http://www.opengis.net/spec/ogcapi-processes-1/1.0/conf/json",
    "http://www.opengis.net/spec/ogcapi-processes-1/1.0/conf/oas30",
    "http://www.opengis.net/spec/ogcapi-processes-1/1.0/conf/ogc-process-description",
)

EXAMPLES: Mapping[str, Json] = {
    echo.PROCESS.id: {"inputs": {"text": "Grüß Gott"}, "outputs": {"text": {"transmissionMode": "value"}}},
    validation.PROCESS.id: {"inputs": {"plan": "<xplan:XPlanAuszug …/>"}, "response": "document"},
}


def paths(datasets: Mapping[str, Dataset]) -> Json:  # noqa: ARG001 - processes are the same whatever is published
    """Return the path items of the processes."""
    limit = {"type": "integer", "minimum": 1, "maximum": 10000, "default": 10}
    return {
        "/processes": {
            "get": _get(
                "getProcesses", "The processes", "Processes", [query_parameter("limit", "Most processes.", limit)]
            )
        },
        **{path: item for process in PROCESSES.values() for path, item in _process(process).items()},
        "/jobs/{jobId}": {"get": _job("getStatus", "The state of a job")},
        "/jobs/{jobId}/results": {"get": _job("getResult", "The results of a job")},
    }


def _process(process: Process) -> Json:
    one, title = f"/processes/{process.id}", process.title.to("en")
    return {
        one: {"get": _get(f"describe-{process.id}", f"{title}: what it takes and gives", "Process", [])},
        f"{one}/execution": {"post": _execute(process)},
    }


def _schemas(named: Named) -> Json:
    """Of inputs or outputs, with OpenAPI 3.0's keywords alone."""
    return {
        name: {key: value for key, value in schema.items() if key != "contentMediaType"}
        for name, (_, schema) in named.items()
    }


def _refused(description: str) -> Json:
    """Plain JSON is the one type that OGC 18-062r2 has for refusals."""
    return {
        "description": description,
        "content": {"application/json": {"schema": {"$ref": "#/components/schemas/exception"}}},
    }


NO_PROCESS = _refused("There is no such process.")
NOT_JSON = _refused("Only JSON is on offer.")
UNAVAILABLE = _refused("The database does not answer; try again after the seconds in Retry-After.")


def _get(name: str, summary: str, answer: str, parameters: list[Json]) -> Json:
    return {
        "summary": summary,
        "tags": ["server"],
        "operationId": name,
        "parameters": [*parameters, format_parameter("json"), {"$ref": "#/components/parameters/lang"}],
        "responses": {
            "200": {
                "description": summary,
                "content": {"application/json": {"schema": {"$ref": f"#/components/schemas/{answer}"}}},
            },
            "400": _refused("A parameter is unknown or its value is wrong."),
            "404": NO_PROCESS,
            "406": NOT_JSON,
            "503": UNAVAILABLE,
        },
    }


def _execute(process: Process) -> Json:
    values = {"type": "object", "properties": _schemas(process.outputs)}
    one = {"oneOf": [{"type": each} for each in ("string", "number", "array", "object")]}
    return {
        "summary": f"{process.title.to('en')}: run it",
        "description": f"{process.about.to('en')} "
        "Outputs are one JSON document, or bare, where several are parts of one answer.",
        "tags": ["server"],
        "operationId": f"execute-{process.id}",
        "parameters": [format_parameter("json"), {"$ref": "#/components/parameters/lang"}],
        "requestBody": {
            "required": True,
            "content": {
                "application/json": {"schema": _request(process), "example": EXAMPLES[process.id]},
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
            "400": _refused("The request is wrong."),
            "404": NO_PROCESS,
            "406": NOT_JSON,
            "413": _refused("The request is too large."),
            "415": _refused("The request is not JSON."),
            "503": UNAVAILABLE,
        },
    }


def _request(process: Process) -> Json:
    """A value stands as it is, in an object with its ``value``, or behind a reference to this portal."""
    reference = [{"$ref": "#/components/schemas/Reference"}] if process.takes_references else []
    inputs = {
        name: {"anyOf": [schema, _object({"value": schema}, "value"), *reference]}
        for name, schema in _schemas(process.inputs).items()
    }
    output = _object({"transmissionMode": {"type": "string", "enum": ["value"]}, "format": {"type": "object"}})
    outputs = dict.fromkeys(process.outputs, output)
    response = {"type": "string", "enum": ["raw", "document"], "default": "raw"}
    required = ("inputs",) if process.required else ()
    return _object(
        {"inputs": _object(inputs, *sorted(process.required)), "outputs": _object(outputs), "response": response},
        *required,
    )


def _object(properties: Json, *required: str) -> Json:
    return {
        "type": "object",
        "properties": properties,
        "additionalProperties": False,
        **({"required": list(required)} if required else {}),
    }


def _job(name: str, summary: str) -> Json:
    """Jobs are of processes that run on behind their client's back; neither process does."""
    job = {"name": "jobId", "in": "path", "required": True, "description": "The job.", "schema": {"type": "string"}}
    return {
        "summary": summary,
        "description": "No process here leaves jobs behind, so that there is never one.",
        "tags": ["server"],
        "operationId": name,
        "parameters": [job],
        "responses": {
            "404": _refused("There is no such job."),
            "503": UNAVAILABLE,
        },
    }
