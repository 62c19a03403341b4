"""HTTP parameters → FeatureQuery: typed, checked against the definition; every refusal is a 400 with a reason."""

import re
from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime

from pipelines.definition import Dataset, FieldType
from pipelines.legal_time import LEGAL_TIME
from pipelines.storage import Box
from pipelines.text import Text
from server.crs import BY_URI, CRS84, Crs
from server.filter import NAMES as FILTER
from server.filter import Condition, Words, read_filter, read_words
from server.interval import Interval, parse_datetime
from server.number import parse_number
from server.problem import Problem, invalid
from server.rectangle import Rectangle, parse_bbox

Value = str | int | float | bool | date | datetime
Parameters = Iterable[tuple[str, str]]

DEFAULT_LIMIT = 100
MAX_LIMIT = 100_000
MAX_OFFSET = 2**31 - 1
MAX_INTEGER = 2**63 - 1

PAGE = frozenset({"f", "lang"})
"""Parameters of every page of the API."""

ITEM = PAGE | {"crs", "profile"}

ITEMS = (
    ITEM
    | FILTER
    | {
        "limit",
        "offset",
        "after",
        "skipCount",
        "bbox",
        "bbox-crs",
        "datetime",
        "q",
        "properties",
        "sortby",
        "skipGeometry",
        "resultType",  # as GDAL and WFS write it
        "resulttype",  # as pygeoapi writes it
    }
)


@dataclass(frozen=True)
class Order:
    """One field to sort by."""

    field: str
    descending: bool


@dataclass(frozen=True)
class Key:
    """Where a feature stands in a layer's own order: along the curve, then by id."""

    place: int
    id: str

    def __str__(self) -> str:
        """The value of ``after`` for the features behind this one."""
        return f"{self.place}.{self.id}"


@dataclass(frozen=True)
class FeatureQuery:
    """Which features of one layer, how many, in what form.

    ``boxes`` None selects everywhere, an empty tuple nowhere. ``properties`` None returns all public fields.
    ``hits`` asks for the number of features alone, ``counted`` for the number of all that match. ``after`` is the last
    feature of the page before: a page found by it costs the same wherever it lies, and ``offset`` then tells only how
    many features came before.
    """

    limit: int = DEFAULT_LIMIT
    offset: int = 0
    after: Key | None = None
    counted: bool = True
    boxes: tuple[Rectangle, ...] | None = None
    equal: tuple[tuple[str, Value], ...] = ()
    interval: Interval | None = None
    condition: Condition | None = None
    words: Words | None = None
    order: tuple[Order, ...] = ()
    properties: tuple[str, ...] | None = None
    geometry: bool = True
    hits: bool = False
    crs: Crs = CRS84

    @property
    def skipped(self) -> int:
        """How many features the database must step over."""
        return 0 if self.after else self.offset

    @property
    def selects_all(self) -> bool:
        """Whether every feature of the layer matches."""
        return self.boxes is None and not self.equal and self.interval is None and not self.condition and not self.words

    def on(self, extent: Box | None) -> "FeatureQuery":
        """Return the same query without boxes that hold the whole layer, whose extent is in CRS84 degrees."""
        if self.boxes and extent and any(box.contains(extent) for box in self.boxes):
            return replace(self, boxes=None)
        return self


def parse(parameters: Parameters, dataset: Dataset) -> FeatureQuery:
    """Read the parameters of an items request. Raises Problem (400) that names the first wrong one."""
    fields = dataset.public_fields
    given = known(parameters, ITEMS | fields.keys())
    query = FeatureQuery(
        limit=min(parse_integer("limit", given.get("limit", str(DEFAULT_LIMIT)), 1), MAX_LIMIT),
        offset=parse_integer("offset", given.get("offset", "0"), 0, MAX_OFFSET),
        after=_after(given["after"]) if "after" in given else None,
        counted=not _flag("skipCount", given.get("skipCount", "false")),
        boxes=_boxes(given),
        equal=tuple(
            (name, parse_value(name, given[name], fields[name].type)) for name in fields if name in given.keys() - ITEMS
        ),
        condition=read_filter({name: given[name] for name in FILTER & given.keys()}, dataset),
        words=read_words(given["q"]) if "q" in given else None,
        interval=parse_datetime(given["datetime"]) if "datetime" in given else None,
        order=_order(given.get("sortby"), fields),
        properties=_names("properties", given["properties"].split(","), fields) if "properties" in given else None,
        geometry=not _flag("skipGeometry", given.get("skipGeometry", "false")),
        hits=_hits(given),
        crs=parse_crs("crs", given.get("crs")),
    )
    if query.after and query.order:
        raise invalid("after", "Geht nicht zusammen mit sortby.", "does not go together with sortby.")
    return query


def known(parameters: Parameters, names: Collection[str]) -> dict[str, str]:
    """Return the parameters by name. Raises Problem for one that is unknown, stands twice or holds a NUL."""
    given: dict[str, str] = {}
    for name, value in parameters:
        if name not in names:
            raise _unknown("Diesen Parameter", "parameter", name, names)
        if name in given:
            raise invalid(name, "Der Parameter steht zweimal da.", "the parameter is given twice.")
        if "\0" in value:  # PostgreSQL's text has no NUL
            raise invalid(name, "Der Wert enthält ein Nullzeichen.", "the value contains a NUL character.")
        given[name] = value
    return given


