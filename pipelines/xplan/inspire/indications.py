"""Values of a provision as dimensioning indications under their own names: GRZ, Z, dachgestaltung.DN."""

import math
from collections.abc import Callable, Iterator

from pipelines.text import Text
from pipelines.xplan.catalogue import Kind
from pipelines.xplan.geometry import Geometry
from pipelines.xplan.inspire.elements import Element, indication
from pipelines.xplan.loss import shown
from pipelines.xplan.model import Document, Feature, Literal, Measure, Object, Property

NO_PLACE = Text("dafür hat Planned Land Use keinen Platz", "Planned Land Use has no place for it")

STRUCTURE = frozenset({"bereich", "gehoertZuPlan", "gehoertZuBereich", "planinhalt", "praesentationsobjekt", "nummer"})
"""Of sections and relations to them; Planned Land Use has plans and provisions only."""

SAID = frozenset({"rechtscharakter", "flaechenschluss", "ebene", "startBedingung", "endeBedingung", "refTextInhalt"})
"""What provisions say by other means there."""

Lose = Callable[[Feature, str, str, Text], None]
"""Tells of a value that has no place: of which feature, which property, its text, and why."""


def indications(document: Document, feature: Feature, lose: Lose) -> Iterator[Element]:
    """Yield all values of a provision, those of nested objects with the object's name before theirs."""
    yield from _measures(document, feature, feature, "", lose)


def _measures(document: Document, feature: Feature, held: Object, before: str, lose: Lose) -> Iterator[Element]:
    types = document.catalogue.properties(held.class_name)
    for each in held.properties:
        kind = types[each.name].kind if each.name in types else Kind.TEXT
        if each.name.startswith("gml:") or (not before and each.name in SAID | STRUCTURE):
            continue
        match each.value:
            case Object() as inside:
                yield from _measures(document, feature, inside, f"{before}{each.name}.", lose)
            case Measure(text, uom) if _is_number(text):
                yield indication("Measure", before + each.name, text.strip(), uom)
            case Literal(text) if kind is Kind.INTEGER and _is_integer(text):
                yield indication("Integer", before + each.name, text.strip())
            case Literal(text) if kind is Kind.NUMBER and _is_number(text):
                yield indication("Real", before + each.name, text.strip())
            case Literal() | Measure():
                yield indication("Character", before + each.name, _words(document, held, each))
            case Geometry() if held is feature and each.name == "position":
                pass
            case value:
                lose(feature, before + each.name, shown(value), NO_PLACE)


def _words(document: Document, held: Object, each: Property) -> str:
    """A code with its words, other texts as they are."""
    known, text = document.catalogue, shown(each.value)
    type_ = known.properties(held.class_name).get(each.name)
    value = known.value(type_.target or "", text) if type_ and type_.kind is Kind.ENUMERATION else None
    return f"{text} {value.words}" if value else text


def _is_number(text: str) -> bool:
    """Whether XML Schema and we take a text for a finite number; Python also takes underlines."""
    try:
        return math.isfinite(float(text)) and "_" not in text
    except ValueError:
        return False


def _is_integer(text: str) -> bool:
    return text.strip().lstrip("+-").isdecimal()
