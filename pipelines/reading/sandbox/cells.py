"""Cells of any type ↔ JSON, exactly: what Excel holds in one column is dates, times, numbers and words side by side.

A pickle would carry code out of the process that reads untrusted files; JSON carries values only.
"""

import base64
import json
from collections.abc import Callable, Iterable
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

import numpy as np
import pandas as pd

PLAIN = frozenset({str, int, float, bool, type(None)})
"""Types that JSON as Python writes it tells apart and gives back as they were, NaN and infinities included."""

TAG, VALUE = "type", "value"

WRITERS: dict[type, tuple[str, Callable[[Any], Any]]] = {
    pd.Timestamp: ("timestamp", pd.Timestamp.isoformat),
    datetime: ("datetime", datetime.isoformat),
    date: ("date", date.isoformat),
    time: ("time", time.isoformat),
    timedelta: ("timedelta", lambda value: [value.days, value.seconds, value.microseconds]),
    Decimal: ("decimal", str),
    UUID: ("uuid", str),
    bytes: ("bytes", lambda value: base64.b85encode(value).decode("ascii")),
    list: ("list", lambda value: [written(item) for item in value]),
    tuple: ("tuple", lambda value: [written(item) for item in value]),
    dict: ("dict", lambda value: [[written(key), written(item)] for key, item in value.items()]),
    type(pd.NA): ("NA", lambda _: None),
    type(pd.NaT): ("NaT", lambda _: None),
}

READERS: dict[str, Callable[[Any], Any]] = {
    "timestamp": pd.Timestamp,
    "datetime": datetime.fromisoformat,
    "date": date.fromisoformat,
    "time": time.fromisoformat,
    "timedelta": lambda value: timedelta(*value),
    "decimal": Decimal,
    "uuid": UUID,
    "bytes": base64.b85decode,
    "list": lambda value: [read(item) for item in value],
    "tuple": lambda value: tuple(read(item) for item in value),
    "dict": lambda value: {read(key): read(item) for key, item in value},
    "NA": lambda _: pd.NA,
    "NaT": lambda _: pd.NaT,
    "array": lambda value: np.array(read(value[1]), dtype=value[0]),
    "scalar": lambda value: np.dtype(value[0]).type(value[1]),
}


def to_json(values: Iterable[object]) -> str:
    """Write values as one JSON list. Raises TypeError for a type that is not known here."""
    return json.dumps([written(value) for value in values], separators=(",", ":"))


def from_json(text: str | bytes | bytearray) -> list[Any]:
    """Read what :func:`to_json` wrote. Raises ValueError, KeyError or TypeError where it did not."""
    return [read(value) for value in json.loads(text)]


def written(value: Any) -> Any:
    """Return a value that JSON can hold: itself, or its type's name with its text."""
    kind = type(value)
    if kind in PLAIN:
        return value
    if kind in WRITERS:
        name, write = WRITERS[kind]
        return {TAG: name, VALUE: write(value)}
    if isinstance(value, np.ndarray) and value.dtype.kind in "biufO":
        return {TAG: "array", VALUE: [value.dtype.str, written(value.tolist())]}
    if isinstance(value, np.generic) and value.dtype.kind in "biuf":
        return {TAG: "scalar", VALUE: [value.dtype.str, value.item()]}
    if isinstance(value, str):
        return str(value)
    raise TypeError(f"a cell of type {kind.__name__} cannot leave the reading process")


def read(value: Any) -> Any:
    """Return the value that :func:`written` was given."""
    return READERS[value[TAG]](value[VALUE]) if type(value) is dict else value
