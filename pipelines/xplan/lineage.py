"""What a table says of an object: of its own class, and of all that this one inherits from."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from pipelines.xplan.catalogue import Catalogue, Kind, PropertyType
from pipelines.xplan.mapping import Group, Mapped, Typed
from pipelines.xplan.model import Literal, Object, Property


@dataclass(frozen=True, slots=True)
class Inherited:
    """A table, and the catalogue of the old version, which knows what inherits from what."""

    table: Mapped
    source: Catalogue

    def names(self, held: Object) -> Mapping[str, str]:
        """Return new names of properties by their old ones."""
        return self._merged(self.table.names, held)

    def groups(self, held: Object) -> list[Group]:
        """Return the groups that gather properties of an object; a group needs one of them."""
        lineage = set(self.source.lineage(held.class_name))
        there = {each.name for each in held.properties}
        return [each for each in self.table.groups if each.of in lineage and there & each.properties.keys()]

    def typed(self, held: Object) -> list[Typed]:
        """Return what is said of properties of an object that are one now."""
        lineage = self.source.lineage(held.class_name)
        return [self.table.typed[each] for each in lineage if each in self.table.typed]

    def codes(self, code: str, old: PropertyType | None) -> tuple[str, ...]:
        """Return what a code of an enumeration has become: itself where nothing is said."""
        return self.table.codes.get(old.target or "", {}).get(code, (code,)) if old else (code,)

    def is_coded(self, old: PropertyType | None) -> bool:
        """Tell whether a property's codes have become others, or texts, such as the date of a law."""
        return old is not None and old.kind == Kind.ENUMERATION and old.target in self.table.codes

    def filled(self, held: Object) -> Iterator[Property]:
        """Yield, by their new names, what the class said before as a whole, and what stands in another property."""
        for name, code in self._merged(self.table.defaults, held).items():
            yield Property(name, Literal(code))
        for ancestor in self.source.lineage(held.class_name):
            for name, others in self.table.fallbacks.get(ancestor, {}).items():
                if text := next((text for other in others if (text := held.text(other))), None):
                    yield Property(name, Literal(text))

    def _merged(self, by_class: Mapping[str, Mapping[str, str]], held: Object) -> Mapping[str, str]:
        """A part of the table by class; an object's class itself goes before those that it inherits from."""
        tables = [by_class.get(each, {}) for each in self.source.lineage(held.class_name)]
        return {old: new for table in reversed(tables) for old, new in table.items()}
