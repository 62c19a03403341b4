"""What two documents differ in, as people understand it: features, properties, relations, geometry to 0.1 mm.

The order of features, of different properties and white space around numbers do not count; ordinates may differ by
``NEAR``. That an export says the same as what was imported is shown with it.
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from pipelines.xplan.geometry import Geometry
from pipelines.xplan.loss import shown
from pipelines.xplan.model import Document, Literal, Measure, Object, Property, Value

NEAR = 0.0001
"""Metres between ordinates that are the same."""

NEAR_IN_DEGREES = 1e-9
"""The same on the globe, for ordinates of plans in degrees."""

DEGREES = 360
"""No ordinate of a plan in metres is as small, in no German CRS."""


class Aspect(StrEnum):
    """What of a feature is another: its class, values, how one is written, what stands beside it, its geometry."""

    CLASS = "class"
    COUNT = "count"
    VALUE = "value"
    SPELLING = "spelling"
    ATTRIBUTES = "attributes"
    STRUCTURE = "structure"
    ORDINATES = "ordinates"


@dataclass(frozen=True, slots=True)
class Difference:
    """One thing that is another: ``path`` are the names of its property and of those that this is nested in.

    It is empty for the feature's own class. ``line`` tells all of it, for those who know the format.
    """

    path: tuple[str, ...]
    aspect: Aspect
    line: str


def differences(one: Document, other: Document) -> Iterator[str]:
    """Yield where ``other`` says something else than ``one``; nothing where they are equal."""
    if one.version != other.version:
        yield f"version: {one.version} → {other.version}"
    mine, theirs = _counted(one), _counted(other)
    yield from (f"- {name}" for name in mine - theirs)
    yield from (f"+ {name}" for name in theirs - mine)
    for gml_id, feature in one.by_id.items():
        if found := other.by_id.get(gml_id):
            yield from (each.line for each in differing(feature, found, f"{feature.class_name} {gml_id}"))


def differing(one: Object, other: Object, place: str, path: tuple[str, ...] = ()) -> Iterator[Difference]:
    """Yield what two features or nested objects differ in; ``place`` is what lines call them."""
    if one.class_name != other.class_name:
        yield Difference(path, Aspect.CLASS, f"{place}: {one.class_name} → {other.class_name}")
    names = dict.fromkeys(each.name for each in (*one.properties, *other.properties))
    for name in names:
        mine = [each for each in one.properties if each.name == name]
        theirs = [each for each in other.properties if each.name == name]
        here = (*path, name)
        if len(mine) != len(theirs):
            yield Difference(here, Aspect.COUNT, f"{place}.{name}: {len(mine)} → {len(theirs)}")
            continue
        for before, after in zip(mine, theirs, strict=True):
            yield from _properties(before, after, f"{place}.{name}", here)


def _counted(document: Document) -> Counter[str]:
    return Counter(f"{feature.class_name} {feature.gml_id}" for feature in document.features)


def _properties(one: Property, other: Property, place: str, path: tuple[str, ...]) -> Iterator[Difference]:
    if dict(one.attributes) != dict(other.attributes):
        yield Difference(path, Aspect.ATTRIBUTES, f"{place}: {_said(one)} → {_said(other)}")
        return
    before, after = one.value, other.value
    if isinstance(before, Object) and isinstance(after, Object):
        yield from differing(before, after, place, path)
    elif isinstance(before, Geometry) and isinstance(after, Geometry):
        yield from (Difference(path, aspect, line) for aspect, line in _geometries(before, after, place))
    elif before != after:
        same = type(before) is type(after) and shown(before) == shown(after)
        said = f"{_exact(before)} → {_exact(after)}" if same else f"{_said(one)} → {_said(other)}"
        yield Difference(path, Aspect.SPELLING if same else Aspect.VALUE, f"{place}: {said}")


def _said(held: Property) -> str:
    """A value in one line, with what stands beside it, such as its unit."""
    return " ".join([shown(held.value), *(value for _, value in held.attributes)])


def _exact(value: Value) -> str:
    """A value with its white space, unit and list of codes, which nothing else tells from its like."""
    match value:
        case Measure(text, uom):
            return f"{text!r} {uom}"
        case Literal(text, code_space):
            return f"{text!r} {code_space or ''}".rstrip()
    return shown(value)


def _geometries(one: Geometry, other: Geometry, place: str) -> Iterator[tuple[Aspect, str]]:
    path = f"{place}/{one.kind}"
    if one.kind != other.kind or [each.role for each in one.members] != [each.role for each in other.members]:
        yield Aspect.STRUCTURE, f"{path}: {other.kind}"
        return
    if one.srs_name != other.srs_name or dict(one.attributes) != dict(other.attributes):
        yield Aspect.STRUCTURE, f"{path}: {one.srs_name} {one.attributes} → {other.srs_name} {other.attributes}"
    if one.gml_id and one.gml_id != other.gml_id:
        yield Aspect.STRUCTURE, f"{path}: {one.gml_id} → {other.gml_id}"
    yield from _ordinates(one, other, path)
    for mine, theirs in zip(one.members, other.members, strict=True):
        yield from _geometries(mine.geometry, theirs.geometry, path)


def _ordinates(one: Geometry, other: Geometry, path: str) -> Iterator[tuple[Aspect, str]]:
    mine = [number for each in one.positions for number in each.text.split()]
    theirs = [number for each in other.positions for number in each.text.split()]
    if len(mine) != len(theirs):
        yield Aspect.ORDINATES, f"{path}[{len(mine)}] → [{len(theirs)}]"
        return
    moved = [pair for pair in zip(mine, theirs, strict=True) if pair[0] != pair[1] and not _near(*pair)]
    if moved:
        more = f" (+{len(moved) - 1})" if len(moved) > 1 else ""
        yield Aspect.ORDINATES, "{}: {} → {}{}".format(path, *moved[0], more)


def _near(one: str, other: str) -> bool:
    try:
        mine, theirs = float(one), float(other)
    except ValueError:
        return False
    return abs(mine - theirs) <= (NEAR if abs(mine) > DEGREES else NEAR_IN_DEGREES)
