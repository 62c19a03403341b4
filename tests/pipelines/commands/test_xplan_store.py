import json
import re
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from pipelines.cli import main
from pipelines.commands.xplan import xplan
from pipelines.errors import RefusedError, UsageError
from pipelines.publishing.lock import actor
from pipelines.settings import Settings
from pipelines.xplan.read import opened
from tests.pipelines.xplan.plans import PLAN, SECTION, SQUARE, area, polygon, text

TOWN = (
    "<xplan:gemeinde><xplan:XP_Gemeinde><xplan:ags>08116078</xplan:ags></xplan:XP_Gemeinde></xplan:gemeinde>"
    "<xplan:planArt>1000</xplan:planArt><xplan:rechtsstand>4000</xplan:rechtsstand>"
)
BOW_TIE = SQUARE.replace("500010.00 5400010.00 500000.00 5400010.00", "500000.00 5400010.00 500010.00 5400010.00")


def written(path: Path, *, name: str = "Weidach", scope: str = SQUARE, version: str = "6/0") -> Path:
    """A valid plan without content."""
    ring = f"<gml:LinearRing><gml:posList>{scope}</gml:posList></gml:LinearRing>"
    scoped = f"<xplan:raeumlicherGeltungsbereich>{polygon(ring)}</xplan:raeumlicherGeltungsbereich>"
    plan = PLAN.replace("<xplan:bereich", f"{scoped}{TOWN}<xplan:bereich").replace("Weidach", name)
    section = re.sub("<xplan:planinhalt.*?/>", "", SECTION)
    path.write_text(text(plan, section).replace("/6/0", f"/{version}"), "utf-8")
    return path


