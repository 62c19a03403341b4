"""Cells and constants → texts as XPlanGML writes them: 0.4, true, 2026-10-31; one form for each value."""

from decimal import Decimal
from typing import Literal

import pandas as pd

from pipelines.definition import FieldType
from pipelines.reading.cell import texts
from pipelines.stages.cast import EXPECTED, cast
from pipelines.text import Text
from pipelines.xplan.catalogue import Catalogue, Kind, PropertyType

FIELDS: dict[Kind, FieldType] = {
    Kind.INTEGER: "integer",
    Kind.NUMBER: "number",
    Kind.MEASURE: "number",
    Kind.BOOLEAN: "boolean",
    Kind.DATE: "date",
}
"""What cells are read as; values of all other kinds are texts."""

UNITS = {"length": "m", "area": "m2", "volume": "m3", "angle": "grad", "scale": "vH"}
"""Unit by kind of measure, where the definition names none."""


def written(values: pd.Series, type_: PropertyType, decimal: Literal[".", ","]) -> pd.Series:
    """Return a column in XPlanGML's form, <NA> for what is empty or does not fit the type."""
    kind = FIELDS.get(type_.kind)
    if kind is None:
        return texts(values)
    found = cast(values, kind, decimal)
    return found.map(_form, na_action="ignore").astype("string")


def expected(type_: PropertyType) -> Text:
    """Say what a value should have been."""
    kind = FIELDS.get(type_.kind)
    return EXPECTED[kind] if kind else Text("ein Text", "a text")


def code(text: str, type_: PropertyType, known: Catalogue) -> str | None:
    """Return the value of an enumeration that a text means, by its code or its name (AllgWohngebiet)."""
    values = known.enumerations.get(type_.target or "", {})
    if text in values:
        return text
    return next((each.code for each in values.values() if each.name.casefold() == text.casefold()), None)


def _form(value: object) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float):
        return number(value)
    return str(value)


def number(value: float) -> str:
    """Write a number without exponent and needless zeros: 0.4, 1200."""
    text = f"{Decimal(repr(float(value))):f}"
    return text.rstrip("0").rstrip(".") if "." in text else text
