import errno
import os
import secrets
import stat
from pathlib import Path

import psycopg
import pytest
from sqlalchemy import create_engine, text
from sqlalchemy.exc import OperationalError

from pipelines.database import Database
from pipelines.errors import DatabaseError, RefusedError, SourceError, UnexpectedError
from pipelines.failure import explain
from pipelines.settings import Settings
from pipelines.text import Text


def raised(error: Exception) -> Exception:
    """The error as it is after somebody raised it, with a traceback."""
    try:
        raise error
    except type(error) as caught:
        return caught


def test_our_own_errors_speak_for_themselves(tmp_path: Path) -> None:
    error = SourceError(Text("x gibt es nicht."))

    assert explain(error, Settings(home=tmp_path)) is error
    assert not list(tmp_path.iterdir())


def test_lost_database_is_a_database_error(tmp_path: Path) -> None:
    engine = create_engine("postgresql+psycopg://", connect_args={"host": str(tmp_path)})
    with pytest.raises(OperationalError) as caught:
        engine.connect()

    assert isinstance(explain(caught.value), DatabaseError)


def test_psycopgs_own_error_is_a_database_error() -> None:
    error = explain(raised(psycopg.OperationalError("server closed the connection\nand more")))

    assert error.to("en").startswith("The database gave up: server closed the connection.")


def test_a_value_that_is_too_large_is_no_lack_of_disk_space(database: Database) -> None:
    with database.publisher.connect() as connection:
        connection.execute(text("CREATE TEMPORARY TABLE layer (id text PRIMARY KEY)"))
        with pytest.raises(OperationalError) as caught:
            connection.execute(text("INSERT INTO layer VALUES (:id)"), {"id": secrets.token_urlsafe(9_000)})

    error = explain(caught.value)

    assert isinstance(error, RefusedError)
    assert error.to("de").startswith("Ein Wert ist zu groß für die Datenbank: index row ")
    assert error.to("en").startswith("A value is too large for the database: index row ")
    assert "disk" not in error.to("en")


def test_anything_else_is_a_mistake_of_ours(tmp_path: Path) -> None:
    error = explain(raised(KeyError("name")), Settings(home=tmp_path))

    assert isinstance(error, UnexpectedError)
    assert "KeyError" in error.to("de")


def test_traceback_is_in_the_log_that_the_hint_names(tmp_path: Path) -> None:
    error = explain(raised(KeyError("name")), Settings(home=tmp_path))
    log = next((tmp_path / "log").iterdir())

    assert str(log) in error.to("en")
    assert "Traceback" in log.read_text(encoding="utf-8")


def test_log_is_for_its_owner_alone(tmp_path: Path) -> None:
    explain(raised(KeyError("name")), Settings(home=tmp_path))

    assert stat.S_IMODE(next((tmp_path / "log").iterdir()).stat().st_mode) == 0o600


def test_second_mistake_is_added_to_the_log(tmp_path: Path) -> None:
    for name in ("first", "second"):
        explain(raised(KeyError(name)), Settings(home=tmp_path))
    written = next((tmp_path / "log").iterdir()).read_text(encoding="utf-8")

    assert [name in written for name in ("first", "second")] == [True, True]


def test_log_that_cannot_be_written_is_not_named(tmp_path: Path) -> None:
    (tmp_path / "log").write_text("a file where the folder should be", encoding="utf-8")

    assert explain(raised(KeyError("name")), Settings(home=tmp_path)).hint is None


@pytest.mark.parametrize("code", [errno.ENOSPC, errno.EDQUOT, errno.EFBIG])
def test_full_disk_is_told_as_such(code: int, tmp_path: Path) -> None:
    error = explain(raised(OSError(code, os.strerror(code), "/daten/kacheln")), Settings(home=tmp_path))

    assert isinstance(error, RefusedError)
    assert error.to("de").startswith("Der Speicherplatz reicht nicht (/daten/kacheln).")
    assert not list(tmp_path.iterdir())
