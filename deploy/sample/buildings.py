"""Houses along the streets: footprints turned to their street, set back, and never on each other."""

import random
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Literal

import numpy as np
from shapely import LineString, Point, Polygon, STRtree, box, get_coordinates
from shapely.affinity import rotate, translate

from deploy.sample.geography import LANDMARKS, PLACES, SCHOOLS, Landmark, Position
from deploy.sample.landscape import brooks, greens
from deploy.sample.neighbourhoods import NEIGHBOURHOODS, Use
from deploy.sample.projection import curve, path, point
from deploy.sample.roads import RAILWAY, TUNNEL_FROM
from deploy.sample.streets import HALF_WIDTH, MOTORWAYS, Street, streets

BuildingUse = Literal["wohnen", "gemischt", "gewerbe", "oeffentlich", "landwirtschaft", "verkehr"]
Side = Literal["left", "right"]
Range = tuple[float, float]


@dataclass(frozen=True)
class Plan:
    """How one builds in an area; all in metres, ``setback`` from the edge of the road, ``gap`` to the next house."""

    use: BuildingUse
    front: Range
    depth: Range
    gap: Range
    setback: Range
    storeys: tuple[int, int]


@dataclass(frozen=True)
class Frontage:
    """Where a house stands: its street, the side seen along it, and metres from the street's beginning."""

    street: str
    side: Side
    along: float
    number: int | None = None


@dataclass(frozen=True)
class Building:
    """A footprint in EPSG:25832; ``frontage`` is missing where a house belongs to no street."""

    footprint: Polygon
    use: BuildingUse
    storeys: int
    quarter: str
    name: str | None = None
    frontage: Frontage | None = None


PLANS: dict[Use, Plan] = {
    "wohnen": Plan("wohnen", (11, 21), (9.5, 13), (7, 15), (4, 7), (1, 3)),
    "kern": Plan("gemischt", (11, 19), (10, 14), (2.5, 6), (2, 3.5), (2, 4)),
    "gewerbe": Plan("gewerbe", (26, 62), (22, 46), (12, 24), (7, 12), (1, 4)),
}
LARGE: tuple[tuple[str, BuildingUse, Position, float, float, float], ...] = (
    ("Messehalle 3", "gewerbe", (9.1848, 48.6961), 75, 135, 4),
    ("Messehalle 5", "gewerbe", (9.1861, 48.6961), 75, 135, 4),
    ("Messehalle 7", "gewerbe", (9.1874, 48.6961), 75, 135, 4),
    ("Messehalle 9", "gewerbe", (9.1887, 48.6961), 75, 135, 4),
    ("Messehalle 4", "gewerbe", (9.1849, 48.6942), 75, 135, 4),
    ("Messehalle 6", "gewerbe", (9.1862, 48.6942), 75, 135, 4),
    ("Messehalle 8", "gewerbe", (9.1875, 48.6942), 75, 135, 4),
    ("Messehalle 10", "gewerbe", (9.1835, 48.6951), 70, 120, 4),
    ("Messehalle 1", "gewerbe", (9.1905, 48.6956), 130, 170, 4),
    ("Kongresszentrum", "gewerbe", (9.1897, 48.6939), 110, 60, 4),
    ("Terminal 1", "verkehr", (9.1908, 48.69005), 150, 70, -3),
    ("Terminal 2", "verkehr", (9.1928, 48.68995), 110, 60, -3),
    ("Terminal 3", "verkehr", (9.1949, 48.68985), 150, 70, -3),
    ("Luftfrachtzentrum", "verkehr", (9.2005, 48.6899), 160, 60, -4),
    ("Parkhaus Flughafen", "verkehr", (9.1893, 48.6921), 90, 55, 0),
    ("Parkhaus Flughafen", "verkehr", (9.1912, 48.6921), 90, 55, 0),
    ("Hotel am Flughafen", "gewerbe", (9.1945, 48.6922), 80, 40, 0),
)
"""Name, use, centre, width and height in metres, turn in degrees."""
HALLS = {"filderhalle", "hallenbad", "goldaeckerhalle", "festhalle_musberg"}
SIZES = {"school": (62.0, 24.0), "hall": (46.0, 32.0), "house": (26.0, 15.0)}


