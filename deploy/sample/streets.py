"""The street network: the streets drawn by hand, and bent grids of residential streets between them."""

import random
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from itertools import groupby, pairwise

import numpy as np
from shapely import (
    LineString,
    Point,
    Polygon,
    box,
    get_coordinates,
    line_merge,
    minimum_bounding_radius,
    unary_union,
)
from shapely.geometry.base import BaseGeometry
from shapely.ops import nearest_points, substring

from deploy.sample.geography import LANDMARKS, SCHOOLS
from deploy.sample.nature import GREEN
from deploy.sample.neighbourhoods import NEIGHBOURHOODS, Neighbourhood
from deploy.sample.projection import Path, curve, path, point
from deploy.sample.roads import RAILWAY, ROADS, SPEED, RoadClass

SHEET = box(*path([(9.070, 48.650), (9.211, 48.731)]).ravel())
"""What is drawn at all; the town's map shows no more."""
HALF_WIDTH: dict[RoadClass, float] = {
    "autobahn": 16.0,
    "bundesstrasse": 11.0,
    "landesstrasse": 5.0,
    "hauptstrasse": 4.5,
    "wohnstrasse": 3.2,
    "fussweg": 1.8,
}
"""From the middle of the road to its edge, in metres."""
MOTORWAYS = {"autobahn", "bundesstrasse"}
SHORTEST = 55.0
"""A shorter piece of a grid is no street of its own, in metres."""
STUB = 50.0
"""A shorter end beyond the last crossing is left out, in metres."""


@dataclass(frozen=True)
class Street:
    """A street, or a part of one, in EPSG:25832; ``number`` is the road number, ``speed`` in km/h, none on footpaths.

    ``start`` is the length in metres of the parts of the same street before this one.
    """

    name: str
    road_class: RoadClass
    quarter: str
    line: LineString
    number: str | None
    speed: int | None
    oneway: bool = False
    start: float = 0.0


@cache
def streets() -> tuple[Street, ...]:
    """All streets: the drawn ones, then those of each neighbourhood, connected with what was there before."""
    found = list(_drawn())
    for area in NEIGHBOURHOODS:
        found += _named(area, _grid(area, found))
    return tuple(found)


def _drawn() -> Iterator[Street]:
    for road in ROADS:
        line = curve(road.points).intersection(SHEET)
        speed = road.speed or SPEED.get(road.road_class)
        yield Street(road.name, road.road_class, road.quarter, _longest(line), road.number, speed)


def _named(area: Neighbourhood, courses: list[list[LineString]]) -> Iterator[Street]:
    rng = random.Random(area.name)
    for name, course in zip(area.names, sorted(courses, key=lambda course: -_length(course)), strict=False):
        oneway = area.use == "kern" and rng.random() < 0.3
        start = 0.0
        for line in course:
            yield Street(name, "wohnstrasse", area.quarter, line, None, SPEED["wohnstrasse"], oneway, start)
            start += line.length


def _grid(area: Neighbourhood, network: Iterable[Street]) -> list[list[LineString]]:
    """Long streets, then cross streets between them; a long street may go on beyond a road that interrupts it."""
    rng = random.Random(f"grid {area.name}")
    outline = Polygon(path(area.outline))
    near = [street for street in network if street.line.distance(outline) < 150]
    kept_free = [place for place in (*_sites(), curve(RAILWAY).buffer(30)) if place.intersects(outline)]
    clear = unary_union([*kept_free, *(_apart(street, area.spacing[0]) for street in near)])
    roads = [street.line for street in near if street.road_class not in MOTORWAYS]
    long = [list(_pieces(row, outline, clear, roads)) for row in _rows(area, outline, rng, 0)]
    middle = unary_union([line for course in long for line in course])
    cross = [line for row in _rows(area, outline, rng, 1) for line in _pieces(row, outline, clear, roads)]
    return _connected([*long, *([line] for row in cross for line in _between(row, middle, rng))], roads)


@cache
def _sites() -> tuple[BaseGeometry, ...]:
    """Public buildings, cemeteries, parks and sports grounds: no street runs through them."""
    public = [point(place.position).buffer(46) for place in SCHOOLS] + [point(p.position).buffer(33) for p in LANDMARKS]
    return (*public, *(Polygon(path(green.outline)).buffer(6) for green in GREEN if green.kind != "wiese"))


def _apart(street: Street, spacing: float) -> BaseGeometry:
    """Where no street of a grid runs: beside another road, and by far beside a motorway."""
    return street.line.buffer(60 if street.road_class in MOTORWAYS else min(0.58 * spacing, 46), quad_segs=2)


