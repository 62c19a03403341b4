import getpass

import pytest
from sqlalchemy import text

from pipelines.database import Database
from pipelines.errors import BusyError
from pipelines.publishing.lock import actor, lock


def test_publisher_who_waits_too_long_is_told_for_whom(database: Database) -> None:
    with database.publisher.begin() as first, database.publisher.begin() as second:
        lock(first, "schulen")
        with pytest.raises(BusyError, match=f"{actor()} veröffentlicht gerade"):
            lock(second, "schulen", wait=0.1)


def test_other_layers_are_not_locked(database: Database) -> None:
    with database.publisher.begin() as first, database.publisher.begin() as second:
        lock(first, "schulen")
        lock(second, "kitas", wait=0.1)

        assert not second.invalidated


def test_lock_ends_with_the_transaction(database: Database) -> None:
    with database.publisher.begin() as first:
        lock(first, "schulen")
        first.rollback()
    with database.publisher.begin() as second:
        lock(second, "schulen", wait=0.1)

        assert second.scalar(text("SELECT count(*) FROM pg_locks WHERE locktype = 'advisory'")) == 1


def test_statements_after_it_wait_as_long_as_they_must(database: Database) -> None:
    with database.publisher.begin() as connection:
        lock(connection, "schulen", wait=0.1)

        assert connection.scalar(text("SHOW lock_timeout")) == "0"


def test_actor_is_the_person_behind_sudo(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SUDO_USER", "planung")

    assert actor() == "planung"


def test_actor_is_the_user(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("SUDO_USER", raising=False)

    assert actor() == getpass.getuser()
