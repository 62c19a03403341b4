"""The ``bbox`` parameter: what a client drew → rectangles that PostGIS can compare with stored geometry."""

import math
from dataclasses import dataclass

from pipelines.storage import STORAGE_SRID, Box
from server.crs import WGS84_SRID, Crs
from server.number import parse_number
from server.problem import invalid

DOMAIN: Box = (-3.0, -80.0, 21.0, 84.0)
"""Degrees within which UTM zone 32N (centre 9° E) is computed well. Nothing of a town lies outside, but PROJ turns
corners far away into infinity, which would select everything."""

EARTH_RADIUS = 6_378_137.0
"""Metres; the sphere of Web Mercator (EPSG:3857)."""


@dataclass(frozen=True)
class Rectangle:
    """An area by its edges, x before y, in degrees (SRID 4326, longitude first) or storage metres (25832)."""

    srid: int
    west: float
    south: float
    east: float
    north: float

    def contains(self, box: Box) -> bool:
        """Whether ``box`` (CRS84 degrees) lies inside, edges included."""
        west, south, east, north = box
        return (
            self.srid == WGS84_SRID
            and self.west <= west
            and self.south <= south
            and self.east >= east
            and self.north >= north
        )


def parse_bbox(value: str, crs: Crs) -> tuple[Rectangle, ...]:
    """Read four or six numbers in ``crs``, in the order of its axes; heights are left aside.

    Returns two rectangles for a box over the antimeridian, none for one where no town can be.
    Raises Problem when the numbers make no box.
    """
    x1, y1, x2, y2 = _corners(value, flipped=crs.flipped)
    if y1 > y2:
        raise invalid("bbox", "Die südliche Grenze liegt über der nördlichen.", "South is above north.")
    if crs.srid == STORAGE_SRID:
        return (Rectangle(STORAGE_SRID, *_ordered(x1, y1, x2, y2)),)
    if crs.srid == 3857:
        x1, y1, x2, y2 = _degrees(*_ordered(x1, y1, x2, y2))
    parts = [(x1, y1, x2, y2)] if x1 <= x2 else [(x1, y1, 180.0, y2), (-180.0, y1, x2, y2)]
    return tuple(clipped for part in parts if (clipped := _clipped(part)))


def _corners(value: str, *, flipped: bool) -> Box:
    try:
        numbers = [parse_number(part) for part in value.split(",")]
    except ValueError:
        numbers = []
    if len(numbers) not in {4, 6}:
        raise invalid("bbox", "Erwartet werden vier oder sechs Zahlen.", "Four or six numbers are expected.")
    size = len(numbers) // 2
    (a1, b1), (a2, b2) = numbers[:2], numbers[size : size + 2]
    return (b1, a1, b2, a2) if flipped else (a1, b1, a2, b2)


def _ordered(x1: float, y1: float, x2: float, y2: float) -> Box:
    """In metres no box crosses the antimeridian, so west of east is a mistake."""
    if x1 > x2:
        raise invalid("bbox", "Die westliche Grenze liegt östlich der östlichen.", "West is east of east.")
    return x1, y1, x2, y2


def _degrees(x1: float, y1: float, x2: float, y2: float) -> Box:
    """Web Mercator → degrees; both grids are parallel, so a box stays a box."""
    return math.degrees(x1 / EARTH_RADIUS), _latitude(y1), math.degrees(x2 / EARTH_RADIUS), _latitude(y2)


def _latitude(y: float) -> float:
    limited = max(-10 * EARTH_RADIUS, min(10 * EARTH_RADIUS, y))  # exp() would overflow far beyond the poles
    return math.degrees(2 * math.atan(math.exp(limited / EARTH_RADIUS)) - math.pi / 2)


def _clipped(box: Box) -> Rectangle | None:
    west, south = max(box[0], DOMAIN[0]), max(box[1], DOMAIN[1])
    east, north = min(box[2], DOMAIN[2]), min(box[3], DOMAIN[3])
    return Rectangle(WGS84_SRID, west, south, east, north) if west <= east and south <= north else None
