"""Who may do what in the portal's database, and whether a given server will do.

The publisher owns the schemas ``data`` and ``portal``. The reader's role sees public columns alone, and is what
serves the public. A server that the town runs itself may already have, or forbid, parts of this: every refusal says
which statement its administrator has to run.
"""

from dataclasses import dataclass
from importlib.resources import files

from sqlalchemy import Connection, text
from sqlalchemy.exc import DBAPIError

from pipelines import migration
from pipelines.errors import DatabaseError
from pipelines.portal import DATA, SCHEMA
from pipelines.text import Text

PUBLISHER = "geoportal_publisher"
READER = "geoportal_reader"

EXTENSIONS = {
    "postgis": "postgresql-{server}-postgis-3",
    "pg_trgm": "postgresql-contrib",
    "unaccent": "postgresql-contrib",
}
"""What the portal's database needs, each with Debian's package; the last two may be created by a database's owner."""

OLDEST_SERVER = 14
OLDEST_POSTGIS = (3, 3)

STATE = text((files("pipelines") / "sql" / "state.sql").read_text())
GRANTS = text((files("pipelines") / "sql" / "grants.sql").read_text())

LOCK = 0x726F6C
"""Key of the advisory lock ("rol") under which one process at a time creates schemas and roles."""


@dataclass(frozen=True)
class State:
    """What a database is and has; see sql/state.sql. ``reader`` is None when the role does not exist."""

    server: int
    encoding: str
    standby: bool
    database: str
    publisher: str
    postgis: str | None
    extensions: list[str]
    available: list[str]
    postgis_visible: bool
    may_create: bool
    schemas: list[str]
    foreign_schemas: list[str]
    reader: bool | None
    granted: bool


def state(connection: Connection) -> State:
    """Look at the database behind ``connection``."""
    return State(**connection.execute(STATE, {"reader": READER, "extensions": list(EXTENSIONS)}).one()._asdict())


def prepare(connection: Connection, *, takes_role: bool) -> None:
    """Make the database ready for publishing, in the connection's transaction; do nothing where it is.

    ``takes_role``: the publisher must be able to become the reader, because no reader's login was given.
    Raises DatabaseError with the missing right, and the statement that gives it.
    """
    found = state(connection)
    _check_server(found)
    if not _is_complete(found, takes_role):
        connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": LOCK})
        found = state(connection)
        for name in EXTENSIONS:
            _create_extension(connection, found, name)
        _create_schemas(connection, found)
        _create_reader(connection, found, takes_role)
    _check_postgis(state(connection) if found.postgis is None else found)
    if migration.migrate(connection) or not found.granted:
        connection.execute(GRANTS)


def _is_complete(found: State, takes_role: bool) -> bool:  # noqa: FBT001
    reader = found.reader if takes_role else found.reader is not None
    extensions = len(found.extensions) == len(EXTENSIONS)
    return bool(extensions and reader and len(found.schemas) == 2 and not found.foreign_schemas and found.granted)


def _check_server(found: State) -> None:
    if found.server < OLDEST_SERVER:
        raise DatabaseError(
            Text(
                f"Der Server ist PostgreSQL {found.server}, gebraucht wird {OLDEST_SERVER} oder neuer.",
                f"The server is PostgreSQL {found.server}, but {OLDEST_SERVER} or newer is needed.",
            )
        )
    if found.standby:
        raise DatabaseError(
            Text(
                "Der Server ist eine Kopie, die nur gelesen werden kann.",
                "The server is a standby that can only be read.",
            ),
            Text(
                "GEOPORTAL_DATABASE_URL muss auf den führenden Server zeigen, GEOPORTAL_READER_URL auf die Kopie.",
                "GEOPORTAL_DATABASE_URL must name the primary server, GEOPORTAL_READER_URL the standby.",
            ),
        )
    if found.encoding != "UTF8":
        raise DatabaseError(
            Text(
                f"Die Datenbank {found.database} speichert {found.encoding} statt UTF8.",
                f"The database {found.database} stores {found.encoding} instead of UTF8.",
            ),
            _statement(f"CREATE DATABASE {found.database}_utf8 ENCODING 'UTF8' TEMPLATE template0"),
        )