def parse_crs(parameter: str, uri: str | None) -> Crs:
    """Find the CRS by its identifier, CRS84 without one. Raises Problem for one that is not offered."""
    if uri is None:
        return CRS84
    if uri not in BY_URI:
        raise invalid(parameter, f"Erwartet wird eines von {', '.join(BY_URI)}.", f"expected {', '.join(BY_URI)}.")
    return BY_URI[uri]


def parse_value(name: str, value: str, kind: FieldType) -> Value:
    """Read the value with which a field is compared. Raises Problem when it does not fit the field's type."""
    try:
        return _READERS.get(kind, str)(value)
    except ValueError:
        expected = _EXPECTED[kind]
        raise invalid(name, f"Erwartet wird {expected.de}.", f"expected {expected.en}.") from None


def parse_integer(name: str, value: str, least: int, most: int | None = None) -> int:
    """Read a whole number within limits. Raises Problem when it is none."""
    if not re.fullmatch(r"0|[1-9][0-9]{0,99}", value) or not least <= int(value) <= (most or int(value)):
        de, en = (f"{least} bis {most}", f"{least} to {most}") if most else (f"ab {least}", f"from {least}")
        raise invalid(name, f"Erwartet wird eine ganze Zahl ({de}).", f"expected a whole number ({en}).")
    return int(value)


def _boxes(given: dict[str, str]) -> tuple[Rectangle, ...] | None:
    if "bbox" in given:
        return parse_bbox(given["bbox"], parse_crs("bbox-crs", given.get("bbox-crs")))
    if "bbox-crs" in given:
        raise invalid("bbox-crs", "steht ohne bbox da.", "given without bbox.")
    return None


def _order(value: str | None, fields: Collection[str]) -> tuple[Order, ...]:
    if value is None:
        return ()
    keys = value.replace(" ", "+").split(",")  # an unescaped + is a blank in a query
    names = _names("sortby", [key.removeprefix("+").removeprefix("-") for key in keys], fields)
    return tuple(Order(name, key.startswith("-")) for name, key in zip(names, keys, strict=True))


def _after(value: str) -> Key:
    place, dot, feature_id = value.partition(".")
    if not dot or not re.fullmatch(r"-?[0-9]{1,10}", place):
        raise invalid("after", "Erwartet wird der Wert aus einem next-Link.", "expected the value of a next link.")
    return Key(int(place), feature_id)


def _names(parameter: str, names: list[str], fields: Collection[str]) -> tuple[str, ...]:
    for name in names:
        if name not in fields:
            raise _unknown(f"{parameter}: Das Feld", f"{parameter}: field", name, fields)
    if len(set(names)) < len(names):
        raise invalid(parameter, "Ein Feld steht zweimal da.", "a field is given twice.")
    return tuple(names)


def _flag(name: str, value: str) -> bool:
    if value not in {"true", "false"}:
        raise invalid(name, "Erwartet wird true oder false.", "expected true or false.")
    return value == "true"


def _hits(given: dict[str, str]) -> bool:
    named = [given[name] for name in ("resultType", "resulttype") if name in given]
    if len(named) > 1:
        raise invalid("resultType", "Der Parameter steht zweimal da.", "the parameter is given twice.")
    value = named[0] if named else "results"
    if value not in {"results", "hits"}:
        raise invalid("resultType", "Erwartet wird results oder hits.", "expected results or hits.")
    return value == "hits"


def _unknown(de: str, en: str, name: str, names: Collection[str]) -> Problem:
    listed = ", ".join(sorted(names))
    german = f"{de} „{name}“ gibt es hier nicht. Bekannt sind: {listed}."
    return Problem(400, "InvalidParameterValue", Text(german, f"{en} “{name}” is unknown. Known: {listed}."))


def _read_integer(value: str) -> int:
    if not re.fullmatch(r"[+-]?[0-9]{1,19}", value) or abs(int(value)) > MAX_INTEGER:
        raise ValueError(value)
    return int(value)


def _read_boolean(value: str) -> bool:
    if value not in {"true", "false"}:
        raise ValueError(value)
    return value == "true"


def _read_datetime(value: str) -> datetime:
    moment = datetime.fromisoformat(value)
    return moment if moment.tzinfo else moment.replace(tzinfo=LEGAL_TIME)


_READERS: dict[FieldType, Callable[[str], Value]] = {
    "integer": _read_integer,
    "number": parse_number,
    "boolean": _read_boolean,
    "date": date.fromisoformat,
    "datetime": _read_datetime,
}

_EXPECTED: dict[FieldType, Text] = {
    "integer": Text("eine ganze Zahl", "a whole number"),
    "number": Text("eine Zahl mit Punkt (3.5)", "a number (3.5)"),
    "boolean": Text("true oder false", "true or false"),
    "date": Text("ein Tag (2024-05-01)", "a day (2024-05-01)"),
    "datetime": Text("ein Zeitpunkt (2024-05-01T12:00:00Z)", "an instant (2024-05-01T12:00:00Z)"),
}
