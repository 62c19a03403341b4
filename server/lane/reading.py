"""Pages and features of live layers, read by psycopg: one statement per answer, compiled once per shape of query."""

import asyncio
from collections import OrderedDict
from collections.abc import AsyncIterator, Callable, Hashable, Iterable
from dataclasses import dataclass, field, replace
from typing import Any

from psycopg import errors
from psycopg.rows import TupleRow
from sqlalchemy import Select
from sqlalchemy.dialects.postgresql.psycopg import PGDialect_psycopg

from pipelines.publication import Publication
from pipelines.tables import layer_table
from server import statements
from server.crs import Crs
from server.lane.census import FEW, MANY, Census, take
from server.lane.connection import Compiled
from server.lane.pool import Pool
from server.layers import MOVED, MovedError, Page, Row, counted_by, page_of
from server.live import Live
from server.problem import not_found
from server.query import FeatureQuery
from server.statements import LiveLayer, Search
from server.stretches import parts

COUNTING = 2.0
"""Seconds after which a number of matches that no index tells is left out (OGC API Features, Part 1, 7.15.8, allows
it)."""

BLOCK = 2_000
"""Features per statement of a long answer."""

COUNTS = 4_096
"""Numbers of matches that are remembered, each for one version and one selection."""

ENDS = ("first", "last")
_DIALECT = PGDialect_psycopg(paramstyle="numeric_dollar")  # type: ignore[no-untyped-call]


class Reading:
    """Reads with two pools: ``pages`` follow a layer's own order, ``searches`` are for all other queries."""

    def __init__(self, live: Live, pages: Pool, searches: Pool) -> None:
        self._live = live
        self._pages = pages
        self._searches = searches
        self._layers: dict[str, tuple[Publication, LiveLayer, dict[Hashable, Compiled]]] = {}
        self._censuses: dict[str, tuple[str, Census]] = {}
        self._counts: OrderedDict[Hashable, int] = OrderedDict()

    def layer(self, dataset_id: str) -> LiveLayer:
        """Return the layer that is live as far as is known. Raises Problem (404, 503)."""
        return self._known(dataset_id)[1]

    async def page(self, dataset_id: str, ask: Callable[[LiveLayer], FeatureQuery]) -> Page:
        """Read one page. ``ask`` makes the query from the definition of the version that is read. Raises Problem."""
        return await self._live.settled(lambda: self._page(dataset_id, ask))

    async def feature(self, dataset_id: str, feature_id: str, crs: Crs) -> tuple[LiveLayer, bytes]:
        """Read one feature as GeoJSON text. Raises Problem (404)."""
        return await self._live.settled(lambda: self._feature(dataset_id, feature_id, crs))

    async def rest(self, page: Page, limit: int) -> AsyncIterator[Page]:
        """Read on behind ``page`` up to ``limit`` features, block by block.

        No connection is held between two blocks, so a slow client holds none. A version's rows never change; its
        table outlives its time by minutes, see :mod:`pipelines.publishing.retention`.
        """
        while page.following and limit > 0:
            query = replace(page.wanted.query, after=page.following, limit=min(limit, BLOCK), counted=False)
            wanted = statements.search(page.wanted.layer, query)
            row = await self._one(wanted, REST)
            page = page_of(wanted, Row(*row), None)
            limit -= page.returned
            yield page

    async def _page(self, dataset_id: str, ask: Callable[[LiveLayer], FeatureQuery]) -> Page:
        layer = self.layer(dataset_id)
        wanted = statements.search(layer, ask(layer))
        query = wanted.query
        if query.hits:
            return Page(wanted, b"", 0, None, await self._count(wanted))
        number = layer.count if query.selects_all else self._counts.get(_selection(layer, query))
        together = query.counted and number is None and _is_cheap(query)
        counting = await self._counting(wanted) if together else PLAIN
        row = await self._one(wanted, counting)
        version, *rest = row[:-1] if together else row
        _check(layer, version)
        found = Row(*rest)
        if not query.counted:
            return page_of(wanted, found, None)
        if together:
            number = counting.known + int(row[-1])
            self._remember(layer, query, number)
        elif number is None:
            number = counted_by(query, found.found)
        return page_of(wanted, found, await self._count(wanted) if number is None else number)

    async def _count(self, wanted: Search) -> int | None:
        layer, query = wanted.layer, wanted.query
        if query.selects_all:
            return layer.count
        key = _selection(layer, query)
        if key in self._counts:
            return self._counts[key]
        try:
            async with asyncio.timeout(COUNTING):
                (number,) = await self._one(wanted, COUNT)
        except (TimeoutError, errors.QueryCanceled):
            return None
        self._remember(layer, query, number)
        return int(number)

    async def _feature(self, dataset_id: str, feature_id: str, crs: Crs) -> tuple[LiveLayer, bytes]:
        known = self._known(dataset_id)
        layer = known[1]
        if "\0" in feature_id:
            raise not_found(feature_id)
        key = ("feature", crs)
        if key not in known[2]:
            known[2][key] = _compiled(statements.with_version(statements.feature(layer, crs)))
        compiled = known[2][key]
        row = await self._execute(self._pages, compiled, {"id": feature_id, "dataset": dataset_id})
        if row is None:
            raise not_found(feature_id)
        _check(layer, row[0])
        return layer, row[1]

    async def _counting(self, wanted: Search) -> "Statement":
        """Count a box by where features lie: inside by heart, along its edge by their geometry."""
        layer, areas = wanted.layer, wanted.areas
        if len(areas) != 1 or not FEW <= layer.count <= MANY:
            return COUNTED
        census = await self._census(layer)
        expected = census.count(wanted.stretches)
        taken = parts(areas[0].bounds, areas[0].core, layer.reach, expected)
        ends = {f"edge_{name}": _array(stretch[end] for stretch in taken.edge) for end, name in enumerate(ENDS)}
        return Statement("edge", _edge_counted_page, known=census.count(taken.inside), values=ends)

    async def _census(self, layer: LiveLayer) -> Census:
        known = self._censuses.get(layer.dataset.id)
        if known is None or known[0] != layer.identity:
            known = (layer.identity, await take(self._pages, layer))
            self._censuses[layer.dataset.id] = known
        return known[1]

    async def _one(self, wanted: Search, statement: "Statement") -> TupleRow:
        """Run a statement that selects one row."""
        query = wanted.query
        along = statement.along and not query.order and query.condition is None and query.words is None
        pool, values = self._pages if along else self._searches, wanted.values | statement.values
        row = await self._execute(pool, self._compiled(wanted, statement), values)
        assert row is not None  # noqa: S101 - all of them are aggregates
        return row

    def _compiled(self, wanted: Search, statement: "Statement") -> Compiled:
        known = self._layers[wanted.layer.dataset.id]
        compiled = known[2] if known[1] is wanted.layer else {}
        key = (statement.name, *wanted.shape)
        if key not in compiled:
            compiled[key] = _compiled(statement.make(wanted))
        return compiled[key]

    async def _execute(self, pool: Pool, compiled: Compiled, values: dict[str, Any]) -> TupleRow | None:
        try:
            async with pool.connection() as connection:
                return await connection.row(compiled, values)
        except MOVED:
            raise MovedError from None

    def _known(self, dataset_id: str) -> tuple[Publication, LiveLayer, dict[Hashable, Compiled]]:
        publication = self._live.snapshot.publication(dataset_id)
        known = self._layers.get(dataset_id)
        if known is None or known[0] is not publication:  # comparing all that a publication holds takes a while
            if known is None or known[0] != publication:
                known = (publication, live_layer(publication), {})
            self._layers[dataset_id] = known = (publication, *known[1:])
        return known

    def _remember(self, layer: LiveLayer, query: FeatureQuery, number: int) -> None:
        self._counts[_selection(layer, query)] = number
        while len(self._counts) > COUNTS:
            self._counts.popitem(last=False)


