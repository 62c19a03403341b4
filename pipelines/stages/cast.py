"""Text and typed cells → the type of a field, in the forms in which German files write them."""

from collections.abc import Callable
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from opening_hours import validate as is_opening_hours

from pipelines.definition import FieldType
from pipelines.reading.cell import texts
from pipelines.reading.number import Decimal, is_number_column, numbers, plain
from pipelines.stages.dates import dates, datetimes, within_years
from pipelines.text import Text

DTYPES: dict[FieldType, str] = {
    "text": "string",
    "integer": "Int64",
    "number": "Float64",
    "boolean": "boolean",
    "date": "object",
    "datetime": "datetime64[us, UTC]",
    "url": "string",
    "email": "string",
    "phone": "string",
    "hours": "string",
}
"""pandas type of a field's column; ``date`` holds :class:`datetime.date` objects and None."""

EXPECTED: dict[FieldType, Text] = {
    "text": Text("ein Text ohne Excel-Fehlerwert", "a text without an Excel error"),
    "integer": Text("eine ganze Zahl", "a whole number"),
    "number": Text("eine Zahl", "a number"),
    "boolean": Text("ja oder nein", "yes or no"),
    "date": Text("ein Datum wie 31.10.2023", "a date such as 2023-10-31"),
    "datetime": Text("Datum und Uhrzeit wie 31.10.2023 14:30", "date and time such as 2023-10-31 14:30"),
    "url": Text("eine Adresse, die mit https:// beginnt", "an address that starts with https://"),
    "email": Text("eine E-Mail-Adresse", "an e-mail address"),
    "phone": Text("eine Telefonnummer", "a phone number"),
    "hours": Text(
        "Öffnungszeiten in der Form von OpenStreetMap wie Mo-Fr 08:00-18:00; PH off",
        "opening hours in the form of OpenStreetMap such as Mo-Fr 08:00-18:00; PH off",
    ),
}
"""What a value should have been, for the report."""

TRUE = frozenset({"ja", "j", "wahr", "x", "1", "true", "t", "yes", "y"})
FALSE = frozenset({"nein", "n", "falsch", "0", "false", "f", "no", "-", "–"})
"""Words for yes and no in any case; a cross in a list means yes, a dash no, and an empty cell neither."""

EXCEL_ERROR = r"#(?:REF!|BEZUG!|N/A|NV|NAME\?|VALUE!|WERT!|DIV/0!|NULL!|NUM!|ZAHL!)"
URL = r"https?://[^\s/?#\"<>][^\s\"<>]*"
EMAIL = r"[^\s@<>\"]+@[^\s@<>\"]+\.[^\s@<>\".]{2,}"
PHONE = r"\+?[0-9(][0-9 ()/.\u2013-]+[0-9]"

EXACT = 2**53
"""A float beyond this no longer tells neighbouring whole numbers apart."""


def cast(values: pd.Series, kind: FieldType, decimal: Decimal, text: pd.Series | None = None) -> pd.Series:
    """Return a column in the dtype of ``kind`` (see DTYPES); missing where a cell is empty or none of that type.

    ``text`` are the values as :func:`pipelines.reading.cell.texts` writes them, where the caller has them already.
    """
    if kind == "number":
        return pd.Series(numbers(values, decimal), index=values.index).astype("Float64")
    if kind == "integer":
        return _integers(values, decimal)
    result: pd.Series = CASTS[kind](texts(values) if text is None else text)
    return result


def as_it_is(values: pd.Series, kind: FieldType) -> pd.Series | None:
    """Return a column whose own type is that of ``kind`` already, in its dtype; None where cells have to be read."""
    if kind == "boolean":
        return values.astype("boolean") if pd.api.types.is_bool_dtype(values) else None
    if kind == "datetime" and isinstance(values.dtype, pd.DatetimeTZDtype):
        moments = within_years(values.dt.tz_convert("UTC"))
        return moments if moments.isna().equals(values.isna()) else None
    if kind not in {"integer", "number"} or not is_number_column(values):
        return None
    if pd.api.types.is_integer_dtype(values):
        return values.astype("Int64" if kind == "integer" else "Float64")
    floats = values.to_numpy(dtype="float64", na_value=np.nan)
    if np.isinf(floats).any() or (kind == "integer" and not _are_whole(floats)):
        return None
    result = pd.Series(pd.array(floats, dtype="Float64"), index=values.index)
    return result.astype("Int64") if kind == "integer" else result


def _are_whole(floats: NDArray[np.float64]) -> bool:
    known = floats[~np.isnan(floats)]
    return bool((np.abs(known) < EXACT).all() and (known == np.floor(known)).all())


def _integers(values: pd.Series, decimal: Decimal) -> pd.Series:
    """Whole numbers exactly: digits go from text to Int64 without a float between them."""
    if pd.api.types.is_integer_dtype(values):
        return values.astype("Int64")
    whole = plain(values, decimal).str.replace(r"\.0*$", "", regex=True).str.removeprefix("+")
    result = whole.where(whole.str.fullmatch(r"-?\d{1,18}").fillna(value=False)).astype("Int64")
    return result.where(result.abs() < EXACT) if pd.api.types.is_float_dtype(values) else result


def _text(text: pd.Series) -> pd.Series:
    if not text.str.startswith("#").any():  # a pattern takes longer than a sign
        return text
    return text.mask(text.str.fullmatch(EXCEL_ERROR).fillna(value=False))


def _booleans(text: pd.Series) -> pd.Series:
    word = text.str.casefold()
    known = word.isin(TRUE | FALSE)
    return word.isin(TRUE).astype("boolean").where(known)


def _hours(text: pd.Series) -> pd.Series:
    """Few sites have hours of their own, so each writing is read once."""
    known = {written for written in text.dropna().unique() if is_opening_hours(written)}
    return text.where(text.isin(known))


def _matching(pattern: str) -> Callable[[pd.Series], pd.Series]:
    def match(text: pd.Series) -> pd.Series:
        return text.where(text.str.fullmatch(pattern).fillna(value=False))

    return match


CASTS: dict[FieldType, Callable[[pd.Series], Any]] = {
    "text": _text,
    "boolean": _booleans,
    "date": dates,
    "datetime": datetimes,
    "url": _matching(URL),
    "email": _matching(EMAIL),
    "phone": _matching(PHONE),
    "hours": _hours,
}
