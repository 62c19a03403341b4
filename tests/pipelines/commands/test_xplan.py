import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from pipelines.commands.xplan import xplan
from pipelines.errors import UsageError
from pipelines.settings import Settings
from tests.pipelines.xplan.plans import PLAN, SECTION, area, text


@pytest.fixture
def plan(tmp_path: Path) -> Path:
    path = tmp_path / "plan.gml"
    state = "<xplan:rechtsstand>4000</xplan:rechtsstand><xplan:bereich"
    features = (PLAN.replace("<xplan:bereich", state), SECTION, area(), '<xplan:XP_PPO gml:id="X"/>')
    path.write_text(text(*features), "utf-8")
    return path


def run(settings: Settings, *arguments: str) -> Result:
    return CliRunner().invoke(xplan, list(arguments), obj=settings, catch_exceptions=False)


def test_a_plan_is_shown_in_words(plan: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LC_ALL", "de_DE.UTF-8")
    assert run(Settings(home=tmp_path), "show", str(plan)).output.splitlines() == [
        "XPlanGML 6.0, EPSG:25832",
        "BP_Plan: 12-3 Weidach, Der Plan ist in Kraft getreten (3 Objekte)",
        "       1 BP_BaugebietsTeilFlaeche",
        "       1 BP_Bereich",
        "       1 BP_Plan",
        "       1 XP_PPO",
        "! X: 1 Objekte gehören zu keinem Plan.",
    ]


def test_a_plan_is_shown_to_machines(plan: Path, tmp_path: Path) -> None:
    shown = json.loads(run(Settings(home=tmp_path), "show", str(plan), "--json").output)
    assert shown["version"] == "6.0"
    assert shown["crs"] == {"srsName": "EPSG:25832", "epsg": 25832}
    assert shown["plans"] == [
        {
            "gml_id": "P",
            "class": "BP_Plan",
            "name": "Weidach",
            "nummer": "12-3",
            "rechtsstand": {"code": "4000", "words": "Der Plan ist in Kraft getreten"},
            "features": 3,
        }
    ]
    assert [(notice["rule"], notice["gml_id"]) for notice in shown["notices"]] == [("loose", "X")]


def test_schemas_that_are_there_are_not_fetched(tmp_path: Path) -> None:
    place = tmp_path / "schemas" / "XPlanGML_6_0"
    place.mkdir(parents=True)
    (place / "XPlanGML.xsd").write_text("<schema/>")
    found = run(Settings(home=tmp_path, xplan_schemas=place.parent), "schemas", "6.0", "--json")
    assert json.loads(found.output) == {"schemas": {"6.0": str(place)}}


def test_a_version_that_does_not_exist_is_a_wrong_call(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="nicht bekannt"):
        run(Settings(home=tmp_path), "schemas", "7.0")
