"""What two documents differ in, as people understand it: features, properties, relations, geometry to 0.1 mm.

The order of features, of different properties and white space around numbers do not count; ordinates may differ by
``NEAR`` metres. That an export says the same as what was imported is shown with it.
"""

from collections import Counter
from collections.abc import Iterator

from pipelines.xplan.geometry import Geometry
from pipelines.xplan.loss import shown
from pipelines.xplan.model import Document, Object, Property

NEAR = 0.0001
"""Metres between ordinates that are the same."""


def differences(one: Document, other: Document) -> Iterator[str]:
    """Yield where ``other`` says something else than ``one``; nothing where they are equal."""
    if one.version != other.version:
        yield f"version: {one.version} → {other.version}"
    mine, theirs = _counted(one), _counted(other)
    yield from (f"- {name}" for name in mine - theirs)
    yield from (f"+ {name}" for name in theirs - mine)
    for gml_id, feature in one.by_id.items():
        if found := other.by_id.get(gml_id):
            yield from _objects(feature, found, f"{feature.class_name} {gml_id}")


def _counted(document: Document) -> Counter[str]:
    return Counter(f"{feature.class_name} {feature.gml_id}" for feature in document.features)


def _objects(one: Object, other: Object, place: str) -> Iterator[str]:
    if one.class_name != other.class_name:
        yield f"{place}: {one.class_name} → {other.class_name}"
    names = dict.fromkeys(each.name for each in (*one.properties, *other.properties))
    for name in names:
        mine = [each for each in one.properties if each.name == name]
        theirs = [each for each in other.properties if each.name == name]
        if len(mine) != len(theirs):
            yield f"{place}.{name}: {len(mine)} → {len(theirs)}"
            continue
        for before, after in zip(mine, theirs, strict=True):
            yield from _properties(before, after, f"{place}.{name}")


def _properties(one: Property, other: Property, place: str) -> Iterator[str]:
    if dict(one.attributes) != dict(other.attributes):
        yield f"{place}: {_said(one)} → {_said(other)}"
        return
    before, after = one.value, other.value
    if isinstance(before, Object) and isinstance(after, Object):
        yield from _objects(before, after, place)
    elif isinstance(before, Geometry) and isinstance(after, Geometry):
        yield from _geometries(before, after, place)
    elif before != after:
        yield f"{place}: {_said(one)} → {_said(other)}"


def _said(held: Property) -> str:
    """A value in one line, with what stands beside it, such as its unit."""
    return " ".join([shown(held.value), *(value for _, value in held.attributes)])


def _geometries(one: Geometry, other: Geometry, place: str) -> Iterator[str]:
    path = f"{place}/{one.kind}"
    if one.kind != other.kind or [each.role for each in one.members] != [each.role for each in other.members]:
        yield f"{path}: {other.kind}"
        return
    if one.srs_name != other.srs_name or dict(one.attributes) != dict(other.attributes):
        yield f"{path}: {one.srs_name} {one.attributes} → {other.srs_name} {other.attributes}"
    if one.gml_id and one.gml_id != other.gml_id:
        yield f"{path}: {one.gml_id} → {other.gml_id}"
    yield from _ordinates(one, other, path)
    for mine, theirs in zip(one.members, other.members, strict=True):
        yield from _geometries(mine.geometry, theirs.geometry, path)


def _ordinates(one: Geometry, other: Geometry, path: str) -> Iterator[str]:
    mine = [number for each in one.positions for number in each.text.split()]
    theirs = [number for each in other.positions for number in each.text.split()]
    if len(mine) != len(theirs):
        yield f"{path}[{len(mine)}] → [{len(theirs)}]"
        return
    moved = [pair for pair in zip(mine, theirs, strict=True) if pair[0] != pair[1] and not _near(*pair)]
    if moved:
        more = f" (+{len(moved) - 1})" if len(moved) > 1 else ""
        yield "{}: {} → {}{}".format(path, *moved[0], more)


def _near(one: str, other: str) -> bool:
    try:
        return abs(float(one) - float(other)) <= NEAR
    except ValueError:
        return False
