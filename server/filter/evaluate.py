"""Typed tree → SQLAlchemy Core. Values are bound, NULL is SQL's unknown, which the standard's truth table describes."""

import json
from collections.abc import Callable, Iterator, Mapping
from datetime import date, datetime
from decimal import Decimal
from functools import reduce
from itertools import count
from typing import Any

from sqlalchemy import (
    BigInteger,
    Boolean,
    ColumnElement,
    Date,
    DateTime,
    Numeric,
    Text,
    and_,
    bindparam,
    case,
    cast,
    func,
    literal_column,
    not_,
    or_,
    select,
)
from sqlalchemy.sql.base import ReadOnlyColumnCollection
from sqlalchemy.types import TypeEngine

from pipelines.definition import Dataset
from pipelines.definition.condition import FOLDINGS
from server.ewkb import Ewkb
from server.filter.check import GEOMETRY
from server.filter.temporal import RELATIONS, period
from server.filter.tree import Condition, Interval, Literal, Node, Operation, Property, Scalar, Shape

Columns = ReadOnlyColumnCollection[str, Any]
Element = ColumnElement[Any]

UNICODE = "und-x-icu"
"""The collation whose case mappings are Unicode's, whatever the database's own."""

MARKS = "[\u0300-\u036f]"
"""Diacritics that stand alone once a text is decomposed (NFD)."""


def where(condition: Condition, columns: Columns, dataset: Dataset) -> ColumnElement[bool]:
    """Return the condition on a layer's columns; ``dataset`` is the definition it was read with.

    Every value is a parameter, ``filter_0``, ``filter_1`` and so on; :func:`filter_values` names their values.
    """
    public = {name: columns[name] for name in dataset.public_fields}
    return _Evaluator({GEOMETRY: columns["geom"]} | public).element(condition.root)


def filter_values(condition: Condition) -> dict[str, Scalar]:
    """Return the parameters of :func:`where` by name."""
    return {f"filter_{number}": value for number, (value, _) in enumerate(_values(condition.root))}


def outline(condition: Condition) -> str:
    """Return what the SQL of :func:`where` depends on: the condition with the types of its values in their place."""
    return _outlined(condition.root)


def _outlined(node: Node | None) -> str:
    match node:
        case None:
            return ".."
        case Property(name):
            return json.dumps(name)
        case Operation(name, arguments):
            return f"{name}({','.join(map(_outlined, arguments))})"
        case Interval(begin, end, kind):
            return f"{kind}[{_outlined(begin)},{_outlined(end)}]"
        case Literal(value):
            return type(value).__name__
        case Shape():
            return "shape"


def _values(node: Node | None) -> Iterator[tuple[Scalar, TypeEngine[Any]]]:
    """Every value from left to right, and its type as a parameter."""
    match node:
        case Literal(value):
            yield value, _TYPES[type(value)]
        case Shape(ewkb):
            yield ewkb, _EWKB
        case Interval(begin, end):
            yield from _values(begin)
            yield from _values(end)
        case Operation(_, arguments):
            for argument in arguments:
                yield from _values(argument)


class _Evaluator:
    """Evaluates one condition; its values are numbered from left to right, as :func:`_values` gives them."""

    def __init__(self, columns: Mapping[str, Element]) -> None:
        self._columns = columns
        self._numbers = count()

    def element(self, node: Node) -> Element:
        match node:
            case Property(name):
                return self._columns[name]
            case Operation(name, arguments) if name in RELATIONS:
                first, second = [self._period(argument) for argument in arguments]
                return RELATIONS[name](first, second)
            case Operation(name, arguments):
                found = _operation(name, [self.element(argument) for argument in arguments])
                return _once(found) if name in FOLDINGS and _is_fixed(node) else found
        value, kind = next(_values(node))
        return bindparam(f"filter_{next(self._numbers)}", value, kind)

    def _period(self, node: Node) -> tuple[Element, Element]:
        if not isinstance(node, Interval):
            instant = self.element(node)
            return instant, instant
        begin = self.element(node.begin) if node.begin else None
        end = self.element(node.end) if node.end else None
        return period(begin, end, node.kind)


def _operation(name: str, arguments: list[Element]) -> Element:
    if name == "s_disjoint":  # PostGIS knows no relation of mixed collections but whether they intersect
        return not_(_operation("s_intersects", arguments))
    if name in _SPATIAL:
        return getattr(func, _SPATIAL[name])(*arguments, type_=Boolean)  # type: ignore[no-any-return]
    return _OPERATIONS[name](*arguments)


