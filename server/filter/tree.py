"""A filter as a typed tree: what every part is, is known, so that evaluating it can no longer fail."""

from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import Literal as OneOf

from pipelines.definition.condition import Kind as ScalarKind

Kind = ScalarKind | OneOf["geometry"]

Scalar = str | int | Decimal | bool | date | datetime


@dataclass(frozen=True)
class Property:
    """A public field, or the geometry."""

    name: str
    kind: Kind


@dataclass(frozen=True)
class Literal:
    """A value; whole numbers are int, others Decimal, which PostgreSQL compares with any number without a loss."""

    value: Scalar
    kind: Kind


@dataclass(frozen=True)
class Shape:
    """A geometry in the storage CRS, two-dimensional, as EWKB in hexadecimal; ``mixed`` is of several dimensions."""

    ewkb: str
    mixed: bool = False
    kind: Kind = "geometry"


@dataclass(frozen=True)
class Interval:
    """A span of time, both ends included; None is an open end. ``kind`` is that of its ends."""

    begin: "Node | None"
    end: "Node | None"
    kind: Kind


@dataclass(frozen=True)
class Operation:
    """An operator or function by its name in CQL2 JSON, and what it yields."""

    name: str
    arguments: tuple["Node", ...]
    kind: Kind


Node = Property | Literal | Shape | Interval | Operation


@dataclass(frozen=True)
class Condition:
    """A filter. Equal and hashed by ``text``, its canonical form: CQL2 JSON, and the CRS where it is not CRS84."""

    text: str
    root: Node = field(compare=False, repr=False)
