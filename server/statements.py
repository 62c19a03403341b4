"""FeatureQuery → SQLAlchemy Core on the table of one version, over public columns alone."""

from dataclasses import dataclass
from typing import Any

from geoalchemy2.functions import (
    ST_AsGeoJSON,
    ST_FlipCoordinates,
    ST_ForcePolygonCCW,
    ST_Intersects,
    ST_MakeEnvelope,
    ST_Segmentize,
    ST_Transform,
)
from sqlalchemy import (
    ColumnElement,
    Select,
    Subquery,
    Table,
    Text,
    and_,
    bindparam,
    cast,
    false,
    func,
    or_,
    select,
)
from sqlalchemy.dialects.postgresql import JSON
from sqlalchemy.sql.base import ReadOnlyColumnCollection

from pipelines.definition import Dataset, FieldType
from pipelines.portal import live, publication
from pipelines.tables import STORAGE_SRID, Box
from server.crs import CRS84, Crs
from server.interval import Interval
from server.query import FeatureQuery
from server.rectangle import Rectangle

Columns = ReadOnlyColumnCollection[str, Any]

MAX_EDGE = 0.02
"""Degrees. A parallel bends against the straight edges of UTM; between points this close by less than 5 cm."""


@dataclass(frozen=True)
class LiveLayer:
    """One layer as it is live in one snapshot. ``extent`` is CRS84, None for an empty layer.

    The table is built once: SQLAlchemy keeps compiled statements by the identity of their tables.
    """

    dataset: Dataset
    version: int
    identity: str
    count: int
    extent: Box | None
    table: Table


LIVE = (
    select(
        publication.c.version,
        publication.c.features,
        publication.c.identity,
        publication.c.records_loaded,
        publication.c.bbox,
    )
    .join(live, and_(live.c.dataset == publication.c.dataset, live.c.version == publication.c.version))
    .where(publication.c.dataset == bindparam("dataset"))
)
"""Which version of a layer is live, and which version's table holds its features."""

DEFINITION = select(publication.c.public_definition).where(
    publication.c.dataset == bindparam("dataset"), publication.c.version == bindparam("version")
)
"""What everybody may know of the definition that a version was published with."""


def features(layer: LiveLayer, query: FeatureQuery) -> Select[str]:
    """Select the query's page: one finished GeoJSON feature as text per row, in stable order.

    The page is cut in an inner select and written outside it; on one level the planner would price the writing for
    all rows.
    """
    table = layer.table
    keys = [*(key.field for key in query.order), "id"]
    falling = {key.field for key in query.order if key.descending}
    page = (
        select(table.c.geojson, *([] if query.crs == CRS84 else [table.c.geom]), *(table.c[key] for key in keys))
        .where(*_conditions(table, layer.dataset, query))
        .order_by(*_order(table.c, keys, falling))
        .limit(query.limit)
        .offset(query.offset)
        .subquery("page")
    )
    return select(_written(page, query)).order_by(*_order(page.c, keys, falling))


def count(layer: LiveLayer, query: FeatureQuery) -> Select[int]:
    """Count every feature that matches, whatever the page."""
    table = layer.table
    return select(func.count()).select_from(table).where(*_conditions(table, layer.dataset, query))


def feature(layer: LiveLayer, feature_id: str, crs: Crs) -> Select[str]:
    """Select one feature by its id, as GeoJSON text."""
    table = layer.table
    one = select(table.c.id, table.c.geojson, table.c.geom).where(table.c.id == feature_id).subquery("page")
    return select(_written(one, FeatureQuery(crs=crs)))


def _order(columns: Columns, keys: list[str], falling: set[str]) -> list[ColumnElement[Any]]:
    return [columns[key].desc().nulls_last() if key in falling else columns[key].asc().nulls_last() for key in keys]


def _conditions(table: Table, dataset: Dataset, query: FeatureQuery) -> list[ColumnElement[bool]]:
    conditions = [table.c[name] == value for name, value in query.equal]
    if query.boxes is not None:
        conditions.append(or_(false(), *(ST_Intersects(table.c.geom, _area(box)) for box in query.boxes)))
    if query.interval and (dates := _dates(dataset)):
        conditions.append(_during(table, dates, query.interval))
    return conditions


def _area(box: Rectangle) -> ColumnElement[object]:
    edges = ST_MakeEnvelope(box.west, box.south, box.east, box.north, box.srid)
    if box.srid == STORAGE_SRID:
        return edges
    step = min(MAX_EDGE, max(box.east - box.west, box.north - box.south, 1e-7) / 16)
    return ST_Transform(ST_Segmentize(edges, step), STORAGE_SRID)


def _dates(dataset: Dataset) -> dict[str, FieldType]:
    return {name: field.type for name, field in dataset.public_fields.items() if field.type in {"date", "datetime"}}


def _during(table: Table, dates: dict[str, FieldType], interval: Interval) -> ColumnElement[bool]:
    """A feature's time runs from the earliest to the latest of its dates; one without any always matches.

    Source: OGC API Features, Part 1, /req/core/fc-time-response, B and C.
    """
    begun, not_over = [], []
    for name, kind in dates.items():
        column = table.c[name]
        begin = interval.first_day if kind == "date" else interval.begin
        end = interval.last_day if kind == "date" else interval.end
        begun.append(column <= end if end else column.is_not(None))
        not_over.append(column >= begin if begin else column.is_not(None))
    timeless = and_(*(table.c[name].is_(None) for name in dates))
    return or_(timeless, and_(or_(*begun), or_(*not_over)))


def _written(page: Subquery, query: FeatureQuery) -> ColumnElement[str]:
    """The finished text where it fits; else its parts, so that every form holds the same properties."""
    if query.crs == CRS84 and query.geometry and query.properties is None:
        return page.c.geojson
    properties = cast(page.c.geojson, JSON)["properties"]
    return func.concat(
        '{"type":"Feature","id":',
        func.to_json(page.c.id),
        ',"geometry":',
        _geometry(page, query),
        ',"properties":',
        properties if query.properties is None else _selected(properties, query.properties),
        "}",
    )


def _geometry(page: Subquery, query: FeatureQuery) -> ColumnElement[object]:
    if not query.geometry:
        return cast("null", Text)
    if query.crs == CRS84:
        return cast(page.c.geojson, JSON)["geometry"]
    shape = ST_ForcePolygonCCW(ST_Transform(page.c.geom, query.crs.srid))
    return ST_AsGeoJSON(ST_FlipCoordinates(shape) if query.crs.flipped else shape, query.crs.decimals, 0)


def _selected(properties: ColumnElement[object], names: tuple[str, ...]) -> ColumnElement[str]:
    """Joined piece by piece: json_build_object takes no more than fifty pairs."""
    text: ColumnElement[str] = cast("{", Text)
    for number, name in enumerate(names):
        value = func.coalesce(cast(properties[name], Text), "null")
        text = text + ("," if number else "") + func.to_json(cast(name, Text)).cast(Text) + ":" + value
    return text + "}"
