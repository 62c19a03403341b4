"""What `inspect` proposes, `check` accepts: for every kind of file; tests/zoo does so with files of other towns."""

from pathlib import Path

import pytest

from pipelines import run
from pipelines.database import Database
from pipelines.datasets import find, load_town
from pipelines.inspection.inspection import Inspection, inspect
from pipelines.inspection.proposal import definition
from pipelines.report.outcome import Outcome
from pipelines.settings import Settings
from tests.pipelines.inspection import written


def check(settings: Settings, database: Database, found: Inspection, file: Path, folder: Path) -> Outcome:
    """Save the proposal among the definitions and check the file with it."""
    town = load_town(settings)
    text = definition(found, town.groups, "vorschlag", "de")
    (folder / "vorschlag.yml").write_text(text, encoding="utf-8")
    own = settings.model_copy(update={"datasets": (folder,)})
    return run.check(own, database, find(own, "vorschlag"), file)


@pytest.mark.parametrize("kind", written.FILES)
def test_every_kind_of_file_gets_a_definition_that_loads_all_of_it(
    settings: Settings, database: Database, tmp_path: Path, kind: str
) -> None:
    sources, definitions = tmp_path / "sources", tmp_path / "definitions"
    sources.mkdir()
    definitions.mkdir()
    file = written.FILES[kind](sources)

    found = inspect(settings, str(file))
    outcome = check(settings, database, found, file, definitions)

    assert outcome.error is None
    assert outcome.report is not None
    assert (outcome.report.read, outcome.report.loaded) == (written.COUNT, written.COUNT)
    assert found.reach.place == "inside"
