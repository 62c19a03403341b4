"""What the reader's role, with which the public is served, may see."""

import json
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError, ProgrammingError

from pipelines import run
from pipelines.database import Database
from pipelines.definition import Dataset
from pipelines.errors import BusyError, DatabaseError
from pipelines.publication import live_publications
from pipelines.publishing import patience
from pipelines.report.printing import print_outcome
from pipelines.settings import Settings
from tests.pipelines.samples import CANARY, FIELDS, describe, line, live_version, waits_for_a_lock, write
from tests.server.serving import wait_until


def depend(database: Database) -> None:
    """Build a view of somebody else's on ours."""
    with database.publisher.begin() as connection:
        connection.execute(text("CREATE SCHEMA fremd"))
        connection.execute(text("CREATE VIEW fremd.meine AS SELECT id, name FROM data.parkplaetze"))


def test_internal_column_cannot_be_read(settings: Settings, database: Database, dataset: Dataset) -> None:
    run.publish(settings, database, dataset)

    with database.reader.connect() as connection, pytest.raises(ProgrammingError, match="permission denied"):
        connection.execute(text("SELECT melder FROM data.parkplaetze_v1"))


def test_view_has_public_columns_only(settings: Settings, database: Database, dataset: Dataset) -> None:
    run.publish(settings, database, dataset)

    with database.reader.connect() as connection:
        columns = connection.execute(text("SELECT * FROM data.parkplaetze")).keys()
    assert list(columns) == ["id", "nummer", "name", "plaetze", "geom"]


def test_findings_cannot_be_read(database: Database) -> None:
    with database.reader.connect() as connection, pytest.raises(ProgrammingError, match="permission denied"):
        connection.execute(text("SELECT * FROM portal.finding"))


def test_reader_cannot_write(settings: Settings, database: Database, dataset: Dataset) -> None:
    run.publish(settings, database, dataset)

    with database.reader.connect() as connection, pytest.raises(DBAPIError, match="read-only"):
        connection.execute(text("DELETE FROM portal.live"))


@pytest.mark.parametrize("relation", ["parkplaetze", "parkplaetze_v1"])
def test_internal_layer_cannot_be_read(settings: Settings, database: Database, source: Path, relation: str) -> None:
    run.publish(settings, database, describe(source, visibility="internal"))

    with database.reader.connect() as connection, pytest.raises(ProgrammingError, match="permission denied"):
        connection.execute(text(f"SELECT id FROM data.{relation}"))


def test_internal_layer_is_not_among_the_public(settings: Settings, database: Database, source: Path) -> None:
    run.publish(settings, database, describe(source, visibility="internal"))

    with database.reader.connect() as connection:
        assert live_publications(connection) == ()
    with database.publisher.connect() as connection:
        assert live_publications(connection) == ()
        assert len(live_publications(connection, internal=True)) == 1


@pytest.mark.parametrize("relation", ["publication", "live"])
def test_reader_does_not_learn_that_an_internal_layer_exists(
    settings: Settings, database: Database, source: Path, relation: str
) -> None:
    run.publish(settings, database, describe(source, visibility="internal"))

    with database.reader.connect() as connection:
        assert connection.execute(text(f"SELECT dataset, version FROM portal.{relation}")).all() == []


@pytest.mark.parametrize("column", ["definition", "report", "source", "actor"])
def test_reader_does_not_see_what_publishers_see(
    settings: Settings, database: Database, source: Path, column: str
) -> None:
    run.publish(settings, database, describe(source))

    with database.reader.connect() as connection, pytest.raises(ProgrammingError, match="permission denied"):
        connection.execute(text(f"SELECT {column} FROM portal.publication"))


def test_public_definition_names_no_internal_field(settings: Settings, database: Database, source: Path) -> None:
    run.publish(settings, database, describe(source))

    with database.reader.connect() as connection:
        definition = json.dumps(connection.scalar(text("SELECT public_definition FROM portal.publication")))
    assert "nummer" in definition
    assert "melder" not in definition


@pytest.mark.parametrize("name", ["properties", "degrees", "staged", "page", "public"])
def test_field_may_be_called_like_a_part_of_our_statements(
    settings: Settings, database: Database, source: Path, name: str
) -> None:
    fields = FIELDS | {name: {"source": "melder", "visibility": "internal"}}
    run.publish(settings, database, describe(source, fields=fields))

    with database.reader.connect() as connection:
        features = connection.scalars(text("SELECT geojson FROM data.parkplaetze_v1")).all()
    assert len(features) == 5
    assert all(json.loads(feature)["properties"].keys() >= {"nummer"} for feature in features)
    assert CANARY not in "".join(features)