def _rows(area: Neighbourhood, outline: Polygon, rng: random.Random, axis: int) -> Iterator[LineString]:
    """Parallel lines over the whole area, along its bearing (axis 0) or across it (axis 1), gently bent."""
    turn = np.radians(area.bearing + 90 * axis)
    along, across = np.array([np.cos(turn), np.sin(turn)]), np.array([-np.sin(turn), np.cos(turn)])
    centre, reach = get_coordinates(outline.centroid)[0], minimum_bounding_radius(outline)
    steps = np.arange(-reach, reach, 20.0)[:, None]
    sag = rng.uniform(0.06, 0.12) * rng.choice((-1, 1)) * steps**2 / reach
    offset = -reach + rng.uniform(0, area.spacing[axis])
    while offset < reach:
        yield LineString(_bend(centre + steps * along + (offset + sag) * across))
        offset += area.spacing[axis] * rng.uniform(0.92, 1.12)


def _bend(coordinates: Path) -> Path:
    """Shift everything by a slow wave, so that grids look grown; where two lines meet they still meet."""
    x, y = coordinates[:, 0], coordinates[:, 1]
    east = 18 * np.sin(y / 115 + x / 300)
    north = 18 * np.sin(x / 125 + y / 260)
    return np.column_stack([x + east, y + north])


def _pieces(row: LineString, outline: Polygon, clear: BaseGeometry, roads: list[LineString]) -> Iterator[LineString]:
    """The parts of a row that do not run beside another road, in order, prolonged to the roads at their ends."""
    parts = _lines(row.intersection(outline).difference(clear))
    network = unary_union(roads)
    for part in sorted(parts, key=lambda part: row.project(Point(part.coords[0]))):
        if part.length > SHORTEST / 2:
            start, end = _reach(part.coords[0], network), _reach(part.coords[-1], network)
            yield LineString([*start, *part.coords, *end[::-1]])


def _reach(end: tuple[float, ...], network: BaseGeometry) -> list[tuple[float, float]]:
    """The nearest point of the network, as list of one; none if it is too far or behind a public building."""
    here = Point(end)
    there = nearest_points(here, network)[1]
    link = LineString([here, there])
    free = all(site.intersection(link).length < 1 for site in _sites())
    return [(there.x, there.y)] if 1 < link.length < 60 and free else []


def _between(row: LineString, long: BaseGeometry, rng: random.Random) -> Iterator[LineString]:
    """Cut a cross street at the long streets and leave some blocks out; what stays together is one street."""
    places = sorted({0.0, row.length, *(row.project(place) for place in _points(row.intersection(long)))})
    blocks = [(a, b, rng.random() < 0.8) for a, b in pairwise(places) if b - a > 12]
    for kept, run in groupby(blocks, key=lambda block: block[2]):
        cuts = list(run)
        if kept:
            yield _longest(substring(row, cuts[0][0], cuts[-1][1]))


def _connected(courses: list[list[LineString]], roads: list[LineString]) -> list[list[LineString]]:
    """Only what can be reached from the roads outside, step by step."""
    rest = [line for course in courses for line in course if line.length >= SHORTEST]
    reached: list[LineString] = []
    network, found = unary_union(roads), True
    while found:
        new = [line for line in rest if line.distance(network) < 0.5]
        found = bool(new)
        reached += new
        rest = [line for line in rest if line not in new]
        network = unary_union([network, *new])
    kept = [[_tidy(line, [*roads, *reached]) for line in course if line in reached] for course in courses]
    return [course for course in kept if course]


def _tidy(line: LineString, network: list[LineString]) -> LineString:
    """Without the short stubs that stick out beyond the last crossing; to the centimetre."""
    others = unary_union([other for other in network if other is not line and other.distance(line) < 1])
    places = [line.project(place) for place in _points(line.intersection(others))]
    crossings = [*places, *(at for at in (0.0, line.length) if line.interpolate(at).distance(others) < 0.5)]
    first, last = min(crossings, default=0.0), max(crossings, default=line.length)
    start, end = first if first < STUB else 0.0, last if line.length - last < STUB else line.length
    return LineString(np.round(get_coordinates(substring(line, start, end).simplify(0.4)), 2))


def _length(course: list[LineString]) -> float:
    return sum(line.length for line in course)


def _lines(geometry: BaseGeometry) -> Iterable[LineString]:
    merged = line_merge(geometry) if geometry.geom_type == "MultiLineString" else geometry
    parts = getattr(merged, "geoms", [merged])
    return [part for part in parts if isinstance(part, LineString) and not part.is_empty]


def _points(geometry: BaseGeometry) -> Iterable[Point]:
    return [part for part in getattr(geometry, "geoms", [geometry]) if isinstance(part, Point) and not part.is_empty]


def _longest(geometry: BaseGeometry) -> LineString:
    return max(_lines(geometry), key=lambda line: line.length)
