"""Two states of a feature → what is another, in the words that planners read; what no word tells as technical lines."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from pyproj.exceptions import CRSError

from pipelines.plans.change import FeatureChange, ShapeChange
from pipelines.plans.renamed import FILES_OWN
from pipelines.plans.revalued import Path, Side, saying, title_of, value_changes
from pipelines.plans.shifted import place, shape_change
from pipelines.xplan.diff import NEAR, Aspect, Difference, differing
from pipelines.xplan.geometry import Geometry
from pipelines.xplan.linear import GeometryError
from pipelines.xplan.model import Document, Feature

PRECISION = 9
"""Decimals of ordinates that are compared as numbers: 0.1 mm in degrees."""


@dataclass(frozen=True, slots=True)
class State:
    """One of both documents, and a feature in it."""

    document: Document
    feature: Feature

    @property
    def side(self) -> Side:
        """For its values."""
        return Side(self.document, self.feature)

    def geometries(self, name: str) -> list[Geometry]:
        """All geometries of a property."""
        return [each for each in self.feature.values(name) if isinstance(each, Geometry)]


def altered(before: State, after: State, former: Feature | None = None) -> FeatureChange | None:
    """Return what is another in a feature, None where nothing is.

    ``former`` is the feature before as it was, where ``before`` has it with the gml:ids of ``after``: words tell
    nothing of these, technical lines do.
    """
    one, other, written = before.feature, after.feature, former or before.feature
    place = f"{one.class_name} {other.gml_id}"
    found = list(differing(written, other, place))
    if not found and written.gml_id == other.gml_id:
        return None
    names_only = [f"{place}.gml:id: {written.gml_id} → {other.gml_id}"] if written.gml_id != other.gml_id else []
    names = [name for name in dict.fromkeys(each.path[0] for each in found if each.path) if name not in FILES_OWN]
    values = {path: change for name in names for path, change in value_changes(before.side, after.side, name)}
    shapes = {name: change for name in names if (change := _shape(before, after, name))}
    return FeatureChange(
        kind="changed",
        class_name=other.class_name,
        id=other.gml_id,
        text=saying(after.document, other),
        class_before=one.class_name if one.class_name != other.class_name else None,
        values=tuple(values.values()),
        shapes=tuple(shapes.values()),
        is_elsewhere=any(
            each.aspect is Aspect.ORDINATES
            and each.path[0] not in shapes
            and _ordinates(before, each.path[0]) != _ordinates(after, each.path[0])
            for each in found
            if each.path and each.path[0] not in FILES_OWN
        ),
        technical=(*names_only, *(each.line for each in found if not _is_told(each, values, shapes))),
    )


def _shape(before: State, after: State, name: str) -> ShapeChange | None:
    """None where a place is drawn as before, or cannot be drawn: then technical lines tell of it."""
    states = (before, after)
    try:
        mine, theirs = (place(each.geometries(name), each.document.srs_name) for each in states)
    except (GeometryError, CRSError):
        return None
    if not mine and not theirs:
        return None
    change = shape_change(name, title_of((name,)), mine, theirs)
    is_there = change.moved is not None and change.moved <= NEAR
    return None if is_there and change.before == change.after else change


def _ordinates(state: State, name: str) -> set[str]:
    """What a property has of ordinates, in whatever order; to the precision of what is near."""
    parts = (part for each in state.geometries(name) for part in each.walk())
    return {_rounded(number) for part in parts for each in part.positions for number in each.text.split()}


def _rounded(number: str) -> str:
    try:
        return f"{float(number):.{PRECISION}f}"
    except ValueError:
        return number


def _is_told(found: Difference, values: Collection[Path], shapes: Mapping[str, ShapeChange]) -> bool:
    """Whether words tell of it already: those of the values in which it lies, or that lie in it."""
    match found.aspect:
        case Aspect.CLASS:
            return not found.path
        case Aspect.ORDINATES:
            return found.path[0] in shapes
        case Aspect.VALUE | Aspect.COUNT:
            depth = len(found.path)
            told = any(path == found.path[: len(path)] or path[:depth] == found.path for path in values)
            return told or found.path[0] in shapes
    return False
