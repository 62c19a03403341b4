"""Features that have another gml:id in a second document: some programs give new ids at each export."""

from collections import defaultdict
from collections.abc import Callable, Collection, Hashable, Iterable, Mapping
from dataclasses import replace

from pipelines.xplan.geometry import Geometry
from pipelines.xplan.model import Document, Feature, Object, Property, Reference, Value

FILES_OWN = frozenset({"uuid", "internalId", "xPlanGMLVersion", "gml:boundedBy"})
"""What programs write for themselves."""

CALLED = ("schluessel", "nummer", "name")
"""What features are called."""


def renamed(one: Document, other: Document) -> Mapping[str, str]:
    """Return the new gml:ids of ``one``'s features by their old ones.

    Features are known by what they say, then by the place that they keep, then by what they are called. As many as say
    the same on either side are taken for each other in their order; a place or name must be the only one. Relations
    within the document say nothing here: they are renamed as well.
    """
    found: dict[str, str] = {}
    for mark, most in ((_content, len(one.features)), (_place, 1), (_called, 1)):
        mine = _by(mark, one, {*other.by_id, *found})
        theirs = _by(mark, other, {*one.by_id, *found.values()})
        for key, olds in mine.items():
            news = theirs.get(key, [])
            if len(olds) == len(news) <= most:
                found |= dict(zip(olds, news, strict=True))
    return found


def with_ids(document: Document, ids: Mapping[str, str]) -> Document:
    """Return a document whose features have these gml:ids, with its relations to them; all others stay."""
    return replace(document, features=tuple(_feature(each, ids) for each in document.features)) if ids else document


Mark = Callable[[Document, Feature], Hashable]
"""What a feature is known by; empty where nothing is."""


def _by(mark: Mark, document: Document, known: Collection[str]) -> dict[Hashable, list[str]]:
    """The gml:ids that are not ``known`` by the mark of their features."""
    found: defaultdict[Hashable, list[str]] = defaultdict(list)
    for each in document.features:
        if each.gml_id not in known and (key := mark(document, each)):
            found[each.class_name, key].append(each.gml_id)
    return found


def _place(_: Document, feature: Feature) -> Hashable:
    return tuple((name, _shape(geometry)) for name, geometry in feature.geometries)


def _called(_: Document, feature: Feature) -> Hashable:
    return tuple(text for name in CALLED if (text := feature.text(name)))


def _content(document: Document, held: Object) -> Hashable:
    said = (each for each in held.properties if each.name not in FILES_OWN and not _leads_within(document, each.value))
    return held.class_name, tuple((each.name, each.attributes, _value(document, each.value)) for each in said)


def _leads_within(document: Document, value: Value) -> bool:
    return isinstance(value, Reference) and document.target(value) is not None


def _value(document: Document, value: Value) -> Hashable:
    match value:
        case Object():
            return _content(document, value)
        case Geometry():
            return _shape(value)
    return value


def _shape(geometry: Geometry) -> Hashable:
    """A geometry without the gml:ids in it."""
    members = tuple((each.role, _shape(each.geometry)) for each in geometry.members)
    return geometry.kind, geometry.srs_name, geometry.positions, members


def _feature(feature: Feature, ids: Mapping[str, str]) -> Feature:
    name = ids.get(feature.gml_id, feature.gml_id)
    return replace(feature, gml_id=name, properties=tuple(_properties(feature.properties, ids)))


def _properties(properties: Iterable[Property], ids: Mapping[str, str]) -> Iterable[Property]:
    for each in properties:
        match each.value:
            case Reference() as reference if reference.target in ids:
                yield replace(each, value=Reference(f"#{ids[reference.target or '']}"))
            case Object() as nested:
                yield replace(each, value=replace(nested, properties=tuple(_properties(nested.properties, ids))))
            case _:
                yield each
