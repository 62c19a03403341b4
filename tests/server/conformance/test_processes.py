"""OGC API – Processes – Part 1: Core (18-062r2), the identifiers as its clauses have them."""

from collections.abc import Callable
from email import message_from_bytes
from typing import Any

import httpx
import pytest
from jsonschema import Draft202012Validator  # type: ignore[import-untyped]

from tests.server.conformance.conftest import Get, Json
from tests.server.conformance.links import OGC, links

EXECUTION = "/api/processes/echo/execution"
EXCEPTIONS = "http://www.opengis.net/def/exceptions/ogcapi-processes-1/1.0"
FEATURE = {"type": "Feature", "geometry": {"type": "Point", "coordinates": [9.1, 48.7]}, "properties": {"a": "ä"}}
BOX = {"bbox": [51.9, 7, 52, 7.1], "crs": "http://www.opengis.net/def/crs/OGC/1.3/CRS84"}

Execute = Callable[..., httpx.Response]


@pytest.fixture(scope="module")
def execute(http: httpx.Client) -> Execute:
    """Run the echo with these inputs and return its outputs as a document."""

    def run(inputs: Json, **more: Any) -> httpx.Response:
        return http.post(EXECUTION, json={"inputs": inputs, "response": "document"} | more)

    return run


def test_req_core_landingpage_op(http: httpx.Client) -> None:
    assert http.get("/api").status_code == 200


def test_req_core_landingpage_success(get: Get) -> None:
    assert all(links(get(), each) for each in ("service-desc", "conformance", f"{OGC}processes"))


def test_req_core_api_definition_op(get: Get, http: httpx.Client) -> None:
    assert all(http.get(link["href"]).status_code == 200 for link in links(get(), "service-desc"))


def test_req_core_api_definition_success(document: Json) -> None:
    assert {"/processes", "/processes/echo", "/processes/echo/execution"} <= document["paths"].keys()


def test_req_core_conformance_op(http: httpx.Client) -> None:
    assert http.get("/api/conformance").status_code == 200


def test_req_core_conformance_success(get: Get) -> None:
    assert "http://www.opengis.net/spec/ogcapi-processes-1/1.0/conf/core" in get("/conformance")["conformsTo"]


def test_req_core_http(http: httpx.Client) -> None:
    refused = http.get(EXECUTION)
    assert (refused.status_code, refused.headers["Allow"]) == (405, "OPTIONS, POST")
    asked = http.options(EXECUTION)
    assert (asked.status_code, asked.headers["Access-Control-Allow-Methods"]) == (204, "OPTIONS, POST")


def test_req_core_test_process(get: Get) -> None:
    assert len(get("/processes")["processes"]) >= 1


def test_req_core_process_list(http: httpx.Client) -> None:
    assert http.get("/api/processes").status_code == 200


def test_req_core_pl_limit_definition(http: httpx.Client, document: Json) -> None:
    (limit,) = (each for each in document["paths"]["/processes"]["get"]["parameters"] if each.get("name") == "limit")
    assert limit["schema"] == {"type": "integer", "minimum": 1, "maximum": 10000, "default": 10}
    assert http.get("/api/processes", params={"limit": "0"}).status_code == 400


def test_req_core_pl_limit_response(get: Get) -> None:
    assert len(get("/processes", limit=1)["processes"]) == 1


def test_req_core_pl_links(get: Get) -> None:
    found = get("/processes")
    assert links(found, "self")
    assert all(links(each, "self") for each in found["processes"])


def test_req_core_process_list_success(get: Get) -> None:
    for each in get("/processes")["processes"]:
        assert each["id"]
        assert each["version"]


def test_req_core_process(http: httpx.Client, get: Get) -> None:
    for each in get("/processes")["processes"]:
        assert http.get(links(each, "self")[0]["href"]).status_code == 200


def test_req_core_process_success(http: httpx.Client, get: Get) -> None:
    found = get("/processes/echo")
    assert found["jobControlOptions"] == ["sync-execute"]
    (link,) = links(found, f"{OGC}execute")
    assert link["href"] == f"{http.base_url}{EXECUTION}"


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("GET", "/api/processes/foto"),
        ("POST", "/api/processes/foto/execution"),
        ("GET", "/api/processes/foto/results"),
    ],
)
def test_req_core_process_exception_no_such_process(http: httpx.Client, method: str, path: str) -> None:
    answer = http.request(method, path)
    assert (answer.status_code, answer.json()["type"]) == (404, f"{EXCEPTIONS}/no-such-process")
    assert answer.headers["Content-Type"] == "application/json"


def test_req_core_process_execute_op(http: httpx.Client) -> None:
    assert http.post(EXECUTION, json={"inputs": {}}).status_code == 204


@pytest.mark.parametrize(
    "body",
    [
        "",
        "[]",
        "{",
        '{"inputs": []}',
        '{"inputs": {"x": 1}}',
        '{"outputs": {"x": {}}}',
        '{"response": "x"}',
        "[" * 9999,
    ],
)
def test_req_core_process_execute_request(http: httpx.Client, body: str) -> None:
    answer = http.post(EXECUTION, content=body, headers={"Content-Type": "application/json"})
    assert (answer.status_code, answer.headers["Content-Type"]) == (400, "application/json")
    assert answer.json()["code"] == "InvalidParameterValue"


def test_req_core_process_execute_inputs(execute: Execute, http: httpx.Client, get: Get) -> None:
    href = f"{http.base_url}/api/collections/baeume/items/B%2F003"
    assert execute({"feature": {"href": href}}).json() == {"feature": get("/collections/baeume/items/B%2F003")}
    assert execute({"text": "innen"}).json() == {"text": "innen"}
    for elsewhere in ("http://169.254.169.254/", "file:///etc/passwd", f"{http.base_url}.example.org/api/", "x"):
        assert execute({"text": {"href": elsewhere}}).status_code == 400


