"""What often goes wrong with a kind of value, and what to do: said behind what was expected."""

import re

from pipelines.text import Text

NONE = Text("", "")

HINTS: tuple[tuple[frozenset[str], re.Pattern[str], Text], ...] = (
    (
        frozenset({"number", "integer"}),
        re.compile(r"[+-]?[\d.]*\d,\d+"),
        Text(
            ' Bei Dezimalkomma gehört decimal: "," in der Definition zu source.',
            ' For decimal commas, source in the definition needs decimal: ",".',
        ),
    ),
    (
        frozenset({"number", "integer"}),
        re.compile(r"(?:[€$]|EUR|Euro)?\s*[+-]?[\d.,]*\d[\d.,]*\s*(?:[^\d\s.,][^\d]{0,14})?", re.IGNORECASE),
        Text(
            " Steht die Einheit in der Zelle, gehört sie als unit in die Definition des Feldes.",
            " Where the cell holds the unit, the field's definition must name it as unit.",
        ),
    ),
    (
        frozenset({"date", "datetime"}),
        re.compile(r"\d{1,2}\.\s?\d{1,2}\.\s?\d{2}(?:\D.*)?"),
        Text(" Das Jahr braucht vier Ziffern.", " The year needs four digits."),
    ),
    (
        frozenset({"date", "datetime"}),
        re.compile(r"[1-9]\d{4}(?:[.,]\d+)?"),
        Text(
            " Das sieht nach einer Excel-Tageszahl aus: die Spalte in Excel als Datum formatieren.",
            " This looks like an Excel day number: format the column as a date in Excel.",
        ),
    ),
    (
        frozenset({"hours"}),
        re.compile(r".*(?:\d\s*Uhr|täglich|durchgehend|geschlossen|\b(?:Di|Mi|Do|So)\b).*", re.IGNORECASE),
        Text(
            " Die Tage heißen Mo, Tu, We, Th, Fr, Sa, Su und PH (Feiertag), durchgehend ist 24/7, geschlossen off.",
            " Days are Mo, Tu, We, Th, Fr, Sa, Su and PH (public holiday), always is 24/7, closed is off.",
        ),
    ),
)
"""Types, form of the value, and what to say; the first that fits is said."""


def hint(kind: str, value: str) -> Text:
    """Return what is likely wrong with a ``value`` that is none of the type ``kind``, with a space before it."""
    return next((said for kinds, form, said in HINTS if kind in kinds and form.fullmatch(value)), NONE)
