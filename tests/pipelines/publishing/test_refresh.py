"""Looking whether anything has changed, without reading what has not."""

import os
from pathlib import Path
from typing import Any

import pytest

from pipelines import run
from pipelines.database import Database
from pipelines.definition import Dataset
from pipelines.publication import history
from pipelines.publishing import refresh
from pipelines.report.outcome import Outcome
from pipelines.settings import Settings
from tests.pipelines.samples import describe, line, names_shown, write


def refreshed(settings: Settings, database: Database, dataset: Dataset) -> Outcome:
    return run.publish_all(settings, database, [dataset], quick=True)[0]


def test_file_of_the_same_size_and_time_is_not_read(
    settings: Settings, database: Database, dataset: Dataset, source: Path
) -> None:
    run.publish(settings, database, dataset)
    with database.publisher.connect() as connection:
        before = history(connection, dataset.id)[0].checked_at
    time = source.stat().st_mtime
    source.write_bytes(bytes(source.stat().st_size))
    os.utime(source, (time, time))

    assert refreshed(settings, database, dataset).status == "unchanged"
    with database.publisher.connect() as connection:
        assert history(connection, dataset.id)[0].checked_at > before


def test_changed_file_is_published(settings: Settings, database: Database, dataset: Dataset, tmp_path: Path) -> None:
    run.publish(settings, database, dataset)
    write(tmp_path, line(1, name="neu"))

    assert refreshed(settings, database, dataset).status == "published"
    assert names_shown(database) == ["neu"]


def test_touched_file_is_read_once_and_then_known_again(
    settings: Settings, database: Database, dataset: Dataset, source: Path
) -> None:
    run.publish(settings, database, dataset)
    os.utime(source, (0, 0))
    with database.publisher.begin() as connection:
        assert refresh.unchanged(connection, settings, dataset) is None
    assert refreshed(settings, database, dataset).status == "unchanged"

    with database.publisher.begin() as connection:
        assert refresh.unchanged(connection, settings, dataset)


@pytest.mark.parametrize(("changes", "status"), [({"title": "Parken"}, "revised"), ({"key": ["nummer"]}, "published")])
def test_changed_definition_is_noticed_without_a_new_file(
    settings: Settings, database: Database, source: Path, changes: dict[str, Any], status: str
) -> None:
    run.publish(settings, database, describe(source))

    assert refreshed(settings, database, describe(source, **changes)).status == status


def test_missing_file_is_an_error_and_what_is_live_stays(
    settings: Settings, database: Database, dataset: Dataset, source: Path
) -> None:
    run.publish(settings, database, dataset)
    source.unlink()
    outcome = refreshed(settings, database, dataset)

    assert (outcome.status, len(names_shown(database))) == ("failed", 5)
    assert outcome.error
    assert outcome.error.exit_code == 4


def test_layer_that_was_never_published_is(settings: Settings, database: Database, dataset: Dataset) -> None:
    assert refreshed(settings, database, dataset).status == "published"


def test_what_a_person_chose_stays(settings: Settings, database: Database, dataset: Dataset, tmp_path: Path) -> None:
    run.publish(settings, database, dataset, write(tmp_path, line(1, name="eigene"), name="eigene.csv"))

    assert refreshed(settings, database, dataset).status == "kept"
