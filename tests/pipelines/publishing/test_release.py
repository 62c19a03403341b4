"""History, rollback, withdrawal and the end of old versions."""

import itertools
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from sqlalchemy import text

from pipelines import run
from pipelines.cluster import embedded_cluster
from pipelines.database import Database, connected
from pipelines.definition import Dataset
from pipelines.errors import RefusedError, UsageError
from pipelines.provision import DATABASE
from pipelines.publication import history, live_publications, live_state
from pipelines.publishing.lock import actor
from pipelines.report.printing import print_history
from pipelines.settings import Settings
from tests.conftest import fresh_database, on_database
from tests.pipelines.samples import FIELDS, describe, line, live_version, names_shown, tables, write


def age(database: Database) -> None:
    """Make all publications an hour older, so that none is in its time of grace."""
    with database.publisher.begin() as connection:
        connection.execute(text("UPDATE portal.publication SET finished_at = finished_at - interval '1 hour'"))


@dataclass(frozen=True)
class Kept:
    """A portal at rest with three versions of one layer, to be copied."""

    database: str
    home: Path
    dataset: Dataset


@pytest.fixture(scope="module")
def kept(cluster_settings: Settings, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Kept]:
    cluster, folder = embedded_cluster(cluster_settings), tmp_path_factory.mktemp("versions")
    with fresh_database(cluster) as name:
        settings, dataset = on_database(cluster, name, folder / "home"), describe(folder / "parken.csv")
        with connected(settings) as database:
            for version in ("erste", "zweite", "dritte"):
                write(folder, line(1, name=version))
                run.publish(settings, database, dataset)
        yield Kept(name, settings.home, dataset)


@pytest.fixture
def three_versions(kept: Kept, settings: Settings) -> Dataset:
    """The layer of which the portal has three versions."""
    shutil.copytree(kept.home, settings.home)
    return kept.dataset


@pytest.fixture
def database_name(request: pytest.FixtureRequest, cluster_settings: Settings) -> Iterator[str]:
    """Name of a fresh database, which has the three versions where a test wants them."""
    kept = request.getfixturevalue("kept").database if "three_versions" in request.fixturenames else DATABASE
    with fresh_database(embedded_cluster(cluster_settings), kept) as name:
        yield name


def test_history_is_newest_first(database: Database, three_versions: Dataset) -> None:
    with database.publisher.connect() as connection:
        entries = history(connection, three_versions.id)

    assert [(entry.version, entry.live, entry.kept) for entry in entries] == [
        (3, True, True),
        (2, False, True),
        (1, False, True),
    ]


def test_rollback_goes_one_version_back(database: Database, three_versions: Dataset) -> None:
    shown = run.rollback(database, three_versions.id)

    assert (shown, live_version(database), names_shown(database)) == (2, 2, ["zweite"])


