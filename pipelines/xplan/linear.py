"""GML geometry → shapely, in its own CRS, easting first; arcs become chords. Checks and maps work on these copies.

What comes out is what was written, valid or not: nothing is closed, turned, snapped or repaired.
"""

from collections.abc import Callable, Iterator, Mapping
from itertools import pairwise
from types import MappingProxyType

import numpy as np
import shapely
from shapely import (
    GeometryCollection,
    LinearRing,
    LineString,
    MultiLineString,
    MultiPoint,
    MultiPolygon,
    Point,
    Polygon,
)
from shapely.geometry.base import BaseGeometry

from pipelines.reading.arcs import linear
from pipelines.reading.wkb import Coordinates, Kind, Shape
from pipelines.text import Text
from pipelines.xplan.geometry import Geometry, Positions

TOLERANCE = 0.0005
"""Metres that a chord may leave its arc: a quarter of the 2 mm below which points of a plan are the same."""

FARTHEST = 1e9
"""Metres that an ordinate may be from zero: no CRS has places beyond, and products of larger ones overflow."""

DIMENSION = "srsDimension"
ROLES_OF_CURVES = frozenset({"curveMember", "segments", "baseCurve"})
ROLES_OF_SURFACES = frozenset({"surfaceMember", "surfaceMembers", "patches", "polygonPatches", "baseSurface"})


class GeometryError(ValueError):
    """A geometry that cannot be drawn: what is wrong, and where in it."""

    def __init__(self, message: Text, gml_id: str | None = None) -> None:
        super().__init__(message.de)
        self.message = message
        self.gml_id = gml_id


def shape(geometry: Geometry, tolerance: float = TOLERANCE) -> BaseGeometry:
    """Return a geometry in its own CRS, as shapely's type that fits; a surface of several patches is their union.

    ``tolerance`` is the greatest distance of a chord from its arc in metres. Heights are left out. Raises
    GeometryError for numbers that are none or on no map, an odd number of ordinates, too few points and kinds that are
    not in the profile of XPlanGML.
    """
    make = MAKERS.get(geometry.kind)
    if make is None:
        raise _unknown(geometry)
    try:
        return make(geometry, tolerance)
    except GeometryError:
        raise
    except (ValueError, shapely.errors.GEOSException) as error:
        raise _unfit(geometry, str(error)) from None


def vertices(curve: Geometry, tolerance: float = TOLERANCE) -> Coordinates:
    """Return the points of a curve, segment or ring as it is written (n × 2), without closing it.

    Raises GeometryError as :func:`shape` does.
    """
    if curve.members:
        pieces = [vertices(member.geometry, tolerance) for member in curve.members]
        rows = _joined(pieces)
    else:
        rows = SEGMENTS.get(curve.kind, _straight)(control_points(curve), tolerance)
    return rows[::-1] if dict(curve.attributes).get("orientation") == "-" else rows


def polygons(geometry: Geometry, tolerance: float = TOLERANCE) -> list[Polygon]:
    """Return the polygons and patches of a surface one by one, in the order of the document; for others none."""
    if geometry.kind in FACES:
        return [_polygon(geometry, tolerance)]
    surfaces = (each.geometry for each in geometry.members if each.role in ROLES_OF_SURFACES)
    return [polygon for surface in surfaces for polygon in polygons(surface, tolerance)]


def control_points(geometry: Geometry) -> Coordinates:
    """Return the points of a segment as they are written (n × 2), those between the ends of an arc as well.

    Raises GeometryError as :func:`shape` does.
    """
    parts = [_numbers(geometry, each) for each in geometry.positions]
    if not parts:
        raise _unfit(geometry, "0")
    return np.vstack(parts) if len(parts) > 1 else parts[0]


def _numbers(geometry: Geometry, positions: Positions) -> Coordinates:
    size = int(_dimension(positions.attributes) or _dimension(geometry.attributes) or 2)
    try:
        numbers = np.array(positions.text.replace(",", " ").split(), dtype=np.float64)
    except ValueError as error:
        raise _unfit(geometry, str(error)) from None
    if size < 2 or not len(numbers) or len(numbers) % size:
        raise _unfit(geometry, f"{len(numbers)} / {size}")
    if (wrong := numbers[~(np.abs(numbers) < FARTHEST)]).size:  # not a number is in no range
        raise _unfit(geometry, f"{wrong[0]}")
    return numbers.reshape(-1, size)[:, :2]


def _dimension(attributes: tuple[tuple[str, str], ...]) -> str | None:
    return next((value for name, value in attributes if name == DIMENSION and value.isdecimal()), None)


def _joined(pieces: list[Coordinates]) -> Coordinates:
    """Put curves behind each other; where one begins at the end of the one before, the point is there once."""
    rest = (piece[1:] if np.array_equal(last[-1], piece[0]) else piece for last, piece in pairwise(pieces))
    return np.vstack([pieces[0], *rest])


