"""The scripts behind ``make``: what they find, refuse and say."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from pipelines.settings import ROOT

SCRIPTS = sorted(path for path in (ROOT / "deploy").glob("*.sh") if path.name != "say.sh")
TARGETS = re.findall(r"^# .*\n([\w-]+):", (ROOT / "Makefile").read_text(), re.MULTILINE)


def run(script: str, *arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [ROOT / "deploy" / script, *arguments],
        env={"PATH": os.environ["PATH"], "HOME": str(Path.home()), "LC_ALL": "C"} | environment,
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.fixture
def programs(tmp_path: Path) -> Path:
    """A folder of the system's basic programs alone, to put others beside them."""
    folder = tmp_path / "bin"
    folder.mkdir()
    for name in ("bash", "env", "dirname", "sh"):
        (folder / name).symlink_to(f"/bin/{name}")
    return folder


def install(folder: Path, name: str, script: str) -> None:
    (folder / name).write_text(f"#!/bin/sh\n{script}\n")
    (folder / name).chmod(0o755)


@pytest.mark.parametrize("script", SCRIPTS, ids=lambda path: path.name)
def test_a_script_stops_at_the_first_failure(script: Path) -> None:
    assert "\nset -euo pipefail\n" in script.read_text()
    assert os.access(script, os.X_OK)


def test_there_are_at_most_eight_targets_with_a_comment_each() -> None:
    declared = re.findall(r"^([\w-]+):", (ROOT / "Makefile").read_text(), re.MULTILINE)
    assert declared == TARGETS
    assert len(TARGETS) <= 8


def test_a_python_that_runs_is_found() -> None:
    found = run("find-python.sh", PYENV_ROOT=os.environ.get("PYENV_ROOT", "")).stdout.strip()
    version = subprocess.run([found, "-V"], capture_output=True, text=True, check=True).stdout
    assert re.fullmatch(r"Python 3\.1[234]\.\d+\n", version)


def test_a_shim_that_refuses_to_run_is_passed_over(programs: Path) -> None:
    install(programs, "python3.13", "echo 'pyenv: python3.13: command not found' >&2; exit 127")
    install(programs, "python3.12", f'exec "{sys.executable}" "$@"')
    install(programs, "python3", f'exec "{sys.executable}" "$@"')
    found = run("find-python.sh", PATH=str(programs), HOME=str(programs), PYENV_ROOT="").stdout.strip()
    assert Path(found).samefile(sys.executable)


def test_a_python_that_is_too_old_is_refused(programs: Path) -> None:
    install(programs, "python3", "echo 3.11 /usr/bin/python3.11")
    result = run("find-python.sh", PATH=str(programs), HOME=str(programs), PYENV_ROOT="")
    assert (result.returncode, result.stdout) == (1, "")


def test_nothing_is_installed_when_all_packages_are_there(programs: Path) -> None:
    for name in ("apt-get", "dpkg", "sudo"):  # so that a machine that lacks something is left as it is
        install(programs, name, "exit 1")
    result = run("packages.sh", PATH=f"{programs}:{os.environ['PATH']}", PYENV_ROOT=os.environ.get("PYENV_ROOT", ""))
    assert (result.returncode, result.stdout, result.stderr) == (0, "", "")


def test_missing_packages_are_named_where_they_cannot_be_installed(programs: Path) -> None:
    install(programs, "dpkg-query", "exit 1")
    install(programs, "python3.13", f'exec "{sys.executable}" "$@"')
    result = run("packages.sh", "--test", PATH=str(programs), HOME=str(programs), PYENV_ROOT="")
    assert result.returncode == 8
    assert "chromium" in result.stderr


@pytest.mark.parametrize(("locale", "expected"), [("de_DE.UTF-8", "Guten Tag"), ("en_GB.UTF-8", "Good day")])
def test_scripts_speak_the_users_language(locale: str, expected: str) -> None:
    command = ["bash", "-c", f'source "{ROOT}/deploy/say.sh"; say "Guten Tag" "Good day"']
    said = subprocess.run(command, env={"LC_ALL": locale}, capture_output=True, text=True, check=True).stdout
    assert said == f"{expected}\n"
