"""Conditions between a layer's fields in CQL2 text, OGC's standard for filters (21-065r2), such as ``bis >= von``.

A condition is read by the library ``cql2`` and typed here against the layer's fields, so that evaluating it can no
longer fail. Supported are comparisons, AND/OR/NOT, IS NULL, LIKE, BETWEEN, IN, CASEI, ACCENTI, arithmetic, DATE and
TIMESTAMP; geometries have rules of their own.
"""

import re
from collections.abc import Iterator, Mapping
from datetime import date, datetime
from functools import lru_cache
from typing import Annotated, Any, Literal

import cql2
from pydantic import AfterValidator
from pydantic_core import PydanticCustomError

from pipelines.definition.fields import FieldType
from pipelines.text import Text

Node = dict[str, Any] | list[Any] | str | float | bool
"""A part of a condition in CQL2 JSON: an operation, a property, a date, a list, or a literal."""

Kind = Literal["text", "number", "boolean", "date", "datetime"]
"""What a part of a condition is; only the same kinds compare."""

LONGEST = 1_000
"""Characters of a condition; the parser's stack overflows, and ends the process, on some thousands of operators."""

DEEPEST = 10
"""Brackets within brackets; where one is wrong, the parser's time doubles with each."""

COMPARISONS = frozenset({"=", "<>", "<", "<=", ">", ">="})
FOLDINGS = frozenset({"casei", "accenti"})

KINDS: dict[FieldType, Kind] = {
    "text": "text",
    "url": "text",
    "email": "text",
    "phone": "text",
    "hours": "text",
    "integer": "number",
    "number": "number",
    "boolean": "boolean",
    "date": "date",
    "datetime": "datetime",
}

LITERALS: dict[type, Kind] = {bool: "boolean", int: "number", float: "number", str: "text"}

NEEDS: dict[str, Kind] = {
    **dict.fromkeys(("+", "-", "*", "/", "%", "div", "^"), "number"),
    **dict.fromkeys(("casei", "accenti", "like"), "text"),
    **dict.fromkeys(("and", "or", "not"), "boolean"),
}
"""What the arguments of an operation must be; all but ``like`` yield the same."""

WORDS: dict[Kind, Text] = {
    "text": Text("Text", "text"),
    "number": Text("eine Zahl", "a number"),
    "boolean": Text("wahr oder falsch", "true or false"),
    "date": Text("ein Datum (DATE('2026-10-31'))", "a date (DATE('2026-10-31'))"),
    "datetime": Text("ein Zeitpunkt (TIMESTAMP('2026-10-31T12:00:00Z'))", "a time (TIMESTAMP('2026-10-31T12:00:00Z'))"),
}


SPATIAL = Text(
    "für Orte gibt es die Regeln inside, point_in, near und no_overlap",
    "for places there are the rules inside, point_in, near and no_overlap",
)


class ConditionError(ValueError):
    """What is wrong with a condition, in both languages."""

    def __init__(self, said: Text) -> None:
        super().__init__(said.de)
        self.said = said

    def of(self, at: tuple[str | int, ...] = ()) -> PydanticCustomError:
        """Return the mistake as definitions report theirs; ``at`` is the place within the model."""
        context = {"reason": self.said.de, "reason_en": self.said.to("en"), "at": at}
        return PydanticCustomError("condition", "{reason_en}", context)


@lru_cache(maxsize=256)
def parse(text: str) -> Node:
    """Return the condition as CQL2 JSON. Raises ConditionError when it is too long, too deep or not CQL2."""
    _cap(text)
    try:
        node: Node = cql2.parse_text(text).to_json()
    except cql2.ParseError as error:
        column = str(error).partition("1:")[2].partition("\n")[0].strip() or "?"
        raise ConditionError(Text(f"kein CQL2 ab Zeichen {column}", f"not CQL2 from character {column}")) from None
    return node


def properties(node: Node) -> Iterator[str]:
    """Yield the names of the fields in a condition, in order, repeated as they are."""
    if isinstance(node, list):
        for part in node:
            yield from properties(part)
    elif isinstance(node, dict):
        if "property" in node:
            yield str(node["property"])
        yield from properties(node.get("args", []))


def check(text: str, fields: Mapping[str, FieldType]) -> None:
    """Raise ConditionError unless the condition is true or false for every record with these fields."""
    _expect("boolean", _kind(parse(text), fields))


