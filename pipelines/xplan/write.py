"""A document → XPlanGML: the same bytes for the same document, in the order of its features and of the schema.

What was read is written as it was: gml:ids, ordinates, numbers, units, relations. What has no gml:id and needs one
(ISO 19136, 7.2.4.5) gets a UUIDv5 of where it stands, so that it is the same each time.
"""

import re
from collections.abc import Iterator, Mapping
from functools import cache
from itertools import groupby
from typing import IO
from uuid import UUID, uuid5

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
IN_TEXT = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;", "\r": "&#13;"})
IN_ATTRIBUTES = IN_TEXT | str.maketrans({'"': "&quot;", "\n": "&#10;", "\t": "&#9;"})
"""Characters that a parser would take for markup or change (XML 1.0, 2.4, 2.11 and 3.3.3)."""
SPECIAL = re.compile(r'[&<>"\r\n\t]')
"""All of them: to look for one is quicker than to translate, and most texts are long lists of numbers."""


def write(document: Document, file: IO[bytes]) -> None:
    """Write a document as XPlanAuszug in its own version, in UTF-8."""
    for part in _Writer(document).parts():
        file.write(part.encode())


def new_id(*place: object) -> str:
    """Return a gml:id for what has none: the same for the same place."""
    return f"GML_{uuid5(SEED, '/'.join(map(str, place)))}"


class _Writer:
    """One document's writing: what all of its elements have in common, and the lines of the one at hand."""

    def __init__(self, document: Document) -> None:
        self._document = document
        self._namespace = document.namespace
        self._catalogue = nearest(document.version)
        self._lines: list[str] = []

    def parts(self) -> Iterator[str]:
        """The text of the document, feature by feature."""
        document = self._document
        gml_id = document.gml_id or new_id(*(feature.gml_id for feature in document.features))
        yield (
            '<?xml version="1.0" encoding="UTF-8"?>\n'
            f'<xplan:XPlanAuszug xmlns:xplan="{_quoted(self._namespace)}" xmlns:gml="{GML}" xmlns:xlink="{XLINK}"'
            f' xmlns:xsi="{XSI}" gml:id="{_quoted(gml_id)}">\n'
        )
        self._properties(document.properties, {}, "  ", gml_id)
        yield self._taken()
        for number, feature in enumerate(document.features):
            self._object(feature, "    ", feature.gml_id or new_id(gml_id, number))
            yield f"  <gml:featureMember>\n{self._taken()}  </gml:featureMember>\n"
        yield "</xplan:XPlanAuszug>\n"

    def _taken(self) -> str:
        """The lines so far, which are forgotten."""
        text = "".join(self._lines)
        self._lines.clear()
        return text

    def _object(self, held: Object, indent: str, gml_id: str) -> None:
        opening, closing = _tags(held.class_name, self._namespace)
        own = _attribute(GML_ID, gml_id) if held.gml_id or isinstance(held, Feature) else ""
        self._lines.append(f"{indent}{opening}{own}{_attributes(held.attributes)}>\n")
        self._properties(held.properties, _order(self._catalogue, held.class_name), indent + "  ", gml_id)
        self._lines.append(f"{indent}{closing}\n")

    def _properties(self, properties: tuple[Property, ...], order: Mapping[str, int], indent: str, owner: str) -> None:
        for number, each in enumerate(sorted(properties, key=lambda one: order.get(one.name, len(order)))):
            self._property(each, indent, f"{owner}/{number}")

    def _property(self, each: Property, indent: str, place: str) -> None:
        opening, closing = _tags(each.name, self._namespace)
        opening = f"{indent}{opening}"
        attributes = _attributes(each.attributes)
        match each.value:
            case Literal(text, code_space):
                own = _attribute("codeSpace", code_space) if code_space is not None else ""
                self._lines.append(f"{opening}{own}{attributes}>{_escaped(text)}{closing}\n")
            case Reference(href):
                self._lines.append(f"{opening}{_attribute(HREF, href)}{attributes}/>\n")
            case Measure(text, uom):
                self._lines.append(f"{opening}{_attribute('uom', uom)}{attributes}>{_escaped(text)}{closing}\n")
            case Element(xml):
                self._lines.append(f"{opening}{attributes}>{xml}{closing}\n")
            case Geometry() as geometry:
                self._lines.append(f"{opening}{attributes}>\n")
                _add_geometry(self._lines, geometry, indent + "  ", place)
                self._lines.append(f"{indent}{closing}\n")
            case Object() as held:
                self._lines.append(f"{opening}{attributes}>\n")
                self._object(held, indent + "  ", held.gml_id or place)
                self._lines.append(f"{indent}{closing}\n")


