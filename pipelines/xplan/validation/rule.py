"""What a rule of the model is: its number and title in the Konformitätsbedingungen, whom it binds, and its check.

The published list has numbers and titles. What each check does is derived from them, from the documentation of the
schema and from the law it serves; a rule whose wording may be milder than its title sounds only warns.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from pipelines.text import Text
from pipelines.xplan.catalogue import VERSIONS, is_before
from pipelines.xplan.model import Object
from pipelines.xplan.validation.finding import Severity
from pipelines.xplan.validation.subject import Subject

Check = Callable[[Object, Subject], Iterator[Text]]
"""Yields a message for each breach by one object; a nested object is checked like a feature."""


@dataclass(frozen=True, slots=True)
class About:
    """A check that has nothing to say of objects that have none of the properties ``names``: most have few."""

    names: frozenset[str]
    check: Check

    def __call__(self, held: Object, subject: Subject) -> Iterator[Text]:
        """Check one object."""
        return self.check(held, subject)


def about(*names: str) -> Callable[[Check], About]:
    """Make a decorator of :class:`About`."""
    return lambda check: About(frozenset(names), check)


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

    def concerns(self, names: frozenset[str]) -> bool:
        """Tell whether it may have anything to say of an object with these properties."""
        return not isinstance(self.check, About) or not self.check.names.isdisjoint(names)
