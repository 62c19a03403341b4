"""The parameters ``filter``, ``filter-lang`` and ``filter-crs`` → a condition on one layer."""

import json
from collections.abc import Mapping
from typing import Any

from pipelines.definition import Dataset
from pipelines.definition.condition import ConditionError, Node
from pipelines.text import Text
from server.crs import BY_URI, CRS84, Crs
from server.depth import depth
from server.filter.check import check
from server.filter.text import DEEPEST, parse_text
from server.filter.tree import Condition
from server.problem import invalid

LONGEST = 8 * 1024
"""Bytes of a filter."""

LANGUAGES = ("cql2-text", "cql-text", "cql2-json")
"""``cql-text`` is how GDAL calls CQL2 text."""

NAMES = frozenset({"filter", "filter-lang", "filter-crs"})


def read_filter(given: Mapping[str, str], dataset: Dataset) -> Condition | None:
    """Read the filter among an items request's parameters, None without one.

    ``filter-crs`` is the CRS of its geometries, CRS84 by default. Without ``filter-lang`` it is CQL2 text, and JSON
    where it begins with a brace. Raises Problem (400) that names the part that is wrong.
    """
    language, crs = _language(given), _crs(given)
    written = given.get("filter")
    if written is None:
        _refuse_alone(given)
        return None
    if len(written.encode(errors="replace")) > LONGEST:
        raise invalid("filter", f"Der Filter ist länger als {LONGEST} Bytes.", f"longer than {LONGEST} bytes.")
    try:
        is_json = language == "cql2-json" or (language is None and written.lstrip().startswith("{"))
        node = _parse_json(written) if is_json else parse_text(written)
        return Condition(_canonical(node, crs), check(node, dataset, crs))
    except ConditionError as error:
        raise invalid("filter", f"{error.said.de}.", f"{error.said.to('en')}.") from None


def _refuse_alone(given: Mapping[str, str]) -> None:
    for name in NAMES & given.keys():
        raise invalid(name, "steht ohne filter da.", "given without filter.")


def _language(given: Mapping[str, str]) -> str | None:
    language = given.get("filter-lang")
    if language is not None and language not in LANGUAGES:
        listed = ", ".join(LANGUAGES)
        raise invalid("filter-lang", f"Erwartet wird eines von {listed}.", f"expected {listed}.")
    return language


def _crs(given: Mapping[str, str]) -> Crs:
    uri = given.get("filter-crs")
    if uri is None:
        return CRS84
    if uri not in BY_URI:
        listed = ", ".join(BY_URI)
        raise invalid("filter-crs", f"Erwartet wird eines von {listed}.", f"expected {listed}.")
    return BY_URI[uri]


def _parse_json(written: str) -> Node:
    """The tree is the JSON itself; the caps come first. An operation lies two brackets deep, a geometry five."""
    if depth(written) > 2 * DEEPEST + 5:
        raise ConditionError(Text(f"mehr als {DEEPEST} Operationen tief", f"more than {DEEPEST} operations deep"))
    try:
        node: Node = json.loads(written, parse_constant=_no_number)
        json.dumps(node, ensure_ascii=False).encode()  # half a surrogate pair is no text
    except ValueError as error:
        at = getattr(error, "pos", 0) + 1
        raise ConditionError(Text(f"kein JSON ab Zeichen {at}", f"not JSON from character {at}")) from None
    return node


def _no_number(name: str) -> Any:
    raise ValueError(name)


def _canonical(node: Node, crs: Crs) -> str:
    """One text for filters that are the same, in whatever language and spacing they were sent."""
    text = json.dumps(_plain(node), sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return text if crs == CRS84 else f"{crs.uri} {text}"


def _plain(node: Any) -> Any:
    """Whole numbers are written without a fraction."""
    if isinstance(node, dict):
        return {key: _plain(part) for key, part in node.items()}
    if isinstance(node, list):
        return [_plain(part) for part in node]
    return int(node) if isinstance(node, float) and node.is_integer() else node