@pytest.fixture(autouse=True)
def german(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LC_ALL", "de_DE.UTF-8")


def run(settings: Settings, *arguments: str) -> Result:
    return CliRunner().invoke(xplan, list(arguments), obj=settings, catch_exceptions=False)


def shown_history(settings: Settings) -> str:
    return run(settings, "history", "P").output


def test_a_plan_goes_its_whole_way(settings: Settings, tmp_path: Path) -> None:
    plan, copy = written(tmp_path / "plan.gml"), tmp_path / "copy.zip"
    done = json.loads(run(settings, "import", str(plan), "--json").output)
    assert done["plans"] == [{"id": "P", "name": "Weidach", "version": "6.0", "status": "imported", "number": 1}]
    assert done["validation"] == {"valid": True, "errors": 0, "warnings": 0, "rules": []}
    assert "P: 12-3 Weidach, XPlanGML 6.0: unverändert (1)" in run(settings, "import", str(plan)).output

    exported = run(settings, "export", "weidach")
    assert exported.stderr == ""
    run(settings, "export", "12-3", "-o", str(copy))
    with opened(copy) as package:
        assert package.main.read_bytes() == exported.stdout_bytes

    run(settings, "import", str(written(plan, name="Weidach II")))
    (listed,) = json.loads(run(settings, "list", "--json").output)
    assert (listed["name"], listed["number"]) == ("Weidach II", 2)
    assert listed["rechtsstand"] == {"code": "4000", "words": "Der Plan ist in Kraft getreten"}
    versions = json.loads(run(settings, "history", "P", "--json").output)["versions"]
    assert [(each["number"], each["live"], each["source"]) for each in versions] == [
        (2, True, "plan.gml"),
        (1, False, "plan.gml"),
    ]
    assert run(settings, "rollback", "P").output == "P: Fassung 1 ist wieder veröffentlicht.\n"
    assert re.search(rf"veröffentlicht, zurückgeholt [\d.]+, [\d:]+ Uhr von {actor()}", shown_history(settings))
    assert run(settings, "export", "P").stdout_bytes == exported.stdout_bytes
    assert run(settings, "withdraw", "P").output == "P ist nicht mehr veröffentlicht.\n"
    assert json.loads(run(settings, "list", "--json").output) == []
    assert re.search(rf"herausgenommen [\d.]+, [\d:]+ Uhr von {actor()}", shown_history(settings))
    (newer, older) = json.loads(run(settings, "history", "P", "--json").output)["versions"]
    assert (newer["returned_by"], newer["withdrawn_by"]) == (None, None)
    assert (older["live"], older["returned_by"], older["withdrawn_by"]) == (False, actor(), actor())
    assert run(settings, "rollback", "P", "1").exit_code == 0
    assert "herausgenommen" not in shown_history(settings)
    run(settings, "withdraw", "P")
    with pytest.raises(UsageError, match="nicht veröffentlicht"):
        run(settings, "export", "P")


def test_a_planner_reads_what_a_file_would_change(settings: Settings, tmp_path: Path) -> None:
    plan = written(tmp_path / "plan.gml")
    assert run(settings, "diff", str(plan)).output == "P: Weidach: neu (2 Objekte)\n"
    run(settings, "import", str(plan))
    assert run(settings, "diff", str(plan)).output == "P: Weidach: unverändert\n"
    plan.write_text(plan.read_text("utf-8").replace("<xplan:rechtsstand>4000", "<xplan:rechtsstand>2400"), "utf-8")
    assert run(settings, "diff", str(plan)).output.splitlines() == [
        "P: Weidach: 0 neu, 1 geändert, 0 entfallen, 1 unverändert",
        "  Geändert (1)",
        "    Bebauungsplan „12-3 Weidach“ · P",
        "      Rechtsstand: Der Plan ist in Kraft getreten → Der Plan wird öffentlich ausgelegt (§3 Abs. 2 BauGB)",
    ]
    (found,) = json.loads(run(settings, "diff", str(plan), "--json").output)["plans"]
    assert found["counts"] == {"added": 0, "changed": 1, "removed": 0, "unchanged": 1, "technical": 0}
    (change,) = found["changes"]
    assert (change["kind"], change["class"], change["id"]) == ("changed", "BP_Plan", "P")
    assert (change["technical"], change["only_technical"]) == ([], False)
    assert change["title"] == {"de": "Bebauungsplan", "en": "Development plan"}
    (value,) = change["values"]
    assert (value["property"], value["title"]) == ("rechtsstand", "Rechtsstand")
    assert [each["value"] for each in (*value["before"], *value["after"])] == ["4000", "2400"]


def test_a_plan_that_breaks_rules_is_law_all_the_same(settings: Settings, tmp_path: Path) -> None:
    plan = written(tmp_path / "plan.gml", scope=BOW_TIE)
    done = json.loads(run(settings, "import", str(plan), "--json").output)
    assert done["plans"][0]["status"] == "imported"
    assert not done["validation"]["valid"]
    assert "2.2.2.1" in {each["rule"] for each in done["validation"]["rules"]}
    assert BOW_TIE.encode() in run(settings, "export", "P").stdout_bytes


def test_a_plan_with_what_its_version_does_not_know_is_refused_unless_somebody_insists(
    settings: Settings, tmp_path: Path
) -> None:
    plan = written(tmp_path / "plan.gml")
    plan.write_text(
        plan.read_text("utf-8").replace("<xplan:nummer>", "<xplan:farbe>rot</xplan:farbe><xplan:nummer>"), "utf-8"
    )
    with pytest.raises(RefusedError, match=r"kein regelrechtes XPlanGML: Struktur") as refused:
        run(settings, "import", str(plan))
    assert refused.value.exit_code == 5
    assert json.loads(run(settings, "list", "--json").output) == []
    assert (
        json.loads(run(settings, "import", str(plan), "--force", "--json").output)["plans"][0]["status"] == "imported"
    )


def test_a_plan_leaves_in_another_version_with_a_list_of_what_stayed(settings: Settings, tmp_path: Path) -> None:
    plan = written(tmp_path / "plan.gml", version="5/4")
    old = '<xplan:nordwinkel uom="grad">3</xplan:nordwinkel><xplan:nummer>12-3'
    plan.write_text(plan.read_text("utf-8").replace("<xplan:nummer>12-3", old), "utf-8")
    run(settings, "import", str(plan), "--force")
    exported = run(settings, "export", "P", "--version", "6.0")
    assert b'xmlns:xplan="http://www.xplanung.de/xplangml/6/0"' in exported.stdout_bytes
    assert "P BP_Plan.nordwinkel (3): dieses Merkmal gibt es in der neuen Fassung nicht" in exported.stderr
    with pytest.raises(UsageError, match=r"wird nicht nach 4\.1 umgesetzt"):
        run(settings, "export", "P", "--version", "4.1")
    with pytest.raises(UsageError, match="--as plu schreibt keines"):
        run(settings, "export", "P", "--as", "plu", "--version", "6.0")
    with pytest.raises(UsageError, match="endet weder auf"):
        run(settings, "export", "P", "-o", str(tmp_path / "plan.pdf"))


def test_of_two_plans_in_a_file_both_are_imported_or_none(settings: Settings, tmp_path: Path) -> None:
    path = tmp_path / "plans.gml"
    twice = text(PLAN, SECTION, area(), PLAN.replace('"P"', '"Q"').replace("#B", "#C"))
    path.write_text(twice, "utf-8")
    done = json.loads(run(settings, "import", str(path), "--force", "--json").output)
    assert [(each["id"], each["number"]) for each in done["plans"]] == [("P", 1), ("Q", 1)]
    assert {"P", "Q"} == {each["gml_id"] for each in done["notices"] if each["rule"] == "scope"}
    path.write_text(twice.replace('"Q"', '"P"').replace("Weidach", "Anders"), "utf-8")
    with pytest.raises(RefusedError, match="zwei Pläne mit der Kennung P"):
        run(settings, "import", str(path), "--force")
    assert {each["name"] for each in json.loads(run(settings, "list", "--json").output)} == {"Weidach"}


def test_what_is_no_plan_ends_with_a_sentence(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    nonsense = tmp_path / "plan.gml"
    nonsense.write_bytes(b"\x00" * 1000)
    with pytest.raises(SystemExit) as left:
        main(["xplan", "import", str(nonsense), "--json"])
    shown = capsys.readouterr()
    assert left.value.code == 4
    assert shown.err.startswith("plan.gml ist kein XML.")
    assert json.loads(shown.out)["exit_code"] == 4
