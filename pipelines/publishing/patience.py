"""Statements that need a relation for themselves, while readers hold it: a bounded wait, again, and then a sentence."""

import time
from collections.abc import Callable

from psycopg.errors import LockNotAvailable
from psycopg.sql import SQL
from sqlalchemy import Connection

from pipelines.driver import driver
from pipelines.errors import BusyError
from pipelines.text import Text

ATTEMPTS = 5
LOCK_TIMEOUT = "2s"
"""A reader that holds a relation makes us wait, and every later reader waits behind us: so give up and try again."""


def patiently(connection: Connection, relation: str, work: Callable[[], object]) -> None:
    """Do ``work``, which needs ``relation`` (schema.name) for itself, as soon as nobody holds it.

    Raises BusyError when somebody holds it for long: nothing of the work is done then.
    """
    for attempt in range(ATTEMPTS):
        try:
            with driver(connection).transaction():
                _limit(connection, LOCK_TIMEOUT)
                work()
                _limit(connection, "0")
        except LockNotAvailable:
            time.sleep(0.5 * attempt)
        else:
            return
    raise BusyError(
        Text(
            f"Ein anderes Programm hält {relation} seit längerem fest.",
            f"Another program holds {relation} for a long time.",
        ),
        Text("Offene Abfragen beenden (QGIS?) und noch einmal versuchen.", "End open queries (QGIS?) and try again."),
    )


def _limit(connection: Connection, timeout: str) -> None:
    driver(connection).execute(SQL("SET LOCAL lock_timeout = {}").format(timeout))
