"""Old versions go by number and by bytes; see test_release.py for what the number alone does."""

from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import text

from pipelines import run
from pipelines.database import Database
from pipelines.publication import history
from pipelines.publishing.retention import Limits, beyond
from pipelines.settings import Settings
from tests.pipelines.samples import describe, line, tables, write


def age(database: Database) -> None:
    with database.publisher.begin() as connection:
        connection.execute(text("UPDATE portal.publication SET finished_at = finished_at - interval '1 hour'"))


def publish(settings: Settings, database: Database, folder: Path, name: str, **changes: Any) -> None:
    run.publish(settings, database, describe(write(folder, line(1, name=name)), **changes))


@pytest.mark.parametrize(
    ("limits", "gone"),
    [
        pytest.param(Limits(5, 1000), [], id="everything fits"),
        pytest.param(Limits(3, 1000), [2, 1], id="by number"),
        pytest.param(Limits(5, 350), [2, 1], id="by bytes"),
        pytest.param(Limits(5, 400), [1], id="just fitting"),
        pytest.param(Limits(1, 0), [3, 2, 1], id="protected versions stay"),
    ],
)
def test_old_versions_go_by_number_and_by_bytes(limits: Limits, gone: list[int]) -> None:
    assert beyond(dict.fromkeys(range(1, 6), 100), {5, 4}, limits) == gone


def test_small_old_version_fits_beside_large_ones() -> None:
    assert beyond({1: 10, 2: 500, 3: 100, 4: 100}, {4, 3}, Limits(5, 300)) == [2]


def test_live_version_and_its_predecessor_stay_whatever_their_size(
    settings: Settings, database: Database, tmp_path: Path
) -> None:
    for name in ("a", "b", "c"):
        publish(settings, database, tmp_path, name)
    age(database)
    publish(settings.model_copy(update={"keep_bytes": 0}), database, tmp_path, "d")

    with database.publisher.connect() as connection:
        assert tables(connection) == {"parkplaetze_v3", "parkplaetze_v4"}
    assert run.rollback(database, "parkplaetze") == 3


def test_revisions_take_no_place_of_their_own(settings: Settings, database: Database, tmp_path: Path) -> None:
    two = settings.model_copy(update={"keep_versions": 2})
    publish(two, database, tmp_path, "a")
    publish(two, database, tmp_path, "b")
    for title in ("Parken", "Stellplätze", "Parkplätze der Stadt"):
        publish(two, database, tmp_path, "b", title=title)
        age(database)

    with database.publisher.connect() as connection:
        assert tables(connection) == {"parkplaetze_v1", "parkplaetze_v2"}
        assert all(entry.kept for entry in history(connection, "parkplaetze"))


def test_table_that_a_live_revision_shows_stays(settings: Settings, database: Database, tmp_path: Path) -> None:
    one = settings.model_copy(update={"keep_versions": 1})
    publish(one, database, tmp_path, "a")
    publish(one, database, tmp_path, "a", title="Parken")
    publish(one, database, tmp_path, "a", title="Stellplätze")
    age(database)
    publish(one, database, tmp_path, "b", title="Stellplätze")

    with database.publisher.connect() as connection:
        assert tables(connection) == {"parkplaetze_v1", "parkplaetze_v4"}
    assert run.rollback(database, "parkplaetze") == 3


def test_changes_and_search_rows_of_dropped_versions_go_too(
    settings: Settings, database: Database, tmp_path: Path
) -> None:
    for name in ("a", "b", "c"):
        publish(settings, database, tmp_path, name)
    age(database)
    publish(settings.model_copy(update={"keep_versions": 1}), database, tmp_path, "d")

    with database.publisher.connect() as connection:
        for table in ("feature_change", "search"):
            found = connection.scalars(text(f"SELECT DISTINCT version FROM portal.{table} ORDER BY 1")).all()
            assert found == [3, 4]


def test_a_version_on_which_somebody_built_a_view_stays(settings: Settings, database: Database, tmp_path: Path) -> None:
    one = settings.model_copy(update={"keep_versions": 1})
    for name in ("a", "b", "c"):
        publish(settings, database, tmp_path, name)
    with database.publisher.begin() as connection:
        connection.execute(text("CREATE VIEW public.meine AS SELECT name FROM data.parkplaetze_v1"))
    age(database)
    publish(one, database, tmp_path, "d")

    with database.publisher.connect() as connection:
        assert tables(connection) == {"parkplaetze_v1", "parkplaetze_v3", "parkplaetze_v4"}
        assert connection.scalars(text("SELECT name FROM public.meine")).all() == ["a"]
