"""``geoportal xplan validate``: exit codes, what it prints, and the files it writes."""

import json
import re
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from pipelines.commands.xplan import xplan
from pipelines.settings import Settings
from pipelines.xplan.validation.validation import validated
from tests.pipelines.xplan.plans import PLAN, SECTION, SQUARE, Zipped, area, polygon, text

TODAY = date(2026, 11, 27)
TURNED = "500000 5400000 500000 5400010 500010 5400010 500010 5400000 500000 5400000"
TOWN = "<xplan:gemeinde><xplan:XP_Gemeinde><xplan:ags>08116078</xplan:ags></xplan:XP_Gemeinde></xplan:gemeinde>"
SCOPE = f"<xplan:raeumlicherGeltungsbereich>{polygon()}</xplan:raeumlicherGeltungsbereich>"
WHOLE = PLAN.replace("<xplan:bereich", f"{SCOPE}{TOWN}<xplan:planArt>1000</xplan:planArt><xplan:bereich")
POSITION = polygon().replace('"G"', '"G2"')
GOOD = text(WHOLE, SECTION, area(position=POSITION))
BAD = GOOD.replace(POSITION, POSITION.replace(SQUARE, TURNED))


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Any:
    monkeypatch.setenv("LC_ALL", "de_DE.UTF-8")
    settings = Settings(home=tmp_path, xplan_schemas=tmp_path / "none")

    def validate(content: str, *arguments: str) -> Result:
        path = tmp_path / "plan.gml"
        path.write_text(content, "utf-8")
        call = ["validate", str(path), *arguments]
        return CliRunner().invoke(xplan, call, obj=settings, catch_exceptions=False)

    return validate


def test_a_plan_in_order_is_valid(run: Any) -> None:
    result = run(GOOD)

    assert result.exit_code == 0
    assert "Das XML-Schema dieser Fassung liegt nicht vor" in result.output
    assert result.output.splitlines()[-1] == "plan.gml: gültig (0 Fehler, 0 Warnungen)"


def test_a_fault_is_told_with_its_place(run: Any) -> None:
    result = run(BAD)

    assert result.exit_code == 1
    assert "2.2.2.1" in result.output
    assert "Ein Außenring läuft im Uhrzeigersinn." in result.output
    assert result.output.splitlines()[-1] == "plan.gml: nicht gültig (1 Fehler, 0 Warnungen)"


def test_machines_get_findings_and_checks(run: Any) -> None:
    told = json.loads(run(BAD, "--json").output)

    assert (told["valid"], told["version"], told["crs"], told["errors"]) == (False, "6.0", 25832, 1)
    (finding,) = told["findings"]
    assert finding["rule"] == "2.2.2.1"
    assert finding["title"] == "Geometrische Validität"
    assert finding["severity"] == "error"
    assert finding["gml_ids"] == ["F", "G2"]
    assert finding["place"] == pytest.approx([9.0, 48.751], abs=0.01)
    assert finding["coordinates"] == pytest.approx([500000, 5400000], abs=20)
    status = {check["rule"]: check["status"] for check in told["checks"]}
    assert status["schema"] == "not_applicable"
    assert status["catalogue"] == status["2.2.1.1"] == "done"
    assert status["8"] == "not_implemented"


@pytest.mark.parametrize(
    ("square", "crs"),
    [
        pytest.param("9.00 48.75 9.01 48.75 9.01 48.76 9.00 48.76 9.00 48.75", "EPSG:25832", id="degrees"),
        pytest.param(
            "5400000 500000 5400010 500000 5400010 500010 5400000 500010 5400000 500000", "EPSG:25832", id="yx"
        ),
        pytest.param(SQUARE, "EPSG:4326", id="metres"),
    ],
)
def test_a_plan_that_lies_where_its_crs_is_not_for_is_told(run: Any, square: str, crs: str) -> None:
    told = json.loads(run(GOOD.replace(SQUARE, square).replace("EPSG:25832", crs), "--json").output)

    assert "region" in {finding["rule"] for finding in told["findings"]}


def test_a_newer_version_is_told(run: Any) -> None:
    told = json.loads(run(GOOD.replace("xplangml/6/0", "xplangml/9/0"), "--json").output)

    assert (told["valid"], told["version"], told["warnings"]) == (True, "9.0", 1)
    assert told["findings"][0]["message"]["en"] == "XPlanGML 9.0 is not known here yet; it is read as 6.0."


def test_a_number_that_no_crs_has_is_told(run: Any) -> None:
    result = run(GOOD.replace("EPSG:25832", "EPSG:99999"), "--json")

    assert result.exit_code == 1
    assert {(each["rule"], each["place"]) for each in json.loads(result.output)["findings"]} == {("2.1.3.1", None)}


@pytest.mark.parametrize("content", ["no XML", GOOD[:-20], "<!DOCTYPE x []>" + GOOD.split("?>")[1]])
def test_what_cannot_be_read_ends_with_2(run: Any, content: str) -> None:
    result = run(content, "--json")

    assert result.exit_code == 2
    assert json.loads(result.stdout)["exit_code"] == 2


def test_the_page_has_a_drawing_and_asks_nothing_of_anybody(run: Any, tmp_path: Path) -> None:
    page = tmp_path / "report.html"
    run(BAD.replace("Weidach", "<![CDATA[<script>alert(1)</script>]]>"), "--html", str(page))
    written = page.read_text("utf-8")

    assert "Nicht gültig." in written
    assert re.search(r'<path class="fault" d="M[0-9. LM]+', written)
    assert not re.search(r"<script|src=|href=\"http|url\(", written)


def test_places_are_written_as_geojson(run: Any, tmp_path: Path) -> None:
    places = tmp_path / "places.geojson"
    run(BAD, "--geojson", str(places))
    (feature,) = json.loads(places.read_text("utf-8"))["features"]

    assert feature["properties"]["rule"] == "2.2.2.1"
    assert feature["geometry"]["type"] == "LineString"
    assert feature["geometry"]["coordinates"][0] == pytest.approx([9.0, 48.751], abs=0.01)


def test_an_archive_must_hold_what_its_plan_refers_to(zipped: Zipped, tmp_path: Path) -> None:
    reference = (
        "<xplan:externeReferenz><xplan:XP_SpezExterneReferenz><xplan:referenzName>Plan</xplan:referenzName>"
        "<xplan:referenzURL>plan.pdf</xplan:referenzURL><xplan:typ>1000</xplan:typ></xplan:XP_SpezExterneReferenz>"
        "</xplan:externeReferenz><xplan:bereich"
    )
    document = text(PLAN.replace("<xplan:bereich", reference), SECTION, area()).encode()
    alone = zipped({"xplan.gml": document})
    found = {each.rule for each in validated(alone, tmp_path, TODAY).findings}
    whole = zipped({"xplan.gml": document, "plan.pdf": b"%PDF-1.7\n"})

    assert "archive" in found
    assert "archive" not in {each.rule for each in validated(whole, tmp_path, TODAY).findings}
