"""Locked packages: every one pinned with hashes, nothing about where it was fetched."""

import json
import re
import tomllib

import pytest

from pipelines.settings import ROOT

LOCKS = ["requirements.lock", "deploy/nodejs.lock", "deploy/uv.lock"]


def pins(name: str) -> dict[str, str]:
    """Return the lines of each package, continuation lines joined, by its name."""
    lines = (ROOT / name).read_text().replace("\\\n", " ").splitlines()
    return {line.partition("==")[0].partition("[")[0]: line for line in lines if line.strip()}


@pytest.mark.parametrize("name", LOCKS)
def test_every_package_has_a_version_and_hashes(name: str) -> None:
    assert [line for line in pins(name).values() if not re.match(r"[\w.\[\],-]+==\S+ .*--hash=sha256:", line)] == []


@pytest.mark.parametrize("name", LOCKS)
def test_no_address_is_locked(name: str) -> None:
    assert not re.search(r"://|--(index|find|extra|trusted)", (ROOT / name).read_text())


def test_every_declared_package_is_locked() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())
    declared = project["project"]["dependencies"] + project["dependency-groups"]["dev"]
    names = {re.split(r"[^\w-]", line)[0].lower().replace("_", "-") for line in declared}
    assert names - pins("requirements.lock").keys() == set()


@pytest.mark.parametrize("folder", ["client", "benchmarks/client"])
def test_a_lock_of_npm_holds_hashes_and_no_addresses(folder: str) -> None:
    packages = json.loads((ROOT / folder / "package-lock.json").read_text())["packages"]
    locked = {name: entry for name, entry in packages.items() if name}
    assert [name for name, entry in locked.items() if "resolved" in entry or "integrity" not in entry] == []
