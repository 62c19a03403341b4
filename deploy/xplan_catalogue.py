"""Write pipelines/xplan/catalogue/<version>.json from the XSDs of XPlanGML.

    python deploy/xplan_catalogue.py SCHEMAS [TARGET]

SCHEMAS holds one folder per version (XPlanGML_4_1, …). Only facts are taken: names, types,
order, cardinality, targets of relations, values of enumerations with their short names and labels.
"""

import html
import json
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from lxml import etree

XS = "{http://www.w3.org/2001/XMLSchema}"
GML = "{http://www.opengis.net/gml/3.2}"
TARGET = Path(__file__).resolve().parent.parent / "pipelines" / "xplan" / "catalogue"
SIMPLE = {
    "string": "text",
    "integer": "integer",
    "int": "integer",
    "double": "number",
    "boolean": "boolean",
    "date": "date",
    "duration": "duration",
    "anyURI": "uri",
    "gml:CodeType": "code",
    "gml:GeometryPropertyType": "geometry",
    "gml:ReferenceType": "reference",
    "gml:AngleType": "measure angle",
    "gml:AreaType": "measure area",
    "gml:LengthType": "measure length",
    "gml:MeasureType": "measure any",
    "gml:ScaleType": "measure scale",
    "gml:VolumeType": "measure volume",
}
LONGEST_LABEL = 100
"""Longer documentation explains, and is no label."""


def main(schemas: Path, target: Path = TARGET) -> None:
    for folder in sorted(schemas.glob("XPlanGML_*_*")):
        catalogue = Schema(folder).catalogue()
        (target / f"{catalogue['version']}.json").write_text(_document(catalogue), "utf-8")


def _document(catalogue: dict[str, Any]) -> str:
    """One line per class and per enumeration, so that a new version shows in a comparison what it changes."""
    return "{\n" + ",\n".join(f"{_json(name)}: {_part(part)}" for name, part in catalogue.items()) + "\n}\n"


def _part(part: Any) -> str:
    if not isinstance(part, dict):
        return _json(part)
    return "{\n" + ",\n".join(f" {_json(name)}: {_json(each)}" for name, each in part.items()) + "\n}"


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)


class Schema:
    """The XSDs of one version."""

    def __init__(self, folder: Path) -> None:
        self.version = ".".join(folder.name.split("_")[1:])
        files = sorted(folder.glob("XPlanGML_*.xsd"))
        self.roots = [etree.parse(file).getroot() for file in files]
        self.types = {each.get("name"): each for each in self._top("complexType")}
        self.enumerations = {each.get("name"): each for each in self._top("simpleType")}
        self.elements = {each.get("name"): each for each in self._top("element")}

    def catalogue(self) -> dict[str, Any]:
        classes = {
            name: self.class_(name, element.get("type"))
            for name, element in sorted(self.elements.items())
            if not name.startswith("_")
        }
        return {
            "version": self.version,
            "release": next(root.get("version") for root in self.roots),
            "namespace": self.roots[0].get("targetNamespace"),
            "classes": classes,
            "enumerations": {name: dict(_values(each)) for name, each in sorted(self.enumerations.items())},
        }

    def class_(self, name: str, type_name: str) -> dict[str, Any]:
        described = self.types[_local(type_name)]
        extension = described.find(f".//{XS}extension")
        base = _local(extension.get("base")).removesuffix("Type") if extension is not None else None
        found: dict[str, Any] = {"kind": "feature" if self._is_feature(described) else "type"}
        if base in self.elements:
            found["base"] = base
        if self.elements[name].get("abstract") == "true":
            found["abstract"] = True
        body = described if extension is None else extension
        properties = body.findall(f"{XS}sequence/{XS}element[@name]")
        found["properties"] = {each.get("name"): self.property(each) for each in properties}
        return found

    def property(self, element: Any) -> str:
        most = element.get("maxOccurs", "1").replace("unbounded", "*")
        return f"{self._kind(element)} {element.get('minOccurs', '1')}..{most}"

    def _kind(self, element: Any) -> str:
        name = element.get("type")
        if name in {"gml:ReferenceType", "gml:CodeType"}:
            return " ".join([SIMPLE[name], *_targets(element)])
        if name in SIMPLE:
            return SIMPLE[name]
        local = _local(name)
        if local in self.enumerations:
            return f"enumeration {local}"
        held = local.removesuffix("PropertyType")
        if local not in self.types or held not in self.elements:
            raise SystemExit(f"{self.version}: unknown type {name}")
        return f"object {held}"

    def _is_feature(self, described: Any) -> bool:
        extension = described.find(f".//{XS}extension")
        if extension is None:
            return False
        base = extension.get("base")
        return base == "gml:AbstractFeatureType" or self._is_feature(self.types[_local(base)])

    def _top(self, kind: str) -> Iterator[Any]:
        for root in self.roots:
            yield from root.findall(f"{XS}{kind}")


def _targets(element: Any) -> Iterator[str]:
    """The class that a relation leads to with the property that leads back, or the list of an external code."""
    target = element.find(f".//{GML}targetElement")
    inverse = element.find(f".//{GML}reversePropertyName")
    codes = next((each for each in element.iter() if _tag(each) == "referenzierteCodelist"), None)
    if target is not None:
        back = f".{_local(inverse.text)}" if inverse is not None else ""
        yield _local(target.text.strip()) + back
    elif codes is not None and codes.text:
        yield _local(codes.text.strip())


def _values(enumeration: Any) -> Iterator[tuple[str, list[str]]]:
    for each in enumeration.iter(f"{XS}enumeration"):
        comment = next((part.text.strip() for part in each.iter(etree.Comment)), "")
        documentation = each.find(f".//{XS}documentation")
        yield each.get("value"), [comment, *_label(documentation)]


def _label(documentation: Any) -> Iterator[str]:
    """The documentation is HTML in XML, sometimes escaped twice."""
    text = "" if documentation is None else documentation.text or ""
    plain = re.sub(r"<[^>]*>", "", html.unescape(html.unescape(text)))
    label = " ".join(plain.split()).rstrip(".")
    if label and len(label) <= LONGEST_LABEL:
        yield label


def _local(name: str) -> str:
    return name.strip().rpartition(":")[2]


def _tag(element: Any) -> str:
    return etree.QName(element).localname if isinstance(element.tag, str) else ""


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:]))
