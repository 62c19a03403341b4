"""Random filters, written as CQL2 text and JSON, and judged in Python: nothing here knows SQL or the server's parser.

A filter is a tuple: the operator and its arguments. None stands for unknown.
"""

import math
import operator
import re
import unicodedata
from collections.abc import Callable
from datetime import date, datetime
from fractions import Fraction
from typing import Any

from hypothesis import strategies as st
from shapely.geometry import Point, box, mapping
from shapely.geometry.base import BaseGeometry

from server.filter.check import ARITHMETIC, MOST_ARITHMETIC
from tests.server.filter.layer import NAMES, House, X, Y

Filter = tuple[Any, ...]

LARGEST_POWER = 700
"""Natural logarithm of the largest power that has a value, as docs/api.md says."""

COMPARE: dict[str, Callable[[Any, Any], bool]] = {
    "=": operator.eq,
    "<>": operator.ne,
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
}
RELATE: dict[str, str] = {
    f"s_{name}": name
    for name in ("intersects", "disjoint", "within", "contains", "touches", "crosses", "overlaps", "equals")
}
FIRST, LAST = date.min, date.max
TIMES = {
    "t_after": "begin1 > end2",
    "t_before": "end1 < begin2",
    "t_disjoint": "end1 < begin2 or begin1 > end2",
    "t_equals": "begin1 = begin2 and end1 = end2",
    "t_intersects": "end1 >= begin2 and begin1 <= end2",
    "t_contains": "begin1 < begin2 and end1 > end2",
    "t_during": "begin2 < begin1 and end1 < end2",
    "t_finishedby": "begin1 < begin2 and end1 = end2",
    "t_finishes": "begin2 < begin1 and end1 = end2",
    "t_meets": "end1 = begin2",
    "t_metby": "begin1 = end2",
    "t_overlappedby": "begin2 < begin1 and begin1 < end2 and end2 < end1",
    "t_overlaps": "begin1 < begin2 and begin2 < end1 and end1 < end2",
    "t_startedby": "begin1 = begin2 and end1 > end2",
    "t_starts": "begin1 = begin2 and end1 < end2",
}
"""The relations of the Time Ontology in words."""


def field(name: str) -> Filter:
    return ("field", name)


def value(found: Any) -> Filter:
    return ("value", found)


def _numbers() -> st.SearchStrategy[Filter]:
    leaf = st.sampled_from([field("baujahr"), field("fläche")]) | st.sampled_from([0, 1, 2, 1990, 1995, 0.5, -3]).map(
        value
    )
    return st.recursive(
        leaf,
        lambda inner: (
            st.tuples(st.sampled_from(["+", "-", "*", "/"]), inner, inner)
            | st.tuples(st.just("^"), inner, st.integers(0, 3).map(value))
        ),
        max_leaves=3,
    )


def _texts() -> st.SearchStrategy[Filter]:
    leaf = st.sampled_from([field("name"), field("straße")]) | st.sampled_from(NAMES).map(value)
    folded = st.tuples(st.sampled_from(["casei", "accenti"]), leaf)
    return leaf | folded | st.tuples(st.just("casei"), folded)


def _patterns() -> st.SearchStrategy[Filter]:
    written = st.sampled_from(["Sch%", "%ühle", "m_hle", "%", "", "100 \\%", "a\\_b", "_\\_b", "%'%", "STR%"]).map(
        value
    )
    return written | st.tuples(st.sampled_from(["casei", "accenti"]), written)


def _instants() -> st.SearchStrategy[Filter]:
    days = st.integers(1, 20).map(lambda day: value(date(2020, 1, day)))
    return st.sampled_from([field("von"), field("bis")]) | days


def _intervals() -> st.SearchStrategy[Filter]:
    days = st.lists(st.integers(1, 20).map(lambda day: date(2020, 1, day)), min_size=2, max_size=2).map(sorted)
    fixed = days.map(lambda ends: ("interval", value(ends[0]), value(ends[1])))
    opened = st.integers(1, 20).map(lambda day: value(date(2020, 1, day)))
    return (
        fixed
        | st.just(("interval", field("von"), field("bis")))
        | opened.map(lambda day: ("interval", value(".."), day))
        | opened.map(lambda day: ("interval", day, value("..")))
    )