def live_layer(publication: Publication) -> LiveLayer:
    """Describe a live layer for statements on it."""
    return LiveLayer(
        publication.dataset,
        publication.version,
        publication.identity,
        publication.count,
        publication.bbox,
        publication.reach,
        layer_table(publication.dataset, publication.features),
    )


def _check(layer: LiveLayer, version: int | None) -> None:
    if version != layer.version:
        raise MovedError


def _selection(layer: LiveLayer, query: FeatureQuery) -> Hashable:
    """What a number of matches depends on. Collections of plans are made of the same plans: they share an identity."""
    return (layer.dataset.id, layer.identity, query.boxes, query.equal, query.interval, query.condition, query.words)


def _array(numbers: Iterable[int]) -> str:
    """Write PostgreSQL's array as text: psycopg would look at the type of each number."""
    return "{" + ",".join(map(str, numbers)) + "}"


def _is_cheap(query: FeatureQuery) -> bool:
    """Whether an index tells how many features match."""
    return not query.equal and query.interval is None and query.condition is None and query.words is None


def _live_page(wanted: Search) -> Select[Any]:
    return statements.with_version(statements.page(wanted))


def _counted_page(wanted: Search) -> Select[Any]:
    return _live_page(wanted).add_columns(statements.count(wanted).scalar_subquery().label("matched"))


def _edge_counted_page(wanted: Search) -> Select[Any]:
    return _live_page(wanted).add_columns(statements.count_edge(wanted).scalar_subquery().label("matched"))


def _compiled(statement: Select[Any]) -> Compiled:
    compiled = statement.compile(dialect=_DIALECT)
    return Compiled(str(compiled).encode(), tuple(compiled.positiontup or ()), dict(compiled.params))


@dataclass(frozen=True)
class Statement:
    """How a search is asked: what makes the SQL, what was counted without it, values beside the search's own.

    ``along`` says that it follows the layer's order; the planner knows better how to count.
    """

    name: str
    make: Callable[[Search], Select[Any]]
    along: bool = True
    known: int = 0
    values: dict[str, Any] = field(default_factory=dict)


PLAIN = Statement("page", _live_page)
COUNTED = Statement("counted", _counted_page)
REST = Statement("rest", statements.page)
COUNT = Statement("count", statements.count, along=False)
