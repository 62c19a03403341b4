"""Numbers as German offices write them: 1.234,5 and 1 234,5, or plainly 1234.5."""

import re
from typing import Literal

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from pipelines.reading.cell import texts

Decimal = Literal[".", ","]

GROUP_SPACE = r"(?<=\d)[\u0020\u00a0\u2009\u202f](?=\d{3}(?!\d))"
"""A blank, no-break or thin space between groups of three digits (DIN 5008)."""

UNITS = {"€": ("€", "EUR", "Euro"), "%": ("%", "Prozent", "v. H."), "m²": ("m²", "m2", "qm"), "m³": ("m³", "m3", "cbm")}
"""How a unit is written in cells, in any case; others exactly as they are declared, since mW is not MW."""

PLAIN = r"[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?"
GERMAN = r"[+-]?(?:(?:\d{1,3}(?:\.\d{3})+|\d+)(?:,\d*)?|,\d+)(?:[eE][+-]?\d+)?"
"""Dots only between groups of three digits, so that a stray 1.5 in a file with decimal commas is no 15."""


def numbers(values: pd.Series, decimal: Decimal) -> NDArray[np.float64]:
    """Return the values as floats, NaN where one is missing or no number (infinity is none)."""
    if is_number_column(values):
        found = values.to_numpy(dtype="float64", na_value=np.nan)
    else:
        found = pd.to_numeric(plain(values, decimal), errors="coerce").to_numpy(dtype="float64", na_value=np.nan)
    return np.where(np.isfinite(found), found, np.nan)


def plain(values: pd.Series, decimal: Decimal) -> pd.Series:
    """Rewrite numbers as text with a decimal point and nothing between digits; <NA> for what is no number.

    Typed numbers stay as they are; text is read with ``decimal`` as its decimal sign, where with the comma a dot
    separates thousands.
    """
    text = texts(values)
    if is_number_column(values):
        return text
    typed = values.map(_is_number) if values.dtype == object else pd.Series(data=False, index=values.index)
    return text.where(typed, _plain(text, decimal))


def without_unit(values: pd.Series, unit: str) -> pd.Series:
    """Take the declared unit off texts such as 12,5 % or € 1.234,50; of any other unit nobody knows what it means.

    Before and after are looked for one by one: a pattern of the whole cell takes hours for one with many blanks.
    """
    if is_number_column(values):
        return values
    longest_first = sorted(UNITS.get(unit, (unit,)), key=len, reverse=True)  # EUR would leave the o of Euro
    names, flags = "|".join(map(re.escape, longest_first)), re.IGNORECASE if unit in UNITS else 0
    before = re.compile(rf"\A(?:{names})\s*(?=\S)", flags)
    after = re.compile(rf"(?<=[\s\S])(?:{names})\Z", flags)

    def bare(cell: object) -> object:
        return after.sub("", before.sub("", cell.strip())).rstrip() if isinstance(cell, str) else cell

    return values.map(bare, na_action="ignore")


def is_number_column(values: pd.Series) -> bool:
    """Tell whether a column holds numbers by its type, not as text and not as true and false."""
    return pd.api.types.is_numeric_dtype(values) and not pd.api.types.is_bool_dtype(values)


def _plain(text: pd.Series, decimal: Decimal) -> pd.Series:
    compact = text.str.replace("\u2212", "-").str.replace(GROUP_SPACE, "", regex=True)
    if decimal == ".":
        return compact.where(compact.str.fullmatch(PLAIN).fillna(value=False))
    written = compact.where(compact.str.fullmatch(GERMAN).fillna(value=False))
    return written.str.replace(".", "", regex=False).str.replace(",", ".", regex=False)


def _is_number(value: object) -> bool:
    return isinstance(value, (int, float, np.number)) and not isinstance(value, bool)
