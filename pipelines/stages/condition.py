"""CQL2 conditions evaluated on all records of a batch at once, with SQL's three truth values.

Conditions come typed from :mod:`pipelines.definition.condition`. A comparison with a missing value is unknown
(<NA>), and so is a division by zero, where SQL would stop; AND, OR and NOT follow Kleene.
"""

import operator
import re
import unicodedata
from collections.abc import Callable
from functools import reduce
from typing import Any

import numpy as np
import pandas as pd

from pipelines.definition.condition import Node, day, moment, parse

COMPARE: dict[str, Callable[[Any, Any], Any]] = {
    "=": operator.eq,
    "<>": operator.ne,
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
}
CALCULATE: dict[str, Callable[[Any, Any], Any]] = {
    "+": np.add,
    "-": np.subtract,
    "*": np.multiply,
    "/": np.divide,
    "%": np.fmod,
    "div": lambda a, b: np.trunc(np.divide(a, b)),
    "^": np.power,
}
"""Remainder and whole quotient round towards zero, as in SQL."""


def truth(condition: str, table: pd.DataFrame) -> pd.Series:
    """Return for every record whether the condition holds: true, false or <NA> (dtype ``boolean``)."""
    return _value(parse(condition), table).astype("boolean")


def casei(word: str) -> str:
    """Fold upper and lower case, so that STRASSE equals Straße."""
    return word.casefold()


def accenti(word: str) -> str:
    """Take the marks off letters, so that é equals e."""
    return "".join(sign for sign in unicodedata.normalize("NFD", word) if not unicodedata.combining(sign))


FOLD: dict[str, Callable[[str], str]] = {"casei": casei, "accenti": accenti}


def _value(node: Node, table: pd.DataFrame) -> pd.Series:
    if isinstance(node, dict) and "property" in node:
        return _column(table[str(node["property"])])
    if isinstance(node, dict) and "op" in node:
        return _operation(node["op"], node["args"], table)
    literal = _literal(node)
    return _column(pd.Series([literal] * len(table), index=table.index, dtype=_dtype(literal)))


def _literal(node: Node) -> object:
    if not isinstance(node, dict):
        return node
    if "date" in node:
        return pd.Timestamp(day(node["date"]))
    return pd.Timestamp(moment(node["timestamp"])).tz_convert("UTC")


def _dtype(literal: object) -> str:
    if isinstance(literal, bool):
        return "boolean"
    if isinstance(literal, pd.Timestamp):
        return "datetime64[us, UTC]" if literal.tzinfo else "datetime64[us]"
    return "string" if isinstance(literal, str) else "Float64"


def _column(values: pd.Series) -> pd.Series:
    """Bring a column to the one type that its kind has here; days of dtype ``object`` become moments to compare."""
    typed = pd.to_datetime(values, errors="coerce") if values.dtype == object else values
    result: pd.Series = typed.astype(_common(typed))
    return result


def _common(values: pd.Series) -> Any:
    if isinstance(values.dtype, pd.DatetimeTZDtype):
        return "datetime64[us, UTC]"
    if pd.api.types.is_datetime64_dtype(values):
        return "datetime64[us]"
    return "Float64" if pd.api.types.is_integer_dtype(values) else values.dtype


def _operation(name: str, arguments: list[Any], table: pd.DataFrame) -> pd.Series:
    if name == "like":
        return _like(arguments, table)
    if name == "in":
        return _in([_value(argument, table) for argument in [arguments[0], *arguments[1]]])
    values = [_value(argument, table) for argument in arguments]
    if name in TRUTHS:
        return TRUTHS[name](*values).astype("boolean")
    if name in COMPARE:
        return _compared(name, *values)
    if name in FOLD:
        return values[0].map(FOLD[name], na_action="ignore").astype("string")
    return reduce(lambda left, right: _calculated(name, left, right), values)


def _in(values: list[pd.Series]) -> pd.Series:
    return reduce(operator.or_, (_compared("=", values[0], member) for member in values[1:]))


def _compared(name: str, left: pd.Series, right: pd.Series) -> pd.Series:
    unknown = left.isna() | right.isna()
    found: pd.Series = COMPARE[name](left, right).astype("boolean").mask(unknown)
    return found


def _calculated(name: str, left: pd.Series, right: pd.Series) -> pd.Series:
    first, second = (part.to_numpy(dtype="float64", na_value=np.nan) for part in (left, right))
    with np.errstate(all="ignore"):
        result = CALCULATE[name](first, second)
    usable = np.isfinite(result)
    return pd.Series(pd.arrays.FloatingArray(np.where(usable, result, 0.0), ~usable), index=left.index)


def _between(value: pd.Series, low: pd.Series, high: pd.Series) -> pd.Series:
    return _compared(">=", value, low) & _compared("<=", value, high)


TRUTHS: dict[str, Callable[..., pd.Series]] = {
    "and": lambda *parts: reduce(operator.and_, parts),
    "or": lambda *parts: reduce(operator.or_, parts),
    "not": operator.invert,
    "isNull": pd.Series.isna,
    "between": _between,
}


def _like(arguments: list[Any], table: pd.DataFrame) -> pd.Series:
    folds, pattern = [], arguments[1]
    while isinstance(pattern, dict):
        folds.append(FOLD[pattern["op"]])
        pattern = pattern["args"][0]
    for fold in reversed(folds):
        pattern = fold(pattern)
    matcher = re.compile(_regex(pattern), re.DOTALL)
    found = _value(arguments[0], table).map(lambda word: bool(matcher.fullmatch(word)), na_action="ignore")
    return found.astype("boolean")


def _regex(pattern: str) -> str:
    r"""Turn a LIKE pattern into a regular expression: % any signs, _ one sign, \ takes the next as it is.

    What stands between two % is taken where it comes first; were other places tried, too, a long text with three or
    four % would take minutes.
    """
    pieces = [""]
    for part in re.findall(r"\\.|[^\\]|\\$", pattern, re.DOTALL):
        if part == "%":
            pieces.append("")
        else:
            pieces[-1] += "." if part == "_" else re.escape(part[-1])
    *before, last = pieces
    between = "".join(f"(?>.*?{piece})" for piece in before[1:])
    return f"{before[0]}{between}.*{last}" if before else last
