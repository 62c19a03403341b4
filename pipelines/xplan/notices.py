"""What is unusual in a document that could be read: said to its sender, and no reason to refuse it."""

from collections import Counter
from collections.abc import Iterator

from pipelines.text import Text
from pipelines.xplan.catalogue import VERSIONS
from pipelines.xplan.model import Document, Element, Feature, Notice, Object
from pipelines.xplan.parts import loose

VERSION = "version"
"""The notice of a newer version than the known ones."""


def notices(document: Document) -> Iterator[Notice]:
    """Yield what to tell about a document, in the order of the document within each kind."""
    yield from _version(document)
    yield from _duplicates(document)
    yield from _plans(document)
    for feature in document.features:
        yield from _unknown(feature, document)
        yield from _dangling(feature, document)
        yield from _opaque(feature)


def _version(document: Document) -> Iterator[Notice]:
    if document.version not in VERSIONS:
        newest = document.catalogue.version
        yield Notice(
            VERSION,
            Text(
                f"XPlanGML {document.version} ist hier noch nicht bekannt; es wird wie {newest} gelesen.",
                f"XPlanGML {document.version} is not known here yet; it is read as {newest}.",
            ),
        )


def _duplicates(document: Document) -> Iterator[Notice]:
    counts = Counter(feature.gml_id for feature in document.features)
    for gml_id, count in counts.items():
        if not gml_id:
            message = Text(f"{count} Objekte haben keine gml:id.", f"{count} features have no gml:id.")
            yield Notice("gml-id", message)
        elif count > 1:
            message = Text(
                f"Die gml:id {gml_id} ist {count}-mal vergeben.", f"The gml:id {gml_id} is used {count} times."
            )
            yield Notice("gml-id", message, gml_id)


def _plans(document: Document) -> Iterator[Notice]:
    count = len(document.plans)
    if count != 1:
        yield Notice("plans", Text(f"Das Dokument enthält {count} Pläne.", f"The document holds {count} plans."))
    if outside := loose(document):
        number = len(outside)
        message = Text(f"{number} Objekte gehören zu keinem Plan.", f"{number} features belong to no plan.")
        yield Notice("loose", message, outside[0].gml_id, outside[0].line)


def _unknown(feature: Feature, document: Document) -> Iterator[Notice]:
    known = document.catalogue
    names = [feature.class_name, *_nested(feature)]
    for name in dict.fromkeys(names):
        if name not in known.classes:
            message = Text(
                f"{name} gibt es in XPlanGML {known.version} nicht; es bleibt, wie es ist.",
                f"There is no {name} in XPlanGML {known.version}; it is kept as it is.",
            )
            yield Notice("class", message, feature.gml_id, feature.line)
    if feature.class_name in known.classes:
        own = {each.name for each in feature.properties if not each.name.startswith("gml:")}
        for name in sorted(own - known.properties(feature.class_name).keys()):
            message = Text(
                f"{feature.class_name} hat in XPlanGML {known.version} kein {name}; es bleibt, wie es ist.",
                f"{feature.class_name} has no {name} in XPlanGML {known.version}; it is kept as it is.",
            )
            yield Notice("property", message, feature.gml_id, feature.line)


def _nested(held: Object) -> Iterator[str]:
    for each in held.properties:
        if isinstance(each.value, Object):
            yield each.value.class_name
            yield from _nested(each.value)


def _dangling(feature: Feature, document: Document) -> Iterator[Notice]:
    for name, reference in feature.references:
        if reference.target is not None and reference.target not in document.by_id:
            message = Text(
                f"{name} führt zu {reference.href}, das es im Dokument nicht gibt.",
                f"{name} leads to {reference.href}, which is not in the document.",
            )
            yield Notice("reference", message, feature.gml_id, feature.line)


def _opaque(feature: Feature) -> Iterator[Notice]:
    for each in feature.properties:
        if isinstance(each.value, Element):
            message = Text(
                f"{each.name} enthält, was XPlanGML nicht vorsieht; es bleibt, wie es ist.",
                f"{each.name} holds what XPlanGML does not provide for; it is kept as it is.",
            )
            yield Notice("content", message, feature.gml_id, feature.line)
