"""The process xplan-validation: a plan goes in, the report comes out, nothing stays."""

import base64
import io
import tempfile
from pathlib import Path
from zipfile import ZipFile

import httpx
import pytest

from tests.pipelines.xplan.plans import PLAN, SECTION, area, polygon, text

EXECUTION = "/api/processes/xplan-validation/execution"
TURNED = "500000 5400000 500000 5400010 500010 5400010 500010 5400000 500000 5400000"
CLOCKWISE = polygon(f"<gml:LinearRing><gml:posList>{TURNED}</gml:posList></gml:LinearRing>")
DOCUMENT = text(PLAN, SECTION, area(position=CLOCKWISE))


def run(http: httpx.Client, plan: object) -> httpx.Response:
    return http.post(EXECUTION, json={"inputs": {"plan": plan}}, timeout=120)


def zipped() -> str:
    file = io.BytesIO()
    with ZipFile(file, "w") as archive:
        archive.writestr("xplan.gml", DOCUMENT)
    return base64.b64encode(file.getvalue()).decode()


@pytest.mark.parametrize("plan", [DOCUMENT, {"value": DOCUMENT}, zipped()], ids=["text", "value", "archive"])
def test_the_report_comes_back_and_the_plan_is_gone(http: httpx.Client, plan: object) -> None:
    answer = run(http, plan)
    report = answer.json()

    assert answer.status_code == 200
    assert answer.headers["Cache-Control"] == "no-store"
    assert (report["valid"], report["version"]) == (False, "6.0")
    assert "2.2.2.1" in {finding["rule"] for finding in report["findings"]}
    assert not list(Path(tempfile.gettempdir()).glob("plan-*"))


@pytest.mark.parametrize(
    ("plan", "said"),
    [
        pytest.param("kein XML", "neither XML nor base64", id="neither"),
        pytest.param("<html/>", "is no XPlanGML", id="other XML"),
        pytest.param('<!DOCTYPE x [<!ENTITY a "b">]><x>&a;</x>', "inputs.plan", id="entities"),
        pytest.param(base64.b64encode(b"PK but no archive").decode(), "inputs.plan", id="no archive"),
        pytest.param({"href": "http://127.0.0.1/plan.gml"}, "inputs.plan", id="reference"),
        pytest.param(5, "inputs.plan", id="number"),
    ],
)
def test_what_is_no_plan_is_refused(http: httpx.Client, plan: object, said: str) -> None:
    answer = http.post(EXECUTION, json={"inputs": {"plan": plan}}, headers={"Accept-Language": "en"}, timeout=120)

    assert answer.status_code == 400
    assert said in answer.json()["detail"]


def test_a_plan_is_needed(http: httpx.Client) -> None:
    assert http.post(EXECUTION, json={"inputs": {}}).status_code == 400


def test_what_is_too_large_is_refused(http: httpx.Client) -> None:
    assert run(http, "<x>" + " " * 20_000_000).status_code == 413


def test_the_process_is_described(http: httpx.Client) -> None:
    listed = [each["id"] for each in http.get("/api/processes").json()["processes"]]
    described = http.get("/api/processes/xplan-validation").json()

    assert listed == ["echo", "xplan-validation"]
    assert described["jobControlOptions"] == ["sync-execute"]
    assert described["inputs"]["plan"]["minOccurs"] == 1
    assert http.get("/api/processes?limit=1").json()["processes"][0]["id"] == "echo"