@pytest.mark.parametrize(
    "changes",
    [
        pytest.param({"visibility": "internal"}, id="layer"),
        pytest.param({"fields": FIELDS | {"name": {"visibility": "internal"}}}, id="field"),
        pytest.param({"fields": {"nummer": None}}, id="field gone"),
    ],
)
def test_what_becomes_internal_is_closed_in_old_versions_too(
    settings: Settings, database: Database, source: Path, changes: dict[str, Any]
) -> None:
    run.publish(settings, database, describe(source))
    run.publish(settings, database, describe(source, **changes))

    with database.reader.connect() as connection, pytest.raises(ProgrammingError, match="permission denied"):
        connection.execute(text("SELECT geojson FROM data.parkplaetze_v1"))


def test_old_version_stays_readable_for_running_requests(settings: Settings, database: Database, source: Path) -> None:
    run.publish(settings, database, describe(source))
    run.publish(settings, database, describe(source, fields=FIELDS | {"bemerkung": None}))

    with database.reader.connect() as connection:
        assert connection.scalar(text("SELECT count(geojson) FROM data.parkplaetze_v1")) == 5


def test_canary_is_in_nothing_that_leaves(
    settings: Settings, database: Database, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    bad = line(3).replace(f"{CANARY}-intern", "")
    strict = FIELDS | {"melder": {"visibility": "internal", "pattern": "[A-Z]*", "on_error": "clear"}}
    dataset = describe(write(tmp_path, line(1), line(2), bad, line(2)), fields=strict, max_refused=0.5)
    outcome = run.publish(settings, database, dataset)
    print_outcome(outcome, as_json=False)
    print_outcome(outcome, as_json=True)
    with database.reader.connect() as connection:
        features = connection.scalars(text("SELECT geojson FROM data.parkplaetze_v1")).all()
    with database.publisher.connect() as connection:
        findings = connection.execute(text("SELECT * FROM portal.finding")).all()
        rows = connection.execute(text("SELECT * FROM portal.publication")).all()

    assert outcome.report is not None
    assert outcome.report.count("cleared") > 0
    assert CANARY not in f"{rows}{features}{findings}{capfd.readouterr().out}"


def test_foreign_view_survives_while_columns_are_only_added(
    settings: Settings, database: Database, source: Path, tmp_path: Path
) -> None:
    run.publish(settings, database, describe(source))
    depend(database)
    write(tmp_path, line(1, name="Maiergasse"))
    run.publish(settings, database, describe(source))

    with database.publisher.connect() as connection:
        assert list(connection.scalars(text("SELECT name FROM fremd.meine"))) == ["Maiergasse"]


def test_foreign_view_in_the_way_is_named(settings: Settings, database: Database, source: Path) -> None:
    run.publish(settings, database, describe(source))
    depend(database)

    with pytest.raises(DatabaseError, match="meine"):
        run.publish(settings, database, describe(source, fields={"nummer": None}))
    assert live_version(database) == 1


def test_view_held_by_a_reader_is_waited_for(
    settings: Settings, database: Database, dataset: Dataset, monkeypatch: pytest.MonkeyPatch
) -> None:
    run.publish(settings, database, dataset)
    monkeypatch.setattr(patience, "LOCK_TIMEOUT", "100ms")
    with database.reader.connect() as reader, ThreadPoolExecutor(1) as pool:
        reader.execute(text("SELECT count(*) FROM data.parkplaetze"))
        publishing = pool.submit(run.publish, settings, database, dataset, force=True)
        wait_until(lambda: waits_for_a_lock(database))
        reader.rollback()

        assert publishing.result().version == 2


def test_view_held_for_long_is_an_error_and_changes_nothing(
    settings: Settings, database: Database, dataset: Dataset, monkeypatch: pytest.MonkeyPatch
) -> None:
    run.publish(settings, database, dataset)
    monkeypatch.setattr(patience, "LOCK_TIMEOUT", "50ms")
    monkeypatch.setattr(patience, "ATTEMPTS", 2)
    with database.reader.connect() as reader:
        reader.execute(text("SELECT count(*) FROM data.parkplaetze"))
        with pytest.raises(BusyError, match=r"data\.parkplaetze"):
            run.publish(settings, database, dataset, force=True)

    assert live_version(database) == 1
