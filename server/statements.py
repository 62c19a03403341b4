"""FeatureQuery → SQLAlchemy Core on the table of one version, over public columns alone."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from sqlalchemy import (
    ARRAY,
    BigInteger,
    BindParameter,
    ColumnElement,
    Integer,
    Select,
    Subquery,
    Text,
    and_,
    bindparam,
    func,
    literal_column,
    select,
    tuple_,
    union_all,
)
from sqlalchemy.sql.base import ReadOnlyColumnCollection
from sqlalchemy.sql.schema import Table

from pipelines.definition import Dataset
from pipelines.portal import live, publication
from pipelines.storage import Box
from server.area import Area
from server.crs import CRS84, Crs
from server.filter import outline
from server.query import FeatureQuery
from server.selection import Values, areas_of, conditions, intersects, selection_values
from server.stretches import Stretch, stretches
from server.writing import written

Columns = ReadOnlyColumnCollection[str, Any]

MOST_STRETCHES = 5
"""Each costs some 20 µs to begin with, and saves reading what lies beside the box."""


@dataclass(frozen=True)
class LiveLayer:
    """One layer as it is live in one snapshot. ``extent`` is CRS84, None for an empty layer.

    ``reach`` is that of :mod:`pipelines.curve`, in metres. The table is built once: SQLAlchemy keeps compiled
    statements by the identity of their tables.
    """

    dataset: Dataset
    version: int
    identity: str
    count: int
    extent: Box | None
    reach: float
    table: Table


@dataclass(frozen=True)
class Search:
    """A query on a layer with what its box comes to: an area in metres, and stretches of the curve to look at."""

    layer: LiveLayer
    query: FeatureQuery
    areas: tuple[Area, ...]
    stretches: tuple[Stretch, ...]

    @property
    def values(self) -> Values:
        """Every parameter of this search's statements by name."""
        query = self.query
        values = selection_values(query, self.areas) | {
            "dataset": self.layer.dataset.id,
            "limit": query.limit,
            "ahead": query.limit + 1,
            "offset": query.skipped,
            "deepest": query.skipped + query.limit + 1,
        }
        for number, (first, last) in enumerate(self.stretches):
            values |= {f"first_{number}": first, f"last_{number}": last}
        return values | ({"place": query.after.place, "id": query.after.id} if query.after else {})

    @property
    def shape(self) -> tuple[object, ...]:
        """What the SQL depends on, the values aside."""
        query = self.query
        interval = query.interval and (query.interval.begin is None, query.interval.end is None)
        return (
            tuple(name for name, _ in query.equal),
            None if query.boxes is None else len(query.boxes),
            len(self.stretches),
            interval,
            query.order,
            query.properties,
            query.geometry,
            query.crs.srid,
            query.crs.flipped,
            query.after is None,
            query.condition and outline(query.condition),
            query.words and len(query.words.terms),
        )


def search(layer: LiveLayer, query: FeatureQuery) -> Search:
    """Prepare a query for its statements."""
    query = query.on(layer.extent)
    areas = areas_of(query, layer.extent)
    along = stretches(areas[0].bounds, layer.reach, MOST_STRETCHES) if len(areas) == 1 and not query.order else ()
    if query.after:
        along = tuple((max(first, query.after.place), last) for first, last in along if last >= query.after.place)
    return Search(layer, query, areas, along)


LIVE = (
    select(
        publication.c.version,
        publication.c.features,
        publication.c.identity,
        publication.c.records_loaded,
        publication.c.bbox,
        publication.c.reach,
    )
    .join(live, and_(live.c.dataset == publication.c.dataset, live.c.version == publication.c.version))
    .where(publication.c.dataset == bindparam("dataset"))
)
"""Which version of a layer is live, and which version's table holds its features."""

DEFINITION = select(publication.c.public_definition).where(
    publication.c.dataset == bindparam("dataset"), publication.c.version == bindparam("version")
)
"""What everybody may know of the definition that a version was published with."""


def page(wanted: Search) -> Select[Any]:
    """Select a page as one row: the features joined by commas, how many were found, where the last one stands.

    ``found`` is one more than the limit where there are features behind the page.
    """
    inner = _page(wanted, "ahead")
    numbered = select(
        func.row_number().over().label("number"),
        written(inner, wanted.query).label("feature"),
        inner.c["_place"],
        inner.c.id,
    ).subquery("numbered")
    number, limit = numbered.c.number, _integer("limit")
    return select(
        func.string_agg(numbered.c.feature, literal_column("','")).filter(number <= limit).label("features"),
        func.count().label("found"),
        func.max(numbered.c["_place"]).filter(number == limit).label("place"),
        func.max(numbered.c.id).filter(number == limit).label("id"),
    )


