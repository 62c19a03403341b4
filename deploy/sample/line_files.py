"""Lines as GML and KML, in the small and plain form in which utilities and garden-office programs hand them over."""

from collections.abc import Sequence
from pathlib import Path
from xml.etree import ElementTree as ET

from shapely import LineString

from deploy.sample.thematic_files import DEGREES, GML, KML, UTM32, Feature, Row, projected

APP = "https://www.leinfelden-echterdingen.de/beispiel/karte"


def write_gml(path: Path, kind: str, features: Sequence[Feature]) -> None:
    """Write GML 3.2 in EPSG:25832, easting first as the EPSG registry has it; empty values are left out."""
    ET.register_namespace("gml", GML)
    ET.register_namespace("le", APP)
    root = ET.Element(f"{{{GML}}}FeatureCollection", {f"{{{GML}}}id": "sammlung"})
    for number, feature in enumerate(features, start=1):
        member = ET.SubElement(root, f"{{{GML}}}featureMember")
        record = ET.SubElement(member, f"{{{APP}}}{kind}", {f"{{{GML}}}id": f"{kind}.{number}"})
        for name, value in feature.values.items():
            if value is not None:
                ET.SubElement(record, f"{{{APP}}}{name}").text = _text(value)
        attributes = {"srsName": "urn:ogc:def:crs:EPSG::25832", f"{{{GML}}}id": f"verlauf.{number}"}
        course = ET.SubElement(ET.SubElement(record, f"{{{APP}}}verlauf"), f"{{{GML}}}LineString", attributes)
        places = (f"{x:.2f} {y:.2f}" for x, y in _places(feature, UTM32))
        ET.SubElement(course, f"{{{GML}}}posList").text = " ".join(places)
    _write(path, root)


def write_kml(path: Path, title: str, features: Sequence[Feature]) -> None:
    """Write placemarks with extended data, longitude first; the value ``name`` is the placemark's name."""
    ET.register_namespace("", KML)
    root = ET.Element(f"{{{KML}}}kml")
    document = ET.SubElement(root, f"{{{KML}}}Document")
    ET.SubElement(document, f"{{{KML}}}name").text = title
    for feature in features:
        placemark = ET.SubElement(document, f"{{{KML}}}Placemark")
        _describe(placemark, feature.values)
        course = ET.SubElement(placemark, f"{{{KML}}}LineString")
        places = (f"{x:.7f},{y:.7f}" for x, y in _places(feature, DEGREES))
        ET.SubElement(course, f"{{{KML}}}coordinates").text = " ".join(places)
    _write(path, root)


def _describe(placemark: ET.Element, values: Row) -> None:
    if values["name"] is not None:
        ET.SubElement(placemark, f"{{{KML}}}name").text = _text(values["name"])
    extended = ET.SubElement(placemark, f"{{{KML}}}ExtendedData")
    for name, value in values.items():
        if name != "name":
            data = ET.SubElement(extended, f"{{{KML}}}Data", {"name": name})
            ET.SubElement(data, f"{{{KML}}}value").text = _text(value)


def _places(feature: Feature, crs: str) -> list[tuple[float, ...]]:
    line = projected(feature.geometry, crs)
    if not isinstance(line, LineString):
        raise TypeError(line.geom_type)
    return list(line.coords)


def _text(value: object) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)


def _write(path: Path, root: ET.Element) -> None:
    ET.indent(root, " ")
    path.write_bytes(ET.tostring(root, encoding="utf-8", xml_declaration=True) + b"\n")
