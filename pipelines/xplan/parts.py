"""Which features belong to which plan, where a document holds several."""

from collections import defaultdict, deque
from collections.abc import Iterator
from dataclasses import dataclass

from pipelines.xplan.catalogue import PLANS
from pipelines.xplan.model import Document, Feature, Object, Reference

BETWEEN_PLANS = frozenset({"XP_VerbundenerPlan", "XP_VerbundenerPlanBereich"})
"""Data types whose references lead to another plan, which is not a part of this one."""


@dataclass(frozen=True, slots=True)
class Part:
    """One plan with all that belongs to it, in the order of the document, itself included."""

    plan: Feature
    features: tuple[Feature, ...]


def parts(document: Document) -> list[Part]:
    """Return the plans of a document with their features; what no relation joins to any plan is in none.

    Relations count in both directions. A feature that two plans share goes to the one that is nearer, the first one
    where both are as near.
    """
    owners = _owners(document)
    return [
        Part(plan, tuple(each for each in document.features if owners.get(id(each)) is plan)) for plan in document.plans
    ]


def loose(document: Document) -> list[Feature]:
    """Return the features that no relation joins to any plan."""
    owners = _owners(document)
    return [each for each in document.features if id(each) not in owners]


def joined(document: Document, feature: Feature) -> Iterator[Feature]:
    """Yield the features that a feature's relations lead to, other plans aside."""
    for reference in _relations(feature):
        target = document.target(reference)
        if target is not None and not (feature.class_name in PLANS and target.class_name in PLANS):
            yield target


def _owners(document: Document) -> dict[int, Feature]:
    """The plan of each feature, breadth first from all plans at once; by identity, as gml:ids may be there twice."""
    neighbours = _neighbours(document)
    owners = {id(plan): plan for plan in document.plans}
    queue = deque(document.plans)
    while queue:
        feature = queue.popleft()
        for other in neighbours[id(feature)]:
            if id(other) not in owners:
                owners[id(other)] = owners[id(feature)]
                queue.append(other)
    return owners


def _neighbours(document: Document) -> dict[int, list[Feature]]:
    found: dict[int, list[Feature]] = defaultdict(list)
    for feature in document.features:
        for target in joined(document, feature):
            found[id(feature)].append(target)
            found[id(target)].append(feature)
    return found


def _relations(held: Object) -> Iterator[Reference]:
    for each in held.properties:
        if isinstance(each.value, Reference):
            yield each.value
        elif isinstance(each.value, Object) and each.value.class_name not in BETWEEN_PLANS:
            yield from _relations(each.value)
