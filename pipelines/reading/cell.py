"""One source cell as text, the same whether it came typed (Excel, GeoPackage) or written (CSV)."""

import json
from datetime import date, datetime, time

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

EXACT = 2.0**63
"""Whole numbers below it are written with all their digits."""


def texts(values: pd.Series) -> pd.Series:
    """Return a column as trimmed text (dtype ``string``), <NA> for what is missing or blank.

    5.0 is written 5, because formats without null turn whole numbers into floats as soon as one is missing. Dates are
    ISO 8601, lists are JSON, bytes hexadecimal digits.
    """
    found = pa.array(_written(values), pa.large_string(), from_pandas=True)
    text = found.combine_chunks() if isinstance(found, pa.ChunkedArray) else found
    without_nul = pc.replace_substring(text, "\0", "")  # dBASE pads with it, no column holds it
    trimmed = pc.utf8_trim_whitespace(without_nul)
    filled = pc.if_else(pc.equal(trimmed, ""), None, trimmed)
    return pd.Series(pd.array(filled, dtype="string"), index=values.index, name=values.name)


def _written(values: pd.Series) -> pd.Series | pa.Array:
    if pd.api.types.is_bool_dtype(values):
        return values.astype("boolean").map({True: "true", False: "false"}, na_action="ignore")
    if pd.api.types.is_integer_dtype(values):
        return pc.cast(pa.array(values, from_pandas=True), pa.large_string())
    if pd.api.types.is_float_dtype(values):
        return _floats(values.to_numpy(dtype="float64", na_value=np.nan))
    if values.dtype == object and pd.api.types.infer_dtype(values, skipna=True) != "string":
        return values.map(_text, na_action="ignore").astype("string")
    return values if values.dtype == object else values.astype("string")


def _floats(values: NDArray[np.float64]) -> pa.Array:
    whole = (np.abs(values) < EXACT) & (values == np.floor(values))
    integers = pc.cast(pa.array(np.where(whole, values, 0).astype("int64")), pa.large_string())
    others = pc.cast(pa.array(values, from_pandas=True), pa.large_string())
    return pc.if_else(pa.array(whole), integers, others)


def _text(value: object) -> str:
    if isinstance(value, (bool, np.bool_)):
        return "true" if value else "false"
    if isinstance(value, (float, np.floating)):
        return str(int(value)) if float(value).is_integer() else repr(float(value))
    if isinstance(value, datetime) and value.timetz() == time():
        return value.date().isoformat()
    if isinstance(value, (date, time)):
        return value.isoformat()
    if isinstance(value, bytes):
        return value.hex()
    return json.dumps(value, ensure_ascii=False) if isinstance(value, (list, dict)) else str(value)
