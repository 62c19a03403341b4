"""Relations between instants and intervals, both ends included.

Source: CQL2 (21-065r2), 7.8, tables of temporal functions, after the W3C/OGC Time Ontology in OWL. An instant begins
and ends at once; an open end lies before or after all time. An unknown end leaves what depends on it unknown.
"""

from collections.abc import Callable
from typing import Any

from sqlalchemy import ColumnElement, and_, literal_column, or_

from server.filter.tree import Kind

Element = ColumnElement[Any]
Period = tuple[Element, Element]

_POSTGRES = {"date": "date", "datetime": "timestamptz"}


def period(begin: Element | None, end: Element | None, kind: Kind) -> Period:
    """Return begin and end; PostgreSQL's infinities stand for open ones."""
    return _end(begin, "-infinity", kind), _end(end, "infinity", kind)


def _end(given: Element | None, otherwise: str, kind: Kind) -> Element:
    return literal_column(f"'{otherwise}'::{_POSTGRES[kind]}") if given is None else given


RELATIONS: dict[str, Callable[[Period, Period], ColumnElement[bool]]] = {
    "t_after": lambda a, b: a[0] > b[1],
    "t_before": lambda a, b: a[1] < b[0],
    "t_disjoint": lambda a, b: or_(a[1] < b[0], a[0] > b[1]),
    "t_equals": lambda a, b: and_(a[0] == b[0], a[1] == b[1]),
    "t_intersects": lambda a, b: and_(a[0] <= b[1], a[1] >= b[0]),
    "t_contains": lambda a, b: and_(a[0] < b[0], a[1] > b[1]),
    "t_during": lambda a, b: and_(a[0] > b[0], a[1] < b[1]),
    "t_finishedby": lambda a, b: and_(a[0] < b[0], a[1] == b[1]),
    "t_finishes": lambda a, b: and_(a[0] > b[0], a[1] == b[1]),
    "t_meets": lambda a, b: a[1] == b[0],
    "t_metby": lambda a, b: a[0] == b[1],
    "t_overlappedby": lambda a, b: and_(a[0] > b[0], a[0] < b[1], a[1] > b[1]),
    "t_overlaps": lambda a, b: and_(a[0] < b[0], a[1] > b[0], a[1] < b[1]),
    "t_startedby": lambda a, b: and_(a[0] == b[0], a[1] > b[1]),
    "t_starts": lambda a, b: and_(a[0] == b[0], a[1] < b[1]),
}