def test_req_core_process_execute_input_array(execute: Execute) -> None:
    assert execute({"list": [1, 2, 3]}).json() == {"list": [1, 2, 3]}


def test_req_core_process_execute_input_inline_object(execute: Execute) -> None:
    assert execute({"feature": {"value": FEATURE}}).json() == {"feature": FEATURE}


@pytest.mark.parametrize("value", ["Text", 4.25, {"a": [1, {"b": None}]}])
def test_req_core_process_execute_input_mixed_type(execute: Execute, value: object) -> None:
    assert execute({"mixed": {"value": value}}).json() == {"mixed": value}


def test_req_core_process_execute_input_inline_binary(execute: Execute) -> None:
    given = {"value": "AAEC", "encoding": "base64", "mediaType": "text/plain"}
    assert execute({"document": given}).json() == {"document": "AAEC"}


def test_req_core_process_execute_input_inline_bbox(execute: Execute) -> None:
    assert execute({"box": BOX}).json() == {"box": BOX}


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("text", 1),
        ("number", "1"),
        ("mixed", [1]),
        ("list", ["a"]),
        ("box", {"bbox": [1, 2, 3]}),
        ("document", {"type": "wrong/type"}),
        ("feature", {"type": "Point"}),
    ],
)
def test_req_core_process_execute_input_validation(execute: Execute, name: str, value: object) -> None:
    answer = execute({name: value})
    assert answer.status_code == 400
    assert f"inputs.{name}" in answer.json()["detail"]


def test_req_core_process_execute_default_outputs(execute: Execute) -> None:
    inputs = {"text": "a", "number": 2, "list": [3]}
    assert execute(inputs).json() == inputs
    assert execute(inputs, outputs={"number": {}}).json() == {"number": 2}


def test_req_core_process_execute_default_execution_mode(execute: Execute) -> None:
    assert execute({"text": "a"}).status_code == 200


def test_req_core_process_execute_auto_execution_mode(http: httpx.Client) -> None:
    for preferred in ("respond-async", "respond-sync"):
        answer = http.post(EXECUTION, json={"inputs": {"text": "a"}}, headers={"Prefer": preferred})
        assert (answer.status_code, answer.text) == (200, "a")


def test_req_core_process_execute_sync_raw_value_one(http: httpx.Client) -> None:
    assert http.post(EXECUTION, json={"inputs": {"feature": FEATURE}, "response": "raw"}).json() == FEATURE


def test_req_core_process_execute_sync_raw_value_multi(http: httpx.Client) -> None:
    answer = http.post(EXECUTION, json={"inputs": {"text": "ä", "list": [1]}, "response": "raw"})
    message = message_from_bytes(f"Content-Type: {answer.headers['Content-Type']}\r\n\r\n".encode() + answer.content)
    assert message.get_content_type() == "multipart/related"
    parts = {str(part["Content-ID"]): part.get_payload(decode=True) for part in message.walk() if part["Content-ID"]}
    assert parts == {"<text>": "ä".encode(), "<list>": b"[1]"}


def test_req_core_process_execute_sync_document(execute: Execute) -> None:
    answer = execute({"text": "a", "box": BOX})
    assert answer.headers["Content-Type"] == "application/json"
    assert answer.json() == {"text": "a", "box": BOX}


def test_req_core_job_exception_no_such_job(http: httpx.Client) -> None:
    answer = http.get("/api/jobs/1")
    assert (answer.status_code, answer.json()["type"]) == (404, f"{EXCEPTIONS}/no-such-job")
    assert answer.headers["Content-Type"] == "application/json"


def test_req_core_job_results_exception_no_such_job(http: httpx.Client) -> None:
    answer = http.get("/api/jobs/1/results")
    assert (answer.status_code, answer.json()["type"]) == (404, f"{EXCEPTIONS}/no-such-job")


def test_req_json_definition(http: httpx.Client) -> None:
    for path in ("/api/processes", "/api/processes/echo"):
        assert http.get(path, headers={"Accept": "application/json"}).headers["Content-Type"] == "application/json"


def test_req_oas30_completeness(document: Json) -> None:
    assert {"200", "400", "404"} <= document["paths"]["/processes/echo/execution"]["post"]["responses"].keys()


def test_req_ogc_process_description_json_encoding(get: Get) -> None:
    assert get("/processes/echo").keys() >= {"id", "version", "inputs", "outputs", "links"}


def test_req_ogc_process_description_inputs_def(get: Get) -> None:
    assert set(get("/processes/echo")["inputs"]) == {"text", "number", "mixed", "list", "box", "document", "feature"}


def test_req_ogc_process_description_input_def(get: Get) -> None:
    for each in get("/processes/echo")["inputs"].values():
        Draft202012Validator.check_schema(each["schema"])


def test_req_ogc_process_description_input_mixed_type(get: Get) -> None:
    kinds = [each["type"] for each in get("/processes/echo")["inputs"]["mixed"]["schema"]["oneOf"]]
    assert kinds == ["string", "number", "object"]


def test_req_ogc_process_description_outputs_def(get: Get) -> None:
    found = get("/processes/echo")
    assert set(found["outputs"]) == set(found["inputs"])


def test_req_ogc_process_description_output_def(get: Get) -> None:
    for each in get("/processes/echo")["outputs"].values():
        Draft202012Validator.check_schema(each["schema"])


def test_bodies_are_bounded(http: httpx.Client) -> None:
    assert http.post(EXECUTION, json={"inputs": {"text": "a" * 1_000_000}}).status_code == 413
    assert http.post(EXECUTION, content="a", headers={"Content-Type": "text/plain"}).status_code == 415
