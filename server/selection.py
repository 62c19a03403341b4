"""FeatureQuery → conditions on a layer's table, over public columns alone, with the values apart.

Every value is a parameter with a name of its own, so that queries of the same shape have the same SQL.
"""

from collections.abc import Iterator
from typing import Any

from sqlalchemy import BindParameter, ColumnElement, DateTime, Table, and_, bindparam, false, func, or_, true
from sqlalchemy.types import Date

from pipelines.definition import Dataset, FieldType
from pipelines.storage import Box
from pipelines.tables import COLUMN_TYPES
from server.area import Area, area
from server.ewkb import Ewkb
from server.filter import filter_values, matching, where, word_values
from server.interval import Interval
from server.query import FeatureQuery

Values = dict[str, Any]


def selection_values(query: FeatureQuery, areas: tuple[Area, ...]) -> Values:
    """Return the parameters of :func:`conditions` by name."""
    values: Values = {f"equal_{number}": value for number, (_, value) in enumerate(query.equal)}
    for number, each in enumerate(areas):
        values |= {f"area_{number}": each.shape, f"within_{number}": each.within}
    if query.interval:
        values |= _ends(query.interval)
    if query.condition:
        values |= filter_values(query.condition)
    if query.words:
        values |= word_values(query.words)
    return values


def areas_of(query: FeatureQuery, extent: Box | None) -> tuple[Area, ...]:
    """Return the areas of the query's boxes; ``extent`` is that of the layer."""
    return tuple(area(box, extent) for box in query.boxes or ())


def conditions(table: Table, dataset: Dataset, query: FeatureQuery) -> Iterator[ColumnElement[bool]]:
    """Say which features match, the page aside."""
    for number, (name, _) in enumerate(query.equal):
        yield table.c[name] == bindparam(f"equal_{number}", type_=COLUMN_TYPES[dataset.fields[name].type])
    if query.boxes is not None:
        yield or_(false(), *(_intersects(table, number) for number in range(len(query.boxes))))
    if query.interval and dataset.time:
        yield _lasting(table, dataset, query.interval)
    elif query.interval and (dates := _dates(dataset)):
        yield _during(table, dates, query.interval)
    if query.condition:
        yield where(query.condition, table.c, dataset)
    if query.words:
        yield matching(query.words, table.c, dataset)


def _intersects(table: Table, number: int) -> ColumnElement[bool]:
    """Most features lie wholly within a box: then a look at their own box is enough, at a tenth of the price."""
    near = table.c.geom.op("&&", is_comparison=True)(bindparam(f"area_{number}", type_=Ewkb()))
    return and_(near, intersects(table, number))


def intersects(table: Table, number: int) -> ColumnElement[bool]:
    """The same without the part that the index on the geometry serves, for features found by their place."""
    shape, within = (bindparam(f"{name}_{number}", type_=Ewkb()) for name in ("area", "within"))
    geom = table.c.geom
    return or_(geom.op("@", is_comparison=True)(within), func.ST_Intersects(geom, shape))


def _dates(dataset: Dataset) -> dict[str, FieldType]:
    return {name: field.type for name, field in dataset.public_fields.items() if field.type in {"date", "datetime"}}


def _ends(interval: Interval) -> Values:
    return {
        "begin": interval.begin,
        "end": interval.end,
        "first_day": interval.first_day,
        "last_day": interval.last_day,
    }


def _lasting(table: Table, dataset: Dataset, interval: Interval) -> ColumnElement[bool]:
    """A feature's time runs from its beginning to its end, open where there is none."""
    start, end = dataset.period_fields
    (_, last), (first, _) = (_bounds(dataset.fields[name].type) for name in (start, end))
    begun = or_(table.c[start].is_(None), table.c[start] <= last) if interval.end else true()
    not_over = or_(table.c[end].is_(None), table.c[end] >= first) if interval.begin else true()
    return and_(begun, not_over)


def _bounds(kind: FieldType) -> tuple[BindParameter[Any], BindParameter[Any]]:
    """The interval's ends as values of days or of moments."""
    if kind == "date":
        return bindparam("first_day", type_=Date()), bindparam("last_day", type_=Date())
    return bindparam("begin", type_=DateTime(timezone=True)), bindparam("end", type_=DateTime(timezone=True))


def _during(table: Table, dates: dict[str, FieldType], interval: Interval) -> ColumnElement[bool]:
    """A feature's time runs from the earliest to the latest of its dates; one without any always matches.

    Source: OGC API Features, Part 1, /req/core/fc-time-response, B and C.
    """
    begun, not_over = [], []
    for name, kind in dates.items():
        column = table.c[name]
        begin, end = _bounds(kind)
        begun.append(column <= end if interval.end else column.is_not(None))
        not_over.append(column >= begin if interval.begin else column.is_not(None))
    timeless = and_(*(table.c[name].is_(None) for name in dates))
    return or_(timeless, and_(or_(*begun), or_(*not_over)))