def _shapes() -> st.SearchStrategy[Filter]:
    grid = st.integers(0, 12).map(lambda step: 10 * step)
    corners = st.tuples(grid, grid, st.integers(1, 6), st.integers(1, 6))
    areas = corners.map(lambda c: box(X + c[0], Y + c[1], X + c[0] + 10 * c[2], Y + c[1] + 10 * c[3]))
    points = st.tuples(grid, grid).map(lambda at: Point(X + at[0], Y + at[1]))
    lines = corners.map(lambda c: box(X + c[0], Y + c[1], X + c[0] + 10 * c[2], Y + c[1] + 10 * c[3]).exterior)
    return (areas | points | lines).map(value)


def _predicates() -> st.SearchStrategy[Filter]:
    compare = st.sampled_from(list(COMPARE))
    intervals = st.sampled_from([name for name in TIMES if name not in ANY_TIME])
    return st.one_of(
        st.tuples(compare, _numbers(), _numbers()),
        st.tuples(compare, _texts(), _texts()),
        st.tuples(compare, _instants(), _instants()),
        st.tuples(st.sampled_from(["=", "<>"]), st.just(field("offen")), st.booleans().map(value)),
        st.just(field("offen")),
        st.tuples(compare, st.just(field("geprüft")), st.integers(1, 4).map(_noon)),
        st.tuples(st.just("between"), _numbers(), _numbers(), _numbers()),
        st.tuples(st.just("in"), _texts(), st.lists(_texts(), min_size=1, max_size=3).map(tuple)),
        st.tuples(st.just("in"), _numbers(), st.lists(_numbers(), min_size=1, max_size=3).map(tuple)),
        st.tuples(st.just("like"), _texts(), _patterns()),
        st.tuples(st.just("isNull"), st.sampled_from(["name", "baujahr", "offen", "von", "geprüft"]).map(field)),
        st.tuples(st.sampled_from(list(RELATE)), st.just(field("geometry")), _shapes()),
        st.tuples(st.sampled_from(sorted(ANY_TIME)), _instants() | _intervals(), _instants() | _intervals()),
        st.tuples(intervals, _intervals(), _intervals()),
    )


ANY_TIME = frozenset({"t_after", "t_before", "t_disjoint", "t_equals", "t_intersects"})


def _noon(day: int) -> Filter:
    return value(datetime.fromisoformat(f"2020-01-{day:02d}T12:00:00+00:00"))


def filters() -> st.SearchStrategy[Filter]:
    """Conditions of several levels, with as much arithmetic as one filter may have."""
    links = st.sampled_from(["and", "or"])
    found = st.recursive(
        _predicates(),
        lambda inner: (
            st.tuples(links, inner, inner) | st.tuples(links, inner, inner, inner) | st.tuples(st.just("not"), inner)
        ),
        max_leaves=6,
    )
    return found.filter(lambda told: _signs(told) <= MOST_ARITHMETIC)


def _signs(told: Any) -> int:
    """How many operators of arithmetic there are."""
    if not isinstance(told, tuple):
        return 0
    return (told[0] in ARITHMETIC) + sum(map(_signs, told[1:]))


def judged(told: Filter, house: House) -> Any:  # noqa: PLR0911 - one per kind
    """What the filter is for one house: True, False, or None for unknown; parts of it are values."""
    name, *arguments = told
    if name == "field":
        return house.shape if arguments[0] == "geometry" else house.values[arguments[0]]
    if name == "value":
        return arguments[0]
    if name in {"and", "or"}:
        return _linked(name, [judged(each, house) for each in arguments])
    if name == "in":
        first = judged(arguments[0], house)
        return _linked("or", [_plain("=", [first, judged(each, house)]) for each in arguments[1]])
    found = [judged(each, house) for each in arguments]
    if name == "between":
        return _linked("and", [_plain(">=", found[:2]), _plain("<=", [found[0], found[2]])])
    if name == "isNull":
        return found[0] is None
    if name in TIMES:
        return _timed(name, found)
    return found if name == "interval" else _plain(name, found)


def _linked(name: str, found: list[bool | None]) -> bool | None:
    decisive = name == "or"
    return decisive if decisive in found else None if None in found else not decisive


def _plain(name: str, found: list[Any]) -> Any:  # noqa: PLR0911 - one per operator
    if None in found:
        return None
    if name == "not":
        return not found[0]
    if name in COMPARE:
        return COMPARE[name](*found)
    if name in RELATE:
        return getattr(found[0], RELATE[name])(found[1])
    if name == "casei":
        return found[0].casefold()
    if name == "accenti":
        return "".join(sign for sign in unicodedata.normalize("NFD", found[0]) if not unicodedata.combining(sign))
    if name == "like":
        return _like(*found)
    first, second = map(Fraction, found)
    if name == "/":
        return first / second if second else None
    if name == "^":
        return _power(first, int(second))
    return {"+": operator.add, "-": operator.sub, "*": operator.mul}[name](first, second)


