"""What XPlanGML defines, version by version: classes, properties, enumerations; read from catalogue/<version>.json.

The files are written by deploy/xplan_catalogue.py from the XSDs. A property is written there as one text,
such as ``reference BP_Plan.bereich 1..1``: kind, target, cardinality.
"""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import Any

from pipelines.errors import UsageError
from pipelines.text import Text

VERSIONS = ("4.1", "5.0", "5.1", "5.2", "5.3", "5.4", "6.0")
"""The versions that are read, oldest first."""

NAMESPACE = "http://www.xplanung.de/xplangml/"
"""What the namespaces of all versions begin with; ``<major>/<minor>`` follows."""

PLANS = frozenset({"BP_Plan", "FP_Plan", "LP_Plan", "RP_Plan", "SO_Plan"})
SECTIONS = frozenset({"BP_Bereich", "FP_Bereich", "LP_Bereich", "RP_Bereich", "SO_Bereich"})


class Kind(StrEnum):
    """What a property holds; GML's geometry properties take any geometry, see :meth:`Catalogue.dimensions`."""

    TEXT = "text"
    INTEGER = "integer"
    NUMBER = "number"
    BOOLEAN = "boolean"
    DATE = "date"
    DURATION = "duration"
    URI = "uri"
    MEASURE = "measure"
    """A number with its unit (``uom``); ``target`` is angle, area, length, scale, volume or any."""
    ENUMERATION = "enumeration"
    """A value of the enumeration ``target``."""
    CODE = "code"
    """A value of a list outside of the schema; ``target`` is its name where the schema tells it."""
    GEOMETRY = "geometry"
    REFERENCE = "reference"
    """An xlink to a feature of class ``target``, whose property ``inverse`` leads back where there is one."""
    OBJECT = "object"
    """A nested object of class ``target``: a data type, or in few places a feature."""


@dataclass(frozen=True, slots=True)
class PropertyType:
    """One property of a class; ``most`` is None where there may be any number."""

    name: str
    kind: Kind
    target: str | None
    inverse: str | None
    least: int
    most: int | None


@dataclass(frozen=True, slots=True)
class ClassType:
    """One class with the properties of its own in the order of the schema; ``base`` is None at the top."""

    name: str
    base: str | None
    is_feature: bool
    is_abstract: bool
    own: tuple[PropertyType, ...]


@dataclass(frozen=True, slots=True)
class CodeValue:
    """One value of an enumeration: ``name`` in the model's spelling (WA), ``label`` in words where there are any."""

    code: str
    name: str
    label: str | None

    @property
    def words(self) -> str:
        """The best there is for people to read."""
        return self.label or self.name or self.code

    def to_json(self) -> dict[str, str]:
        """For machines."""
        return {"code": self.code, "words": self.words}


@dataclass(frozen=True, eq=False)
class Catalogue:
    """All of one version; ``release`` is the schema's own (6.0.2). There is one object for each version."""

    version: str
    release: str
    namespace: str
    classes: Mapping[str, ClassType]
    enumerations: Mapping[str, Mapping[str, CodeValue]]
    _properties: dict[str, Mapping[str, PropertyType]] = field(default_factory=dict, repr=False)

    def properties(self, class_name: str) -> Mapping[str, PropertyType]:
        """Return all properties by name, inherited ones first, in the order of the schema; empty if unknown."""
        if class_name not in self._properties:
            lineage = reversed(list(self.lineage(class_name)))
            found = {each.name: each for ancestor in lineage for each in self.classes[ancestor].own}
            self._properties[class_name] = MappingProxyType(found)
        return self._properties[class_name]

    def lineage(self, class_name: str) -> Iterator[str]:
        """Yield the class and what it inherits from, nearest first; nothing if unknown."""
        current = self.classes.get(class_name)
        while current:
            yield current.name
            current = self.classes.get(current.base) if current.base else None

    def is_a(self, class_name: str, ancestor: str) -> bool:
        """Tell whether a class is ``ancestor`` or inherits from it."""
        return ancestor in self.lineage(class_name)

    def dimensions(self, class_name: str) -> frozenset[int]:
        """Return which geometry the ``position`` of a class may have: 0 points, 1 curves, 2 surfaces.

        The schema leaves it open; the model says it by the names of base classes (BP_Flaechenobjekt, …).
        """
        for ancestor in self.lineage(class_name):
            _, _, name = ancestor.partition("_")
            if name in DIMENSIONS:
                return DIMENSIONS[name]
        return frozenset({0, 1, 2})

    def value(self, enumeration: str, code: str) -> CodeValue | None:
        """Return one value of an enumeration, None where there is none."""
        return self.enumerations.get(enumeration, {}).get(code)


