"""What a rule of the model is: its number and title in the Konformitätsbedingungen, whom it binds, and its check.

The published list has numbers and titles. What each check does is derived from them, from the documentation of the
schema and from the law it serves; a rule whose wording may be milder than its title sounds only warns.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from pipelines.text import Text
from pipelines.xplan.catalogue import VERSIONS, Kind, PropertyType, is_before
from pipelines.xplan.model import Object
from pipelines.xplan.validation.finding import Severity
from pipelines.xplan.validation.subject import Subject

Check = Callable[[Object, Subject], Iterator[Text]]
"""Yields a message for each breach by one object; a nested object is checked like a feature."""


@dataclass(frozen=True, slots=True)
class About:
    """A check that has nothing to say of objects without certain properties: those ``names``, or any of ``kinds``."""

    check: Check
    names: frozenset[str] = frozenset()
    kinds: frozenset[Kind] = frozenset()

    def __call__(self, held: Object, subject: Subject) -> Iterator[Text]:
        """Check one object."""
        return self.check(held, subject)


def about(*names: str) -> Callable[[Check], About]:
    """Make a decorator for checks that need one of the properties ``names``."""
    return lambda check: About(check, names=frozenset(names))


def about_kind(kind: Kind) -> Callable[[Check], About]:
    """Make a decorator for checks that need a property of ``kind``."""
    return lambda check: About(check, kinds=frozenset({kind}))


@dataclass(frozen=True, slots=True)
class Rule:
    """``of`` is the class that it binds, with all that inherit from it; ``since`` the first version that has it."""

    number: str
    title: str
    of: tuple[str, ...]
    check: Check
    severity: Severity = Severity.ERROR
    since: str = VERSIONS[0]

    def binds(self, version: str) -> bool:
        """Tell whether a version of XPlanGML has the rule."""
        return not is_before(version, self.since)

    def concerns(self, names: frozenset[str], types: Mapping[str, PropertyType]) -> bool:
        """Tell whether it may have anything to say of an object with properties ``names`` of these ``types``."""
        if not isinstance(self.check, About):
            return True
        kinds = {types[name].kind for name in names if name in types}
        return not (self.check.names.isdisjoint(names) and self.check.kinds.isdisjoint(kinds))
