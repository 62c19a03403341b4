"""One publisher per layer or plan at a time, over all processes and machines that share the database."""

import getpass
import os

from psycopg.errors import LockNotAvailable
from sqlalchemy import Connection, text
from sqlalchemy.exc import OperationalError

from pipelines.errors import BusyError
from pipelines.text import Text

NAMESPACE = 0x67656F
"""First key of our advisory locks ("geo"); the second is the hash of the id of a layer or plan."""

WAIT = 10
"""Seconds that a second publisher waits for the first."""


def actor() -> str:
    """Return the name of the person who publishes, also behind sudo."""
    try:
        return os.environ.get("SUDO_USER") or getpass.getuser()
    except (KeyError, OSError):  # a user id without a name, as in containers
        return str(os.getuid())


def lock(connection: Connection, dataset_id: str, wait: float | None = None, who: str | None = None) -> None:
    """Hold the lock of a layer or plan until the transaction ends, whichever way; others learn ``who`` holds it.

    Raises BusyError naming the holder after ``wait`` seconds, by default ``WAIT``.
    """
    milliseconds = round(1000 * (WAIT if wait is None else wait))
    connection.execute(SET, {"name": "application_name", "value": f"geoportal {dataset_id} {who or actor()}"})
    try:
        with connection.begin_nested():
            connection.execute(SET, {"name": "lock_timeout", "value": f"{milliseconds}ms"})
            connection.execute(
                text("SELECT pg_advisory_xact_lock(:namespace, hashtext(:id))"),
                {"namespace": NAMESPACE, "id": dataset_id},
            )
    except OperationalError as error:
        if not isinstance(error.orig, LockNotAvailable):
            raise
        raise _busy(dataset_id, _holder(connection, dataset_id)) from None
    connection.execute(SET, {"name": "lock_timeout", "value": "0"})


SET = text("SELECT set_config(:name, :value, true)")
"""SET LOCAL takes no parameters."""

HOLDER = text("""
    SELECT application_name FROM pg_locks JOIN pg_stat_activity USING (pid)
    WHERE locktype = 'advisory' AND granted AND datname = current_database()
      AND classid = :namespace AND objid = hashtext(:id)::oid AND objsubid = 2
""")


def _holder(connection: Connection, dataset_id: str) -> str | None:
    found: str | None = connection.scalar(HOLDER, {"namespace": NAMESPACE, "id": dataset_id})
    return found.rpartition(" ")[2] if found else None


def _busy(dataset_id: str, holder: str | None) -> BusyError:
    who = holder or "?"
    return BusyError(
        Text(
            f"{who} veröffentlicht gerade „{dataset_id}“.",
            f"{who} is publishing “{dataset_id}” right now.",
        ),
        Text("Bitte in einigen Minuten noch einmal versuchen.", "Please try again in some minutes."),
    )
