"""psycopg's connection under SQLAlchemy's: for COPY, and for statements that its own language does not know."""

import psycopg
from psycopg.sql import SQL, Composed, Identifier
from sqlalchemy import Connection, Table


def driver(connection: Connection) -> psycopg.Connection:
    """Return psycopg's connection under SQLAlchemy's, in the same transaction."""
    found = connection.connection.driver_connection
    if not isinstance(found, psycopg.Connection):
        message = f"COPY needs psycopg, not {type(found).__name__}"
        raise TypeError(message)
    return found


def identifier(table: Table) -> Composed:
    """Return the table's name for psycopg, with its schema unless it is temporary."""
    parts = [part for part in (table.schema, table.name) if part]
    return SQL(".").join(map(Identifier, parts))
