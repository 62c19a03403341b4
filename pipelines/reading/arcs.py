"""Arcs → chords that leave them by no more than a stated tolerance, the same ones from either end.

GDAL would take one angle for all radii (4 degrees: 6 cm off at 100 m, 60 cm at 1 km) and does so only outside of its
Arrow stream, and GEOS has no arcs at all.
"""

import itertools
import math
from collections.abc import Iterable

import numpy as np

from pipelines.reading.wkb import Coordinates, Kind, Shape

LINEAR = {
    Kind.MULTICURVE: Kind.MULTILINE,
    Kind.MULTISURFACE: Kind.MULTIPOLYGON,
    Kind.POLYHEDRON: Kind.MULTIPOLYGON,
    Kind.TIN: Kind.MULTIPOLYGON,
}
"""What a collection of curves or faces becomes."""

STRAIGHT = 1e-9
"""Three points whose triangle is flatter than this share of its longest side squared lie on a line."""

MOST = 100_000
"""Chords of one arc at the most, so that no file makes the portal fill the memory."""


def linear(shape: Shape, tolerance: float) -> Shape:
    """Return the geometry without arcs; ``tolerance`` is the greatest distance of a chord from its arc.

    It is in the unit of the coordinates. Control points stay; heights and measures grow evenly between them.
    """
    if shape.kind in {Kind.ARC_STRING, Kind.COMPOUND_CURVE}:
        return Shape(Kind.LINE, shape.dimensions, (_chords(shape, tolerance),))
    if shape.kind == Kind.CURVE_POLYGON:
        rings = tuple(_chords(ring, tolerance) for ring in shape.parts)
        return Shape(Kind.POLYGON, shape.dimensions, rings)
    if shape.kind == Kind.TRIANGLE:
        return Shape(Kind.POLYGON, shape.dimensions, shape.rows)
    parts = tuple(linear(part, tolerance) for part in shape.parts)
    return Shape(LINEAR.get(shape.kind, shape.kind), shape.dimensions, shape.rows, parts)


def _chords(curve: Shape, tolerance: float) -> Coordinates:
    if curve.kind == Kind.COMPOUND_CURVE:
        return _joined((_chords(part, tolerance) for part in curve.parts), len(curve.dimensions))
    (rows,) = curve.rows
    if curve.kind != Kind.ARC_STRING or len(rows) < 3:
        return rows
    arcs = (_arc(rows[start : start + 3], tolerance) for start in range(0, len(rows) - 2, 2))
    return _joined(arcs, len(curve.dimensions))


def _joined(pieces: Iterable[Coordinates], size: int) -> Coordinates:
    """Put pieces behind each other; each begins where the one before it ends."""
    found = [piece for piece in pieces if len(piece)]
    rest = (piece[1:] if np.array_equal(piece[0], last[-1]) else piece for last, piece in itertools.pairwise(found))
    return np.vstack([*found[:1], *rest]) if found else np.empty((0, size))


def _arc(rows: Coordinates, tolerance: float) -> Coordinates:
    """Cut one arc, given by begin, a point on it and end; begin and end alike mean a circle, the point opposite.

    Always from the smaller end, so that neighbours who share the arc share its vertices.
    """
    if tuple(rows[0, :2]) > tuple(rows[2, :2]):
        return _arc(rows[::-1], tolerance)[::-1]
    centre = _centre(rows[:, :2])
    if centre is None:
        return rows
    offsets = rows[:, :2] - centre
    angles = _sweep(np.arctan2(offsets[:, 1], offsets[:, 0]), is_circle=np.array_equal(rows[0, :2], rows[2, :2]))
    step = 2 * math.acos(max(1 - tolerance / math.hypot(*offsets[0]), 0.0))
    first, second = (_between(rows[at : at + 2], angles[at : at + 2], centre, step) for at in (0, 1))
    return np.vstack([first, second[1:]])


def _centre(points: Coordinates) -> Coordinates | None:
    """Return the centre of the circle through three points, None where they lie on a line or are no numbers."""
    if not np.isfinite(points).all():
        return None
    (ax, ay), (bx, by) = points[1] - points[0], points[2] - points[0]
    if (bx, by) == (0, 0):
        return points[0] + np.array([ax, ay]) / 2 if ax or ay else None
    cross = 2 * (ax * by - ay * bx)
    a, b = ax * ax + ay * ay, bx * bx + by * by
    if abs(cross) <= STRAIGHT * max(a, b):
        return None
    return np.asarray(points[0] + np.array([by * a - ay * b, ax * b - bx * a]) / cross)


def _sweep(angles: Coordinates, *, is_circle: bool) -> Coordinates:
    """Let the angles of begin, middle and end grow or fall from the first to the last (radians)."""
    turn = 2 * math.pi
    first, middle, last = angles
    if is_circle:
        return np.array([first, first + math.pi, first + turn])
    if (middle - first) % turn < (last - first) % turn:
        return np.array([first, first + (middle - first) % turn, first + (last - first) % turn])
    return np.array([first, first - (first - middle) % turn, first - (first - last) % turn])


def _between(rows: Coordinates, angles: Coordinates, centre: Coordinates, step: float) -> Coordinates:
    """Points from one control point to the next, both as they are."""
    count = min(max(math.ceil(abs(angles[1] - angles[0]) / step), 1), MOST) if step else MOST
    share = np.linspace(0, 1, count + 1)[:, None]
    cut = np.asarray(rows[0] + share * (rows[1] - rows[0]))
    around = angles[0] + share[:, 0] * (angles[1] - angles[0])
    cut[:, :2] = centre + math.hypot(*(rows[0, :2] - centre)) * np.column_stack([np.cos(around), np.sin(around)])
    cut[0], cut[-1] = rows[0], rows[1]
    return cut