def _is_fixed(node: Node) -> bool:
    """Whether no field has a part in it."""
    return not isinstance(node, Property) and all(map(_is_fixed, getattr(node, "arguments", ())))


def _once(fixed: Element) -> Element:
    """A subquery runs once; in the plan of a prepared statement a function of parameters runs for every row."""
    return select(fixed).scalar_subquery()


def _folded_case(text: Element) -> Element:
    """Unicode's full case folding, which PostgreSQL has as ``casefold`` from version 18 on.

    Capitals tell nothing apart that folding does not but the Turkish dotless i; ``ẞ`` has none before it is small.
    Which small sigma it is depends on what follows. The order stays that of the database.
    """
    capitals = func.upper(func.lower(text.collate(UNICODE), type_=Text), type_=Text)
    return func.replace(func.lower(capitals, type_=Text), "ς", "σ", type_=Text).collate("default")


def _folded_accents(text: Element) -> Element:
    """Letters without their diacritics."""
    return func.regexp_replace(func.normalize(text, _NFD, type_=Text), MARKS, "", "g", type_=Text)


def _exact(number: Element) -> Element:
    """Arithmetic in ``numeric``, which neither overflows nor cuts the remainder off whole numbers."""
    return cast(number, Numeric)


def _divided(first: Element, second: Element) -> Element:
    """Divided by zero, nothing is known."""
    return _exact(first) / func.nullif(_exact(second), 0)


LARGEST_POWER = 700
"""Natural logarithm beyond which a power has no value here: some 300 digits are more than any field holds."""


def _power(first: Element, second: Element) -> Element:
    """What has no real power is unknown, as is what is too large; what is too small is 0.

    PostgreSQL would fail. The numbers are named in a query of their own, which OFFSET keeps apart: a power of powers
    would else be written out again and again.
    """
    pair = select(_exact(first).label("base"), _exact(second).label("exponent")).offset(literal_column("0"))
    named = pair.correlate(*pair.get_final_froms()).subquery()
    base, exponent = named.c.base, named.c.exponent
    size = exponent * func.ln(func.nullif(func.abs(base), 0), type_=Numeric)
    found = case(
        (or_(base.is_(None), exponent.is_(None)), None),
        (exponent == 0, 1),
        (and_(base == 0, exponent > 0), 0),
        (base == 0, None),
        (and_(base < 0, exponent != func.trunc(exponent)), None),
        (size > LARGEST_POWER, None),
        (size < -LARGEST_POWER, 0),
        else_=func.power(base, exponent, type_=Numeric),
    )
    return select(found).scalar_subquery()


_NFD: Element = literal_column("NFD")

_OPERATIONS: dict[str, Callable[..., Element]] = {
    "and": and_,
    "or": or_,
    "not": not_,
    "=": lambda a, b: a == b,
    "<>": lambda a, b: a != b,
    "<": lambda a, b: a < b,
    "<=": lambda a, b: a <= b,
    ">": lambda a, b: a > b,
    ">=": lambda a, b: a >= b,
    "between": lambda a, low, high: a.between(low, high),
    "in": lambda a, *members: a.in_(members),
    "like": lambda a, pattern: a.like(pattern),
    "isNull": lambda a: a.is_(None),
    "casei": _folded_case,
    "accenti": _folded_accents,
    "+": lambda *terms: reduce(lambda a, b: a + b, map(_exact, terms)),
    "-": lambda a, b: _exact(a) - _exact(b),
    "*": lambda a, b: _exact(a) * _exact(b),
    "/": _divided,
    "div": lambda a, b: func.div(_exact(a), func.nullif(_exact(b), 0), type_=Numeric),
    "%": lambda a, b: func.mod(_exact(a), func.nullif(_exact(b), 0), type_=Numeric),
    "^": _power,
}

_SPATIAL = {
    "s_intersects": "ST_Intersects",
    "s_within": "ST_Within",
    "s_contains": "ST_Contains",
    "s_touches": "ST_Touches",
    "s_crosses": "ST_Crosses",
    "s_overlaps": "ST_Overlaps",
    "s_equals": "ST_Equals",
}

_TYPES: dict[type, TypeEngine[Any]] = {
    bool: Boolean(),
    str: Text(),
    int: BigInteger(),
    Decimal: Numeric(),
    date: Date(),
    datetime: DateTime(timezone=True),
}

_EWKB = Ewkb()