def with_version(statement: Select[Any]) -> Select[Any]:
    """Put the number of the live version, as of the same moment, before what a statement selects."""
    version = select(live.c.version).where(live.c.dataset == _text("dataset")).scalar_subquery().label("version")
    return statement.with_only_columns(version, *statement.selected_columns)


def more(wanted: Search) -> Select[bool]:
    """Select whether there are features behind the page."""
    return select(func.count() > _integer("limit")).select_from(_page(wanted, "ahead"))


def features(wanted: Search) -> Select[str]:
    """Select the page's features: one finished GeoJSON feature as text per row, in stable order."""
    inner = _page(wanted, "limit")
    return select(written(inner, wanted.query)).order_by(*_order(inner.c, wanted.query))


def count(wanted: Search) -> Select[int]:
    """Count every feature that matches, whatever the page."""
    matching = _matching_anywhere(wanted)
    return select(func.count().label("matched")).select_from(wanted.layer.table).where(*matching)


def count_edge(wanted: Search) -> Select[int]:
    """Count what the query's one box holds on the stretches ``edge_first`` to ``edge_last``."""
    table = wanted.layer.table
    ends = (bindparam(name, type_=ARRAY(BigInteger)) for name in ("edge_first", "edge_last"))
    edge = func.unnest(*ends).table_valued("first", "last", name="edge").render_derived()
    along = edge.join(table, table.c["_place"].between(edge.c.first, edge.c.last))
    return select(func.count().label("matched")).select_from(along).where(intersects(table, 0))


def feature(layer: LiveLayer, crs: Crs) -> Select[str]:
    """Select the feature whose id is the parameter ``id``, as GeoJSON text."""
    table = layer.table
    one = select(table.c.id, table.c.geojson, table.c.geom).where(table.c.id == _text("id")).subquery("page")
    return select(written(one, FeatureQuery(crs=crs)).label("feature"))


def _page(wanted: Search, limit: str) -> Subquery:
    """Cut the page in an inner select; on one level the planner would price the writing for all rows."""
    if wanted.stretches:
        parts = union_all(*_along(wanted)).subquery("along")
        rows = select(*parts.c).order_by(*_order(parts.c, wanted.query))
    else:
        table = wanted.layer.table
        rows = select(*_columns(wanted)).where(*_matching(wanted)).order_by(*_order(table.c, wanted.query))
    if not wanted.query.after:
        rows = rows.offset(_integer("offset"))
    return rows.limit(_integer(limit)).subquery("page")


def _along(wanted: Search) -> Iterator[Select[Any]]:
    """One select per stretch, each in the order of the index; PostgreSQL merges them until the page is full."""
    place = wanted.layer.table.c["_place"]
    for number in range(len(wanted.stretches)):
        stretch = place.between(_integer(f"first_{number}"), _integer(f"last_{number}"))
        rows = select(*_columns(wanted)).where(stretch, *_matching(wanted))
        yield rows.order_by(*_order(wanted.layer.table.c, wanted.query)).limit(_integer("deepest"))


def _columns(wanted: Search) -> list[ColumnElement[Any]]:
    columns, query = wanted.layer.table.c, wanted.query
    names = ["id", "_place", "geojson", *([] if query.crs == CRS84 else ["geom"]), *(key.field for key in query.order)]
    return [columns[name] for name in dict.fromkeys(names)]


def _matching(wanted: Search) -> Iterator[ColumnElement[bool]]:
    table = wanted.layer.table
    if wanted.query.after:
        yield tuple_(table.c["_place"], table.c.id) > tuple_(_integer("place"), _text("id"))
    yield from _matching_anywhere(wanted)


def _matching_anywhere(wanted: Search) -> Iterator[ColumnElement[bool]]:
    return conditions(wanted.layer.table, wanted.layer.dataset, wanted.query)


def _order(columns: Columns, query: FeatureQuery) -> list[ColumnElement[Any]]:
    """As the client wants it, then the layer's own order: along the curve, then by id."""
    keys = [columns[key.field].desc() if key.descending else columns[key.field].asc() for key in query.order]
    return [*(key.nulls_last() for key in keys), columns["_place"], columns["id"]]


def _integer(name: str) -> BindParameter[int]:
    return bindparam(name, type_=Integer() if name in {"limit", "ahead"} else BigInteger())


def _text(name: str) -> BindParameter[str]:
    return bindparam(name, type_=Text())
