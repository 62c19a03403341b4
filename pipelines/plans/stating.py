"""What a plan states of an object: each property with its title, its value as written, in words, and its unit."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from pipelines.xplan.catalogue import Kind
from pipelines.xplan.model import Document, Feature, Literal, Measure, Object
from pipelines.xplan.titles import property_title

ASIDE = frozenset({"uuid", "flaechenschluss", "ebene", "xPlanGMLVersion", "internalId"})
"""What says something of the file, and nothing of what may be built."""

STOREYS = frozenset({"Z", "Zmin", "Zmax", "Zzwingend", "Z_Ausn", "Z_Staffel", "Z_Dach"})
"""Full storeys stand in plans as Roman numbers (PlanZV, annex, 2.7)."""

ROMAN = ((10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"))

UNITS = {
    "urn:adv:uom:m": "m",
    "urn:adv:uom:m2": "m²",
    "urn:adv:uom:grad": "°",
    "urn:adv:uom:m3": "m³",
    "m2": "m²",
    "m3": "m³",
    "qm": "m²",
    "grad": "°",
    "deg": "°",
}
"""Units of measure, as plans write them (GML's ``uom``) and as people read them; others stay as they are."""


@dataclass(frozen=True, slots=True)
class Statement:
    """One value. ``property`` has dots between nested names, ``value`` is as written, ``unit`` None without one."""

    property: str
    title: str
    value: str
    words: str
    unit: str | None

    def to_json(self) -> dict[str, str | None]:
        """For machines."""
        return {
            "property": self.property,
            "title": self.title,
            "value": self.value,
            "words": self.words,
            "unit": self.unit,
        }


def statements(document: Document, feature: Feature) -> tuple[Statement, ...]:
    """Return all that a plan states of a feature, in its order; relations, geometry and the file's own aside."""
    return tuple(_within(document, feature, ""))


def spoken(document: Document, held: Object, name: str) -> str | None:
    """Return all values of a property in words, one line; nested objects with the titles of their parts."""
    return "; ".join(map(_told, _of_property(document, held, name, ""))) or None


def _told(statement: Statement) -> str:
    name = statement.property.rpartition(".")[2]
    return statement.words if name == statement.property else f"{property_title(name)}: {statement.words}"


def number_in_words(text: str) -> str:
    """Write a number of XML in German: 0.4 becomes 0,4; what is none stays."""
    return text.replace(".", ",") if re.fullmatch(r"-?\d*\.\d+|-?\d+\.", text) else text


def roman(text: str) -> str:
    """Write a number of storeys: 2 becomes II; what is no number between 1 and 39 stays."""
    rest = int(text) if text.isdecimal() and 1 <= int(text) <= 39 else 0
    written = ""
    for value, sign in ROMAN:
        count, rest = divmod(rest, value)
        written += sign * count
    return written or text


def unit_of(measure: Measure) -> str:
    """Return the unit of a measure as people read it."""
    return UNITS.get(measure.uom.lower(), measure.uom)


def _within(document: Document, held: Object, path: str) -> Iterator[Statement]:
    for name in dict.fromkeys(each.name for each in held.properties):
        if name not in ASIDE or path:
            yield from _of_property(document, held, name, path)


def _of_property(document: Document, held: Object, name: str, path: str) -> Iterator[Statement]:
    for value in held.values(name):
        match value:
            case Object():
                yield from _within(document, value, f"{path}{name}.")
            case Measure():
                unit = unit_of(value)
                words = f"{number_in_words(value.text.strip())} {unit}".strip()
                yield _statement(path + name, value.text.strip(), words, unit or None)
            case Literal() if value.text.strip():
                text = value.text.strip()
                yield _statement(path + name, text, _words(document, held, name, text), None)


def _statement(path: str, value: str, words: str, unit: str | None) -> Statement:
    return Statement(path, property_title(path), value, words, unit)


def _words(document: Document, held: Object, name: str, text: str) -> str:
    defined = document.catalogue.properties(held.class_name).get(name)
    kind = defined.kind if defined else Kind.TEXT
    if defined and defined.target and kind is Kind.ENUMERATION:
        found = document.catalogue.value(defined.target, text)
        return found.words if found else text
    if name in STOREYS:
        return roman(text)
    if kind is Kind.BOOLEAN:
        return {"true": "ja", "1": "ja", "false": "nein", "0": "nein"}.get(text, text)
    if kind is Kind.DATE:
        return re.sub(r"(\d{4})-(\d\d)-(\d\d).*", r"\3.\2.\1", text)
    return number_in_words(text) if kind is Kind.NUMBER else text
