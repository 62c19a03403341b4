"""Curves and rings one by one, as they are written: gaps, repeated points, open ends, crossings (2.2.2.1)."""

from collections.abc import Iterator
from itertools import pairwise

import numpy as np
import shapely

from pipelines.reading.wkb import Coordinates
from pipelines.text import Text
from pipelines.xplan.geometry import Geometry
from pipelines.xplan.linear import control_points, vertices
from pipelines.xplan.validation.crossings import crossings
from pipelines.xplan.validation.flaw import SAME, Flaw, at
from pipelines.xplan.validation.plenty import MORE, limited

RINGS = frozenset({"LinearRing", "Ring"})
ARCS = frozenset({"Arc", "ArcString", "Circle"})
CURVES = frozenset({"LineString", "LineStringSegment"})

GAP = Text("Zwischen zwei Teilen einer Linie ist eine Lücke.", "There is a gap between two parts of a curve.")
DOUBLE = Text("Zwei aufeinander folgende Punkte sind gleich.", "Two points in a row are identical.")
CONTROL = Text("Stützpunkte eines Kreisbogens sind gleich.", "Control points of an arc are identical.")
OPEN = Text("Ein Ring ist nicht geschlossen.", "A ring is not closed.")
CROSSING = Text("Ein Ring schneidet oder berührt sich selbst.", "A ring crosses or touches itself.")
HEIGHT = Text("Die Geometrie hat Höhen; erlaubt sind zwei Dimensionen.", "The geometry has heights; it must be 2D.")


def curve_flaws(part: Geometry) -> Iterator[Flaw]:
    """Yield what is wrong with one curve or segment. Raises GeometryError where it cannot be drawn."""
    if has_heights(part):
        yield Flaw(HEIGHT, part.gml_id)
    if part.kind in ARCS:
        yield from _repeated(part, CONTROL, control_points(part))
    elif part.kind in CURVES:
        yield from _repeated(part, DOUBLE, control_points(part))
    elif part.members and (part.kind == "Ring" or part.kind.endswith("Curve")):
        yield from _gaps(part)


def ring_flaws(ring: Geometry, rows: Coordinates) -> Iterator[Flaw]:
    """Yield what is wrong with a ring whose points are ``rows``."""
    if ring.members:
        yield from (flaw for part in ring.walk() for flaw in curve_flaws(part))
    else:
        if has_heights(ring):
            yield Flaw(HEIGHT, ring.gml_id)
        yield from _repeated(ring, DOUBLE, rows)
    if len(rows) > 1 and np.hypot(*(rows[0] - rows[-1])) >= SAME:
        yield at(ring, OPEN, *rows[-1])
    elif not shapely.is_simple(shapely.linestrings(rows)):
        found = (Flaw(CROSSING, ring.gml_id, place) for place in crossings(rows))
        yield from limited(found, Flaw(MORE, ring.gml_id))


def _gaps(curve: Geometry) -> Iterator[Flaw]:
    pieces = [vertices(member.geometry) for member in curve.members]
    for before, after in pairwise(pieces):
        if np.hypot(*(before[-1] - after[0])) >= SAME:
            yield at(curve, GAP, *after[0])


def _repeated(part: Geometry, message: Text, rows: Coordinates) -> Iterator[Flaw]:
    """Points that are the same as the one before."""
    again = rows[1:][(np.diff(rows, axis=0) == 0).all(axis=1)]
    return limited((at(part, message, *point) for point in again), Flaw(MORE, part.gml_id))


def has_heights(part: Geometry) -> bool:
    """Tell whether a point has three ordinates, whether srsDimension says so or not; ``pos`` has one point."""
    names = (*part.attributes, *(attribute for each in part.positions for attribute in each.attributes))
    said = any(name == "srsDimension" and value != "2" for name, value in names)
    return said or any(each.element == "pos" and len(each.text.split()) > 2 for each in part.positions)
