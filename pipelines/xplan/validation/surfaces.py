"""Faces and what they make together: turn of rings, holes, parts of a multi-surface, patches of a surface (2.2.2.1)."""

from collections.abc import Iterator, Sequence

import numpy as np
import shapely
from shapely import LineString, Polygon
from shapely.geometry.base import BaseGeometry

from pipelines.text import Text
from pipelines.xplan.geometry import Geometry
from pipelines.xplan.linear import polygons
from pipelines.xplan.validation.flaw import SAME, Flaw
from pipelines.xplan.validation.pairs import Shapes, meeting
from pipelines.xplan.validation.plenty import MORE, limited

SURFACES = frozenset({"Surface", "PolyhedralSurface", "CompositeSurface"})
"""Their patches make one connected surface."""

TURNS = {
    "exterior": Text("Ein Außenring läuft im Uhrzeigersinn.", "An exterior ring runs clockwise."),
    "interior": Text("Ein Innenring läuft gegen den Uhrzeigersinn.", "An interior ring runs counter-clockwise."),
}
OUTSIDE = Text("Ein Innenring liegt außerhalb des Außenrings.", "An interior ring is outside of the exterior one.")
CUTS = Text("Ein Innenring schneidet den Außenring.", "An interior ring crosses the exterior one.")
NESTED = Text("Innenringe überlappen sich.", "Interior rings overlap.")
SPLIT = Text("Innenringe teilen die Fläche in mehrere.", "Interior rings split the face.")
OVERLAP = {
    "MultiSurface": Text("Teile einer Mehrfachfläche überlappen sich.", "Parts of a multi-surface overlap."),
    "Surface": Text("Teilstücke einer Fläche überlappen sich.", "Patches of a surface overlap."),
}
APART = Text("Teilstücke einer Fläche hängen nicht zusammen.", "Patches of a surface are not connected.")


def face_flaws(face: Geometry, shape: Polygon) -> Iterator[Flaw]:
    """Yield what is wrong with one polygon or patch whose rings are sound."""
    for role, rings in (("exterior", [shape.exterior]), ("interior", list(shape.interiors))):
        for ring, member in zip(rings, face.within(role), strict=False):
            if shapely.is_ccw(ring) != (role == "exterior"):
                yield Flaw(TURNS[role], member.gml_id or face.gml_id, LineString(ring.coords))
    if shape.interiors and not shape.is_valid:
        yield from _hole_flaws(face, shape)


def set_flaws(surface: Geometry) -> Iterator[Flaw]:
    """Yield what is wrong with the parts of a surface or multi-surface, each of which is sound."""
    is_one = surface.kind in SURFACES
    if not is_one and surface.kind != "MultiSurface":
        return
    parts = polygons(surface)
    if len(parts) < 2:
        return
    message = OVERLAP["Surface" if is_one else "MultiSurface"]
    found = (Flaw(message, surface.gml_id, shape) for _, _, shape in overlaps(np.array(parts, dtype=object)))
    yield from limited(found, Flaw(MORE, surface.gml_id))
    if is_one and not _is_connected(parts):
        yield Flaw(APART, surface.gml_id, shapely.union_all(parts))


def overlaps(areas: Shapes, least: float = SAME) -> Iterator[tuple[int, int, BaseGeometry]]:
    """Yield which areas overlap by more than 2 mm, or ``least``, and where; all are valid."""
    for first, second in meeting(areas):
        meets = ~shapely.touches(areas[first], areas[second])
        one, other = first[meets], second[meets]
        shared = np.asarray(shapely.intersection(areas[one], areas[other]))
        thick = ~shapely.is_empty(shapely.buffer(shared, -least / 2))
        yield from zip(one[thick].tolist(), other[thick].tolist(), shared[thick], strict=True)


def _hole_flaws(face: Geometry, shape: Polygon) -> Iterator[Flaw]:
    shell = Polygon(shape.exterior)
    holes = [Polygon(ring) for ring in shape.interiors]
    found = False
    for hole in holes:
        outside = hole.difference(shell)
        if not outside.buffer(-SAME / 2).is_empty:
            found = True
            yield Flaw(OUTSIDE if shell.disjoint(hole) else CUTS, face.gml_id, outside)
    nested = (Flaw(NESTED, face.gml_id, shape) for _, _, shape in overlaps(np.array(holes, dtype=object), least=0))
    for flaw in limited(nested, Flaw(MORE, face.gml_id)):
        found = True
        yield flaw
    if not found:
        yield Flaw(SPLIT, face.gml_id, LineString(shape.exterior.coords))


def _is_connected(parts: Sequence[Polygon]) -> bool:
    """Whether there is a way from each patch to each other across common edges; a common corner is none."""
    grown = shapely.union_all(shapely.buffer(parts, SAME / 2, join_style="mitre"))
    return isinstance(grown.buffer(-SAME, join_style="mitre"), Polygon)
