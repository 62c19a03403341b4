"""Documents against the XSDs of their version, without network: the folder is GEOPORTAL_XPLAN_SCHEMAS."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import IO, Any

from lxml import etree

from pipelines.errors import SetupError
from pipelines.text import Text
from pipelines.xplan.catalogue import NAMESPACE, VERSIONS
from pipelines.xplan.names import GML, GML_ID
from pipelines.xplan.parse import SAFE, tree
from pipelines.xplan.sayings import said

MAIN = "XPlanGML.xsd"
PROFILE = "[gG]mlProfile/gmlProfilexplan.xsd"
"""GML's part of the schema, spelt in two ways."""

WRAPPER = """<schema xmlns="http://www.w3.org/2001/XMLSchema" xmlns:xplan="{namespace}" xmlns:gml="{gml}"
    targetNamespace="{namespace}" elementFormDefault="qualified">
  <include schemaLocation="{main}"/>
  <import namespace="{gml}" schemaLocation="{profile}"/>
  <element name="XPlanAuszug" type="xplan:XPlanAuszugType" substitutionGroup="gml:AbstractFeatureCollection"/>
  <complexType name="XPlanAuszugType">
    <complexContent><extension base="gml:AbstractFeatureCollectionType"/></complexContent>
  </complexType>
</schema>"""
"""XPlanAuszug as XPlanung-Operationen.xsd defines it, without that file's import of WFS from the web."""

MOST = 1_000
"""Faults of one document that are told."""


@dataclass(frozen=True, slots=True)
class Fault:
    """One breach of the schema: where (line, nearest gml:id) and what."""

    line: int
    gml_id: str | None
    message: Text


def faults(file: IO[bytes], name: str, version: str, folder: Path) -> list[Fault]:
    """Return where a document breaks the schema of its version, ``MOST`` at the most; nothing where it is valid.

    Raises SourceError for what is no XML, SetupError where ``folder`` has no schema of the version.
    """
    schema = schema_of(version, folder)
    document = tree(file, name)
    return [] if schema.validate(document) else list(_faults(schema, document))


@lru_cache(maxsize=len(VERSIONS))
def schema_of(version: str, folder: Path) -> Any:
    """Return the compiled schema of a version; compiling takes some 0.3 s. Raises SetupError where it is not there."""
    home = place(version, folder)
    profile = next(home.glob(PROFILE), None) if home else None
    if home is None or profile is None:
        raise _missing(version, folder)
    namespace = NAMESPACE + version.replace(".", "/")
    text = WRAPPER.format(namespace=namespace, gml=GML, main=MAIN, profile=profile.relative_to(home).as_posix())
    parser = etree.XMLParser(**SAFE)
    try:
        return etree.XMLSchema(etree.fromstring(text, parser, base_url=str(home.resolve() / "XPlanAuszug.xsd")))
    except etree.XMLSchemaParseError as error:
        raise SetupError(
            Text(f"Die Schemata in {home} sind unvollständig.", f"The schemas in {home} are incomplete."),
            Text(f"Der XML-Leser sagt: {error}", f"The XML reader says: {error}"),
        ) from None


def place(version: str, folder: Path) -> Path | None:
    """Return where the schema of a version lies, in one of the usual names: 6.0, XPlanGML_6_0; None if nowhere."""
    names = (version, f"XPlanGML_{version.replace('.', '_')}")
    return next((folder / name for name in names if (folder / name / MAIN).is_file()), None)


def _faults(schema: Any, document: Any) -> Iterator[Fault]:
    for entry in list(schema.error_log)[:MOST]:
        yield Fault(entry.line, _gml_id(document, entry.path), said(entry.message))


def _gml_id(document: Any, path: str | None) -> str | None:
    """The gml:id of the element at a path of libxml2, or of what it is in; prefixes are those of the root."""
    prefixes = {prefix: space for prefix, space in document.getroot().nsmap.items() if prefix}
    try:
        found = document.xpath(path, namespaces=prefixes) if path else []
    except etree.XPathEvalError:
        found = []
    element = found[0] if found else None
    while element is not None and element.get(GML_ID) is None:
        element = element.getparent()
    return None if element is None else str(element.get(GML_ID))


def _missing(version: str, folder: Path) -> SetupError:
    return SetupError(
        Text(
            f"In {folder} liegt kein Schema für XPlanGML {version}.",
            f"There is no schema of XPlanGML {version} in {folder}.",
        ),
        Text(
            "`geoportal xplan schemas` holt es; ohne Internet bitte den Ordner in GEOPORTAL_XPLAN_SCHEMAS nennen.",
            "`geoportal xplan schemas` fetches it; without internet please name its folder in GEOPORTAL_XPLAN_SCHEMAS.",
        ),
    )
