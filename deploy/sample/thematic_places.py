"""Places that the thematic layers stand at, found in the drawn town; everything in EPSG:25832, metres."""

import random
from collections.abc import Iterator

from shapely import Point, Polygon, box, unary_union
from shapely.affinity import translate

from deploy.sample.addresses import Address, addresses
from deploy.sample.borders import quarters, town
from deploy.sample.geography import LANDMARKS, SCHOOLS, STATIONS, Landmark, Position
from deploy.sample.neighbourhoods import NEIGHBOURHOODS
from deploy.sample.projection import path, point

_BUILDINGS = {landmark.id: landmark for landmark in (*LANDMARKS, *SCHOOLS)}
_OUTLINES = {area.name: area for area in NEIGHBOURHOODS}


def building(landmark_id: str) -> Landmark:
    """A public building with its address."""
    return _BUILDINGS[landmark_id]


def at(landmark_id: str, east: float = 0, north: float = 0) -> Point:
    """A public building, or so many metres beside it."""
    return beside(_BUILDINGS[landmark_id].position, east, north)


def at_station(name: str, east: float = 0, north: float = 0) -> Point:
    """A station, or so many metres beside it."""
    return beside(STATIONS[name], east, north)


def address(quarter: str, street: str, share: float) -> Address:
    """The house at a share of a street's length, 0 at its first number and 1 at its last; one without a letter."""
    houses = [a for a in addresses() if (a.quarter, a.street, a.suffix) == (quarter, street, None)]
    return sorted(houses, key=lambda house: house.number)[round(share * (len(houses) - 1))]


def beside(position: Position, east: float = 0, north: float = 0) -> Point:
    """So many metres beside a position in degrees."""
    moved = translate(point(position), east, north)
    assert isinstance(moved, Point)
    return moved


def neighbourhood(name: str) -> Polygon:
    """The outline of a built-up area, cut to the town."""
    return inside_town(polygon(_OUTLINES[name].outline))


def quarter_of(name: str) -> str:
    """The quarter of a built-up area."""
    return _OUTLINES[name].quarter


def belt(quarter: str) -> Polygon:
    """The edge of a quarter's built-up areas, 120 m wide, where people walk their dogs."""
    built = unary_union([Polygon(path(area.outline)) for area in NEIGHBOURHOODS if area.quarter == quarter])
    return largest(built.buffer(90).difference(built.buffer(-30)).intersection(quarters()[quarter].buffer(-20)))


def polygon(corners: tuple[Position, ...]) -> Polygon:
    """Corners in degrees → an area."""
    return Polygon(path(corners))


def around(place: Point | Polygon, metres: float) -> Polygon:
    """Everything within ``metres`` of a place; a negative number makes an area smaller."""
    return largest(place.buffer(metres, quad_segs=4))


def plot(landmark_id: str, width: float = 120, depth: float = 90) -> Polygon:
    """A rectangle around a public building."""
    middle = at(landmark_id)
    return box(middle.x - width / 2, middle.y - depth / 2, middle.x + width / 2, middle.y + depth / 2)


def inside_town(area: Polygon) -> Polygon:
    """The largest part of an area that lies in the town."""
    return largest(area.intersection(town()))


def largest(area: object) -> Polygon:
    """The largest polygon of an area in one or several parts."""
    parts = [part for part in getattr(area, "geoms", [area]) if isinstance(part, Polygon)]
    return max(parts, key=lambda part: part.area)


def scattered(area: Polygon, rng: random.Random, distance: float) -> Iterator[Point]:
    """Random points in an area, each at least ``distance`` metres from all before."""
    west, south, east, north = area.bounds
    found: list[Point] = []
    while True:
        candidate = Point(round(rng.uniform(west, east), 2), round(rng.uniform(south, north), 2))
        if area.contains(candidate) and all(candidate.distance(other) >= distance for other in found):
            found.append(candidate)
            yield candidate
