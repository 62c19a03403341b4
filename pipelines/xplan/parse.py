"""A stream of XPlanGML → a :class:`Document`, member by member, so that large plans need no tree of all their XML."""

import os
import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import chain, islice
from typing import IO, Any

from lxml import etree

from pipelines.errors import SourceError
from pipelines.text import Text
from pipelines.xplan import elements
from pipelines.xplan.catalogue import VERSIONS, is_before, version_of
from pipelines.xplan.geometry import Geometry
from pipelines.xplan.model import Document, Feature, Property
from pipelines.xplan.names import COLLECTIONS, GML_ID, HREF, MEMBERS, WFS_BOUNDS, split
from pipelines.xplan.notices import notices

SAFE = {
    "no_network": True,
    "load_dtd": False,
    "resolve_entities": False,
    "huge_tree": False,
    "remove_comments": True,
    "remove_pis": True,
}
"""No DTD, entities or network; libxml2's own limits on depth (256) and on the length of a text (10 MB) stay."""

BLANK = b" \t\r\n"
BOMS = (b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")
"""Byte order marks of UTF-8 and UTF-16."""
MISCODED = frozenset(
    {
        etree.ErrorTypes.ERR_INVALID_ENCODING,
        etree.ErrorTypes.ERR_INVALID_CHAR,
        etree.ErrorTypes.ERR_UNSUPPORTED_ENCODING,
        etree.ErrorTypes.ERR_UNKNOWN_ENCODING,
    }
)
"""Codes of libxml2 for bytes that are no characters in the encoding that the document names."""
EXCESSIVE = re.compile(r"huge text node|Excessive depth|maximum length|Resource limit", re.IGNORECASE)
"""What libxml2 says where a document exceeds its limits; versions have different codes for it."""
WIDE = re.compile(rb"<\?xml[^>]*encoding=[\"'](?:utf-16|utf-32|ucs|iso-10646)", re.IGNORECASE)
"""A declaration in single bytes that says the opposite."""
FIRST = 100
"""Elements within which a collection of WFS must come to its first feature."""
WHAT_IS_READ = Text(
    f"Gelesen wird XPlanGML {VERSIONS[0]} bis {VERSIONS[-1]} als .gml oder als XPlanArchiv (.zip).",
    f"XPlanGML {VERSIONS[0]} to {VERSIONS[-1]} is read, as .gml or as XPlanArchiv (.zip).",
)


def parse(file: IO[bytes], name: str) -> Document:
    """Read a document from a file that can be read twice; ``name`` stands in messages.

    The root is an XPlanAuszug or a wfs:FeatureCollection. Raises SourceError for what is no XML or no XPlanGML, is
    cut off, wrongly encoded, has a document type, or is of a version before 4.1. What is merely unusual (a newer
    version, classes it does not know, references that lead nowhere) is among the document's ``notices``.
    """
    refuse_others(file, name)
    try:
        namespace = _namespace(file, name)
        document = _document(file, namespace, name)
    except etree.XMLSyntaxError as error:
        raise _unreadable(file, name, error) from None
    return replace(document, notices=tuple(notices(document)))


def parse_geometry(file: IO[bytes], name: str) -> Geometry:
    """Read a file whose root is one geometry of GML. Raises SourceError as :func:`parse` does."""
    found = elements.geometry(tree(file, name).getroot())
    if found is None:
        raise SourceError(Text(f"{name} enthält keine GML-Geometrie.", f"{name} holds no geometry of GML."))
    return found


def tree(file: IO[bytes], name: str) -> Any:
    """Return a file's XML as a whole. Raises SourceError as :func:`parse` does for what is no XML."""
    refuse_others(file, name)
    try:
        return etree.parse(file, etree.XMLParser(**SAFE))
    except etree.XMLSyntaxError as error:
        raise _unreadable(file, name, error) from None


def refuse_others(file: IO[bytes], name: str) -> None:
    """Raise SourceError unless a file begins as XML does, without a document type; leave it at its beginning."""
    file.seek(0)
    if not file.read(64).lstrip(BLANK).startswith((b"<", *BOMS)):
        raise SourceError(Text(f"{name} ist kein XML.", f"{name} is no XML."), WHAT_IS_READ)
    file.seek(0)
    try:
        _, root = next(etree.iterparse(file, events=("start",), **SAFE))
    except etree.XMLSyntaxError as error:
        raise _unreadable(file, name, error) from None
    if root.getroottree().docinfo.internalDTD is not None:
        raise SourceError(
            Text(f"{name} enthält eine DOCTYPE-Angabe.", f"{name} holds a DOCTYPE."),
            Text("Aus Sicherheitsgründen wird sie nicht gelesen.", "It is not read, for safety."),
        )
    file.seek(0)


def _document(file: IO[bytes], namespace: str, name: str) -> Document:
    context = etree.iterparse(file, events=("end",), tag=MEMBERS, **SAFE)
    features = tuple(_features(context, namespace, name))
    if not features:
        raise SourceError(Text(f"{name} enthält keine Objekte.", f"{name} holds no features."), WHAT_IS_READ)
    return Document(
        version=version_of(namespace) or "",
        namespace=namespace,
        features=features,
        gml_id=context.root.get(GML_ID, ""),
        properties=tuple(_properties(context.root, namespace)),
    )


def _properties(root: Any, namespace: str) -> Iterator[Property]:
    """What a collection says of itself."""
    for child in root:
        if child.tag not in MEMBERS:
            found = elements.property_(child, namespace)
            yield replace(found, name="gml:boundedBy") if child.tag in WFS_BOUNDS else found


def _features(context: Any, namespace: str, name: str) -> Iterator[Feature]:
    """The features of all members; answers of WFS nest collections, whose own members have come before."""
    for _, member in context:
        if href := member.get(HREF):
            raise _elsewhere(name, member.sourceline, href)
        yield from (elements.feature(each, namespace) for each in member if each.tag not in COLLECTIONS)
        member.clear(keep_tail=True)


def _namespace(file: IO[bytes], name: str) -> str:
    """The namespace of the document's version: the first in a collection that is XPlanGML's; WFS has its own root."""
    started = (element for _, element in etree.iterparse(file, events=("start",), **SAFE))
    root = next(started)
    _, local = split(root.tag)
    is_collection = local == "XPlanAuszug" or root.tag in COLLECTIONS
    spaces = (split(element.tag)[0] for element in chain([root], islice(started, FIRST)))
    namespace = next((space for space in spaces if is_collection and version_of(space)), None)
    if namespace is None:
        raise SourceError(
            Text(
                f"{name} ist kein XPlanGML: das oberste Element ist {local}.",
                f"{name} is no XPlanGML: its root element is {local}.",
            ),
            WHAT_IS_READ,
        )
    file.seek(0)
    version = version_of(namespace) or ""
    if is_before(version, VERSIONS[0]):
        raise SourceError(
            Text(f"{name} ist XPlanGML {version}.", f"{name} is XPlanGML {version}."),
            Text(
                f"Ältere Fassungen als {VERSIONS[0]} werden nicht gelesen; bitte neuer ausgeben lassen.",
                f"Versions before {VERSIONS[0]} are not read; please have it exported anew.",
            ),
        )
    return namespace


def _elsewhere(name: str, line: int, href: str) -> SourceError:
    return SourceError(
        Text(
            f"{name}, Zeile {line}: ein Objekt liegt außerhalb der Datei, bei {href}.",
            f"{name}, line {line}: a feature lies outside of the file, at {href}.",
        ),
        Text("Bitte mit allen Objekten in einer Datei ausgeben.", "Please export all features into one file."),
    )


def _is_wide_by_mistake(file: IO[bytes]) -> bool:
    file.seek(0)
    return bool(WIDE.match(file.read(128).lstrip(BLANK)))


def _ends_early(file: IO[bytes]) -> bool:
    """Whether the last character is not one that ends a tag, as it is in all XML."""
    size = file.seek(0, os.SEEK_END)
    file.seek(max(0, size - 64))
    return not file.read().rstrip(BLANK + b"\0").endswith(b">")


def _unreadable(file: IO[bytes], name: str, error: etree.XMLSyntaxError) -> SourceError:
    line = error.lineno or 1
    if error.code not in MISCODED and (error.code == etree.ErrorTypes.ERR_TAG_NOT_FINISHED or _ends_early(file)):
        said = Text(
            f"{name} ist abgeschnitten: es endet in Zeile {line}.", f"{name} is cut off: it ends at line {line}."
        )
        return SourceError(said, Text("Bitte noch einmal kopieren.", "Please copy it again."))
    if error.code in MISCODED or _is_wide_by_mistake(file):
        said = Text(
            f"{name}, Zeile {line}: Zeichen passen nicht zur angegebenen Kodierung.",
            f"{name}, line {line}: characters do not fit the encoding it names.",
        )
        hint = Text("Bitte als UTF-8 ausgeben lassen.", "Please have it exported as UTF-8.")
        return SourceError(said, hint)
    if EXCESSIVE.search(error.msg or ""):
        said = Text(
            f"{name}, Zeile {line}: ein Text ist länger als 10 MB, oder Elemente sind mehr als 256-fach geschachtelt.",
            f"{name}, line {line}: a text is longer than 10 MB, or elements are nested more than 256 times.",
        )
        return SourceError(said, Text("So groß ist kein Teil eines Plans.", "No part of a plan is that large."))
    return SourceError(
        Text(f"{name}, Zeile {line}: kein gültiges XML.", f"{name}, line {line}: this is no well-formed XML."),
        Text(f"Der XML-Leser sagt: {error.msg}", f"The XML reader says: {error.msg}"),
    )
