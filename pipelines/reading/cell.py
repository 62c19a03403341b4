"""One source cell as text, the same whether it came typed (Excel, GeoPackage) or written (CSV)."""

import json
from datetime import date, datetime, time

import numpy as np
import pandas as pd


def texts(values: pd.Series) -> pd.Series:
    """Return a column as trimmed text (dtype ``string``), <NA> for what is missing or blank.

    5.0 is written 5, because formats without null turn whole numbers into floats as soon as one is missing. Dates are
    ISO 8601, lists are JSON.
    """
    if pd.api.types.is_bool_dtype(values):
        written = values.astype("boolean").map({True: "true", False: "false"}, na_action="ignore")
    elif pd.api.types.is_float_dtype(values) or values.dtype == object:
        written = values.astype(object).map(_text, na_action="ignore")
    else:
        written = values
    without_nul = written.astype("string").str.replace("\0", "", regex=False)  # dBASE pads with it, no column holds it
    trimmed = without_nul.str.strip()
    return trimmed.mask((trimmed == "").fillna(value=False))


def _text(value: object) -> str:
    if isinstance(value, (bool, np.bool_)):
        return "true" if value else "false"
    if isinstance(value, (float, np.floating)):
        return str(int(value)) if float(value).is_integer() else repr(float(value))
    if isinstance(value, datetime) and value.timetz() == time():
        return value.date().isoformat()
    if isinstance(value, (date, time)):
        return value.isoformat()
    return json.dumps(value, ensure_ascii=False) if isinstance(value, (list, dict)) else str(value)
