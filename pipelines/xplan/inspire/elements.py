"""XML of Planned Land Use and of what it uses of INSPIRE's base types, element by element."""

from collections.abc import Iterable
from typing import Any
from urllib.parse import quote

from lxml import etree
from lxml.builder import ElementMaker

from pipelines.xplan.geometry import Geometry
from pipelines.xplan.names import GML, GML_ID, HREF, XLINK, XSI
from pipelines.xplan.write import geometry_text

PLU = "http://inspire.ec.europa.eu/schemas/plu/4.0"
BASE = "http://inspire.ec.europa.eu/schemas/base/3.3"
BASE2 = "http://inspire.ec.europa.eu/schemas/base2/2.0"
GMD, GCO = "http://www.isotc211.org/2005/gmd", "http://www.isotc211.org/2005/gco"
SPACES = {"plu": PLU, "base": BASE, "base2": BASE2, "gmd": GMD, "gco": GCO, "gml": GML, "xlink": XLINK, "xsi": XSI}

CODES = "http://inspire.ec.europa.eu/codelist/"
PLAN_TYPES = "https://registry.gdi-de.org/codelist/de.xleitstelle.inspire_plu/PlanTypeNameValue/"
"""Kinds of plans: INSPIRE leaves the list to its members, the XLeitstelle keeps Germany's."""
DATES = "http://standards.iso.org/iso/19139/resources/gmxCodelists.xml#CI_DateTypeCode"
UNPOPULATED = f"{CODES}VoidReasonValue/Unpopulated"
"""The plan may or may not have it, XPlanGML does not."""

OWN = etree.XMLParser(remove_blank_text=True, resolve_entities=False, no_network=True, huge_tree=True)
"""For geometry that this project has written itself, of whatever size."""

type Element = Any
"""lxml ships no types."""

plu, base, base2 = (ElementMaker(namespace=each) for each in (PLU, BASE, BASE2))
gmd, gco = (ElementMaker(namespace=each) for each in (GMD, GCO))


def collection(gml_id: str, members: Iterable[Element]) -> Element:
    """Return all features of a document; prefixes are declared here once, as each declaration takes its time."""
    root = ElementMaker(namespace=GML, nsmap=SPACES).FeatureCollection({GML_ID: gml_id})
    for each in members:
        etree.SubElement(root, f"{{{GML}}}featureMember").append(each)
    return root


def void(name: str) -> Element:
    """Return a property that INSPIRE demands and the plan does not tell."""
    return plu(name, {f"{{{XSI}}}nil": "true", "nilReason": UNPOPULATED})


def code(name: str, address: str) -> Element:
    """Return a value of a code list, by its address."""
    return plu(name, {HREF: address})


def inner(name: str, gml_id: str) -> Element:
    """Return a reference to a feature of the document."""
    return plu(name, {HREF: f"#{gml_id}"})


def optional(name: str, text: str | None) -> Element:
    """Return a property with a text, void without one."""
    return plu(name, text) if text else void(name)


def identifier(local_id: str, namespace: str) -> Element:
    """Return the inspireId of a feature."""
    return plu.inspireId(base.Identifier(base.localId(local_id), base.namespace(namespace)))


def placed(name: str, geometry: Geometry, place: str) -> Element:
    """Return a property with a geometry."""
    spaces = f'xmlns:gml="{GML}" xmlns:xlink="{XLINK}"'
    (element,) = etree.fromstring(f"<holder {spaces}>{geometry_text(geometry, place)}</holder>", OWN)
    return plu(name, element)


def ordinance(day: str, step: str) -> Element:
    """Return one step of a plan's procedure."""
    return plu.ordinance(plu.OrdinanceValue(plu.ordinanceDate(f"{day}T00:00:00"), plu.ordinanceReference(step)))


def citation(gml_id: str, name: str, day: str | None, link: str | None) -> Element:
    """Return a document that belongs to the plan."""
    if day:
        kind = gmd.CI_DateTypeCode({"codeList": DATES, "codeListValue": "publication"})
        date = base2.date(gmd.CI_Date(gmd.date(gco.Date(day)), gmd.dateType(kind)))
    else:
        date = _void2("date")
    address = base2.link(quote(link, safe="%/:?#[]@!$&'()*+,;=~")) if link else _void2("link")
    return plu.planDocument(base2.DocumentCitation({GML_ID: gml_id}, base2.name(name), date, address))


def indication(kind: str, name: str, value: str, uom: str | None = None) -> Element:
    """Return one measure of a provision; ``kind`` is Real, Integer, Measure or Character."""
    held = plu.value(value, {"uom": uom}) if uom else plu.value(value)
    made = plu(f"DimensioningIndication{kind}Value", plu.indicationReference(name), held)
    return plu.dimensioningIndication(made)


def _void2(name: str) -> Element:
    return base2(name, {f"{{{XSI}}}nil": "true", "nilReason": UNPOPULATED})
