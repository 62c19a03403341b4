"""Rules 2.1: what holds for all of a document: units, CRS, dates, types."""

import re
from collections.abc import Iterator
from datetime import date

from pipelines.text import Text
from pipelines.xplan.catalogue import Kind
from pipelines.xplan.crs import epsg
from pipelines.xplan.model import Feature, Measure, Object
from pipelines.xplan.names import XSI
from pipelines.xplan.validation.finding import Severity
from pipelines.xplan.validation.rule import Rule, about_kind
from pipelines.xplan.validation.subject import Subject

UNITS = {
    "length": {"m"},
    "area": {"m2"},
    "volume": {"m3"},
    "angle": {"grad", "deg"},
    "scale": {"vh", "%"},
}
"""Units by kind of measure, as they are and after ``urn:adv:uom:``."""

STANDARD = frozenset({25831, 25832, 25833, 31466, 31467, 31468, 31469, 4647, 5650, 5651, 5652, 5653})
"""Projected CRSs of German surveying: ETRS89/UTM, with and without zone number in the easting, and DHDN/Gauß-Krüger."""

DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


@about_kind(Kind.MEASURE)
def units(held: Object, subject: Subject) -> Iterator[Text]:
    """A measure has a unit of its kind."""
    types = subject.document.catalogue.properties(held.class_name)
    for each in held.properties:
        if isinstance(each.value, Measure) and each.name in types:
            wanted = UNITS.get(types[each.name].target or "")
            unit = each.value.uom.removeprefix("urn:adv:uom:").lower()
            if wanted and unit not in wanted:
                listed = " / ".join(sorted(wanted))
                yield Text(
                    f"{each.name} hat die Einheit {each.value.uom}; erwartet wird {listed}.",
                    f"{each.name} has the unit {each.value.uom}; expected is {listed}.",
                )


def crs(held: Object, subject: Subject) -> Iterator[Text]:
    """A geometry names its CRS, or the document does; it is one of those in use."""
    for name, geometry in held.geometries if isinstance(held, Feature) else ():
        written = geometry.any_srs_name or subject.document.srs_name
        code = epsg(written) if written else None
        if code not in STANDARD:
            yield Text(
                f"{name}: {written or 'kein srsName'} ist kein Standard-Koordinatensystem.",
                f"{name}: {written or 'no srsName'} is no standard CRS.",
            )


@about_kind(Kind.DATE)
def dates(held: Object, subject: Subject) -> Iterator[Text]:
    """A date is a day of the calendar, without time and zone."""
    types = subject.document.catalogue.properties(held.class_name)
    for each in held.properties:
        if each.name in types and types[each.name].kind is Kind.DATE:
            for text in held.texts(each.name):
                if text and not _is_day(text):
                    yield Text(f"{each.name}: {text} ist kein Datum (JJJJ-MM-TT).", f"{each.name}: {text} is no date.")


def types(held: Object, _: Subject) -> Iterator[Text]:
    """No element says its type by xsi:type."""
    attributes = (*held.attributes, *(pair for each in held.properties for pair in each.attributes))
    if any(name == f"{{{XSI}}}type" for name, _ in attributes):
        yield Text("xsi:type wird verwendet.", "xsi:type is used.")


def _is_day(text: str) -> bool:
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return bool(DAY.fullmatch(text))


RULES = (
    Rule(
        "2.1.2.1",
        "Verwendung vorgegebenen URNs für das uom-Attribut von GML-MeasureType",
        ("*",),
        units,
        Severity.WARNING,
    ),
    Rule("2.1.3.1", "Angabe eines Standard CRS", ("*",), crs),
    Rule("2.1.4", "Datumsangaben", ("*",), dates),
    Rule("2.1.5", "Keine Verwendung von xsi:Type in XPlanGML Instanzdokumenten", ("*",), types),
)
