"""The view ``data.<id>`` on a layer's live version, and who may read which column."""

from collections.abc import Iterable

from psycopg.errors import DependentObjectsStillExist, InvalidTableDefinition
from psycopg.sql import SQL, Composable, Composed, Identifier
from sqlalchemy import Connection, text

from pipelines.definition import Dataset
from pipelines.driver import driver
from pipelines.errors import DatabaseError
from pipelines.portal import DATA
from pipelines.publishing.patience import patiently
from pipelines.rights import READER
from pipelines.tables import public_columns, table_name
from pipelines.text import Text

HIDDEN = frozenset({"geojson", "_place"})
"""Columns that only the server has a use for; people who open the view in QGIS have none."""


def show(connection: Connection, dataset: Dataset, features: int) -> None:
    """Make the view show the table of version ``features``, and let the reader read its public columns.

    An internal layer's view is for the publisher alone. Raises BusyError when readers hold the view for long,
    DatabaseError when somebody's own views stand on it and its columns changed.
    """
    grant(connection, dataset, features)
    patiently(connection, f"{DATA}.{dataset.id}", lambda: _replace(connection, dataset, features))


def hide(connection: Connection, dataset_id: str) -> None:
    """Drop the view and take back every right of the reader on the layer's tables. Raises as :func:`show` does."""
    revoke(connection, dataset_id)
    patiently(connection, f"{DATA}.{dataset_id}", lambda: _drop(connection, dataset_id))


def grant(connection: Connection, dataset: Dataset, features: int) -> None:
    """Let the reader select the public columns of one version's table; none of an internal layer."""
    if dataset.visibility == "public":
        columns = SQL(", ").join(map(Identifier, public_columns(dataset)))
        _execute(connection, "GRANT SELECT ({}) ON {} TO {}", columns, _table(dataset.id, features), READER_ROLE)


def revoke(connection: Connection, dataset_id: str) -> None:
    """Take back the reader's rights on all versions of a layer."""
    for name in kept_tables(connection, dataset_id):
        _execute(connection, "REVOKE ALL ON {} FROM {}", Identifier(DATA, name), READER_ROLE)


def kept_tables(connection: Connection, dataset_id: str) -> list[str]:
    """Return the names of the layer's version tables that still exist."""
    found = connection.scalars(
        text(
            "SELECT c.relname FROM pg_class AS c JOIN pg_namespace AS n ON n.oid = c.relnamespace"
            " WHERE n.nspname = :schema AND c.relkind = 'r' AND c.relname ~ :pattern ORDER BY c.relname"
        ),
        {"schema": DATA, "pattern": f"^{dataset_id}_v[0-9]+$"},
    )
    return list(found)


READER_ROLE = Identifier(READER)


def _replace(connection: Connection, dataset: Dataset, features: int) -> None:
    """Replacing keeps views that others built on ours; PostgreSQL allows it while columns are only added."""
    try:
        with driver(connection).transaction():
            _create(connection, "CREATE OR REPLACE VIEW {} AS SELECT {} FROM {}", dataset, features)
    except InvalidTableDefinition:
        _drop(connection, dataset.id)
        _create(connection, "CREATE VIEW {} AS SELECT {} FROM {}", dataset, features)
    verb = "GRANT SELECT ON {} TO {}" if dataset.visibility == "public" else "REVOKE ALL ON {} FROM {}"
    _execute(connection, verb, Identifier(DATA, dataset.id), READER_ROLE)


def _create(connection: Connection, statement: str, dataset: Dataset, features: int) -> None:
    columns = _names(name for name in public_columns(dataset) if name not in HIDDEN)
    _execute(connection, statement, Identifier(DATA, dataset.id), columns, _table(dataset.id, features))


def _drop(connection: Connection, dataset_id: str) -> None:
    try:
        _execute(connection, "DROP VIEW IF EXISTS {}", Identifier(DATA, dataset_id))
    except DependentObjectsStillExist as error:
        dependents = (error.diag.message_detail or "").replace("\n", "; ")
        raise DatabaseError(
            Text(
                f"Auf der Sicht {DATA}.{dataset_id} bauen andere Objekte auf: {dependents}.",
                f"Other objects depend on the view {DATA}.{dataset_id}: {dependents}.",
            ),
            Text(
                "Sie müssen vorher gelöscht werden, weil sich die Spalten der Ebene geändert haben.",
                "Drop them first, because the layer's columns have changed.",
            ),
        ) from None


def _execute(connection: Connection, statement: str, *parts: Composable) -> None:
    driver(connection).execute(SQL(statement).format(*parts))


def _table(dataset_id: str, features: int) -> Identifier:
    return Identifier(DATA, table_name(dataset_id, features))


def _names(names: Iterable[str]) -> Composed:
    return SQL(", ").join(map(Identifier, names))
