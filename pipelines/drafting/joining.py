"""Relations between the features of a plan, both ways round: plan ↔ Bereich ↔ contents, texts, presentation."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from pipelines.xplan.catalogue import Catalogue, Kind
from pipelines.xplan.model import Feature, Property, Reference


def joined(features: Sequence[Feature], known: Catalogue) -> tuple[Feature, ...]:
    """Return the features of one plan, which comes first, with all relations answered.

    A relation whose inverse the catalogue names is answered by the feature that it leads to. What belongs to no
    Bereich, and what the plan has a relation for (texte, begruendungsTexte), is the plan's.
    """
    plan, *others = features
    by_id = {each.gml_id: each for each in features}
    gained: dict[str, list[Property]] = {each.gml_id: [] for each in features}
    gained[plan.gml_id] += _owned(plan, others, known)
    for feature in features:
        types = known.properties(feature.class_name)
        for name, reference in feature.references:
            inverse = types[name].inverse if name in types else None
            target = by_id.get(reference.target or "")
            if inverse and target and inverse in known.properties(target.class_name):
                gained[target.gml_id].append(Property(inverse, Reference(f"#{feature.gml_id}")))
    return tuple(replace(each, properties=_together(each.properties, gained[each.gml_id])) for each in features)


def _owned(plan: Feature, others: Iterable[Feature], known: Catalogue) -> Iterable[Property]:
    relations = [each for each in known.properties(plan.class_name).values() if each.kind is Kind.REFERENCE]
    for feature in others:
        for each in relations:
            if known.is_a(feature.class_name, each.target or ""):
                yield Property(each.name, Reference(f"#{feature.gml_id}"))


def _together(own: tuple[Property, ...], more: list[Property]) -> tuple[Property, ...]:
    return (*own, *(each for each in dict.fromkeys(more) if each not in own))