def _straight(rows: Coordinates, _: float) -> Coordinates:
    return rows


def _arcs(rows: Coordinates, tolerance: float) -> Coordinates:
    """Arcs, each by its begin, a point on it and its end, which is the next one's begin (ISO 19136, 10.4.7.5)."""
    if len(rows) < 3 or len(rows) % 2 == 0:
        message = f"{len(rows)}"
        raise ValueError(message)
    return linear(Shape(Kind.ARC_STRING, "xy", (rows,)), tolerance).rows[0]


def _circle(rows: Coordinates, tolerance: float) -> Coordinates:
    """A whole circle by three points on it (ISO 19136, 10.4.7.7): the arc through them and the one that closes it."""
    if len(rows) != 3:
        message = f"{len(rows)}"
        raise ValueError(message)
    begin, middle, end = rows
    ax, ay = middle - begin
    bx, by = end - begin
    cross = 2 * (ax * by - ay * bx)
    if not cross:
        message = "0°"
        raise ValueError(message)
    a, b = ax * ax + ay * ay, bx * bx + by * by
    centre = begin + np.array([by * a - ay * b, ax * b - bx * a]) / cross
    opposite = 2 * centre - middle
    return _arcs(np.array([begin, middle, end, opposite, begin]), tolerance)


SEGMENTS: Mapping[str, Callable[[Coordinates, float], Coordinates]] = MappingProxyType(
    {"Arc": _arcs, "ArcString": _arcs, "Circle": _circle}
)


def _point(geometry: Geometry, _: float) -> BaseGeometry:
    return Point(control_points(geometry)[0])


def _line(geometry: Geometry, tolerance: float) -> BaseGeometry:
    return LineString(vertices(geometry, tolerance))


def _ring(geometry: Geometry, tolerance: float) -> BaseGeometry:
    return LinearRing(vertices(geometry, tolerance))


def _polygon(geometry: Geometry, tolerance: float) -> Polygon:
    shells = [vertices(ring, tolerance) for ring in geometry.within("exterior")]
    if not shells:
        raise _unfit(geometry, "exterior: 0")
    return Polygon(shells[0], [vertices(ring, tolerance) for ring in geometry.within("interior")])


def _surface(geometry: Geometry, tolerance: float) -> BaseGeometry:
    faces = polygons(geometry, tolerance)
    if not faces:
        raise _unfit(geometry, "patches: 0")
    return faces[0] if len(faces) == 1 else shapely.union_all(faces)


def _points(geometry: Geometry, _: float) -> BaseGeometry:
    return MultiPoint(np.vstack([control_points(each) for each in _parts(geometry)]))


def _lines(geometry: Geometry, tolerance: float) -> BaseGeometry:
    return MultiLineString([vertices(each, tolerance) for each in _parts(geometry)])


def _surfaces(geometry: Geometry, tolerance: float) -> BaseGeometry:
    return MultiPolygon(polygons(geometry, tolerance))


def _collection(geometry: Geometry, tolerance: float) -> BaseGeometry:
    return GeometryCollection([shape(each, tolerance) for each in _parts(geometry)])


def _envelope(geometry: Geometry, _: float) -> BaseGeometry:
    rows = control_points(geometry)
    return shapely.box(*rows.min(axis=0), *rows.max(axis=0))


def _parts(geometry: Geometry) -> Iterator[Geometry]:
    return (member.geometry for member in geometry.members)


FACES = frozenset({"Polygon", "PolygonPatch", "Rectangle", "Triangle"})
MAKERS: Mapping[str, Callable[[Geometry, float], BaseGeometry]] = MappingProxyType(
    dict.fromkeys(("LineString", "Curve", "CompositeCurve", "OrientableCurve", *SEGMENTS, "LineStringSegment"), _line)
    | dict.fromkeys(("LinearRing", "Ring"), _ring)
    | dict.fromkeys(FACES, _polygon)
    | dict.fromkeys(("Surface", "PolyhedralSurface", "CompositeSurface", "OrientableSurface"), _surface)
    | {
        "Point": _point,
        "MultiPoint": _points,
        "MultiCurve": _lines,
        "MultiSurface": _surfaces,
        "MultiGeometry": _collection,
        "Envelope": _envelope,
    }
)


def _unknown(geometry: Geometry) -> GeometryError:
    return GeometryError(
        Text(
            f"gml:{geometry.kind} gehört nicht zum GML-Profil von XPlanGML.",
            f"gml:{geometry.kind} is not in XPlanGML's profile of GML.",
        ),
        geometry.gml_id,
    )


def _unfit(geometry: Geometry, detail: str) -> GeometryError:
    return GeometryError(
        Text(
            f"Die Koordinaten von gml:{geometry.kind} ergeben keine Geometrie ({detail}).",
            f"The coordinates of gml:{geometry.kind} make no geometry ({detail}).",
        ),
        geometry.gml_id,
    )
