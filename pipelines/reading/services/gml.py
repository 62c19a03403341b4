"""What a WFS answers, parsed: capabilities, and features to be put together. Runs in the reading process.

Everything goes back as plain values: no name of the service's own namespaces is trusted, and each feature is written
with the namespaces that it needs.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Self

from lxml import etree

from pipelines.reading.document_type import refuse_document_type

GML_32, GML_31 = "http://www.opengis.net/gml/3.2", "http://www.opengis.net/gml"
XLINK = "{http://www.w3.org/1999/xlink}href"

HEADS = {
    uri: (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        f'<portal:Features xmlns:portal="urn:geoportal:features" xmlns:gml="{uri}">\n'
    ).encode()
    for uri in (GML_32, GML_31)
}
FEET = b"</portal:Features>\n"


@dataclass(frozen=True)
class FeatureType:
    """A feature type by its qualified name."""

    name: str


@dataclass(frozen=True)
class Capabilities:
    """The version that a service speaks, its feature types, and where it wants to be asked for features."""

    version: str
    types: tuple[FeatureType, ...]
    address: str | None

    @classmethod
    def of(cls, found: dict[str, Any]) -> Self:
        """Return them from what :func:`capabilities` yields."""
        return cls(found["version"], tuple(map(FeatureType, found["types"])), found["address"])


@dataclass(frozen=True)
class Page:
    """Features as GML members, how many there are, their ids, and how many there are in all."""

    members: str
    count: int
    ids: tuple[str, ...]
    matched: int | None
    namespace: str

    @classmethod
    def of(cls, found: dict[str, Any]) -> Self:
        """Return it from what :func:`page` yields."""
        return cls(found["members"], found["count"], tuple(found["ids"]), found["matched"], found["namespace"])

    def expecting(self, matched: int | None) -> "Page":
        """Return the page with the number that another answer named, where this one names none."""
        return self if self.matched is not None else replace(self, matched=matched)


def capabilities(path: Path) -> Iterator[dict[str, Any]]:
    """Yield the version, the feature types' names and the address for GetFeature of a capabilities document."""
    root = _parsed(path)
    if refusal := _refusal(root, "WFS_Capabilities"):
        yield refusal
        return
    names = [_text(one, "Name") for one in root.iter("{*}FeatureType")]
    gets = root.iterfind(".//{*}Operation[@name='GetFeature']//{*}Get")
    yield {
        "version": root.get("version", ""),
        "types": [name for name in names if name],
        "address": next((one.get(XLINK) for one in gets), None),
    }


def page(path: Path) -> Iterator[dict[str, Any]]:
    """Yield the members of a feature collection, each complete with its namespaces."""
    root = _parsed(path)
    if refusal := _refusal(root, "FeatureCollection"):
        yield refusal
        return
    features = list(_features(root))
    new = any(GML_32 in one.nsmap.values() for one in features) or GML_32 in root.nsmap.values()
    namespace = GML_32 if new else GML_31
    ids = [one.get(f"{{{namespace}}}id") or one.get("fid") for one in features]
    yield {
        "members": "".join(f"<gml:featureMember>{_written(one)}</gml:featureMember>\n" for one in features),
        "count": len(features),
        "ids": [each for each in ids if each],
        "matched": _number(root.get("numberMatched") or (None if features else root.get("numberOfFeatures"))),
        "namespace": namespace,
    }


def _parsed(path: Path) -> Any:
    with path.open("rb") as file:
        refuse_document_type(path, file)
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True)
    try:
        return etree.parse(path, parser).getroot()
    except etree.XMLSyntaxError:
        return etree.Element("unreadable")


def _refusal(root: Any, expected: str) -> dict[str, str] | None:
    """Tell an exception report and any other document from the one that is expected."""
    name = etree.QName(root).localname
    if name == expected:
        return None
    if name in {"ExceptionReport", "ServiceExceptionReport"}:
        return {"exception": " ".join("".join(root.itertext()).split())}
    return {"other": name}


def _features(root: Any) -> Iterator[Any]:
    """Features lie one by one in (feature)member, together in featureMembers, or in a collection within."""
    for child in root.iterchildren(tag=etree.Element):
        if etree.QName(child).localname not in {"member", "featureMember", "featureMembers"}:
            continue
        for feature in child.iterchildren(tag=etree.Element):
            inner = etree.QName(feature).localname in {"FeatureCollection", "SimpleFeatureCollection"}
            yield from _features(feature) if inner else (feature,)


def _written(feature: Any) -> str:
    feature.tail = None
    return str(etree.tostring(feature, encoding="unicode"))


def _text(parent: Any, name: str) -> str | None:
    found = parent.findtext(f"{{*}}{name}")
    return found.strip() if found else None


def _number(value: str | None) -> int | None:
    """A count of features; "unknown" (WFS 2.0, 7.7.4.2) is none, nor is what only looks like one: ² or 5,000 digits."""
    return int(value) if value and re.fullmatch(r"[0-9]{1,18}", value) else None
