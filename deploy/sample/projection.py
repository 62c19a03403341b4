"""From the degrees in which the town is drawn to the metres in which it is built, and natural-looking curves."""

import random
from collections.abc import Iterable, Sequence

import numpy as np
from numpy.typing import NDArray
from pyproj import Transformer
from shapely import LineString, Point, Polygon, get_coordinates
from shapely.geometry.base import BaseGeometry

from deploy.sample.geography import Position

UTM = "EPSG:25832"
"""ETRS89 / UTM zone 32N: easting, northing in metres."""
Path = NDArray[np.float64]
"""Coordinates of a line, shape (n, 2), in metres in EPSG:25832, easting first."""

_TO_UTM = Transformer.from_crs("OGC:CRS84", UTM, always_xy=True)


def path(positions: Iterable[Position]) -> Path:
    """Positions in degrees → coordinates in metres, shape (n, 2)."""
    degrees = np.array(list(positions))
    return np.column_stack(_TO_UTM.transform(degrees[:, 0], degrees[:, 1]))


def point(position: Position) -> Point:
    """A position in degrees → a point in EPSG:25832, to the centimetre."""
    return Point(*np.round(path([position])[0], 2))


def curve(positions: Sequence[Position]) -> LineString:
    """A line that runs smoothly through all positions, so that streets still meet where they were drawn to meet."""
    return _line(LineString(_smooth(path(positions))).simplify(0.4))


def _line(line: BaseGeometry) -> LineString:
    return LineString(np.round(get_coordinates(line), 2))


def blob(positions: Sequence[Position], seed: str, *, levels: int = 1, roughness: float = 0.06) -> Polygon:
    """An area with a smooth, slightly irregular edge through all positions."""
    corners = path([*positions, positions[0]])
    rough = rugged(corners, random.Random(seed), levels=levels, roughness=roughness)
    closed = _smooth(np.vstack([rough[-2], rough, rough[1]]))
    inner = closed[_count(rough[-2], rough[0]) : len(closed) - _count(rough[0], rough[1])]
    return Polygon(np.round(inner, 2)) if len(inner) > 3 else Polygon(corners)


def rugged(corners: Path, rng: random.Random, *, levels: int, roughness: float) -> Path:
    """Push the middle of each side aside, ``levels`` times: lines of the kind that brooks and old fields make."""
    for _ in range(levels):
        middles = (corners[:-1] + corners[1:]) / 2
        sides = np.diff(corners, axis=0)
        pushes = np.array([rng.uniform(-roughness, roughness) for _ in sides])
        middles += np.column_stack([-sides[:, 1], sides[:, 0]]) * pushes[:, None]
        merged = np.empty((len(corners) + len(middles), 2))
        merged[0::2], merged[1::2] = corners, middles
        corners = merged
    return corners


def _smooth(corners: Path, step: float = 18.0) -> Path:
    """Catmull-Rom spline through ``corners``, a point about every ``step`` metres."""
    if len(corners) < 3:
        return corners
    before, after = 2 * corners[0] - corners[1], 2 * corners[-1] - corners[-2]
    knots = np.vstack([before, corners, after])
    parts = [_segment(knots[i : i + 4], _count(knots[i + 1], knots[i + 2], step)) for i in range(len(corners) - 1)]
    return np.vstack([*parts, corners[-1:]])


def _segment(knots: Path, count: int) -> Path:
    t = np.linspace(0, 1, count, endpoint=False)[:, None]
    a, b, c, d = knots
    return np.asarray(0.5 * (2 * b + (c - a) * t + (2 * a - 5 * b + 4 * c - d) * t**2 + (3 * b - a - 3 * c + d) * t**3))


def _count(start: Path, end: Path, step: float = 18.0) -> int:
    return max(2, round(float(np.hypot(*(end - start))) / step))