def test_history_tells_who_brought_a_version_back(
    database: Database, three_versions: Dataset, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LC_ALL", "de_DE.UTF-8")
    run.rollback(database, three_versions.id)
    with database.publisher.connect() as connection:
        entries = history(connection, three_versions.id)

    assert [(entry.version, entry.returned_by) for entry in entries] == [(3, None), (2, actor()), (1, None)]
    print_history(three_versions.id, entries, as_json=False)
    assert capsys.readouterr().out.count(f"von {actor()}") == 1


def test_history_tells_who_took_a_layer_out(
    database: Database, three_versions: Dataset, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LC_ALL", "de_DE.UTF-8")
    run.withdraw(database, three_versions.id)
    with database.publisher.connect() as connection:
        entries = history(connection, three_versions.id)

    assert [(entry.version, entry.withdrawn_by) for entry in entries] == [(3, actor()), (2, None), (1, None)]
    print_history(three_versions.id, entries, as_json=False)
    assert capsys.readouterr().out.count("herausgenommen") == 1
    with pytest.raises(UsageError) as caught:
        run.rollback(database, three_versions.id, 99)
    assert caught.value.hint
    assert caught.value.hint.de == "Vorhanden: 1, 2, 3."


def test_rollback_goes_to_any_kept_version(database: Database, three_versions: Dataset) -> None:
    run.rollback(database, three_versions.id, 1)

    assert names_shown(database) == ["erste"]


def test_rollback_forward_again(database: Database, three_versions: Dataset) -> None:
    run.rollback(database, three_versions.id, 1)
    run.rollback(database, three_versions.id, 3)

    assert names_shown(database) == ["dritte"]


@pytest.mark.parametrize("version", [3, 4, 0])
def test_rollback_names_what_there_is(database: Database, three_versions: Dataset, version: int) -> None:
    with pytest.raises(UsageError) as caught:
        run.rollback(database, three_versions.id, version)

    assert "1, 2" in caught.value.to("en")


def test_rollback_goes_to_what_was_replaced_and_not_to_what_was_taken_back(
    settings: Settings, database: Database, dataset: Dataset, tmp_path: Path
) -> None:
    for name in ("gut", "schlecht"):
        write(tmp_path, line(1, name=name))
        run.publish(settings, database, dataset)
    run.rollback(database, dataset.id)
    write(tmp_path, line(1, name="auch schlecht"))
    run.publish(settings, database, dataset)

    assert run.rollback(database, dataset.id) == 1
    assert names_shown(database) == ["gut"]


def test_rollback_to_what_has_become_internal_is_refused(settings: Settings, database: Database, source: Path) -> None:
    run.publish(settings, database, describe(source))
    today = describe(source, fields=FIELDS | {"name": {"visibility": "internal"}})
    run.publish(settings, database, today)

    with pytest.raises(RefusedError, match="intern"):
        run.rollback(database, today.id, today=today)


def test_rollback_to_small_numbers_that_are_withheld_now_is_refused(
    settings: Settings, database: Database, source: Path
) -> None:
    fields = FIELDS | {"plaetze": {"type": "integer"}, "frei": {"source": "plaetze", "type": "integer"}}
    run.publish(settings, database, describe(source, fields=fields))
    today = describe(source, fields=fields, suppress={"parts": ["plaetze", "frei"], "below": 5})
    run.publish(settings, database, today)

    with pytest.raises(RefusedError, match="intern"):
        run.rollback(database, today.id, today=today)


def test_rollback_of_what_never_was(database: Database) -> None:
    with pytest.raises(UsageError, match="nicht veröffentlicht"):
        run.rollback(database, "parkplaetze")


def test_rollback_brings_the_definition_back(settings: Settings, database: Database, source: Path) -> None:
    run.publish(settings, database, describe(source, title="Parken"))
    run.publish(settings, database, describe(source, title="Parkplätze"))
    run.rollback(database, "parkplaetze")

    with database.reader.connect() as connection:
        assert live_publications(connection)[0].dataset.title.de == "Parken"


def test_withdrawn_layer_is_gone_and_can_come_back(database: Database, three_versions: Dataset) -> None:
    run.withdraw(database, three_versions.id)
    with database.reader.connect() as connection:
        assert live_publications(connection) == ()
    run.rollback(database, three_versions.id)

    assert names_shown(database) == ["dritte"]


def test_versions_beyond_the_number_are_dropped(
    settings: Settings, database: Database, three_versions: Dataset
) -> None:
    age(database)
    run.publish(settings.model_copy(update={"keep_versions": 2}), database, three_versions, force=True)

    with database.publisher.connect() as connection:
        entries = history(connection, three_versions.id)
        assert tables(connection) == {"parkplaetze_v3", "parkplaetze_v4"}
    assert [entry.version for entry in entries if not entry.kept] == [2, 1]


def test_live_version_and_its_predecessor_stay(settings: Settings, database: Database, three_versions: Dataset) -> None:
    age(database)
    run.publish(settings.model_copy(update={"keep_versions": 0}), database, three_versions, force=True)

    with database.publisher.connect() as connection:
        assert tables(connection) == {"parkplaetze_v3", "parkplaetze_v4"}


def test_just_replaced_versions_stay_for_running_requests(
    settings: Settings, database: Database, three_versions: Dataset
) -> None:
    run.publish(settings.model_copy(update={"keep_versions": 1}), database, three_versions, force=True)

    with database.publisher.connect() as connection:
        assert len(tables(connection)) == 4


def test_a_version_that_was_taken_back_stays_for_running_requests_once_it_is_replaced(
    settings: Settings, database: Database, three_versions: Dataset
) -> None:
    age(database)
    run.rollback(database, three_versions.id, 1)
    for _ in range(2):
        run.publish(settings.model_copy(update={"keep_versions": 1}), database, three_versions, force=True)

    with database.publisher.connect() as connection:
        assert tables(connection) == {f"parkplaetze_v{number}" for number in (1, 3, 4, 5)}


def test_findings_of_dropped_versions_go_too(
    settings: Settings, database: Database, dataset: Dataset, tmp_path: Path
) -> None:
    write(tmp_path, *map(line, range(1, 20)), line(20, plaetze="?"))
    for _ in range(3):
        run.publish(settings, database, dataset, force=True)
    age(database)
    run.publish(settings.model_copy(update={"keep_versions": 1}), database, dataset, force=True)

    with database.publisher.connect() as connection:
        versions = connection.scalars(text("SELECT version FROM portal.finding ORDER BY version"))
        assert list(versions) == [3, 4]


def test_dropped_version_cannot_come_back(settings: Settings, database: Database, three_versions: Dataset) -> None:
    age(database)
    run.publish(settings.model_copy(update={"keep_versions": 1}), database, three_versions, force=True)

    with pytest.raises(UsageError, match="nicht zurückgeholt"):
        run.rollback(database, three_versions.id, 1)


def test_state_changes_with_every_publication(settings: Settings, database: Database, dataset: Dataset) -> None:
    states: list[str] = []
    steps: list[Callable[[], object]] = [
        lambda: None,
        lambda: run.publish(settings, database, dataset),
        lambda: run.publish(settings, database, dataset),
        lambda: run.publish(settings, database, dataset, force=True),
        lambda: run.rollback(database, dataset.id),
        lambda: run.withdraw(database, dataset.id),
    ]
    for step in steps:
        step()
        with database.reader.connect() as connection:
            states.append(live_state(connection))

    assert [before != after for before, after in itertools.pairwise(states)] == [True] * 5