def geometry_text(geometry: Geometry, place: str) -> str:
    """Return a geometry alone, as it stands at ``place``, for documents of other schemas; prefixes are not declared."""
    lines: list[str] = []
    _add_geometry(lines, geometry, "", place)
    return "".join(lines)


def _add_geometry(lines: list[str], geometry: Geometry, indent: str, place: str) -> None:
    gml_id = geometry.gml_id or ("" if geometry.kind in WITHOUT_ID else new_id(place))
    own = _attribute(GML_ID, gml_id) if gml_id else ""
    srs_name = _attribute("srsName", geometry.srs_name) if geometry.srs_name is not None else ""
    lines.append(f"{indent}<gml:{geometry.kind}{own}{srs_name}{_attributes(geometry.attributes)}>\n")
    for each in geometry.positions:
        name = f"gml:{each.element}"
        lines.append(f"{indent}  <{name}{_attributes(each.attributes)}>{_escaped(each.text)}</{name}>\n")
    for number, (role, held) in enumerate(_grouped(geometry.members)):
        lines.append(f"{indent}  <gml:{role}>\n")
        for inner, part in enumerate(held):
            _add_geometry(lines, part, indent + "    ", f"{place}/{number}/{inner}")
        lines.append(f"{indent}  </gml:{role}>\n")
    lines.append(f"{indent}</gml:{geometry.kind}>\n")


@cache
def _tags(short: str, namespace: str) -> tuple[str, str]:
    """Begin and end of an element by its name in the model; foreign namespaces are declared where they are used."""
    space, local = split(full(short, namespace))
    if space == namespace:
        return f"<xplan:{local}", f"</xplan:{local}>"
    if space in PREFIXES:
        return f"<{PREFIXES[space]}:{local}", f"</{PREFIXES[space]}:{local}>"
    return f'<{local} xmlns="{_quoted(space)}"', f"</{local}>"


@cache
def _order(catalogue: Catalogue, class_name: str) -> Mapping[str, int]:
    names = (*(f"gml:{name}" for name in STANDARD), *catalogue.properties(class_name))
    return {name: place for place, name in enumerate(names)}


def _grouped(members: tuple[Member, ...]) -> Iterator[tuple[str, list[Geometry]]]:
    """Members by the element that holds them: arrays have one for all of theirs, others one for each."""
    for role, group in groupby(members, key=lambda member: member.role):
        held = [member.geometry for member in group]
        yield from [(role, held)] if role in ARRAYS else [(role, [each]) for each in held]


def _attributes(attributes: Attributes) -> str:
    return "".join(_attribute(name, value) for name, value in attributes) if attributes else ""


def _attribute(name: str, value: str) -> str:
    return f'{_attribute_name(name)}="{_quoted(value)}"'


@cache
def _attribute_name(name: str) -> str:
    space, local = split(name)
    if not space:
        return f" {local}"
    return f" {PREFIXES[space]}:{local}" if space in PREFIXES else f' xmlns:a="{_quoted(space)}" a:{local}'


def _escaped(text: str) -> str:
    return text.translate(IN_TEXT) if SPECIAL.search(text) else text


def _quoted(text: str) -> str:
    return text.translate(IN_ATTRIBUTES) if SPECIAL.search(text) else text