def _create_extension(connection: Connection, found: State, name: str) -> None:
    if name in found.extensions:
        return
    if name not in found.available:
        package = EXTENSIONS[name].format(server=found.server)
        raise DatabaseError(
            Text(f"Auf dem Datenbankserver ist {name} nicht installiert.", f"{name} is not installed on the server."),
            Text(
                f"Dort zum Beispiel: apt-get install {package}",
                f"There, for example: apt-get install {package}",
            ),
        )
    _try(
        connection,
        f"CREATE EXTENSION {name}",
        Text(
            f"In der Datenbank {found.database} fehlt {name}, und {found.publisher} darf es nicht einrichten.",
            f"The database {found.database} lacks {name}, and {found.publisher} may not create it.",
        ),
    )


def _check_postgis(found: State) -> None:
    version = found.postgis or "0"
    if tuple(int(part) for part in version.split(".")[:2] if part.isdigit()) < OLDEST_POSTGIS:
        raise DatabaseError(
            Text(
                f"Die Datenbank {found.database} hat PostGIS {version}, gebraucht wird 3.3 oder neuer.",
                f"The database {found.database} has PostGIS {version}, but 3.3 or newer is needed.",
            ),
            _statement("ALTER EXTENSION postgis UPDATE"),
        )
    if not found.postgis_visible:
        raise DatabaseError(
            Text(
                f"PostGIS liegt in einem Schema, das {found.publisher} nicht durchsucht.",
                f"PostGIS lies in a schema that {found.publisher} does not search.",
            ),
            _statement(f'ALTER DATABASE "{found.database}" SET search_path = public, <Schema>'),
        )


def _create_schemas(connection: Connection, found: State) -> None:
    if found.foreign_schemas:
        name = found.foreign_schemas[0]
        raise DatabaseError(
            Text(
                f"Das Schema {name} gehört nicht {found.publisher}.",
                f"The schema {name} does not belong to {found.publisher}.",
            ),
            _statement(f'ALTER SCHEMA {name} OWNER TO "{found.publisher}"'),
        )
    for name in sorted({DATA, SCHEMA} - set(found.schemas)):
        if not found.may_create:
            raise DatabaseError(
                Text(
                    f"{found.publisher} darf in der Datenbank {found.database} das Schema {name} nicht anlegen.",
                    f"{found.publisher} may not create the schema {name} in the database {found.database}.",
                ),
                _statement(f'CREATE SCHEMA {name} AUTHORIZATION "{found.publisher}"'),
            )
        connection.execute(text(f"CREATE SCHEMA {name}"))


def _create_reader(connection: Connection, found: State, takes_role: bool) -> None:  # noqa: FBT001
    """Since PostgreSQL 16 the creator of a role is its administrator, not its member."""
    if found.reader is None:
        _try(
            connection,
            f"CREATE ROLE {READER} NOLOGIN",
            Text(f"Die Rolle {READER} fehlt.", f"The role {READER} is missing."),
        )
    if takes_role and not found.reader:
        _try(
            connection,
            f'GRANT {READER} TO "{found.publisher}"',
            Text(
                f"{found.publisher} darf die Rolle {READER} nicht annehmen.",
                f"{found.publisher} may not take the role {READER}.",
            ),
        )


def _try(connection: Connection, statement: str, refusal: Text) -> None:
    try:
        with connection.begin_nested():
            connection.execute(text(statement))
    except DBAPIError:
        raise DatabaseError(refusal, _statement(statement)) from None


def _statement(sql: str) -> Text:
    return Text(
        f"Wer den Server verwaltet, führt dort aus: {sql};", f"Whoever administers the server runs there: {sql};"
    )
