import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from pipelines.doctor.examine import EXAMINATIONS, examine
from pipelines.settings import Settings

GEOPORTAL = Path(sys.executable).with_name("geoportal")


def doctor(home: Path, *arguments: str, **variables: str) -> "subprocess.CompletedProcess[str]":
    environment = os.environ | {"GEOPORTAL_HOME": str(home), "LC_ALL": "C.UTF-8"} | variables
    return subprocess.run(
        [GEOPORTAL, "doctor", *arguments], capture_output=True, text=True, env=environment, check=False
    )


def test_each_examination_has_its_line_and_nothing_is_made(tmp_path: Path) -> None:
    done = doctor(tmp_path / "portal")

    assert done.returncode == 0, done.stdout + done.stderr
    assert len([line for line in done.stdout.splitlines() if line[:2] in {"+ ", "! "}]) == len(EXAMINATIONS)
    assert "accuracy of" in done.stdout
    assert not (tmp_path / "portal").exists()


def test_the_language_is_that_of_the_terminal(tmp_path: Path) -> None:
    assert "Ordner des Portals" in doctor(tmp_path, LC_ALL="de_DE.UTF-8").stdout


def test_machines_get_json_and_a_code_for_what_is_missing(tmp_path: Path) -> None:
    """A database address at which nobody listens."""
    done = doctor(tmp_path, "--json", GEOPORTAL_DATABASE_URL="postgresql://127.0.0.1:1/stadt")

    document: dict[str, Any] = json.loads(done.stdout)
    health = {check["subject"]: check["health"] for check in document["checks"]}
    assert done.returncode == 8
    assert document["well"] is False
    assert health["database"] == "missing"
    assert health["home"] == "good"


@pytest.mark.parametrize("running", [True, False])
def test_the_database_is_told_whether_it_runs_or_not(settings: Settings, tmp_path: Path, running: bool) -> None:  # noqa: FBT001
    looked_at = settings if running else Settings(home=tmp_path / "portal")

    first = next(examine(looked_at))

    assert (first.subject, first.health) == ("database", "good")
    assert "PostGIS" in first.found.de
    assert first.details["running"] is running
