"""What often goes wrong with a kind of value, and what to do: said behind what was expected."""

import re

from pipelines.text import Text

NONE = Text("", "")

NUMBERS = frozenset({"number", "integer"})
DAYS = frozenset({"date", "datetime"})

UNIT = r"\s*+(?:[€$%‰°]|[^\W\d_])\D{0,14}"
"""What may stand behind a number as its unit: a sign or a word."""

CURRENCY = r"(?:[€$]|EUR|Euro)\s*+"
"""What may stand before it."""

WHOLE = r"[+-]?\d++(?:\.\d++)*+"
COMMA = rf"{WHOLE},\d++"

HINTS: tuple[tuple[frozenset[str], re.Pattern[str], Text], ...] = (
    (
        NUMBERS | DAYS | {"url", "email", "phone", "hours"},
        re.compile(r"[-–—/?*.]{1,3}|k\. ?A\.|keine Angabe|n/a|unbekannt", re.IGNORECASE),
        Text(
            ' Heißt das „kein Wert“, gehört null: ["{value}"] in die Definition des Feldes.',
            ' If that means “no value”, the field\'s definition needs null: ["{value}"].',
        ),
    ),
    (
        NUMBERS,  # a house number, several of them; m, t, l, g, h and s are units
        re.compile(r"\d+ ?[A-Za-z](?<![mtlghs])|\d+ ?[a-z]? ?[-–/+] ?(?:\d+ ?[a-z]?|[a-z])"),
        Text(
            " Sind das keine Zahlen, mit denen man rechnet, braucht das Feld type: text.",
            " If these are no numbers to reckon with, the field needs type: text.",
        ),
    ),
    (
        frozenset({"integer"}),
        re.compile(r"[+-]?\d{1,3}\.\d{3}"),
        Text(
            ' Trennt der Punkt Tausender, gehört decimal: "," in der Definition zu source; '
            "trennt er Nachkommastellen, braucht das Feld type: number.",
            ' If the point separates thousands, source in the definition needs decimal: ","; '
            "if it separates decimals, the field needs type: number.",
        ),
    ),
    (
        NUMBERS,
        re.compile(r"[+-]?\d{1,3}(?:\.\d{3}){2,}"),
        Text(
            ' Trennen die Punkte Tausender, gehört decimal: "," in der Definition zu source.',
            ' If the points separate thousands, source in the definition needs decimal: ",".',
        ),
    ),
    (
        frozenset({"integer"}),
        re.compile(r"[+-]?\d*\.\d+"),
        Text(
            " Hat die Spalte Nachkommastellen, braucht das Feld type: number.",
            " If the column has decimals, the field needs type: number.",
        ),
    ),
    (
        frozenset({"number"}),  # the point is no decimal sign only where the definition says so
        re.compile(r"[+-]?\d*\.\d+"),
        Text(
            ' Hier steht ein Dezimalpunkt, die Definition nennt decimal: ",": in der ganzen Spalte muss es eines sein.',
            ' Here is a decimal point, the definition says decimal: ",": the whole column must use one of them.',
        ),
    ),
    (
        frozenset({"integer"}),
        re.compile(r"[+-]?[\d.]*,\d+"),
        Text(
            " Hat die Spalte Nachkommastellen, braucht das Feld type: number, "
            'und source bei Dezimalkomma decimal: ",".',
            ' If the column has decimals, the field needs type: number, and for commas source needs decimal: ",".',
        ),
    ),
    (
        frozenset({"number"}),
        re.compile(r"[+-]?[\d.]*,\d+"),
        Text(
            ' Bei Dezimalkomma gehört decimal: "," in der Definition zu source.',
            ' For decimal commas, source in the definition needs decimal: ",".',
        ),
    ),
    (
        NUMBERS,
        re.compile(rf"{WHOLE}{UNIT}|{CURRENCY}{WHOLE}", re.IGNORECASE),
        Text(
            " Steht die Einheit in der Zelle, gehört sie als unit in die Definition des Feldes.",
            " Where the cell holds the unit, the field's definition must name it as unit.",
        ),
    ),
    (
        NUMBERS,
        re.compile(rf"{COMMA}{UNIT}|{CURRENCY}{COMMA}", re.IGNORECASE),
        Text(
            " Steht die Einheit in der Zelle, gehört sie als unit in die Definition des Feldes; "
            'bei Dezimalkomma gehört decimal: "," zu source.',
            " Where the cell holds the unit, the field's definition must name it as unit; "
            'for decimal commas, source needs decimal: ",".',
        ),
    ),
    (
        DAYS,
        re.compile(r"\d{1,2}\.\s?\d{1,2}\.\s?\d{2}(?:\D.*)?"),
        Text(" Das Jahr braucht vier Ziffern.", " The year needs four digits."),
    ),
    (
        DAYS,
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
"""Types, form of the value, and what to say, in which ``{value}`` is the value; the first that fits is said."""


def hint(kind: str, value: str) -> Text:
    """Return what is likely wrong with a ``value`` that is none of the type ``kind``, with a space before it."""
    said = next((said for kinds, form, said in HINTS if kind in kinds and form.fullmatch(value)), NONE)
    return Text(said.de.replace("{value}", value), said.to("en").replace("{value}", value))