DIMENSIONS: Mapping[str, frozenset[int]] = {
    "Flaechenobjekt": frozenset({2}),
    "Linienobjekt": frozenset({1}),
    "Punktobjekt": frozenset({0}),
    "PPO": frozenset({0}),
    "PTO": frozenset({0}),
    "LPO": frozenset({1}),
    "LTO": frozenset({1}),
    "FPO": frozenset({2}),
}


@cache
def catalogue(version: str) -> Catalogue:
    """Return the catalogue of one of VERSIONS."""
    text = files(__package__).joinpath("catalogue", f"{version}.json").read_text("utf-8")
    document = json.loads(text)
    classes = {name: _class(name, each) for name, each in document["classes"].items()}
    enumerations = {name: _values(each) for name, each in document["enumerations"].items()}
    return Catalogue(
        version=document["version"],
        release=document["release"],
        namespace=document["namespace"],
        classes=MappingProxyType(classes),
        enumerations=MappingProxyType(enumerations),
    )


def known(version: str) -> str:
    """Return a version that is among VERSIONS. Raises UsageError for others."""
    if version not in VERSIONS:
        raise UsageError(
            Text(f"XPlanGML {version} ist hier nicht bekannt.", f"XPlanGML {version} is not known here."),
            Text(f"Bekannt sind {', '.join(VERSIONS)}.", f"Known are {', '.join(VERSIONS)}."),
        )
    return version


@cache
def nearest(version: str) -> Catalogue:
    """Return the catalogue of a version, that of the newest one before it where it is not among VERSIONS."""
    older = [known for known in VERSIONS if not is_before(version, known)]
    return catalogue(older[-1] if older else VERSIONS[0])


def is_before(version: str, other: str) -> bool:
    """Tell whether a version is older than another."""
    return _number(version) < _number(other)


def _number(version: str) -> tuple[int, ...]:
    return tuple(int(part) for part in version.split(".") if part.isdecimal())


def version_of(namespace: str) -> str | None:
    """Return the version that a namespace stands for, known here or not: ``6.0``; None where it is not XPlanGML's."""
    if not namespace.startswith(NAMESPACE):
        return None
    return namespace.removeprefix(NAMESPACE).strip("/").replace("/", ".")


def _class(name: str, written: dict[str, Any]) -> ClassType:
    return ClassType(
        name=name,
        base=written.get("base"),
        is_feature=written["kind"] == "feature",
        is_abstract=written.get("abstract", False),
        own=tuple(_property(each, text) for each, text in written["properties"].items()),
    )


def _property(name: str, text: str) -> PropertyType:
    kind, *targets, cardinality = text.split()
    target, _, inverse = targets[0].partition(".") if targets else ("", "", "")
    least, _, most = cardinality.partition("..")
    return PropertyType(
        name=name,
        kind=Kind(kind),
        target=target or None,
        inverse=inverse or None,
        least=int(least),
        most=None if most == "*" else int(most),
    )


def _values(written: dict[str, list[str]]) -> Mapping[str, CodeValue]:
    values = {code: CodeValue(code, name, label[0] if label else None) for code, (name, *label) in written.items()}
    return MappingProxyType(values)
