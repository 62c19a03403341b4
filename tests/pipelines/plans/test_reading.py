import pickle
from pathlib import Path

import pytest
from pydantic import SecretStr

from pipelines.errors import RefusedError, SourceError
from pipelines.plans.reading import read_plans, without_secrets
from pipelines.plans.record import record
from pipelines.settings import Settings
from pipelines.xplan.dividing import divided
from pipelines.xplan.read import opened
from tests.pipelines.xplan.plans import PLAN, SECTION, Zipped, area, polygon, text

SCOPE = f"<xplan:raeumlicherGeltungsbereich>{polygon()}</xplan:raeumlicherGeltungsbereich><xplan:bereich"
STATED = PLAN.replace("<xplan:bereich", SCOPE)


def test_a_plan_comes_back_from_its_process_as_it_is(zipped: Zipped, tmp_path: Path) -> None:
    settings = Settings(home=tmp_path)
    path = zipped(
        {"xplan.gml": text(STATED, SECTION, area()).encode(), "scan.png": b"\x89PNG\r\n\x1a\n\0\xff", "a.txt": b""}
    )
    read = read_plans(path, settings, force=True)
    with opened(path) as package:
        here = [record(each, settings) for each in divided(package)]
        assert read.notices == package.document.notices
    assert list(read.records) == here
    assert here[0].scope
    assert [len(each.content) for each in read.records[0].files] == [0, 10]


def test_errors_come_back_as_they_were_raised(tmp_path: Path) -> None:
    path = tmp_path / "plan.gml"
    path.write_text(text(STATED, SECTION, area().replace("flaechenschluss", "flaechenschlus")), "utf-8")
    with pytest.raises(RefusedError, match=r"^plan.gml ist kein regelrechtes XPlanGML"):
        read_plans(path, Settings(home=tmp_path))
    path.write_text("<!DOCTYPE a><a/>", "utf-8")
    with pytest.raises(SourceError, match=r"^plan.gml enthält eine DOCTYPE-Angabe"):
        read_plans(path, Settings(home=tmp_path))


def test_a_plan_that_takes_too_long_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "plan.gml"
    path.write_text(text(STATED, SECTION, *(area(gml_id=f"F{number}") for number in range(40_000))), "utf-8")
    monkeypatch.setenv("GEOPORTAL_READING_SECONDS", "1")
    with pytest.raises(SourceError, match=r"^Das Lesen von plan.gml dauert länger als 1 s"):
        read_plans(path, Settings(home=tmp_path))


def test_the_process_is_told_no_password() -> None:
    settings = Settings(
        database_url=SecretStr("postgresql://u:geheim@h/d"), reader_url=SecretStr("postgresql://r:auch@h/d")
    )
    told = pickle.dumps(without_secrets(settings))
    assert b"geheim" not in told
    assert b"auch" not in told
