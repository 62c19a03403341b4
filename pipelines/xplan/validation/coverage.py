"""Rule 2.2.1.1: the areas that must close up neither overlap nor leave gaps, and share the vertices of their edges."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely.geometry.base import BaseGeometry

from pipelines.text import Text
from pipelines.xplan.catalogue import PLANS, is_before
from pipelines.xplan.geometry import Geometry
from pipelines.xplan.linear import control_points
from pipelines.xplan.model import Feature, Object
from pipelines.xplan.validation.finding import Finding, Severity
from pipelines.xplan.validation.flaw import SAME
from pipelines.xplan.validation.pairs import Numbers, Shapes, are_crowded
from pipelines.xplan.validation.plenty import MORE, limited
from pipelines.xplan.validation.rings import ARCS
from pipelines.xplan.validation.subject import OUTSIDE, Subject
from pipelines.xplan.validation.surfaces import overlaps

Rows = NDArray[np.float64]

NUMBER = "2.2.1.1"
TITLE = "Flächenschlussbedingung"
STRICT_SINCE = "6.0"
"""From this version on a gap is an error: it has to be drawn as BP_FlaecheOhneFestsetzung."""

SLIVER = 1e-5
"""Square metres below which a gap is noise of floating point."""

NAMED = 8
"""Neighbours of a gap that are named."""

CROWD = 50
"""Neighbours per area above which a plan is not as it should be: in a plane there are six at common edges, if many."""

OVERLAP = Text("Zwei Flächen des Flächenschlusses überlappen sich.", "Two areas that must close up overlap.")
PARTNER = Text(
    "Ein Stützpunkt auf der gemeinsamen Grenze fehlt der benachbarten Fläche.",
    "A vertex on the common boundary is missing in the neighbouring area.",
)
GAP = Text(
    "Die Flächen des Flächenschlusses füllen den Geltungsbereich nicht aus.",
    "The areas that must close up do not fill the scope of the plan.",
)


CHANGES = ("aendert", "aendertPlan", "aendertPlanBereich")
"""Relations of a plan or Bereich that changes another plan, which goes on around it."""


@dataclass(frozen=True)
class Cover:
    """The areas that must fill one scope: a Bereich with a geometry of its own, or a plan.

    ``filled`` are the Bereiche of a plan that have their own areas and scope.
    """

    scope: Feature
    features: Sequence[Feature]
    shapes: Shapes
    filled: Shapes

    @cached_property
    def fits(self) -> bool:
        """Whether all areas share the vertices of their common edges exactly: most plans need no closer look."""
        kinds = {each.geom_type for each in self.shapes}
        if not kinds <= {"Polygon", "MultiPolygon"} or are_crowded(self.shapes, CROWD * len(self.shapes)):
            return False
        return bool(shapely.coverage_is_valid(self.shapes, gap_width=SAME))

    @property
    def grown(self) -> BaseGeometry:
        """The union of all areas, each 1 mm larger; of areas that fit, their union is found by their edges alone."""
        own = [shapely.coverage_union_all(self.shapes)] if self.fits else self.shapes
        areas = np.array([*own, *self.filled], dtype=object)
        united: BaseGeometry = shapely.union_all(shapely.buffer(areas, SAME / 2, quad_segs=2))
        return united


def check_coverage(subject: Subject) -> Iterator[Finding]:
    """Yield overlaps, missing vertices and gaps; a plan without areas that must close up has none."""
    for cover in _covers(subject):
        if cover.features and not cover.fits:
            more = Finding(NUMBER, Severity.ERROR, MORE, (cover.scope.gml_id,), line=cover.scope.line)
            found = list(limited(_overlaps(cover), more))
            yield from found
            if more not in found[-1:]:  # where all lie upon each other, vertices are the least of the faults
                yield from limited(_lonely(cover), more)
        if not _goes_on(cover.scope, subject):
            yield from _gaps(cover, subject)


def _covers(subject: Subject) -> Iterator[Cover]:
    found: dict[int, tuple[Feature, list[Feature]]] = {}
    for feature in subject.document.features:
        if subject.closes(feature) and (scope := subject.scope(feature)) is not None:
            found.setdefault(id(scope), (scope, []))[1].append(feature)
            if (plan := subject.plan(feature)) is not None and scope.text("bedeutung") not in OUTSIDE:
                found.setdefault(id(plan), (plan, []))
    for scope, features in found.values():
        filled = [each for each in subject.sections if each is not scope and subject.plan(each) is scope]
        yield Cover(scope, features, _shapes(features, subject), _shapes(filled, subject))


def _shapes(features: Iterable[Feature], subject: Subject) -> Shapes:
    found = (subject.shape(each) for each in features)
    return np.array([each for each in found if each is not None], dtype=object)


def _goes_on(scope: Feature, subject: Subject) -> bool:
    """Whether a plan changes another one, of which it shows what is new alone."""
    if scope.class_name not in PLANS:
        return False
    whole = (scope, *(each for each in subject.sections if subject.plan(each) is scope))
    return any(isinstance(value, Object) for each in whole for name in CHANGES for value in each.values(name))


def _overlaps(cover: Cover) -> Iterator[Finding]:
    for first, second, shape in overlaps(cover.shapes):
        pair = (cover.features[first], cover.features[second])
        yield Finding(NUMBER, Severity.ERROR, OVERLAP, tuple(each.gml_id for each in pair), shape, pair[0].line)


def _lonely(cover: Cover) -> Iterator[Finding]:
    """Vertices on the boundary of a neighbour that has none there.

    Those inside of it make an overlap, however thin, and are errors; others leave the areas as they should be.
    """
    ends, owners, partners, holders = _vertices(cover)
    points, others = np.asarray(shapely.points(ends)), np.asarray(shapely.points(partners))
    tree = shapely.STRtree(points)
    begins = np.searchsorted(holders, np.arange(len(cover.shapes) + 1))
    for number, shape in enumerate(cover.shapes):
        touched = np.sort(tree.query(shapely.boundary(shape), predicate="dwithin", distance=SAME))
        touched = touched[owners[touched] != number]
        own = shapely.STRtree(others[begins[number] : begins[number + 1]])
        partnered, _ = own.query_nearest(points[touched], max_distance=SAME, all_matches=False)
        lonely = _once(ends, np.delete(touched, partnered))
        shapely.prepare(shape)
        inside = shapely.contains(shape, points[lonely])
        for vertex, is_inside in zip(lonely.tolist(), inside.tolist(), strict=True):
            pair = (cover.features[number], cover.features[owners[vertex]])
            ids = tuple(each.gml_id for each in pair)
            severity = Severity.ERROR if is_inside else Severity.WARNING
            yield Finding(NUMBER, severity, PARTNER, ids, points[vertex], pair[0].line)


def _once(ends: Rows, vertices: Numbers) -> Numbers:
    """Leave out the second time that the same point is missing: rings end where they begin."""
    _, first = np.unique(ends[vertices], axis=0, return_index=True)
    first.sort()
    return vertices[first]


def _gaps(cover: Cover, subject: Subject) -> Iterator[Finding]:
    """What is left of the scope when each area grows, and the scope shrinks, by 1 mm: gaps of less than 2 mm close."""
    scope = subject.shape(cover.scope)
    if scope is None:
        return
    left = shapely.buffer(scope, -SAME / 2).difference(cover.grown)
    tree = shapely.STRtree(cover.shapes)
    is_strict = not is_before(subject.document.version, STRICT_SINCE)
    for gap in shapely.get_parts(left):
        if gap.area > SLIVER:
            near = tree.query(gap, predicate="dwithin", distance=2 * SAME)[:NAMED]
            ids = (cover.scope.gml_id, *(cover.features[each].gml_id for each in sorted(near)))
            yield Finding(NUMBER, Severity.ERROR if is_strict else Severity.WARNING, GAP, ids, gap, cover.scope.line)


def _vertices(cover: Cover) -> tuple[Rows, Numbers, Rows, Numbers]:
    """Vertices that a neighbour must have as well, and by area all that may be a partner, each with its area's number.

    A neighbour need not have the points within arcs, which may be others on the same arc.
    """
    rows, owners = shapely.get_coordinates(cover.shapes, return_index=True)
    arcs = {number: parts for number, feature in enumerate(cover.features) if (parts := _arcs(feature))}
    if not arcs:
        return rows, owners, rows, owners
    straight = ~np.isin(owners, list(arcs))
    ends = [control_points(part)[:: 2 if part.kind in ARCS else 1] for parts in arcs.values() for part in parts]
    marks = [control_points(part) for parts in arcs.values() for part in parts]
    parents = [number for number, parts in arcs.items() for _ in parts]
    holders = np.concatenate([owners, np.repeat(parents, [len(each) for each in marks])])
    by_area = np.argsort(holders, kind="stable")
    return (
        np.vstack([rows[straight], *ends]),
        np.concatenate([owners[straight], np.repeat(parents, [len(each) for each in ends])]),
        np.vstack([rows, *marks])[by_area],
        holders[by_area],
    )


def _arcs(feature: Feature) -> list[Geometry]:
    """All segments of a feature that has arcs among them, none of other features."""
    position = next(geometry for _, geometry in feature.geometries if geometry.kind != "Envelope")
    parts = [part for part in position.walk() if part.positions]
    return parts if any(part.kind in ARCS for part in parts) else []
