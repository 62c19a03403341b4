"""CQL2 JSON → typed tree, by a layer's definition."""

import json
import math
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, time
from decimal import Decimal
from typing import Any

import cql2

from pipelines.definition import Dataset
from pipelines.definition.condition import COMPARISONS, FOLDINGS, KINDS, WORDS, ConditionError, day, moment
from pipelines.definition.condition import Node as Json
from pipelines.legal_time import LEGAL_TIME
from pipelines.text import Text
from server.crs import Crs
from server.filter.shape import read_shape
from server.filter.text import DEEPEST
from server.filter.tree import Interval, Kind, Literal, Node, Operation, Property, Shape

GEOMETRY = "geometry"
"""The geometry's name as a property, as in GeoJSON; ``geom`` is understood, too."""

ARITHMETIC = frozenset({"+", "-", "*", "/", "%", "div", "^"})
MOST_ARITHMETIC = 16
"""Operators of arithmetic in one filter: numbers have no end here, and each can double their digits."""

SPATIAL = frozenset(
    f"s_{name}" for name in ("intersects", "disjoint", "within", "contains", "touches", "crosses", "overlaps", "equals")
)
BETWEEN_MOMENTS = frozenset({"t_after", "t_before", "t_disjoint", "t_equals", "t_intersects"})
BETWEEN_INTERVALS = frozenset(
    f"t_{name}"
    for name in (
        *("contains", "during", "finishedby", "finishes", "meets", "metby"),
        *("overlappedby", "overlaps", "startedby", "starts"),
    )
)
LARGEST = 2**63
"""Whole numbers below fit PostgreSQL's bigint."""

TEMPORAL = BETWEEN_MOMENTS | BETWEEN_INTERVALS

_SAID: dict[Kind, Text] = {"geometry": Text("eine Geometrie", "a geometry")}
_SAID.update((kind, words) for kind, words in WORDS.items())

_COMPARED = dict.fromkeys(COMPARISONS, 2) | {"between": 3}

_SIGNATURES: dict[str, tuple[int | None, Kind, Kind]] = {
    "and": (None, "boolean", "boolean"),
    "or": (None, "boolean", "boolean"),
    "not": (1, "boolean", "boolean"),
    "like": (2, "text", "boolean"),
    **dict.fromkeys(FOLDINGS, (1, "text", "text")),
    **dict.fromkeys(ARITHMETIC, (2, "number", "number")),
    **dict.fromkeys(SPATIAL, (2, "geometry", "boolean")),
}
"""How many arguments of which kind, and what they yield."""


def check(node: Json, dataset: Dataset, crs: Crs) -> Node:
    """Return the filter as a tree that is true, false or unknown for every feature.

    Raises ConditionError that names the part that is wrong, and what is known instead.
    """
    checker = _Checker({name: KINDS[field.type] for name, field in dataset.public_fields.items()}, crs)
    root = checker.node(node, 0)
    _expect("boolean", root, node)
    return root


