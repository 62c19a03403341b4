import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from pipelines.commands.xplan import xplan
from pipelines.database import Database
from pipelines.settings import ROOT, Settings
from pipelines.xplan.read import opened

PLANS = ROOT / "datasets" / "plans"
SCHEMAS = ROOT.parent / "shared" / "xplan" / "xsd"


def run(settings: Settings, *arguments: str) -> Result:
    return CliRunner().invoke(xplan, list(arguments), obj=settings, catch_exceptions=False)


@pytest.mark.parametrize("name", ["gartenweg", "muehlwiesen"])
def test_shipped_plans_are_valid_without_a_warning(name: str, tmp_path: Path) -> None:
    settings = Settings(home=tmp_path, xplan_schemas=SCHEMAS if SCHEMAS.is_dir() else None)
    done = run(settings, "make", str(PLANS / f"{name}.yml"), "--json", "-o", str(tmp_path / "plan.zip"))
    told = json.loads(done.stdout)
    assert done.exit_code == 0
    assert told["notices"] == []
    assert (told["validation"]["errors"], told["validation"]["warnings"]) == (0, 0)
    with opened(tmp_path / "plan.zip") as package:
        assert [each.name for each in package.attachments] == sorted(told["files"])
        assert package.document.notices == ()


def test_a_plan_goes_to_standard_output(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LC_ALL", "de_DE.UTF-8")
    done = run(Settings(home=tmp_path), "make", str(PLANS / "muehlwiesen.yml"))
    assert done.stdout.startswith("<?xml")
    first, second = done.stderr.splitlines()
    assert first == "! In einer .gml fehlen muehlwiesen.png, muehlwiesen.pgw; -o mit .zip schreibt alles zusammen."
    assert second.endswith("2 Objekte, XPlanGML 6.0, gültig")


def test_a_made_plan_is_published_once(settings: Settings, database: Database) -> None:
    first, again = (
        json.loads(run(settings, "make", str(PLANS / "muehlwiesen.yml"), "--import", "--json").stdout)["import"][
            "plans"
        ]
        for _ in range(2)
    )
    assert [each["status"] for each in first + again] == ["imported", "unchanged"]
    assert first[0]["name"] == "Mühlwiesen"


def test_a_plan_with_faults_is_written_and_told(tmp_path: Path) -> None:
    for path in (PLANS / "sources").glob("gartenweg_*"):
        target = tmp_path / "sources" / path.name
        target.parent.mkdir(exist_ok=True)
        target.write_text(path.read_text("utf-8").replace("510750 5393650", "510751 5393650", 1), "utf-8")
    definition = (PLANS / "gartenweg.yml").read_text("utf-8")
    (tmp_path / "gartenweg.yml").write_text(definition, "utf-8")
    done = run(Settings(home=tmp_path), "make", str(tmp_path / "gartenweg.yml"), "-o", str(tmp_path / "plan.gml"))
    assert done.exit_code == 1
    assert "! 2.2.1.1 Flächenschlussbedingung" in done.stderr
    assert (tmp_path / "plan.gml").stat().st_size
