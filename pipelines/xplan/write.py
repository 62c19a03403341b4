"""A document → XPlanGML: the same bytes for the same document, in the order of its features and of the schema.

What was read is written as it was: gml:ids, ordinates, numbers, units, relations. What has no gml:id and needs one
(ISO 19136, 7.2.4.5) gets a UUIDv5 of where it stands, so that it is the same each time.
"""

from collections.abc import Iterator, Mapping
from functools import cache
from itertools import groupby
from typing import IO
from uuid import UUID, uuid5
from xml.sax.saxutils import escape, quoteattr

from pipelines.xplan.catalogue import Catalogue, nearest
from pipelines.xplan.geometry import Attributes, Geometry, Member
from pipelines.xplan.model import Document, Element, Feature, Literal, Measure, Object, Property, Reference
from pipelines.xplan.names import GML, GML_ID, HREF, XLINK, XSI, full, split

STANDARD = ("description", "descriptionReference", "identifier", "name", "boundedBy")
"""GML's own properties of features, which come before all others (ISO 19136, 7.2.4.1 and 9.4.1)."""

ARRAYS = frozenset({"segments", "patches", "polygonPatches", "pointMembers", "curveMembers", "surfaceMembers"})
"""GML's properties that hold several geometries in one element."""

WITHOUT_ID = frozenset(
    {"Arc", "ArcString", "Circle", "CubicSpline", "Envelope", "LineStringSegment", "LinearRing", "PolygonPatch", "Ring"}
)
"""Kinds that are no objects of their own and need no gml:id."""

SEED = UUID("6f0a2b7e-3d0c-5c52-9f6e-3a1f5f4b8c21")
PREFIXES = {GML: "gml", XLINK: "xlink", XSI: "xsi", "http://www.w3.org/XML/1998/namespace": "xml"}
BREAKS = {"\r": "&#13;", "\n": "&#10;", "\t": "&#9;"}
"""White space that a parser would change: all of it in attributes, carriage returns everywhere."""


def write(document: Document, file: IO[bytes]) -> None:
    """Write a document as XPlanAuszug in its own version, in UTF-8."""
    for part in _Writer(document).parts():
        file.write(part.encode())


def new_id(*place: object) -> str:
    """Return a gml:id for what has none: the same for the same place."""
    return f"GML_{uuid5(SEED, '/'.join(map(str, place)))}"


class _Writer:
    """One document's writing: what all of its elements have in common."""

    def __init__(self, document: Document) -> None:
        self._document = document
        self._namespace = document.namespace
        self._catalogue = nearest(document.version)

    def parts(self) -> Iterator[str]:
        """The text of the document, feature by feature."""
        document = self._document
        gml_id = document.gml_id or new_id(*(feature.gml_id for feature in document.features))
        yield (
            '<?xml version="1.0" encoding="UTF-8"?>\n'
            f'<xplan:XPlanAuszug xmlns:xplan={quoteattr(self._namespace)} xmlns:gml="{GML}" xmlns:xlink="{XLINK}"'
            f' xmlns:xsi="{XSI}" gml:id={quoteattr(gml_id)}>\n'
        )
        yield "".join(self._properties(document.properties, {}, 1, gml_id))
        for number, feature in enumerate(document.features):
            body = "".join(self._feature(feature, gml_id, number))
            yield f"  <gml:featureMember>\n{body}  </gml:featureMember>\n"
        yield "</xplan:XPlanAuszug>\n"

    def _feature(self, feature: Feature, collection: str, number: int) -> Iterator[str]:
        return self._object(feature, 2, feature.gml_id or new_id(collection, number))

    def _object(self, held: Object, depth: int, gml_id: str) -> Iterator[str]:
        indent = "  " * depth
        name, declared = self._name(held.class_name)
        own = ((GML_ID, gml_id),) if held.gml_id or isinstance(held, Feature) else ()
        opening = f"{indent}<{name}{declared}{_attributes((*own, *held.attributes))}"
        if not held.properties:
            yield f"{opening}/>\n"
            return
        yield f"{opening}>\n"
        yield from self._properties(held.properties, _order(self._catalogue, held.class_name), depth + 1, gml_id)
        yield f"{indent}</{name}>\n"

    def _properties(
        self, properties: tuple[Property, ...], order: Mapping[str, int], depth: int, owner: str
    ) -> Iterator[str]:
        for number, each in enumerate(sorted(properties, key=lambda one: order.get(one.name, len(order)))):
            yield from self._property(each, depth, f"{owner}/{number}")

    def _property(self, each: Property, depth: int, place: str) -> Iterator[str]:
        indent = "  " * depth
        name, declared = self._name(each.name)
        match each.value:
            case Literal(text, code_space):
                own = (("codeSpace", code_space),) if code_space else ()
                yield f"{indent}<{name}{declared}{_attributes((*own, *each.attributes))}>{_text(text)}</{name}>\n"
            case Measure(text, uom):
                own = (("uom", uom),)
                yield f"{indent}<{name}{declared}{_attributes((*own, *each.attributes))}>{_text(text)}</{name}>\n"
            case Reference(href):
                yield f"{indent}<{name}{declared}{_attributes(((HREF, href), *each.attributes))}/>\n"
            case Element(xml):
                yield f"{indent}<{name}{declared}{_attributes(each.attributes)}>{xml}</{name}>\n"
            case Geometry() as geometry:
                yield f"{indent}<{name}{declared}{_attributes(each.attributes)}>\n"
                yield from _geometry(geometry, depth + 1, place)
                yield f"{indent}</{name}>\n"
            case Object() as held:
                yield f"{indent}<{name}{declared}{_attributes(each.attributes)}>\n"
                yield from self._object(held, depth + 1, held.gml_id or place)
                yield f"{indent}</{name}>\n"

    def _name(self, short: str) -> tuple[str, str]:
        return _qualified(short, self._namespace)


