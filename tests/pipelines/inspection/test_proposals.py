"""What `inspect` proposes, `check` accepts: for every kind of file; tests/zoo does so with files of other towns."""

from collections.abc import Callable
from pathlib import Path

import pytest
import yaml

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


def with_an_empty_key(folder: Path) -> Path:
    lines = [f"{f'K{number}' if number else ''};gleich;9.1{number};48.69" for number in range(9)]
    return write(folder / "a.csv", "\n".join(["Kennung;Name;lon;lat", *lines, ""]))


def with_gaps_and_mistakes(folder: Path) -> Path:
    """Positions that are missing, 0/0, swapped, and in another town, which is no reason to refuse."""
    places = ["9.12;48.70", "0;0", ";", "9.145;", "13.4;52.5", "48.69;9.14", "9.13;48.69", "9.14;48.68"]
    lines = [f"{number};{place}" for number, place in enumerate(places)]
    return write(folder / "a.csv", "\n".join(["nr;lon;lat", *lines, ""]))


def with_several_kinds(folder: Path) -> Path:
    point, line = (lambda x: f"POINT ({x} 48.69)"), "LINESTRING (9.12 48.69, 9.13 48.69)"
    shapes = [*map(point, (9.12, 9.13, 9.14, 9.15)), "MULTIPOINT ((9.12 48.69))", line, ""]
    lines = [f"{f'Ort {number}' if number != 1 else ''};{number % 3};{shape}" for number, shape in enumerate(shapes)]
    return write(folder / "a.csv", "\n".join(["name;wert;wkt", *lines, ""]))


def write(path: Path, text: str) -> Path:
    path.write_text(text, encoding="utf-8")
    return path


@pytest.mark.parametrize(
    ("make", "refused"), [(with_an_empty_key, 0), (with_gaps_and_mistakes, 4), (with_several_kinds, 2)]
)
def test_a_file_with_faults_passes_by_its_own_proposal_and_no_more_is_allowed_than_it_needs(
    settings: Settings, database: Database, tmp_path: Path, make: Callable[[Path], Path], refused: int
) -> None:
    definitions = tmp_path / "definitions"
    definitions.mkdir()
    file = make(tmp_path)
    found = inspect(settings, str(file))

    outcome = check(settings, database, found, file, definitions)

    assert outcome.error is None
    assert outcome.report is not None
    assert outcome.report.refused == refused
    allowed = yaml.safe_load((definitions / "vorschlag.yml").read_text(encoding="utf-8")).get("max_refused", 0)
    assert allowed - refused / found.records < 0.01
