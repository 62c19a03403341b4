"""Structure after the catalogue, which stands in where the XSDs of a version are not at hand.

It knows classes, properties, their order, number and types, and the values of enumerations. What it does not know:
GML's own elements, and the form of texts.
"""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from itertools import pairwise

from pipelines.text import Text
from pipelines.xplan.catalogue import Catalogue, Kind, PropertyType
from pipelines.xplan.geometry import Geometry
from pipelines.xplan.model import Document, Literal, Measure, Object, Property, Reference, Value
from pipelines.xplan.notices import VERSION
from pipelines.xplan.validation.finding import Finding, Severity

NAME = "catalogue"
TITLE = "Struktur nach dem Katalog der Klassen"


def check_structure(document: Document) -> Iterator[Finding]:
    """Yield where a document is not built as its version demands, in the order of the document.

    A newer version than the known ones is told first: what it demands nobody knows here.
    """
    newer = (each for each in document.notices if each.rule == VERSION)
    yield from (Finding(NAME, Severity.WARNING, each.message) for each in newer)
    for feature in document.features:
        for message in _faults(feature, document.catalogue, is_feature=True):
            yield Finding(NAME, Severity.ERROR, message, (feature.gml_id,), None, feature.line)
    yield from _repeated(document)


def _repeated(document: Document) -> Iterator[Finding]:
    """Names that are there twice: gml:ids are xs:ID, geometries and all."""
    ids = [
        found
        for feature in document.features
        for found in (feature.gml_id, *(part.gml_id for _, geometry in feature.geometries for part in geometry.walk()))
    ]
    for gml_id, count in Counter(each for each in ids if each).items():
        if count > 1:
            message = Text(
                f"Die gml:id {gml_id} ist {count}-mal vergeben.", f"The gml:id {gml_id} is used {count} times."
            )
            yield Finding(NAME, Severity.ERROR, message, (gml_id,))
    for feature in document.features:
        if not feature.gml_id:
            message = Text(f"{feature.class_name} hat keine gml:id.", f"{feature.class_name} has no gml:id.")
            yield Finding(NAME, Severity.ERROR, message, (), None, feature.line)


def _faults(held: Object, known: Catalogue, *, is_feature: bool = False) -> Iterator[Text]:
    found = known.classes.get(held.class_name)
    if found is None or found.is_abstract or (is_feature and not found.is_feature):
        yield Text(f"{held.class_name} gibt es hier nicht.", f"There is no {held.class_name} here.")
        return
    types = known.properties(held.class_name)
    own = [each for each in held.properties if not each.name.startswith("gml:")]
    yield from _names(held, own, types)
    yield from _numbers(held, own, types)
    for each in own:
        if each.name in types:
            yield from _value_faults(each, types[each.name], known)


def _names(held: Object, own: list[Property], types: Mapping[str, PropertyType]) -> Iterator[Text]:
    order = {name: place for place, name in enumerate(types)}
    for name in dict.fromkeys(each.name for each in own if each.name not in types):
        yield Text(f"{held.class_name} hat kein {name}.", f"{held.class_name} has no {name}.")
    placed = [each.name for each in own if each.name in types]
    for before, after in pairwise(placed):
        if order[before] > order[after]:
            yield Text(
                f"{held.class_name}: {after} muss vor {before} stehen.",
                f"{held.class_name}: {after} must come before {before}.",
            )


def _numbers(held: Object, own: list[Property], types: Mapping[str, PropertyType]) -> Iterator[Text]:
    counts = Counter(each.name for each in own)
    for name, type_ in types.items():
        if counts[name] < type_.least:
            yield Text(f"{held.class_name}: {name} fehlt.", f"{held.class_name}: {name} is missing.")
        elif type_.most is not None and counts[name] > type_.most:
            yield Text(
                f"{held.class_name}: {name} steht {counts[name]}-mal, erlaubt ist {type_.most}.",
                f"{held.class_name}: {name} is given {counts[name]} times, allowed is {type_.most}.",
            )


def _value_faults(each: Property, type_: PropertyType, known: Catalogue) -> Iterator[Text]:
    value = each.value
    if any(name.endswith("nil") for name, _ in each.attributes):
        return
    if type_.kind is Kind.OBJECT and isinstance(value, Object):
        if type_.target and not known.is_a(value.class_name, type_.target):
            yield Text(
                f"{each.name} enthält {value.class_name}; erwartet wird {type_.target}.",
                f"{each.name} holds {value.class_name}; expected is {type_.target}.",
            )
        else:
            yield from _faults(value, known)
    elif not _fits(value, type_, known):
        shown = value.text.strip() if isinstance(value, Literal | Measure) else type(value).__name__
        wanted = type_.target or type_.kind.value
        yield Text(f"{each.name}: „{shown}“ ist kein {wanted}.", f"{each.name}: “{shown}” is no {wanted}.")


def _fits(value: Value, type_: PropertyType, known: Catalogue) -> bool:
    kind = type_.kind
    if kind in (Kind.OBJECT, Kind.REFERENCE, Kind.GEOMETRY):
        is_empty = isinstance(value, Literal) and not value.text.strip()
        return is_empty or isinstance(value, HELD[kind])
    if kind is Kind.MEASURE:
        return isinstance(value, Measure) and value.number is not None
    if not isinstance(value, Literal):
        return False
    if kind is Kind.ENUMERATION:
        return known.value(type_.target or "", value.text.strip()) is not None
    fits = FORMS.get(kind)
    return fits is None or fits(value.text.strip())


def _is(read: Callable[[str], object]) -> Callable[[str], bool]:
    def fits(text: str) -> bool:
        try:
            read(text)
        except ValueError:
            return False
        return True

    return fits


HELD: Mapping[Kind, type] = {Kind.OBJECT: Object, Kind.REFERENCE: Reference, Kind.GEOMETRY: Geometry}
FORMS: Mapping[Kind, Callable[[str], bool]] = {
    Kind.INTEGER: _is(int),
    Kind.NUMBER: _is(float),
    Kind.BOOLEAN: frozenset({"true", "false", "1", "0"}).__contains__,
    Kind.DATE: _is(lambda text: date.fromisoformat(text[:10])),
}
