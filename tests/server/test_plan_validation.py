"""The process xplan-validation: a plan goes in, the report comes out, nothing stays."""

import base64
import io
import json
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


def run(http: httpx.Client, plan: object, **more: object) -> httpx.Response:
    return http.post(EXECUTION, json={"inputs": {"plan": plan, **more}}, timeout=120)


def encoded() -> str:
    return base64.b64encode(DOCUMENT.encode()).decode()


def zipped() -> str:
    file = io.BytesIO()
    with ZipFile(file, "w") as archive:
        archive.writestr("xplan.gml", DOCUMENT)
    return base64.b64encode(file.getvalue()).decode()


@pytest.mark.parametrize(
    "plan", [DOCUMENT, {"value": DOCUMENT}, encoded(), zipped()], ids=["text", "value", "base64", "archive"]
)
def test_the_report_comes_back_and_the_plan_is_gone(http: httpx.Client, plan: object) -> None:
    answer = run(http, plan)
    report = answer.json()

    assert answer.status_code == 200
    assert answer.headers["Cache-Control"] == "no-store"
    assert (report["valid"], report["version"]) == (False, "6.0")
    assert "2.2.2.1" in {finding["rule"] for finding in report["findings"]}
    assert not list(Path(tempfile.gettempdir()).glob("plan-*"))


def test_report_holds_drawing_and_page_where_asked_for(http: httpx.Client) -> None:
    report = run(http, encoded(), name="Weidacher Steige.gml", **{"with": ["drawing", "page"]}).json()

    assert report["file"] == "Weidacher Steige.gml"
    assert "Weidacher Steige.gml" in report["page"]
    shown = [feature["properties"] for feature in report["drawing"]["features"]]
    assert "BP_BaugebietsTeilFlaeche" in {each.get("class") for each in shown}
    faults = {report["findings"][each["finding"]]["rule"] for each in shown if "finding" in each}
    assert "2.2.2.1" in faults


@pytest.mark.parametrize(
    "name", ["../plan.gml", "/etc/plan.gml", ".plan.gml", "plan.exe", "plan.gml/", "漢" * 99 + ".gml"]
)
def test_names_that_are_no_plan_s_are_refused(http: httpx.Client, name: str) -> None:
    assert run(http, DOCUMENT, name=name).status_code == 400


@pytest.mark.parametrize(
    ("plan", "said"),
    [
        pytest.param("kein XML", "neither XML nor base64", id="neither"),
        pytest.param("<x>\ud800</x>", "neither XML nor base64", id="half a character"),
        pytest.param("<html/>", "is no XPlanGML", id="other XML"),
        pytest.param('<!DOCTYPE x [<!ENTITY a "b">]><x>&a;</x>', "holds a DOCTYPE. It is not read", id="entities"),
        pytest.param(base64.b64encode(b"PK but no archive").decode(), "plan.zip is", id="no archive"),
        pytest.param({"href": "http://127.0.0.1/plan.gml"}, "inputs.plan", id="reference"),
        pytest.param(5, "inputs.plan", id="number"),
    ],
)
def test_what_is_no_plan_is_refused(http: httpx.Client, plan: object, said: str) -> None:
    body = json.dumps({"inputs": {"plan": plan}})
    answer = http.post(EXECUTION, content=body, headers={"Accept-Language": "en"}, timeout=120)

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
