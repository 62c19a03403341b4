"""Properties of a class → columns of its collection: names, types, titles, codes with words.

A property has the type of the catalogue where all versions agree on one value of one kind; what has several values, is
nested or changed its kind from version to version is text in words.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from types import MappingProxyType

from pipelines.definition import Code, CodeList, Field, FieldType
from pipelines.plans.stating import spoken
from pipelines.text import Text
from pipelines.xplan.catalogue import VERSIONS, Kind, PropertyType, catalogue
from pipelines.xplan.model import Document, Object, Reference
from pipelines.xplan.titles import property_title

Value = str | int | float | bool | date | None

TYPES: Mapping[Kind, FieldType] = MappingProxyType(
    {
        Kind.INTEGER: "integer",
        Kind.NUMBER: "number",
        Kind.MEASURE: "number",
        Kind.BOOLEAN: "boolean",
        Kind.DATE: "date",
    }
)
"""All other kinds are text."""

UNITS: Mapping[str, str] = MappingProxyType({"length": "m", "area": "m²", "volume": "m³", "angle": "°"})
"""The units that the model prescribes (XPlanGML, rules for measures)."""

CONTENTS = frozenset(
    {"planinhalt", "praesentationsobjekt", "inhaltbplan", "inhaltfplan", "inhaltlplan", "inhaltrplan", "inhaltsoplan"}
)
"""Relations from a section to all that is in it; the other direction says the same, object by object."""

BOOLEANS = {"true": True, "1": True, "false": False, "0": False}


@dataclass(frozen=True)
class Column:
    """One column: the properties whose value it takes, the first that has one, and its field."""

    properties: tuple[str, ...]
    field: Field

    def value(self, document: Document, held: Object) -> Value:
        """Return the column's value of a feature, None where it has none, and where it is none of its type."""
        return next((each for name in self.properties if (each := self._read(document, held, name)) is not None), None)

    def _read(self, document: Document, held: Object, name: str) -> Value:
        if self.field.type == "text" and not self.field.codes:
            references = [each.target or each.href for each in held.values(name) if isinstance(each, Reference)]
            return " ".join(references) or spoken(document, held, name)
        text = held.text(name)
        return None if text is None else _typed(text, self.field.type)


@cache
def columns_of(class_name: str) -> Mapping[str, Column]:
    """Return all columns that the collection of a class may have, in the order of the newest version."""
    found: dict[str, list[PropertyType]] = {}
    for version in reversed(VERSIONS):
        for each in catalogue(version).properties(class_name).values():
            name = each.name.lower()
            if each.kind is not Kind.GEOMETRY and name not in CONTENTS:
                found.setdefault(name, []).append(each)
    return MappingProxyType({name: _column(each) for name, each in found.items()})


def _column(found: list[PropertyType]) -> Column:
    names = tuple(dict.fromkeys(each.name for each in found))
    kinds = {each.kind for each in found}
    single = all(each.most == 1 for each in found) and len(kinds) == 1
    kind = found[0].kind if single else Kind.TEXT
    targets = tuple(dict.fromkeys(each.target for each in found if each.target))
    return Column(
        names,
        Field(
            type=TYPES.get(kind, "text"),
            title=Text(property_title(names[0])),
            unit=UNITS.get(targets[0]) if kind is Kind.MEASURE and targets else None,
            codes=codes_of(targets) if kind is Kind.ENUMERATION else None,
        ),
    )


def codes_of(enumerations: tuple[str, ...]) -> CodeList | None:
    """Return the values of enumerations in all versions, in the words of the newest one."""
    found: dict[str, Code] = {}
    for version in reversed(VERSIONS):
        for name in enumerations:
            for value in catalogue(version).enumerations.get(name, {}).values():
                found.setdefault(value.code, Code(label=Text(value.words)))
    return CodeList(values=found) if found else None


def _typed(text: str, kind: FieldType) -> Value:
    try:
        match kind:
            case "integer":
                return int(text)
            case "number":
                return float(text)
            case "boolean":
                return BOOLEANS.get(text)
            case "date":
                return date.fromisoformat(text[:10])
    except ValueError:
        return None
    return text