def day(written: object) -> date:
    """Return the day of a DATE literal. Raises ConditionError when there is none."""
    try:
        return date.fromisoformat(str(written))
    except ValueError:
        raise ConditionError(Text(f"{written!r} ist kein Datum", f"{written!r} is no date")) from None


def moment(written: object) -> datetime:
    """Return the time of a TIMESTAMP literal, which must name its offset. Raises ConditionError when it does not."""
    try:
        found = datetime.fromisoformat(str(written))
    except ValueError:
        found = None
    if found is None or found.tzinfo is None:
        raise ConditionError(Text(f"{written!r} ist kein Zeitpunkt in UTC", f"{written!r} is no time in UTC"))
    return found


def _readable(text: str) -> str:
    try:
        parse(text)
    except ConditionError as error:
        raise error.of() from None
    return text


Condition = Annotated[str, AfterValidator(_readable)]
"""CQL2 text that the parser understands; its fields are checked with the whole layer."""


def _cap(text: str) -> None:
    if len(text) > LONGEST:
        raise ConditionError(Text(f"länger als {LONGEST} Zeichen", f"longer than {LONGEST} characters"))
    bare = re.sub(r"'[^']*'", "", text)
    depth = deepest = 0
    for sign in bare:
        depth += (sign == "(") - (sign == ")")
        deepest = max(deepest, depth)
    if depth != 0 or bare.upper().count("NOT") > DEEPEST or "-" * DEEPEST in bare.replace(" ", ""):
        raise ConditionError(Text("Klammern oder NOT passen nicht zusammen", "brackets or NOT do not match"))
    if deepest > DEEPEST:
        raise ConditionError(Text(f"mehr als {DEEPEST} Klammern tief", f"more than {DEEPEST} brackets deep"))


def _kind(node: Node, fields: Mapping[str, FieldType]) -> Kind:
    match node:
        case bool() | int() | float() | str():
            return LITERALS[type(node)]
        case {"property": name}:
            if name not in fields:
                raise ConditionError(Text(f"das Feld {name} gibt es nicht", f"there is no field {name}"))
            return KINDS[fields[str(name)]]
        case {"op": operator, "args": arguments}:
            return _result(str(operator), arguments, fields)
    return _instant(node)


def _instant(node: Node) -> Kind:
    if isinstance(node, dict) and "date" in node:
        day(node["date"])
        return "date"
    if isinstance(node, dict) and "timestamp" in node:
        moment(node["timestamp"])
        return "datetime"
    raise ConditionError(Text(f"nicht unterstützt: {node}", f"not supported: {node}"))


def _result(operator: str, arguments: list[Node], fields: Mapping[str, FieldType]) -> Kind:
    """Return what an operation yields, when its arguments are of the kinds it needs."""
    if operator == "in" and isinstance(arguments[1], list):
        return _same([arguments[0], *arguments[1]], fields)
    if operator in COMPARISONS or operator == "between":
        return _same(arguments, fields)
    if operator == "isNull":
        _kind(arguments[0], fields)
        return "boolean"
    if operator.startswith("s_"):
        raise ConditionError(SPATIAL)
    if operator not in NEEDS:
        raise ConditionError(Text(f"{operator} wird nicht unterstützt", f"{operator} is not supported"))
    if operator == "like" and not isinstance(_literal(arguments[1]), str):
        raise ConditionError(Text("LIKE braucht ein Muster wie 'Schul%'", "LIKE needs a pattern such as 'Schul%'"))
    for argument in arguments:
        _expect(NEEDS[operator], _kind(argument, fields))
    return "boolean" if operator == "like" else NEEDS[operator]


def _literal(node: Node) -> Node:
    """Return what CASEI and ACCENTI fold: the pattern itself."""
    return _literal(node["args"][0]) if isinstance(node, dict) and node.get("op") in FOLDINGS else node


def _same(arguments: list[Node], fields: Mapping[str, FieldType]) -> Kind:
    first, *others = [_kind(argument, fields) for argument in arguments]
    for other in others:
        _expect(first, other)
    return "boolean"


def _expect(wanted: Kind, found: Kind) -> None:
    if wanted != found:
        want, have = WORDS[wanted], WORDS[found]
        raise ConditionError(
            Text(f"erwartet wird {want.de}, nicht {have.de}", f"expected {want.to('en')}, not {have.to('en')}")
        )
