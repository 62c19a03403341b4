from collections.abc import Callable
from pathlib import Path

import pytest

from pipelines import run
from pipelines.database import Database
from pipelines.definition import Dataset
from pipelines.errors import SourceError
from pipelines.publishing.stillness import check_still
from pipelines.reading.fetch import locate
from pipelines.settings import Settings
from tests.pipelines.samples import line, live_version, write


def append(path: Path) -> None:
    with path.open("a", encoding="utf-8") as file:
        file.write(line(99) + "\n")


@pytest.mark.parametrize("disturb", [append, Path.touch, Path.unlink], ids=["written", "saved again", "gone"])
def test_source_that_changes_is_noticed(
    settings: Settings, dataset: Dataset, source: Path, disturb: Callable[[Path], None]
) -> None:
    located = locate(dataset, settings)
    check_still(located)
    disturb(source)

    with pytest.raises(SourceError, match="geändert"):
        check_still(located)


def test_a_folder_is_looked_at_file_by_file(settings: Settings, dataset: Dataset, tmp_path: Path) -> None:
    folder = tmp_path / "ortsplan.gdb"
    folder.mkdir()
    with pytest.raises(SourceError, match="leerer Ordner"):
        locate(dataset, settings, folder)

    (folder / "a00000001.gdbtable").write_bytes(b"tabelle")
    located = locate(dataset, settings, folder)
    check_still(located)
    (folder / "a00000002.gdbtable").write_bytes(b"noch eine")

    with pytest.raises(SourceError, match="geändert"):
        check_still(located)


def test_source_that_is_written_while_it_is_read_changes_nothing(
    settings: Settings, database: Database, dataset: Dataset, source: Path, tmp_path: Path
) -> None:
    run.publish(settings, database, dataset)
    write(tmp_path, line(1, name="halb"))
    with pytest.raises(SourceError, match="geändert"):
        run.publish(settings, database, dataset, on_records=lambda _: append(source))

    assert live_version(database) == 1
