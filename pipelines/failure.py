"""Any exception → one sentence for people, and the traceback in a log file for those who mend the portal."""

import errno
import traceback
from datetime import UTC, datetime
from pathlib import Path

from pipelines.errors import DatabaseError, GeoportalError, RefusedError, UnexpectedError
from pipelines.settings import Settings
from pipelines.text import Text

NO_SPACE = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})
"""What the system calls a full disk, a used-up share of it, and a file that may not grow."""


def explain(error: Exception, settings: Settings | None = None) -> GeoportalError:
    """Return ``error`` itself if it already speaks to people; else what to tell them, after logging the rest."""
    if isinstance(error, GeoportalError):
        return error
    import psycopg  # noqa: PLC0415 - takes long to import, and most commands end well
    from sqlalchemy.exc import DBAPIError  # noqa: PLC0415 - as above

    cause = error.orig if isinstance(error, DBAPIError) else error
    reason = str(cause).strip().partition("\n")[0]
    if isinstance(cause, psycopg.errors.ProgramLimitExceeded):
        return RefusedError(
            Text(
                f"Ein Wert ist zu groß für die Datenbank: {reason}.",
                f"A value is too large for the database: {reason}.",
            ),
            Text(
                "Bitte sehr lange Werte in der Quelle kürzen. Veröffentlicht bleibt, was es bisher war.",
                "Please shorten very long values in the source. What was live stays live.",
            ),
        )
    if isinstance(cause, psycopg.OperationalError):
        return DatabaseError(
            Text(f"Die Datenbank hat abgebrochen: {reason}.", f"The database gave up: {reason}."),
            Text("Bitte Speicherplatz und Verbindung prüfen.", "Please check disk space and connection."),
        )
    if isinstance(cause, OSError) and cause.errno in NO_SPACE:
        where = f" ({cause.filename})" if cause.filename else ""
        return RefusedError(
            Text(f"Der Speicherplatz reicht nicht{where}.", f"There is not enough disk space{where}."),
            Text(
                "Bitte Platz schaffen. Veröffentlicht bleibt, was es bisher war.",
                "Please make room. What was live stays live.",
            ),
        )
    return _unexpected(error, settings)


def _unexpected(error: Exception, settings: Settings | None) -> UnexpectedError:
    message = Text(
        f"Das Portal hat einen Fehler gemacht ({type(error).__name__}).",
        f"The portal made a mistake ({type(error).__name__}).",
    )
    path = _write_log(error, settings) if settings else None
    hint = Text(f"Einzelheiten stehen in {path}.", f"Details are in {path}.") if path else None
    return UnexpectedError(message, hint)


def _write_log(error: Exception, settings: Settings) -> Path | None:
    """Write the traceback where only its owner reads it: messages of libraries may quote values."""
    now = datetime.now(UTC)
    path = settings.home / "log" / f"{now:%Y-%m-%d}.log"
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch(mode=0o600)
        with path.open("a", encoding="utf-8") as log:
            log.write(f"{now:%Y-%m-%dT%H:%M:%SZ}\n{''.join(traceback.format_exception(error))}\n")
    except OSError:
        return None
    return path
