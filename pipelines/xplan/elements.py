"""XML elements → the model: features, values, geometry. No class is known here, so that all versions are read."""

from copy import deepcopy
from functools import lru_cache
from typing import Any
from xml.sax.saxutils import escape

from lxml import etree

from pipelines.xplan.geometry import Attributes, Geometry, Member, Positions
from pipelines.xplan.model import Element, Feature, Literal, Measure, Object, Property, Reference, Value
from pipelines.xplan.names import GML, GML_ID, HREF, short, split

SHORT = 32
"""Characters of texts that plans repeat over and over (1000, true, 0.4): one object stands for all that are alike."""
POSITIONS = frozenset({"pos", "posList", "coordinates", "lowerCorner", "upperCorner"})


def feature(element: Any, namespace: str) -> Feature:
    """Read one feature of a document of ``namespace``."""
    return Feature(
        short(element.tag, namespace),
        properties(element, namespace),
        element.get(GML_ID, ""),
        _attributes(element, GML_ID),
        line=element.sourceline or 0,
    )


def properties(element: Any, namespace: str) -> tuple[Property, ...]:
    """Read the children of a feature or nested object."""
    return tuple(property_(child, namespace) for child in element)


def geometry(element: Any) -> Geometry | None:
    """Read one geometry of GML; None where it has parts for which the model has no place, such as metadata."""
    space, kind = split(element.tag)
    if space != GML:
        return None
    positions: list[Positions] = []
    members: list[Member] = []
    for child in element:
        role_space, name = split(child.tag)
        if role_space != GML:
            return None
        if name in POSITIONS and not len(child):
            positions.append(Positions(name, " ".join((child.text or "").split()), tuple(child.items())))
            continue
        held = [geometry(each) for each in child]
        if not held or child.items() or None in held:
            return None
        members.extend(Member(name, each) for each in held if each)
    if not positions and not members:
        return None
    return Geometry(
        kind,
        element.get(GML_ID),
        element.get("srsName"),
        tuple(positions),
        tuple(members),
        _attributes(element, GML_ID, "srsName"),
    )


def property_(element: Any, namespace: str) -> Property:
    """Read one property with its value."""
    name = short(element.tag, namespace)
    attributes = element.items()
    if len(element):
        return Property(name, _held(element, namespace), tuple(attributes))
    text = element.text or ""
    return _common(name, text, *attributes) if len(text) < SHORT else _leaf(name, text, *attributes)


def _leaf(name: str, text: str, *attributes: tuple[str, str]) -> Property:
    """A property that has no elements in it."""
    given = dict(attributes)
    value: Value
    if HREF in given and not text.strip():
        value = Reference(given.pop(HREF))
    elif "uom" in given:
        value = Measure(text, given.pop("uom"))
    else:
        value = Literal(text, given.pop("codeSpace", None))
    return Property(name, value, tuple(given.items()))


_common = lru_cache(maxsize=10_000)(_leaf)


def _held(element: Any, namespace: str) -> Value:
    """The value of a property that has elements in it."""
    child = element[0]
    space, _ = split(child.tag)
    is_alone = len(element) == 1 and not (element.text or "").strip() and not (child.tail or "").strip()
    if is_alone and space == namespace:
        return Object(
            short(child.tag, namespace),
            properties(child, namespace),
            child.get(GML_ID, ""),
            _attributes(child, GML_ID),
        )
    found = geometry(child) if is_alone and space == GML else None
    return found or Element(_inner(element))


def _inner(element: Any) -> str:
    """What is in an element as XML, each part with the namespaces that it uses and no others."""
    parts = (_alone(child) + escape(child.tail or "") for child in element)
    return (escape(element.text or "") + "".join(parts)).strip()


def _alone(element: Any) -> str:
    """Canonical XML would say it, but libxml2 refuses to write it for namespaces that are no absolute addresses."""
    alone = deepcopy(element)
    etree.cleanup_namespaces(alone)
    return str(etree.tostring(alone, encoding="unicode", with_tail=False))


def _attributes(element: Any, *known: str) -> Attributes:
    """All attributes but the ``known`` ones."""
    return tuple(each for each in element.items() if each[0] not in known)