def _power(base: Fraction, exponent: int) -> Fraction | None:
    """Unknown where it has more digits than any field holds, 0 where it is as small: a power of powers has no end."""
    size = exponent * (math.log(abs(base.numerator)) - math.log(base.denominator)) if base else 0
    if abs(size) <= LARGEST_POWER:
        return base**exponent
    return None if size > 0 else Fraction(0)


def _like(text: str, pattern: str) -> bool:
    parts = re.findall(r"\\.|.", pattern, re.DOTALL)
    wild = {"%": ".*", "_": "."}
    return re.fullmatch("".join(wild.get(part, re.escape(part[-1])) for part in parts), text, re.DOTALL) is not None


def _timed(name: str, found: list[Any]) -> bool | None:
    ends: dict[str, Any] = {}
    for number, each in enumerate(found, start=1):
        begin, end = each if isinstance(each, list) else (each, each)
        ends |= {f"begin{number}": FIRST if begin == ".." else begin, f"end{number}": LAST if end == ".." else end}
    link = "or" if " or " in TIMES[name] else "and"
    parts = [part.split() for part in TIMES[name].split(f" {link} ")]
    return _linked(link, [_plain(sign, [ends[one], ends[other]]) for one, sign, other in parts])


def as_text(told: Filter) -> str:  # noqa: PLR0911 - one per kind
    """The filter in CQL2 text, with brackets around every group but those that precedence makes needless."""
    name, *arguments = told
    if name == "field":
        return str(arguments[0])
    if name == "value":
        return _value_text(arguments[0])
    if name == "interval":
        return f"INTERVAL({', '.join(_end_text(each) for each in arguments)})"
    if name in {"and", "or"}:
        return f" {name.upper()} ".join(_bracketed(each, name) for each in arguments)
    if name == "not":
        return f"NOT ({as_text(arguments[0])})"
    if name == "in":
        return f"{_operand(arguments[0])} IN ({', '.join(map(as_text, arguments[1]))})"
    if name == "between":
        return f"{_operand(arguments[0])} BETWEEN {_operand(arguments[1])} AND {_operand(arguments[2])}"
    if name == "isNull":
        return f"{as_text(arguments[0])} IS NULL"
    if name[:2] in {"s_", "t_"} or name in {"casei", "accenti"}:
        return f"{name.upper()}({', '.join(map(as_text, arguments))})"
    return f"{_operand(arguments[0])} {name.upper()} {_operand(arguments[1])}"


def _bracketed(told: Filter, around: str) -> str:
    return f"({as_text(told)})" if told[0] == "or" and around == "and" else as_text(told)


def _operand(told: Filter) -> str:
    return f"({as_text(told)})" if told[0] in {"+", "-", "*", "/", "^"} else as_text(told)


def _end_text(told: Filter) -> str:
    return told[1] if told[0] == "field" else f"'{told[1]}'"


def _value_text(found: Any) -> str:
    if isinstance(found, datetime):
        return f"TIMESTAMP('{found.isoformat().replace('+00:00', 'Z')}')"
    if isinstance(found, date):
        return f"DATE('{found}')"
    if isinstance(found, BaseGeometry):
        return found.wkt.replace("LINEARRING", "LINESTRING")
    if isinstance(found, bool):
        return str(found).upper()
    return "'" + found.replace("'", "''") + "'" if isinstance(found, str) else str(found)


def as_json(told: Filter) -> Any:
    """The filter in CQL2 JSON."""
    name, *arguments = told
    if name == "field":
        return {"property": arguments[0]}
    if name == "value":
        return _value_json(arguments[0])
    if name == "interval":
        return {"interval": [str(each[1]) if each[0] == "value" else as_json(each) for each in arguments]}
    if name == "in":
        return {"op": "in", "args": [as_json(arguments[0]), [as_json(each) for each in arguments[1]]]}
    return {"op": name, "args": [as_json(each) for each in arguments]}


def _value_json(found: Any) -> Any:
    if isinstance(found, datetime):
        return {"timestamp": found.isoformat().replace("+00:00", "Z")}
    if isinstance(found, date):
        return {"date": str(found)}
    if isinstance(found, BaseGeometry):
        return mapping(found) | ({"type": "LineString"} if found.geom_type == "LinearRing" else {})
    return found
