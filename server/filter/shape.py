"""Geometry literals of a filter: checked, in two dimensions, x before y, cut to where UTM zone 32N is computed well."""

import json
import math
from collections.abc import Mapping
from functools import cache
from typing import Any

import numpy as np
import shapely
from pyproj import Transformer
from shapely.geometry.base import BaseGeometry

from pipelines.definition.condition import ConditionError, Node
from pipelines.storage import STORAGE_SRID
from pipelines.text import Text
from server.area import MAX_EDGE
from server.crs import Crs
from server.filter.tree import Shape
from server.rectangle import DOMAIN, EARTH_RADIUS

LONGEST = 1_000.0
"""Degrees of all edges together, which are 50,000 points of that distance."""

FARTHEST = 1e8
"""Metres; more is no place on Earth in any of the projected CRS."""

ELSEWHERE = (9.0, -79.0)
"""Where what lies outside the domain is said to lie: in the zone, and far from any town."""

TYPES = frozenset(
    {"Point", "MultiPoint", "LineString", "MultiLineString", "Polygon", "MultiPolygon", "GeometryCollection"}
)


def read_shape(node: Mapping[str, Node], crs: Crs) -> Shape:
    """Read a GeoJSON geometry or ``{"bbox": […]}`` in ``crs``, in the order of its axes; heights are left aside.

    Raises ConditionError for what is no valid geometry. Edges are straight in ``crs``.
    """
    geometry = _rectangles(node["bbox"], crs) if "bbox" in node else _geometry(node, crs)
    _check(geometry, crs)
    if crs.srid != STORAGE_SRID:
        geometry = _stored(_dense(_near(geometry, crs), crs), crs)
    if geometry.geom_type == "GeometryCollection":
        geometry = shapely.union_all([geometry])
    ewkb = shapely.to_wkb(shapely.set_srid(geometry, STORAGE_SRID), hex=True, include_srid=True)
    return Shape(ewkb, mixed=geometry.geom_type == "GeometryCollection")


def _stored(geometry: BaseGeometry, crs: Crs) -> BaseGeometry:
    transformer = _transformer(crs.srid)
    return shapely.transform(geometry, lambda points: np.column_stack(transformer.transform(*points.T)))


@cache
def _transformer(srid: int) -> Transformer:
    return Transformer.from_crs(srid, STORAGE_SRID, always_xy=True)


def _geometry(node: Mapping[str, Node], crs: Crs) -> BaseGeometry:
    if not isinstance(node.get("type"), str) or node["type"] not in TYPES:
        raise _wrong("keine Geometrie", "no geometry")
    try:
        geometry = shapely.force_2d(shapely.from_geojson(json.dumps(node)))
    except (shapely.errors.ShapelyError, ValueError) as error:
        raise _wrong(f"keine Geometrie ({error})", f"no geometry ({error})") from None
    return shapely.transform(geometry, lambda points: points[:, ::-1]) if crs.flipped else geometry


def _rectangles(numbers: Node, crs: Crs) -> BaseGeometry:
    """West greater than east crosses the antimeridian, where the CRS has one (21-065r2, 6.7.1)."""
    if not isinstance(numbers, list) or len(numbers) not in {4, 6} or not all(map(_is_number, numbers)):
        raise _wrong("BBOX braucht vier oder sechs Zahlen", "BBOX needs four or six numbers")
    half = len(numbers) // 2
    (a1, b1), (a2, b2) = numbers[:2], numbers[half : half + 2]
    x1, y1, x2, y2 = (b1, a1, b2, a2) if crs.flipped else (a1, b1, a2, b2)
    if y1 > y2:
        raise _wrong("die südliche Grenze liegt über der nördlichen", "south is above north")
    if x1 <= x2:
        return _box(x1, y1, x2, y2)
    if not _in_degrees(crs):
        raise _wrong("die westliche Grenze liegt östlich der östlichen", "west is east of east")
    return shapely.unary_union([_box(x1, y1, 180.0, y2), _box(-180.0, y1, x2, y2)])


