"""Bring the portal's own tables up to the state this version of the portal works with."""

import logging
import re
from pathlib import Path

from sqlalchemy import Column, Connection, MetaData, Table, Text, func, select

from pipelines.errors import DatabaseError
from pipelines.portal import SCHEMA
from pipelines.text import Text as Words

log = logging.getLogger(__name__)

LOCK = 0x6D6967
"""Key of the advisory lock ("mig") under which one process at a time migrates."""

alembic_version = Table("alembic_version", MetaData(schema=SCHEMA), Column("version_num", Text))


def revisions() -> tuple[str, ...]:
    """Return the revisions in order, by the numbers of their files: importing Alembic takes longer than asking."""
    names = (path.name for path in (Path(__file__).parent / "migrations" / "versions").glob("[0-9]*.py"))
    return tuple(sorted(found[0] for name in names if (found := re.match(r"\d+", name))))


def revision(connection: Connection) -> str | None:
    """Return the revision that the database is at, None before the first migration."""
    exists = connection.scalar(select(func.to_regclass(f"{SCHEMA}.alembic_version")))
    return connection.scalar(select(alembic_version.c.version_num)) if exists else None


def migrate(connection: Connection) -> bool:
    """Apply the missing revisions in the connection's transaction; the schema ``portal`` must exist.

    Two processes at once wait for each other. Returns whether anything changed.
    Raises DatabaseError when a newer portal has been here.
    """
    newest = revisions()[-1]
    if revision(connection) == newest:
        return False
    connection.execute(select(func.pg_advisory_xact_lock(LOCK)))
    found = revision(connection)
    if found == newest:
        return False
    if found is not None and found not in revisions():
        raise _newer(found)
    _upgrade(connection)
    return True


def _upgrade(connection: Connection) -> None:
    from alembic import command  # noqa: PLC0415 - takes a quarter of a second, and is rarely needed
    from alembic.config import Config  # noqa: PLC0415

    log.info("bringing the portal's tables up to date")
    logging.getLogger("alembic").setLevel(logging.WARNING)
    config = Config()
    config.set_main_option("script_location", "pipelines:migrations")
    config.attributes["connection"] = connection
    command.upgrade(config, "head")


def _newer(found: str) -> DatabaseError:
    return DatabaseError(
        Words(
            f"Diese Datenbank gehört zu einer neueren Fassung des Portals (Stand {found}).",
            f"This database belongs to a newer version of the portal (revision {found}).",
        ),
        Words(
            "Das Portal aktualisieren oder eine ältere Sicherung in eine leere Datenbank zurückspielen.",
            "Update the portal, or restore an older backup into an empty database.",
        ),
    )
