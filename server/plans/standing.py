"""Which of the plans at a place hold there: by their legal status, their relations and their dates.

A plan that is in force holds, unless another one that is in force takes it away (repeal, replacement), or a later one
of the same kind covers the place without naming it: the later by-law goes before the earlier. What only amends a plan
holds beside it. The plans themselves decide, not this list: it says so to its readers.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

Role = Literal["holds", "amends", "draft", "superseded"]

ORDER: tuple[Role, ...] = ("holds", "amends", "draft", "superseded")

ENDED: Mapping[str, frozenset[str]] = {
    "RP_Plan": frozenset({"2003", "6000", "7000"}),
    "SO_Plan": frozenset(),
}
ENDED_ELSE = frozenset({"5000", "50000", "50001"})
"""Codes of ``rechtsstand`` of plans that are out of force; RP_Rechtsstand has its own."""

ADOPTED, IN_FORCE = 3000, 4000
"""Codes of ``rechtsstand`` from which on a plan is adopted, and in force; the longer codes are their details."""

TAKING_AWAY = frozenset({"2000", "20000", "20001", "3000", "10000"})
"""XP_RechtscharakterPlanaenderung and XP_Aenderungsarten: repeal, replacement, planned over."""


@dataclass(frozen=True)
class Candidate:
    """One plan at a place. ``amends`` and ``amended_by`` name plans by id, number or name, with the kind of change."""

    id: str
    class_name: str
    name: str | None
    nummer: str | None
    rechtsstand: str | None
    since: str | None
    amends: Sequence[Mapping[str, Any]]
    amended_by: Sequence[Mapping[str, Any]]

    def is_named(self, other: Mapping[str, Any]) -> bool:
        """Whether a relation leads to this plan."""
        if other["id"]:
            return bool(other["id"] == self.id)
        pairs = ((other["nummer"], self.nummer), (other["name"], self.name))
        return any(said and said == own for said, own in pairs)


def roles(plans: Sequence[Candidate], today: date) -> dict[str, Role]:
    """Return the role of each plan by id, in the order in which people should read them."""
    found: dict[str, Role] = {each.id: _by_itself(each, today) for each in plans}
    valid = [each for each in plans if found[each.id] == "holds"]
    related = [
        (one, other, kind) for one in valid for other in valid if one is not other for kind in _kinds(one, other)
    ]
    for one, other, kind in related:
        if kind in TAKING_AWAY:
            found[other.id] = "superseded"
        elif found[one.id] == "holds":  # what was taken away amends nothing any more
            found[one.id] = "amends"
    for one in valid:
        if found[one.id] == "holds" and any(_goes_before(other, one) for other in valid if found[other.id] == "holds"):
            found[one.id] = "superseded"
    newest = sorted(plans, key=lambda each: (each.since or "", each.id), reverse=True)
    return {each.id: found[each.id] for role in ORDER for each in newest if found[each.id] == role}


def _by_itself(plan: Candidate, today: date) -> Role:
    begun = plan.since is not None and plan.since <= today.isoformat()
    code = plan.rechtsstand
    if code is None:  # few old plans state it
        return "holds" if begun or plan.since is None else "draft"
    if code in ENDED.get(plan.class_name, ENDED_ELSE):
        return "superseded"
    stage = int(code[:4]) if code.isdecimal() else 0
    return "holds" if stage >= IN_FORCE or (stage >= ADOPTED and begun) else "draft"


def _kinds(one: Candidate, other: Candidate) -> Iterable[str | None]:
    """How ``one`` changes ``other``, as either of them says."""
    yield from (each["kind"] for each in one.amends if other.is_named(each))
    yield from (each["kind"] for each in other.amended_by if one.is_named(each))


def _goes_before(later: Candidate, earlier: Candidate) -> bool:
    same = later.class_name == earlier.class_name
    return same and later.since is not None and earlier.since is not None and later.since > earlier.since
