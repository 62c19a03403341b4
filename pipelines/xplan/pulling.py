"""Properties that have moved from one feature to another which a relation joins to it, before a plan is converted."""

from collections.abc import Iterator
from dataclasses import replace

from pipelines.xplan.mapping import Mapped, Pull
from pipelines.xplan.model import Document, Feature, Property, Reference


def pulled(document: Document, table: Mapped) -> list[Feature]:
    """Return the features with what has moved at its new place; it stays where no relation leads to a new one."""
    gained: dict[str, list[Property]] = {}
    given: set[tuple[str, str]] = set()
    for pull in table.pulls:
        for feature in document.of_class(pull.to):
            for source in _sources(feature, pull, document):
                moving = [each for each in source.properties if each.name in pull.properties]
                mine = gained.setdefault(feature.gml_id, [])
                mine += [each for each in moving if each not in mine and each not in feature.properties]
                given |= {(source.gml_id, each.name) for each in moving}
                if source.class_name in table.dissolved:
                    given.add((feature.gml_id, pull.through))
    return [_changed(each, gained.get(each.gml_id, []), given) for each in document.features]


def _sources(feature: Feature, pull: Pull, document: Document) -> Iterator[Feature]:
    for value in feature.values(pull.through):
        source = document.target(value) if isinstance(value, Reference) else None
        if source is not None:
            yield source


def _changed(feature: Feature, gained: list[Property], given: set[tuple[str, str]]) -> Feature:
    kept = [each for each in feature.properties if (feature.gml_id, each.name) not in given]
    return replace(feature, properties=(*kept, *gained))
