"""What became of classes, properties and codes from one version to the next: read from mapping/<old>-to-<new>.json.

The tables are our own, made by comparing the catalogues of both versions.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files

TABLES = ("4.1-to-5.4", "5-to-6.0")


@dataclass(frozen=True, slots=True)
class Group:
    """Properties of class ``of`` that are one object now, as its property ``into``; names by their old ones.

    There is one object for each value of the first of them.
    """

    of: str
    into: str
    properties: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Pull:
    """Properties that have moved along a relation: to class ``to``, from what its property ``through`` leads to."""

    to: str
    through: str
    properties: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Typed:
    """Properties that are one now, as ``into`` with objects of ``class_name``, whose ``property`` says which it was.

    ``codes`` are its values by the old names.
    """

    into: str
    class_name: str
    property: str
    codes: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Mapped:
    """One way from version to version; what is not named here has stayed.

    ``classes``: new names of classes. ``dissolved``: classes all of whose properties have gone elsewhere. ``generic``:
    classes that are gone, and which one takes their features as things of no special kind. ``typed``: by class,
    properties that are one now. ``names``: new names of properties by class. ``codes``: values by old enumeration,
    several or none now. ``defaults``: what the class itself said before. ``fallbacks``: where else a value may stand
    that is demanded now.
    """

    classes: Mapping[str, str] = field(default_factory=dict)
    dissolved: tuple[str, ...] = ()
    generic: Mapping[str, str] = field(default_factory=dict)
    pulls: tuple[Pull, ...] = ()
    groups: tuple[Group, ...] = ()
    typed: Mapping[str, Typed] = field(default_factory=dict)
    names: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    codes: Mapping[str, Mapping[str, tuple[str, ...]]] = field(default_factory=dict)
    defaults: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    fallbacks: Mapping[str, Mapping[str, tuple[str, ...]]] = field(default_factory=dict)


NOTHING = Mapped()
"""The way between versions of which the newer one has all that the older one has."""


@cache
def mapping(old: str, new: str) -> Mapped | None:
    """Return the way from one version to another, None where there is no table for it."""
    folder = files(__package__).joinpath("mapping")
    for name in TABLES:
        table = json.loads(folder.joinpath(f"{name}.json").read_text("utf-8"))
        if old in table.pop("from") and new == table.pop("to"):
            groups = tuple(Group(**each) for each in table.pop("groups", ()))
            pulls = tuple(Pull(**each) for each in table.pop("pulls", ()))
            typed = {name: Typed(**each) for name, each in table.pop("typed", {}).items()}
            return Mapped(groups=groups, pulls=pulls, typed=typed, **table)
    return None
