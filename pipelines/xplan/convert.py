"""A plan of one version → the same plan in a later one, by a table of facts, and a list of what could not come along.

Tables lie beside the catalogue, in mapping/. What a table does not name stays as it is where the new version has it.
Nothing is guessed: what has no place in the new version is a :class:`pipelines.xplan.loss.Loss`.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Set
from dataclasses import dataclass, replace

from pipelines.errors import UsageError
from pipelines.text import Text
from pipelines.xplan.catalogue import Kind, PropertyType, catalogue, is_before
from pipelines.xplan.geometry import Geometry
from pipelines.xplan.lineage import Inherited
from pipelines.xplan.loss import (
    INCOMPLETE,
    MISSING,
    NO_CLASS,
    NO_CODE,
    NO_PROPERTY,
    ONLY_GENERIC,
    OTHER_GEOMETRY,
    OTHER_KIND,
    TOO_MANY,
    Loss,
    shown,
)
from pipelines.xplan.mapping import NOTHING, Group, Mapped, Typed, mapping
from pipelines.xplan.model import Document, Element, Feature, Literal, Measure, Object, Property, Reference, Value
from pipelines.xplan.pulling import pulled


@dataclass(frozen=True, slots=True)
class Conversion:
    """The plan in the new version, and what it lost: an empty list where nothing did."""

    document: Document
    losses: tuple[Loss, ...]


BETWEEN = "5.4"
"""By which 4.1 comes to 6.0."""

VALUES: Mapping[Kind, type] = {Kind.MEASURE: Measure, Kind.GEOMETRY: Geometry, Kind.REFERENCE: Reference}
"""What values of a kind are; all others are literals or objects."""


def convert(document: Document, version: str) -> Conversion:
    """Return a document in another version. Raises UsageError where there is no way to it.

    From one 5.x to a later 5.x nothing changes but the namespace, as each has all that the ones before have. 4.1 comes
    to 6.0 by way of 5.4.
    """
    if document.version == version:
        return Conversion(document, ())
    if (document.version, version) == ("4.1", "6.0"):
        first = convert(document, BETWEEN)
        then = convert(first.document, version)
        return Conversion(then.document, (*first.losses, *then.losses))
    return _Way(document, version, _mapped(document.version, version)).gone()


def _mapped(old: str, new: str) -> Mapped:
    if found := mapping(old, new):
        return found
    if old.startswith("5.") and new.startswith("5.") and is_before(old, new):
        return NOTHING
    raise UsageError(
        Text(f"XPlanGML {old} wird nicht nach {new} umgesetzt.", f"XPlanGML {old} is not converted to {new}."),
        Text(
            "Möglich ist 4.1 in 5.4, 5.x in ein späteres 5.x, und beides in 6.0.",
            "4.1 to 5.4, 5.x to a later 5.x, and both to 6.0 is possible.",
        ),
    )


class _Way:
    """One document on its way; losses gather while its features are converted one by one."""

    def __init__(self, document: Document, version: str, table: Mapped) -> None:
        self._document, self._table = document, table
        self._source, self._target = document.catalogue, catalogue(version)
        self._said = Inherited(table, self._source)
        self._losses: list[Loss] = []

    def gone(self) -> Conversion:
        """Convert all features, then take out relations to those that are gone."""
        before = pulled(self._document, self._table)
        after = [new for each in before if (new := self._feature(each))]
        lost = {each.gml_id for each in before} - {each.gml_id for each in after}
        document = replace(
            self._document,
            version=self._target.version,
            namespace=self._target.namespace,
            features=tuple(_without(each, lost) for each in after),
            notices=(),
        )
        return Conversion(document, tuple(self._losses))

    def _feature(self, feature: Feature) -> Feature | None:
        """The feature in the new version, None where it has no class there."""
        if feature.class_name in self._table.dissolved:
            for each in feature.properties:
                self._lose(feature, each.name, each.value, NO_PROPERTY)
            return None
        name = self._table.classes.get(feature.class_name, feature.class_name)
        if generic := self._table.generic.get(feature.class_name):
            self._lose(feature, "", Literal(feature.class_name), ONLY_GENERIC)
            name = generic
        if name not in self._target.classes:
            self._lose(feature, "", Literal(feature.class_name), NO_CLASS)
            return None
        if not self._has_room(feature, name):
            self._lose(feature, "", Literal(feature.class_name), OTHER_GEOMETRY)
            return None
        found = self._properties(feature, feature, name)
        demanded = {each.name for each in self._source.properties(feature.class_name).values() if each.least}
        for missing in self._missing(found, name):
            if missing not in demanded:
                self._lose(feature, missing, Literal(""), MISSING)
        return replace(feature, class_name=name, properties=found)

    def _has_room(self, feature: Feature, name: str) -> bool:
        """Whether a feature may have its geometry in class ``name``, or might not before either."""
        position = feature.first("position")
        dimension = position.dimension if isinstance(position, Geometry) else None
        before, after = self._source.dimensions(feature.class_name), self._target.dimensions(name)
        return dimension in after or dimension not in before

    def _properties(self, feature: Feature, held: Object, name: str) -> tuple[Property, ...]:
        """The properties of a feature, or of an object in it, as class ``name`` of the new version has them."""
        old, new = self._source.properties(held.class_name), self._target.properties(name)
        groups = [each for each in self._said.groups(held) if _is_object(new.get(each.into))]
        taken = {part for group in groups for part in group.properties}
        made = [each for group in groups for each in self._made(feature, held, group, new[group.into])]
        for typed in self._said.typed(held):
            made += [each for old_name in typed.codes for each in self._retyped(feature, held, typed, old_name)]
            taken |= typed.codes.keys()
        names = self._said.names(held)
        kept = [
            fitting
            for each in held.properties
            if each.name not in taken
            for fitting in self._fitting(feature, each, old.get(each.name), new.get(names.get(each.name, each.name)))
        ]
        there = {each.name for each in (*kept, *made)}
        filled = [each for each in self._said.filled(held) if each.name in new and each.name not in there]
        return tuple(self._few(feature, [*kept, *made, *filled], new))

    def _retyped(self, feature: Feature, held: Object, typed: Typed, name: str) -> Iterator[Property]:
        """The values of one such property as objects that say which property they were."""
        for value in held.values(name):
            if isinstance(value, Object):
                for each in self._object(feature, name, value, typed.class_name):
                    said = Property(typed.property, Literal(typed.codes[name]))
                    yield Property(typed.into, replace(each, properties=(*each.properties, said)))
            elif not _says_nothing(value):
                self._lose(feature, name, value, OTHER_KIND)

    def _made(self, feature: Feature, held: Object, group: Group, into: PropertyType) -> Iterator[Property]:
        """New objects out of properties that stood side by side: as many as the first of these has values."""
        name = into.target or ""
        old, new = self._source.properties(held.class_name), self._target.properties(name)
        key = next(iter(group.properties))
        count = max(1, len(held.values(key)))
        parts: list[list[Property]] = [[] for _ in range(count)]
        for before, after in group.properties.items():
            given = [each for each in held.properties if each.name == before]
            for place, each in enumerate(given):
                parts[min(place, count - 1)] += self._fitting(feature, each, old.get(before), new.get(after))
        for part in parts:
            found = tuple(self._few(feature, part, new))
            if list(self._missing(found, name)):
                for each in found:
                    self._lose(feature, f"{group.into}.{each.name}", each.value, INCOMPLETE)
            elif found:
                yield Property(group.into, Object(name, found))

    def _fitting(
        self, feature: Feature, each: Property, old: PropertyType | None, new: PropertyType | None
    ) -> Iterator[Property]:
        """A property as the new version has it: one value, several for a code that is now several, or none."""
        if each.name.startswith("gml:"):
            yield each
        elif new is None:
            self._lose(feature, each.name, each.value, NO_PROPERTY)
        elif not _says_nothing(each.value):
            for value in self._values(feature, each, old, new):
                yield replace(each, name=new.name, value=value)

    def _values(self, feature: Feature, each: Property, old: PropertyType | None, new: PropertyType) -> Iterator[Value]:
        value = each.value
        if new.kind == Kind.OBJECT and isinstance(value, Object):
            yield from self._object(feature, each.name, value)
        elif isinstance(value, Literal) and (new.kind == Kind.ENUMERATION or self._becomes_text(old, new)):
            yield from self._codes(feature, each.name, value, old, new)
        elif isinstance(value, Element | VALUES.get(new.kind, Literal)) and new.kind != Kind.OBJECT:
            yield value
        else:
            self._lose(feature, each.name, value, OTHER_KIND)

    def _object(
        self, feature: Feature, property_name: str, held: Object, new_class: str | None = None
    ) -> Iterator[Object]:
        """A nested object in the new version; where ``new_class`` is named, what it lacks is for the caller to add."""
        name = new_class or self._table.classes.get(held.class_name, held.class_name)
        found = self._properties(feature, held, name)
        if name not in self._target.classes or (not new_class and list(self._missing(found, name))):
            self._lose(feature, property_name, held, INCOMPLETE)
        else:
            yield replace(held, class_name=name, properties=found)

    def _becomes_text(self, old: PropertyType | None, new: PropertyType) -> bool:
        return new.kind != Kind.OBJECT and new.kind not in VALUES and self._said.is_coded(old)

    def _codes(
        self, feature: Feature, name: str, value: Literal, old: PropertyType | None, new: PropertyType
    ) -> Iterator[Literal]:
        codes = self._said.codes(value.text.strip(), old)
        is_code = new.kind == Kind.ENUMERATION
        known = [each for each in codes if not is_code or self._target.value(new.target or "", each)]
        if not known:
            self._lose(feature, name, value, NO_CODE)
        yield from (Literal(each) for each in known)

    def _few(self, feature: Feature, found: list[Property], new: Mapping[str, PropertyType]) -> Iterator[Property]:
        """Properties up to the number that the new version allows of each."""
        count: Counter[str] = Counter()
        for each in found:
            count[each.name] += 1
            most = new[each.name].most if each.name in new else None
            if most is None or count[each.name] <= most:
                yield each
            else:
                self._lose(feature, each.name, each.value, TOO_MANY)

    def _missing(self, found: tuple[Property, ...], name: str) -> Iterator[str]:
        there = {each.name for each in found}
        return (each.name for each in self._target.properties(name).values() if each.least and each.name not in there)

    def _lose(self, feature: Feature, name: str, value: Value, reason: Text) -> None:
        self._losses.append(Loss(feature.gml_id, feature.class_name, name, shown(value), reason))


def _without(feature: Feature, lost: Set[str]) -> Feature:
    """The feature without relations to features that are gone, and told of already."""
    kept = (each for each in feature.properties if not _leads_to(each.value, lost))
    return replace(feature, properties=tuple(kept))


def _leads_to(value: Value, features: Set[str]) -> bool:
    return isinstance(value, Reference) and value.target in features


def _says_nothing(value: Value) -> bool:
    """Whether a property is empty, as some programs write those that have no value."""
    return isinstance(value, Literal) and not value.text.strip()


def _is_object(defined: PropertyType | None) -> bool:
    return defined is not None and defined.kind == Kind.OBJECT
