"""A document of XPlanGML as immutable objects: features with their properties in the order of the document.

One model for all versions and classes: which properties a class has is a matter of :mod:`pipelines.xplan.catalogue`.
Names are the schema's; names of GML have the prefix ``gml:``, all others their namespace in braces.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from types import MappingProxyType

from pipelines.text import Text
from pipelines.xplan.catalogue import PLANS, Catalogue, CodeValue, nearest
from pipelines.xplan.geometry import Attributes, Geometry


@dataclass(frozen=True, slots=True)
class Literal:
    """Text as it is written: a word, a number, a date, a code; ``code_space`` names the list of an external code."""

    text: str
    code_space: str | None = None


@dataclass(frozen=True, slots=True)
class Measure:
    """A number as it is written, with its unit: m, m2, grad, urn:adv:uom:m, …"""

    text: str
    uom: str

    @property
    def number(self) -> float | None:
        """Its value, None where it is none."""
        try:
            return float(self.text)
        except ValueError:
            return None


@dataclass(frozen=True, slots=True)
class Reference:
    """An xlink to a feature of this document (``#id``), or to anything else."""

    href: str

    @property
    def target(self) -> str | None:
        """The gml:id of the feature of this document, None where it leads out of it."""
        return self.href[1:] if self.href.startswith("#") else None


@dataclass(frozen=True, slots=True)
class Element:
    """What an element holds that fits none of the others, kept as XML that declares its own namespaces."""

    xml: str


@dataclass(frozen=True, slots=True)
class Object:
    """A nested object, such as XP_ExterneReferenz; it has a ``gml_id`` in the rare places that hold a feature.

    ``attributes`` are those of its element but gml:id, such as a needless xsi:type.
    """

    class_name: str
    properties: tuple["Property", ...]
    gml_id: str = ""
    attributes: Attributes = ()

    def first(self, name: str) -> "Value | None":
        """Return the first value of a property, None where there is none."""
        return next((each.value for each in self.properties if each.name == name), None)

    def values(self, name: str) -> list["Value"]:
        """Return all values of a property in their order."""
        return [each.value for each in self.properties if each.name == name]

    def text(self, name: str) -> str | None:
        """Return the text of a property's first value, without white space around; None where it has none."""
        value = self.first(name)
        return value.text.strip() if isinstance(value, Literal | Measure) else None

    def texts(self, name: str) -> list[str]:
        """Return the texts of all values of a property."""
        return [value.text.strip() for value in self.values(name) if isinstance(value, Literal | Measure)]


Value = Literal | Measure | Reference | Geometry | Object | Element


@dataclass(frozen=True, slots=True)
class Property:
    """One value of one property; a property with several values is there several times.

    ``attributes`` are those that the value does not hold: xlink:title, xsi:nil, …
    """

    name: str
    value: Value
    attributes: Attributes = ()


@dataclass(frozen=True, slots=True)
class Feature(Object):
    """One feature; ``gml_id`` is empty only in damaged documents. ``line`` says where the document has it."""

    line: int = field(default=0, compare=False)

    @property
    def references(self) -> Iterator[tuple[str, Reference]]:
        """All relations: name of the property and where it leads, nested objects included."""
        return ((name, value) for name, value in _leaves(self) if isinstance(value, Reference))

    @property
    def geometries(self) -> Iterator[tuple[str, Geometry]]:
        """All geometries with the names of their properties, without ``gml:boundedBy``."""
        return (
            (each.name, each.value)
            for each in self.properties
            if isinstance(each.value, Geometry) and each.name != "gml:boundedBy"
        )


@dataclass(frozen=True, slots=True)
class Notice:
    """Something unusual that did not keep the document from being read; ``gml_id`` and ``line`` say where."""

    rule: str
    message: Text
    gml_id: str | None = None
    line: int | None = None


@dataclass(frozen=True)
class Document:
    """All features of one file in their order; ``version`` is that of its namespace (6.0).

    ``properties`` are those of the collection itself (gml:boundedBy, …), ``namespace`` as written.
    """

    version: str
    namespace: str
    features: tuple[Feature, ...]
    gml_id: str = ""
    properties: tuple[Property, ...] = ()
    notices: tuple[Notice, ...] = field(default=(), compare=False)

    @property
    def catalogue(self) -> Catalogue:
        """The catalogue of its version, or of the newest one before it."""
        return nearest(self.version)

    @cached_property
    def by_id(self) -> Mapping[str, Feature]:
        """Features by gml:id; the first where an id is there twice."""
        return MappingProxyType({each.gml_id: each for each in reversed(self.features) if each.gml_id})

    @property
    def plans(self) -> list[Feature]:
        """The plans in it, in the order of the document."""
        return [each for each in self.features if each.class_name in PLANS]

    def of_class(self, class_name: str) -> list[Feature]:
        """Return the features of a class or of one that inherits from it."""
        known = self.catalogue
        fitting = {name for name in known.classes if known.is_a(name, class_name)} | {class_name}
        return [each for each in self.features if each.class_name in fitting]

    def target(self, reference: Reference) -> Feature | None:
        """Return the feature that a reference leads to, None where it is not in this document."""
        return self.by_id.get(reference.target) if reference.target else None

    def words(self, held: Object, name: str) -> CodeValue | None:
        """Return the value of an enumeration that a property of ``held`` has; its own text where there is no such."""
        code = held.text(name)
        defined = self.catalogue.properties(held.class_name).get(name)
        if code is None:
            return None
        value = self.catalogue.value(defined.target, code) if defined and defined.target else None
        return value or CodeValue(code, code, None)

    @cached_property
    def srs_name(self) -> str | None:
        """The srsName of the collection's envelope, else the first one of any geometry; None where there is none."""
        envelopes = (each.value for each in self.properties if isinstance(each.value, Geometry))
        geometries = (geometry for feature in self.features for _, geometry in feature.geometries)
        names = (each.any_srs_name for each in (*envelopes, *geometries))
        return next((name for name in names if name), None)


def _leaves(held: Object) -> Iterator[tuple[str, Value]]:
    for each in held.properties:
        if isinstance(each.value, Object):
            yield from _leaves(each.value)
        else:
            yield each.name, each.value
