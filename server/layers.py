"""The reader's side of the database: features of the version that is live, read in one snapshot."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import NamedTuple

from psycopg.errors import InsufficientPrivilege, UndefinedTable
from sqlalchemy import Connection, Engine
from sqlalchemy.exc import DBAPIError

from pipelines.definition import Dataset
from pipelines.tables import layer_table
from server import statements
from server.crs import Crs
from server.problem import not_found
from server.query import FeatureQuery, Key
from server.statements import LiveLayer, Search

ATTEMPTS = 3

MOVED = (UndefinedTable, InsufficientPrivilege)
"""What a statement fails with when its version went away after it was looked up."""


class MovedError(Exception):
    """Another version is live than the one that was read."""


@dataclass(frozen=True)
class Page:
    """Features as GeoJSON texts (UTF-8) joined by commas, how many these are, and the version they were read from.

    ``following`` is the key of the last one where there are more; ``matched`` the number of all, None if not counted.
    """

    wanted: Search
    features: bytes
    returned: int
    following: Key | None
    matched: int | None


class Row(NamedTuple):
    """What :func:`server.statements.page` selects; psycopg's own connections in the lane leave texts as bytes."""

    features: str | bytes | None
    found: int
    place: int | None
    id: str | bytes | None


def page_of(wanted: Search, row: Row, matched: int | None) -> Page:
    """Make a page of what was selected."""
    last = row.id.decode() if isinstance(row.id, bytes) else row.id
    following = Key(row.place, last) if row.found > wanted.query.limit and row.place is not None and last else None
    features = row.features.encode() if isinstance(row.features, str) else row.features
    return Page(wanted, features or b"", min(row.found, wanted.query.limit), following, matched)


def counted_by(query: FeatureQuery, found: int) -> int | None:
    """Return the number of all that match where the last page tells it: with features, or the first of all."""
    if found > query.limit or query.after or (found == 0 and query.offset):
        return None
    return query.offset + found


class Layers:
    """Reads live layers with the rights of the reader's role; safe to share between threads."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine.execution_options(isolation_level="REPEATABLE READ", postgresql_readonly=True)
        self._known: dict[str, LiveLayer] = {}

    def page(self, dataset_id: str, ask: Callable[[Dataset], FeatureQuery]) -> Page:
        """Read one page. ``ask`` makes the query from the definition of the very version that is read.

        Raises Problem (404) when no such layer is live, and what ``ask`` raises.
        """
        return self._in_snapshot(lambda connection: self._page(connection, dataset_id, ask))

    def feature(self, dataset_id: str, feature_id: str, crs: Crs) -> str:
        """Read one feature as GeoJSON text. Raises Problem (404)."""
        return self._in_snapshot(lambda connection: self._feature(connection, dataset_id, feature_id, crs))

    def dataset(self, dataset_id: str) -> Dataset:
        """Read the definition of the live version. Raises Problem (404)."""
        return self._in_snapshot(lambda connection: self.layer(connection, dataset_id).dataset)

    def found(self, dataset_id: str, feature_id: str, crs: Crs) -> tuple[LiveLayer, str]:
        """Read one feature as GeoJSON text, and the version it is of. Raises Problem (404)."""
        return self._in_snapshot(
            lambda connection: (
                self.layer(connection, dataset_id),
                self._feature(connection, dataset_id, feature_id, crs),
            )
        )

    @contextmanager
    def snapshot(self) -> Iterator[Connection]:
        """Open a REPEATABLE READ transaction, for what takes more than one call."""
        with self._engine.connect() as connection:
            yield connection

    def _page(self, connection: Connection, dataset_id: str, ask: Callable[[Dataset], FeatureQuery]) -> Page:
        layer = self.layer(connection, dataset_id)
        wanted = statements.search(layer, ask(layer.dataset))
        if wanted.query.hits:
            return Page(wanted, b"", 0, None, self._count(connection, wanted))
        row = Row(*connection.execute(statements.page(wanted), wanted.values).one())
        matched = self._matched(connection, wanted, row.found) if wanted.query.counted else None
        return page_of(wanted, row, matched)

    def _matched(self, connection: Connection, wanted: Search, found: int) -> int:
        """A page that is the last one tells the number without counting."""
        known = counted_by(wanted.query, found)
        return self._count(connection, wanted) if known is None else known

    def _count(self, connection: Connection, wanted: Search) -> int:
        if wanted.query.selects_all:
            return wanted.layer.count
        return connection.execute(statements.count(wanted), wanted.values).scalar_one()

    def _feature(self, connection: Connection, dataset_id: str, feature_id: str, crs: Crs) -> str:
        layer = self.layer(connection, dataset_id)
        found = None
        if "\0" not in feature_id:
            found = connection.execute(statements.feature(layer, crs), {"id": feature_id}).scalar()
        if found is None:
            raise not_found(feature_id)
        return found

    def layer(self, connection: Connection, dataset_id: str) -> LiveLayer:
        """Look up a layer in an open snapshot. Raises Problem (404).

        The definition is read once per version; which version is live is asked every time.
        """
        row = connection.execute(statements.LIVE, {"dataset": dataset_id}).first()
        if row is None:
            raise not_found(dataset_id)
        known = self._known.get(dataset_id)
        if known is None or (known.version, known.identity) != (row.version, row.identity):
            parameters = {"dataset": dataset_id, "version": row.version}
            definition = connection.execute(statements.DEFINITION, parameters).scalar_one()
            dataset = Dataset.model_validate(definition)
            extent = tuple(row.bbox) if row.bbox else None
            table = layer_table(dataset, row.features)
            known = LiveLayer(dataset, row.version, row.identity, row.records_loaded, extent, row.reach, table)
            self._known[dataset_id] = known
        if known.dataset.visibility != "public":
            raise not_found(dataset_id)
        return known

    def _in_snapshot[T](self, work: Callable[[Connection], T]) -> T:
        """Run ``work`` in one REPEATABLE READ transaction, and again while the ground moves under it.

        Rows obey the snapshot, tables do not: one may be dropped, or a withdrawn field taken from the reader, after
        its version was looked up. And connections of the pool are stale after a restart of the database.
        """
        for _ in range(ATTEMPTS - 1):
            try:
                return self._once(work)
            except DBAPIError as error:
                if not (error.connection_invalidated or isinstance(error.orig, MOVED)):
                    raise
        return self._once(work)

    def _once[T](self, work: Callable[[Connection], T]) -> T:
        with self._engine.connect() as connection:
            return work(connection)
