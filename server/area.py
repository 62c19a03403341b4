"""A rectangle on Earth → the area in EPSG:25832 that stored geometry is compared with."""

from dataclasses import dataclass
from functools import lru_cache
from struct import pack

from pyproj import Transformer

from pipelines.storage import STORAGE_SRID, Box
from server.crs import WGS84_SRID
from server.rectangle import Rectangle
from server.stretches import Bounds

MAX_EDGE = 0.02
"""Degrees. A parallel bends against the straight edges of UTM; between points this close by less than 5 cm."""

AROUND = 0.01
"""Degrees (some 700 m) by which a layer's extent is widened: long edges bulge beyond their ends."""


POLYGON, HAS_SRID = 3, 0x20000000
"""Type and flag in the head of PostGIS's EWKB."""


@dataclass(frozen=True)
class Area:
    """A rectangle's area as PostGIS reads it (EWKB in hexadecimal), the bounds around it, and a rectangle within it.

    A feature whose box lies in ``within``, whose bounds are ``core``, matches without a look at its geometry.
    """

    shape: str
    within: str
    bounds: Bounds
    core: Bounds


def area(rectangle: Rectangle, extent: Box | None) -> Area:
    """Turn a rectangle into an area. ``extent`` is that of the layer (CRS84): nothing beyond it needs a look."""
    if rectangle.srid == STORAGE_SRID:
        bounds = (rectangle.west, rectangle.south, rectangle.east, rectangle.north)
        shape = _box(bounds)
        return Area(shape, shape, bounds, bounds)
    box = _cut((rectangle.west, rectangle.south, rectangle.east, rectangle.north), extent)
    return _turned(box)


@lru_cache(maxsize=256)
def _turned(box: Box) -> Area:
    west, south, east, north = box
    step = min(MAX_EDGE, max(east - west, north - south, 1e-7) / 4)
    across, along = _points(west, east, step), _points(south, north, step)
    width, height = len(across), len(along)
    longitudes = [*across, *[east] * height, *reversed(across), *[west] * height]
    latitudes = [*[south] * width, *along, *[north] * width, *reversed(along)]
    x, y = _TO_STORAGE.transform(longitudes, latitudes)
    right, left = x[width : width + height], x[2 * width + height :]
    bottom, top = y[:width], y[width + height : 2 * width + height]
    within = (max(left), max(bottom), min(right), min(top))
    if within[0] > within[2] or within[1] > within[3]:  # the edges are too crooked for a rectangle between them
        within = (x[0], y[0], x[0], y[0])
    return Area(_ring([*zip(x, y, strict=True)]), _box(within), (min(x), min(y), max(x), max(y)), within)


def _cut(box: Box, extent: Box | None) -> Box:
    """Cut ``box`` to the surroundings of ``extent``; a box that misses them stays as it is."""
    if extent is None:
        return box
    west, south = max(box[0], extent[0] - AROUND), max(box[1], extent[1] - AROUND)
    east, north = min(box[2], extent[2] + AROUND), min(box[3], extent[3] + AROUND)
    return (west, south, east, north) if west <= east and south <= north else box


def _points(start: float, end: float, step: float) -> list[float]:
    count = int((end - start) / step) + 1
    return [start + (end - start) * number / count for number in range(count)] + [end]


def _box(bounds: Bounds) -> str:
    west, south, east, north = bounds
    return _ring([(west, south), (east, south), (east, north), (west, north)])


def _ring(corners: list[tuple[float, float]]) -> str:
    """Write a polygon of one ring as EWKB; shapely would take ten times as long for the few corners of a box."""
    corners = [*corners, corners[0]]
    head = pack("<BIIII", 1, POLYGON | HAS_SRID, STORAGE_SRID, 1, len(corners))
    return (head + b"".join(pack("<dd", *corner) for corner in corners)).hex()


_TO_STORAGE = Transformer.from_crs(WGS84_SRID, STORAGE_SRID, always_xy=True)