@dataclass
class _Checker:
    """Checks one filter. ``arithmetic`` counts what it has seen."""

    kinds: Mapping[str, Kind]
    crs: Crs
    arithmetic: int = 0

    def node(self, node: Json, depth: int) -> Node:
        if depth > DEEPEST:
            raise _wrong(f"mehr als {DEEPEST} Operationen tief", f"more than {DEEPEST} operations deep")
        match node:
            case bool() | int() | float() | str():
                return _literal(node)
            case {"property": str(name)}:
                return self._property(name)
            case {"interval": [begin, end]}:
                return self._interval(begin, end, node)
            case {"op": str(name), "args": [*arguments]}:
                return self._operation(name.lower(), arguments, node, depth)
        return self._instant_or_shape(node)

    def _instant_or_shape(self, node: Json) -> Node:
        match node:
            case {"date": str(written)}:
                return Literal(day(written), "date")
            case {"timestamp": str(written)}:
                return Literal(moment(written), "datetime")
            case {"bbox": _} | {"type": _} if isinstance(node, dict):
                return read_shape(node, self.crs)
        raise _at(node, "das gibt es in CQL2 hier nicht", "CQL2 has no such thing here")

    def _property(self, name: str) -> Property:
        if name in self.kinds:
            return Property(name, self.kinds[name])
        if name in {GEOMETRY, "geom"}:
            return Property(GEOMETRY, "geometry")
        known = ", ".join([*self.kinds, GEOMETRY])
        raise _wrong(
            f"das Feld „{name}“ gibt es nicht; bekannt sind {known}", f"there is no field “{name}”; known are {known}"
        )

    def _operation(self, name: str, arguments: list[Json], node: Json, depth: int) -> Node:
        if name == "in":
            return self._in(arguments, node, depth)
        nodes = [self.node(argument, depth + 1) for argument in arguments]
        if name == "isnull":
            _count(nodes, 1, node)
            return Operation("isNull", tuple(nodes), "boolean")
        if name in _COMPARED:
            _count(nodes, _COMPARED[name], node)
            return Operation(name, _comparable(nodes, node, ordered=name not in {"=", "<>"}), "boolean")
        if name in TEMPORAL:
            _count(nodes, 2, node)
            return Operation(name, _temporal(name, nodes, node), "boolean")
        if name not in _SIGNATURES:
            raise _at(node, f"{name} gibt es hier nicht", f"there is no {name} here")
        size, needed, yielded = _SIGNATURES[name]
        _count(nodes, size, node)
        self._look_closer(name, nodes, node)
        return Operation(name, _all(needed, nodes, node), yielded)

    def _look_closer(self, name: str, nodes: list[Node], node: Json) -> None:
        """Refuse what has the right kinds, and cannot be evaluated all the same."""
        self.arithmetic += name in ARITHMETIC
        if self.arithmetic > MOST_ARITHMETIC:
            german = f"mehr als {MOST_ARITHMETIC} Rechenzeichen"
            raise _wrong(german, f"more than {MOST_ARITHMETIC} operators of arithmetic")
        if name == "like":
            _check_pattern(nodes[1], node)
        mixed = any(isinstance(each, Shape) and each.mixed for each in nodes)
        if mixed and name not in {"s_intersects", "s_disjoint"}:
            german = f"{name} ist für Sammlungen aus Punkten, Linien und Flächen nicht bestimmt"
            raise _at(node, german, f"{name} is not defined for collections of points, lines and areas")

    def _in(self, arguments: list[Json], node: Json, depth: int) -> Node:
        if len(arguments) != 2 or not isinstance(arguments[1], list) or not arguments[1]:
            raise _at(node, "IN braucht eine Liste", "IN needs a list")
        nodes = [self.node(argument, depth + 1) for argument in (arguments[0], *arguments[1])]
        return Operation("in", _comparable(nodes, node, ordered=False), "boolean")

    def _interval(self, begin: Json, end: Json, node: Json) -> Interval:
        ends = [self._end(begin, node), self._end(end, node)]
        kinds = {each.kind for each in ends if each}
        if len(kinds) > 1:
            raise _at(node, "ein Zeitraum reicht von Tag zu Tag oder von Zeitpunkt zu Zeitpunkt", _MIXED)
        match ends:
            case [Literal(first), Literal(last)] if first > last:  # type: ignore[operator] # of one kind, see above
                raise _at(node, "der Anfang liegt nach dem Ende", "it begins after its end")
        return Interval(ends[0], ends[1], kinds.pop() if kinds else "datetime")

    def _end(self, written: Json, node: Json) -> Node | None:
        if written == "..":
            return None
        if isinstance(written, str):
            return Literal(moment(written), "datetime") if "T" in written.upper() else Literal(day(written), "date")
        found = self.node(written, DEEPEST)
        if found.kind not in {"date", "datetime"} or not isinstance(found, Literal | Property):
            raise _at(node, "erwartet werden Tage oder Zeitpunkte", "expected are days or times")
        return found


_MIXED = "an interval runs from day to day or from time to time"


def _literal(value: bool | int | float | str) -> Literal:  # noqa: FBT001 - a value of a filter
    if isinstance(value, bool):
        return Literal(value, "boolean")
    if isinstance(value, str):
        if "\0" in value:  # PostgreSQL's text has no NUL
            raise _wrong("ein Nullzeichen im Text", "a NUL character in the text")
        return Literal(value, "text")
    if abs(value) > 1e308 or math.isnan(value):
        raise _wrong("eine Zahl ist zu groß", "a number is too large")
    if int(value) == value and abs(value) < LARGEST:
        return Literal(int(value), "number")
    return Literal(Decimal(repr(value)), "number")


def _count(nodes: list[Node], size: int | None, node: Json) -> None:
    if len(nodes) != (size or max(len(nodes), 1)):
        raise _at(node, f"erwartet werden {size or 1} Angaben", f"expected are {size or 1} arguments")


