"""Properties of a definition → templates that are right by the catalogue; what is wrong is noted with its place."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

import pandas as pd

from pipelines.drafting.forms import UNITS, code, expected, written
from pipelines.drafting.mistakes import Place, near
from pipelines.text import Text
from pipelines.xplan.catalogue import Catalogue, Kind, PropertyType

COLUMN = frozenset({"column", "codes", "split", "default", "uom"})
"""Keys of a value that comes from a table."""


MEASURE = frozenset({"value", "uom"})
"""Keys of a measure that is the same for all records."""

NO_ENTRY = Text("diesen Eintrag gibt es nicht", "there is no such entry")


@dataclass(frozen=True, slots=True)
class Constant:
    """The same text for all records, finished; ``uom`` is empty where it is no measure."""

    text: str
    uom: str = ""


@dataclass(frozen=True, slots=True)
class Column:
    """A value of the record, by the source's name of the column.

    ``codes`` turn its texts into others, ``split`` separates several values in one cell, ``default`` stands in for
    empty cells.
    """

    name: str
    codes: Mapping[str, str]
    split: str | None
    default: str | None
    uom: str = ""


@dataclass(frozen=True, slots=True)
class Nested:
    """An object of a data type."""

    class_name: str
    slots: tuple["Slot", ...]


@dataclass(frozen=True, slots=True)
class Slot:
    """One value of one property."""

    type: PropertyType
    value: Constant | Column | Nested

    def columns(self) -> Iterator[str]:
        """Names of all columns that it needs."""
        if isinstance(self.value, Column):
            yield self.value.name
        elif isinstance(self.value, Nested):
            yield from (name for slot in self.value.slots for name in slot.columns())


@dataclass(frozen=True)
class Templates:
    """Reads properties by what a version defines."""

    known: Catalogue

    def slots(
        self, class_name: str, given: Mapping[str, Any], place: Place, *, made: frozenset[str] = frozenset()
    ) -> tuple[Slot, ...]:
        """Return the templates of a class's properties; those of ``made`` are made by the portal itself.

        Every mistake is noted: unknown properties and codes, values of another form, too many and missing ones.
        """
        types = self.known.properties(class_name)
        found: list[Slot] = []
        for name, value in given.items():
            type_ = types.get(name)
            if type_ is None:
                hint = near(name, types)
                said = Text(f"{class_name} hat kein {name}{hint.de}", f"{class_name} has no {name}{hint.en}")
                (place / name).wrong(said)
            elif name in made or type_.kind is Kind.GEOMETRY:
                said = Text("das setzt das Geoportal selbst", "the portal sets this itself")
                (place / name).wrong(said)
            else:
                found += self._values(type_, value, place / name)
        for type_ in types.values():
            if type_.least and type_.name not in given and type_.name not in made:
                said = Text(f"{class_name} braucht {type_.name}", f"{class_name} needs {type_.name}")
                place.wrong(said)
        return tuple(found)

    def _values(self, type_: PropertyType, value: object, place: Place) -> Iterator[Slot]:
        several = isinstance(value, list)
        values = value if isinstance(value, list) else [value]
        if type_.most is not None and len(values) > type_.most:
            place.wrong(Text(f"erlaubt ist {type_.most} Wert", f"allowed is {type_.most} value"))
        for number, each in enumerate(values):
            if made := self._value(type_, each, place / number if several else place):
                yield Slot(type_, made)

    def _value(self, type_: PropertyType, value: object, place: Place) -> Constant | Column | Nested | None:
        if type_.kind is Kind.OBJECT:
            return self._nested(type_, value, place)
        if isinstance(value, dict) and "column" in value:
            return self._column(type_, value, place)
        uom = UNITS.get(type_.target or "", "") if type_.kind is Kind.MEASURE else ""
        if uom and isinstance(value, dict):
            if unknown := sorted(map(str, value.keys() - MEASURE)):
                (place / unknown[0]).wrong(NO_ENTRY)
                return None
            uom, value = str(value.get("uom", uom)), value.get("value")
        if not isinstance(value, str | int | float | date):
            place.wrong(Text("erwartet wird ein Wert oder {column: Spalte}", "expected is a value or {column: name}"))
            return None
        text = self._constant(type_, value, place)
        return None if text is None else Constant(text, uom)

    def _constant(self, type_: PropertyType, value: str | float | date, place: Place) -> str | None:
        text = written(pd.Series([value], dtype=object), type_, ".").iloc[0]
        if pd.isna(text):
            wanted = expected(type_)
            place.wrong(Text(f"erwartet wird {wanted.de}, nicht „{value}“", f"expected is {wanted.en}, not “{value}”"))
            return None
        return self.coded(type_, str(text), place) if type_.kind is Kind.ENUMERATION else str(text)

    def coded(self, type_: PropertyType, text: str, place: Place) -> str | None:
        """Return the code of an enumeration's value; note where there is none."""
        found = code(text, type_, self.known)
        if found is None:
            said = not_a_code(text, type_, self.known)
            place.wrong(said)
        return found

    def _column(self, type_: PropertyType, value: dict[str, Any], place: Place) -> Column | None:
        if unknown := sorted(value.keys() - COLUMN):
            (place / unknown[0]).wrong(NO_ENTRY)
            return None
        codes = value.get("codes") or {}
        if not isinstance(codes, dict):
            (place / "codes").wrong(Text("erwartet werden Einträge „Zelle: Wert“", "expected entries “cell: value”"))
            return None
        meant = {
            str(cell): text
            for cell, each in codes.items()
            if (text := self._constant(type_, each, place / "codes" / str(cell))) is not None
        }
        split = value.get("split")
        if split is not None and not (isinstance(split, str) and split):
            (place / "split").wrong(Text("erwartet wird ein Zeichen als Text", "expected a character as text"))
            return None
        default = value.get("default")
        uom = str(value.get("uom") or UNITS.get(type_.target or "", "")) if type_.kind is Kind.MEASURE else ""
        return Column(
            name=str(value["column"]),
            codes=meant,
            split=split,
            default=None if default is None else self._constant(type_, default, place / "default"),
            uom=uom,
        )

    def _nested(self, type_: PropertyType, value: object, place: Place) -> Nested | None:
        base = type_.target or ""
        if not isinstance(value, dict):
            said = Text(f"erwartet werden die Merkmale von {base}", f"expected are the properties of {base}")
            place.wrong(said)
            return None
        given = dict(value)
        name = str(given.pop("class", base))
        found = self.known.classes.get(name)
        if found is None or found.is_abstract or found.is_feature or not self.known.is_a(name, base):
            said = Text(f"{name} ist keine Klasse für {base}", f"{name} is no class for {base}")
            (place / "class").wrong(said)
            return None
        return Nested(name, self.slots(name, given, place))


def not_a_code(text: str, type_: PropertyType, known: Catalogue) -> Text:
    """Say that an enumeration does not have a value, and which it has."""
    values = known.enumerations.get(type_.target or "", {}).values()
    listed = ", ".join(f"{each.code} {each.name}" for each in values)
    return Text(
        f"„{text}“ ist kein Wert von {type_.target}; es gibt {listed}",
        f"“{text}” is no value of {type_.target}; there are {listed}",
    )