def _box(x1: float, y1: float, x2: float, y2: float) -> BaseGeometry:
    """A box without width or height is a line or a point."""
    corners = [(x1, y1), (x2, y1), (x2, y2), (x1, y2)]
    return shapely.box(x1, y1, x2, y2) if x1 < x2 and y1 < y2 else shapely.MultiPoint(corners).convex_hull


def _check(geometry: BaseGeometry, crs: Crs) -> None:
    points = shapely.get_coordinates(geometry)
    if len(points) == 0:
        raise _wrong("die Geometrie ist leer", "the geometry is empty")
    widest, highest = (180.0, 90.0) if _in_degrees(crs) else (FARTHEST, FARTHEST)
    if not all(abs(x) <= widest and abs(y) <= highest for x, y in points.tolist()):  # false for NaN, too
        raise _wrong(
            f"Koordinaten gibt es in {crs.uri} nur bis {widest:g}, {highest:g}; filter-crs nennt ein anderes System",
            f"coordinates in {crs.uri} end at {widest:g}, {highest:g}; filter-crs names another system",
        )
    if not shapely.is_valid(geometry):
        reason = shapely.is_valid_reason(geometry)
        raise _wrong(f"die Geometrie ist ungültig ({reason})", f"the geometry is invalid ({reason})")


def _near(geometry: BaseGeometry, crs: Crs) -> BaseGeometry:
    """Cut off what PROJ would turn into infinity, and keep a piece in its place, as far from the town as it was.

    With the piece every relation stays as it is: no feature contains, equals or is crossed by the rest alone.
    """
    domain, elsewhere = _domain(crs)
    if shapely.covers(domain, geometry):
        return geometry
    far = shapely.difference(geometry, domain)
    marks = [_mark(shapely.get_dimensions(part), elsewhere) for part in shapely.get_parts(far)]
    near = shapely.intersection(geometry, domain)
    return shapely.union_all([near, *marks])


def _mark(dimensions: int, at: tuple[float, float]) -> BaseGeometry:
    point = shapely.Point(at)
    size = 1e-3
    return [point, shapely.LineString([at, (at[0] + size, at[1])]), shapely.box(*at, at[0] + size, at[1] + size)][
        dimensions
    ]


def _dense(geometry: BaseGeometry, crs: Crs) -> BaseGeometry:
    """Set points on the edges, so that they stay where they are when their ends are brought to UTM."""
    unit = 1.0 if _in_degrees(crs) else math.radians(EARTH_RADIUS)
    west, south, east, north = geometry.bounds
    step = min(MAX_EDGE * unit, max(east - west, north - south, 1e-7 * unit) / 16)
    if shapely.length(geometry) > LONGEST * unit:
        raise _wrong("die Kanten der Geometrie sind zu lang", "the geometry's edges are too long")
    return shapely.segmentize(geometry, max(step, shapely.length(geometry) / (LONGEST / MAX_EDGE)))


@cache
def _domain(crs: Crs) -> tuple[BaseGeometry, tuple[float, float]]:
    """The domain and the place elsewhere; Web Mercator's grid is parallel to that of degrees."""
    if _in_degrees(crs):
        return shapely.box(*DOMAIN), ELSEWHERE
    west, south, east, north = DOMAIN
    return shapely.box(*_mercator(west, south), *_mercator(east, north)), _mercator(*ELSEWHERE)


def _mercator(longitude: float, latitude: float) -> tuple[float, float]:
    y = math.log(math.tan(math.pi / 4 + math.radians(latitude) / 2))
    return EARTH_RADIUS * math.radians(longitude), EARTH_RADIUS * y


def _in_degrees(crs: Crs) -> bool:
    return crs.srid in {4326, 4258}


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _wrong(de: str, en: str) -> ConditionError:
    return ConditionError(Text(de, en))