class Ground:
    """What is taken: roads, railway, water and greens from the start, and every house that has been built."""

    CELL = 80.0

    def __init__(self) -> None:
        obstacles = [*_road_spaces(), curve(RAILWAY[: TUNNEL_FROM + 1]).buffer(12)]
        obstacles += [course.buffer(7) for _, course in brooks()]
        obstacles += [area for green, area in greens() if green.kind != "wiese"]
        self._obstacles = STRtree(obstacles)
        self._houses: dict[tuple[int, int], list[Polygon]] = defaultdict(list)

    def build(self, footprint: Polygon, distance: float) -> bool:
        """Take the ground unless something stands there or nearer than ``distance`` metres to a house."""
        near = [house for cell in self._cells(footprint) for house in self._houses[cell]]
        free = not len(self._obstacles.query(footprint, predicate="intersects"))
        if free and all(footprint.distance(house) >= distance for house in near):
            self.take(footprint)
            return True
        return False

    def take(self, footprint: Polygon) -> None:
        """Take the ground in any case."""
        for cell in self._cells(footprint):
            self._houses[cell].append(footprint)

    def _cells(self, footprint: Polygon) -> list[tuple[int, int]]:
        west, south, east, north = (int(edge // self.CELL) for edge in footprint.buffer(15).bounds)
        return [(x, y) for x in range(west, east + 1) for y in range(south, north + 1)]


@cache
def buildings() -> tuple[Building, ...]:
    """All houses: public ones first, then trade fair and airport, the mills, and those along the streets."""
    ground = Ground()
    built = [*_public(), *_large(), *_mills()]
    for building in built:
        ground.take(building.footprint)
    areas = [(Polygon(path(area.outline)).buffer(18), area.use) for area in NEIGHBOURHOODS]
    tree = STRtree([outline for outline, _ in areas])
    for street in streets():
        if street.road_class not in MOTORWAYS and (street.road_class != "fussweg" or street.name == "Neuer Markt"):
            for side in ("left", "right"):
                built += _row(street, side, ground, tree, [use for _, use in areas])
    return tuple(built)


def facing(street: Street, along: float, side: Side, setback: float) -> tuple[Point, float]:
    """The point ``setback`` metres beside the street, and the street's direction there in degrees."""
    here, ahead = street.line.interpolate(along), street.line.interpolate(min(along + 4, street.line.length))
    behind = street.line.interpolate(max(along - 4, 0))
    direction = np.arctan2(ahead.y - behind.y, ahead.x - behind.x)
    turn = direction + (np.pi / 2 if side == "left" else -np.pi / 2)
    return Point(here.x + setback * np.cos(turn), here.y + setback * np.sin(turn)), float(np.degrees(direction))


def street_of(landmark: Landmark) -> Street:
    """The part of its street that is nearest to a public building."""
    parts = [s for s in streets() if s.name == landmark.street and s.quarter == landmark.quarter]
    return min(parts, key=lambda street: street.line.distance(point(landmark.position)))


def side_of(line: LineString, place: Point) -> Side:
    """On which side of a line a point lies, seen along the line."""
    along = line.project(place)
    ahead, behind = line.interpolate(min(along + 4, line.length)), line.interpolate(max(along - 4, 0))
    cross = (ahead.x - behind.x) * (place.y - behind.y) - (ahead.y - behind.y) * (place.x - behind.x)
    return "left" if cross > 0 else "right"


def _row(street: Street, side: Side, ground: Ground, tree: STRtree, uses: list[Use]) -> Iterator[Building]:
    rng = random.Random(f"{street.quarter} {street.name} {street.start} {side}")
    along = rng.uniform(4, 12)
    while along < street.line.length - 4:
        found = tree.query(facing(street, along, side, 14)[0], predicate="within")
        if not len(found):
            along += 10
            continue
        plan = PLANS[uses[min(found)]]
        front = rng.uniform(*plan.front)
        house = _house(street, Frontage(street.name, side, along + front / 2), plan, _footprint(front, plan, rng), rng)
        if ground.build(house.footprint, plan.gap[0]):
            yield house
            along += front + rng.uniform(*plan.gap)
        else:
            along += 5


def _house(street: Street, place: Frontage, plan: Plan, footprint: Polygon, rng: random.Random) -> Building:
    setback = HALF_WIDTH[street.road_class] + rng.uniform(*plan.setback)
    spot, direction = facing(street, place.along, place.side, setback)
    turned = rotate(footprint, direction if place.side == "left" else direction + 180, origin=(0, 0))
    placed = _rounded(translate(turned, spot.x, spot.y))
    frontage = Frontage(street.name, place.side, round(street.start + place.along, 1))
    return Building(placed, plan.use, rng.randint(*plan.storeys), street.quarter, None, frontage)


def _footprint(front: float, plan: Plan, rng: random.Random) -> Polygon:
    """A house whose front lies on the x axis, middle at the origin; nearly a third have an annex at the back."""
    depth = rng.uniform(*plan.depth)
    if rng.random() > 0.3:
        return box(-front / 2, 0, front / 2, depth)
    width, back = front * rng.uniform(0.35, 0.5), depth * rng.uniform(0.35, 0.6)
    left, right, inner = -front / 2, front / 2, -front / 2 + width
    return Polygon([(left, 0), (right, 0), (right, depth), (inner, depth), (inner, depth + back), (left, depth + back)])


def _public() -> Iterator[Building]:
    for landmark in (*SCHOOLS, *LANDMARKS):
        kind = "school" if landmark in SCHOOLS else "hall" if landmark.id in HALLS else "house"
        street, place = street_of(landmark), point(landmark.position)
        along = street.line.project(place)
        side = side_of(street.line, place)
        _, direction = facing(street, along, side, 0)
        footprint = _centred(place, *SIZES[kind], direction)
        frontage = Frontage(street.name, side, round(street.start + along, 1), landmark.number)
        yield Building(footprint, "oeffentlich", 3, landmark.quarter, landmark.name, frontage)


def _large() -> Iterator[Building]:
    for name, use, position, width, height, turn in LARGE:
        yield Building(_centred(point(position), width, height, turn), use, 2, "Echterdingen", name)


def _mills() -> Iterator[Building]:
    for place in PLACES:
        if place.kind == "hof":
            rng = random.Random(place.name)
            middle = point(place.position)
            for k, name in enumerate((place.name, None, None)):
                spot = Point(middle.x + 32 * k - 20, middle.y + rng.uniform(-14, 14))
                footprint = _centred(spot, rng.uniform(14, 24), rng.uniform(10, 14), rng.uniform(-40, 40))
                yield Building(footprint, "landwirtschaft", 2, place.quarter, name)


def _centred(place: Point, width: float, height: float, turn: float) -> Polygon:
    block = rotate(box(-width / 2, -height / 2, width / 2, height / 2), turn, origin=(0, 0))
    return _rounded(translate(block, place.x, place.y))


def _rounded(footprint: Polygon) -> Polygon:
    return Polygon(np.round(get_coordinates(footprint), 2))


def _road_spaces() -> Iterator[Polygon]:
    for street in streets():
        noise = 25 if street.road_class in MOTORWAYS else 1.2
        yield street.line.buffer(HALF_WIDTH[street.road_class] + noise, quad_segs=2)
