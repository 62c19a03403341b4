"""Every real file is inspected and loaded, or refused with a reason that a planner understands."""

import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

from pipelines.settings import ROOT
from tests.zoo.keeper import JARGON, Fate, Keeper

ANIMALS: list[dict[str, Any]] = yaml.safe_load((Path(__file__).parent / "animals.yml").read_text(encoding="utf-8"))
CAGE = ROOT.parent / "shared" / "data"
KNOWN = {animal["file"] for animal in ANIMALS}
STRANGERS = sorted(
    file
    for path in (CAGE.rglob("*") if CAGE.is_dir() else ())
    if path.is_file() and (file := path.relative_to(CAGE).as_posix()) not in KNOWN
)


def name(animal: dict[str, Any]) -> str:
    return "-".join(filter(None, (animal["file"], animal.get("part"), "changed" if "changes" in animal else "")))


@pytest.mark.parametrize("animal", ANIMALS, ids=name)
def test_what_becomes_of_a_file_is_what_the_table_says(
    keeper: Keeper, shared_data: Path, animal: dict[str, Any]
) -> None:
    path = shared_data / animal["file"]
    if not path.exists():
        pytest.skip(f"not among the real data here: {animal['file']}")

    fate = keeper.feed(path, animal.get("part"), dict(animal.get("changes", {})), animal.get("definition"))

    if "says" in animal:
        assert animal["says"] in fate.reason, fate
        assert_understandable(fate, path)
    else:
        assert fate == Fate(animal["loaded"], animal.get("refused", 0))


@pytest.mark.parametrize("stranger", STRANGERS)
def test_file_that_nobody_has_described_is_loaded_or_refused_understandably(
    keeper: Keeper, shared_data: Path, stranger: str
) -> None:
    fate = keeper.feed(shared_data / stranger)

    assert fate.loaded or fate.reason
    assert_understandable(fate, shared_data / stranger)


def assert_understandable(fate: Fate, path: Path) -> None:
    """A reason names the file or its coordinates, is a German sentence, and holds no library's words."""
    if fate.reason:
        assert not JARGON.search(fate.reason), fate.reason
        assert fate.reason.endswith((".", "?", "!", ")")), fate.reason
        assert path.name in fate.reason or "Quelle" in fate.reason or "Datensätze" in fate.reason, fate.reason


def test_the_page_shows_what_the_tests_prove() -> None:
    assert subprocess.run([sys.executable, ROOT / "deploy" / "zoo.py", "--check"], check=False).returncode == 0