def _all(kind: Kind, nodes: list[Node], node: Json) -> tuple[Node, ...]:
    for each in nodes:
        _expect(kind, each, node)
    return tuple(nodes)


def _expect(kind: Kind, found: Node, node: Json) -> None:
    if isinstance(found, Interval):
        raise _at(node, "Zeiträume vergleichen die Funktionen T_…", "intervals are compared by the functions T_…")
    if found.kind != kind:
        want, have = _SAID[kind], _SAID[found.kind]
        raise _at(node, f"erwartet wird {want.de}, nicht {have.de}", f"expected {want.to('en')}, not {have.to('en')}")


def _comparable(nodes: list[Node], node: Json, *, ordered: bool) -> tuple[Node, ...]:
    """What is compared is of one kind; text beside a date, and 0 and 1 beside true or false, are read as such.

    GDAL writes them so. Source: 21-065r2, /per/basic-cql2/type-casts.
    """
    kind = next((each.kind for each in nodes if not (isinstance(each, Literal) and each.kind == "text")), nodes[0].kind)
    nodes = [_cast(each, kind) for each in nodes]
    checked = _all(kind, nodes, node)
    if kind == "geometry" or (ordered and kind == "boolean"):
        de, en = ("Geometrien", "geometries") if kind == "geometry" else ("Wahrheitswerte", "booleans")
        raise _at(node, f"{de} lassen sich so nicht vergleichen", f"{en} do not compare like this")
    return checked


def _cast(node: Node, kind: Kind) -> Node:
    if kind == "boolean" and isinstance(node, Literal) and node in {Literal(0, "number"), Literal(1, "number")}:
        return Literal(node.value == 1, kind)
    if not (isinstance(node, Literal) and isinstance(node.value, str)) or kind not in {"date", "datetime"}:
        return node
    written = node.value.removesuffix("T")  # with which GDAL ends a day
    if kind == "date":
        return Literal(day(written), kind)
    if "T" in written.upper():
        return Literal(moment(written), kind)
    return Literal(datetime.combine(day(written), time.min, LEGAL_TIME), kind)


def _check_pattern(pattern: Node, node: Json) -> None:
    while isinstance(pattern, Operation) and pattern.name in FOLDINGS:
        pattern = pattern.arguments[0]
    if not isinstance(pattern, Literal) or not isinstance(pattern.value, str):
        raise _at(node, "LIKE braucht ein Muster wie 'Schul%'", "LIKE needs a pattern such as 'Schul%'")
    bare = pattern.value.replace("\\\\", "")
    if bare.endswith("\\"):
        raise _at(node, "nach dem letzten \\ fehlt ein Zeichen", "there is no sign after the last \\")


def _temporal(name: str, nodes: list[Node], node: Json) -> tuple[Node, ...]:
    """Both of days or both of times: a day has no time zone, so none of its instants is known (21-065r2, 6.3)."""
    kinds = [each.kind for each in nodes]
    if not set(kinds) <= {"date", "datetime"}:
        raise _at(node, "erwartet werden Tage, Zeitpunkte oder Zeiträume", "expected are days, times or intervals")
    if name in BETWEEN_INTERVALS and not all(isinstance(each, Interval) for each in nodes):
        german = f"{name} vergleicht nur Zeiträume: INTERVAL(feld, feld); für Zeitpunkte gibt es t_intersects"
        english = f"{name} compares intervals alone: INTERVAL(field, field); for instants there is t_intersects"
        raise _at(node, german, english)
    fixed = [each.kind for each in nodes if not _open(each)]
    if len(set(fixed)) > 1:
        raise _at(node, "Tage und Zeitpunkte lassen sich nicht vergleichen", "days and times do not compare")
    kind = fixed[0] if fixed else kinds[0]
    return tuple(Interval(None, None, kind) if _open(each) else each for each in nodes)


def _open(node: Node) -> bool:
    return isinstance(node, Interval) and node.begin is None and node.end is None


def _at(node: Any, de: str, en: str) -> ConditionError:
    """Say where: the part of the filter, as text."""
    try:
        part = cql2.parse_json(json.dumps(node)).to_text()
    except Exception:  # noqa: BLE001 - the part is what is wrong, so it may have no text
        part = json.dumps(node, ensure_ascii=False)
    part = part if len(part) <= 80 else f"{part[:79]}…"
    return _wrong(f"bei „{part}“: {de}", f"at “{part}”: {en}")


def _wrong(de: str, en: str) -> ConditionError:
    return ConditionError(Text(de, en))