@cache
def _qualified(short: str, namespace: str) -> tuple[str, str]:
    """An element's name with its prefix, and the declaration that it needs where its namespace has no prefix."""
    space, local = split(full(short, namespace))
    if space == namespace:
        return f"xplan:{local}", ""
    return (f"{PREFIXES[space]}:{local}", "") if space in PREFIXES else (local, f" xmlns={quoteattr(space)}")


@cache
def _order(catalogue: Catalogue, class_name: str) -> Mapping[str, int]:
    names = (*(f"gml:{name}" for name in STANDARD), *catalogue.properties(class_name))
    return {name: place for place, name in enumerate(names)}


def _geometry(geometry: Geometry, depth: int, place: str) -> Iterator[str]:
    indent = "  " * depth
    gml_id = geometry.gml_id or (None if geometry.kind in WITHOUT_ID else new_id(place))
    own = [(name, value) for name, value in ((GML_ID, gml_id), ("srsName", geometry.srs_name)) if value]
    yield f"{indent}<gml:{geometry.kind}{_attributes((*own, *geometry.attributes))}>\n"
    for each in geometry.positions:
        yield f"{indent}  <gml:{each.element}{_attributes(each.attributes)}>{_text(each.text)}</gml:{each.element}>\n"
    number = 0
    for role, held in _grouped(geometry.members):
        yield f"{indent}  <gml:{role}>\n"
        for part in held:
            number += 1
            yield from _geometry(part, depth + 2, f"{place}/{number}")
        yield f"{indent}  </gml:{role}>\n"
    yield f"{indent}</gml:{geometry.kind}>\n"


def _grouped(members: tuple[Member, ...]) -> Iterator[tuple[str, list[Geometry]]]:
    """Members by the element that holds them: arrays have one for all of theirs, others one for each."""
    for role, group in groupby(members, key=lambda member: member.role):
        held = [member.geometry for member in group]
        yield from [(role, held)] if role in ARRAYS else [(role, [each]) for each in held]


def _attributes(attributes: Attributes) -> str:
    return "".join(_attribute(name, value) for name, value in attributes)


def _attribute(name: str, value: str) -> str:
    space, local = split(name)
    if not space:
        return f" {local}={quoteattr(value, BREAKS)}"
    if space in PREFIXES:
        return f" {PREFIXES[space]}:{local}={quoteattr(value, BREAKS)}"
    return f" xmlns:a={quoteattr(space)} a:{local}={quoteattr(value, BREAKS)}"


def _text(text: str) -> str:
    return escape(text, {"\r": BREAKS["\r"]})
