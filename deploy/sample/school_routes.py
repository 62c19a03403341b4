"""Recommended ways to school: the shortest walk through the street network that avoids busy roads."""

import heapq
from collections import defaultdict
from dataclasses import dataclass
from functools import cache
from itertools import groupby, pairwise
from math import ceil

from shapely import LineString, Point, STRtree, unary_union
from shapely.ops import substring

from deploy.sample.buildings import side_of
from deploy.sample.geography import SCHOOLS, Landmark, Position
from deploy.sample.projection import curve, point
from deploy.sample.roads import RAILWAY, RoadClass
from deploy.sample.streets import MOTORWAYS, Street, streets

MESH = 1.0
"""Streets meet where they come this near to each other, in metres."""
PACE = 55.0
"""Metres a child walks in a minute."""
EFFORT: dict[RoadClass, float] = {"landesstrasse": 1.7, "hauptstrasse": 1.3, "wohnstrasse": 1.0, "fussweg": 0.95}
"""How much longer a metre feels beside traffic."""
CROSSING: dict[RoadClass, str] = {"landesstrasse": "Ampel", "hauptstrasse": "Zebrastreifen"}
STARTS: dict[str, dict[str, Position]] = {
    "lus": {
        "Leinfelden Ost": (9.1520, 48.6905),
        "Leinfelden West": (9.1322, 48.6915),
        "Leinfelden Mitte": (9.1395, 48.6948),
        "Leinfelden Süd": (9.1425, 48.6868),
    },
    "eichberg": {
        "Unteraichen Nord": (9.1392, 48.7055),
        "Unteraichen Süd": (9.1395, 48.6988),
        "Oberaichen": (9.1245, 48.7042),
        "Oberaichen Nord": (9.1285, 48.7064),
    },
    "lindach": {
        "Stetten Ost": (9.1672, 48.6690),
        "Stetten Süd": (9.1650, 48.6645),
        "Stetten Nord": (9.1660, 48.6722),
        "Hof": (9.1510, 48.6620),
        "Weidach": (9.1390, 48.6618),
    },
    "zeppelin": {
        "Echterdingen Nord": (9.1615, 48.6950),
        "Echterdingen Mitte": (9.1590, 48.6920),
        "Echterdingen Bahnhof": (9.1700, 48.6911),
        "Echterdingen Nordost": (9.1740, 48.6930),
    },
    "goldwiesen": {
        "Echterdingen Süd": (9.1735, 48.6830),
        "Echterdingen West": (9.1580, 48.6892),
        "Echterdingen Ortskern": (9.1690, 48.6890),
        "Echterdingen Südwest": (9.1606, 48.6830),
    },
    "schoenbuch": {
        "Musberg Süd": (9.1222, 48.6915),
        "Musberg Ost": (9.1272, 48.6930),
        "Musberg West": (9.1140, 48.6962),
        "Musberg Nord": (9.1232, 48.6982),
    },
}
Node = tuple[float, float]


@dataclass(frozen=True)
class SchoolRoute:
    """A way to a school in EPSG:25832, from home to the school; ``length`` in metres, ``minutes`` on foot."""

    school: Landmark
    start: str
    line: LineString
    length: int
    minutes: int
    crossings: str
    hazards: str


@dataclass(frozen=True)
class Leg:
    """A piece of street between two crossings."""

    line: LineString
    street: Street


class Network:
    """All streets one may walk along, cut where they meet."""

    def __init__(self) -> None:
        walkable = [street for street in streets() if street.road_class not in MOTORWAYS]
        tree = STRtree([street.line for street in walkable])
        noded = unary_union([street.line for street in walkable], grid_size=MESH)
        pieces = [piece for piece in getattr(noded, "geoms", []) if isinstance(piece, LineString)]
        self.legs = [
            Leg(piece, walkable[int(tree.nearest(piece.interpolate(0.5, normalized=True)))]) for piece in pieces
        ]
        self._tree = STRtree([leg.line for leg in self.legs])
        self._from: dict[Node, list[tuple[Node, Leg]]] = defaultdict(list)
        for leg in self.legs:
            start, end = _ends(leg.line)
            self._from[start].append((end, leg))
            self._from[end].append((start, leg))

    def nearest(self, place: Point) -> Leg:
        """The piece of street in front of a place."""
        return self.legs[int(self._tree.nearest(place))]

    def streets_at(self, place: Node) -> set[Street]:
        """The streets that meet at a crossing."""
        return {leg.street for _, leg in self._from[place]}

    def walk(self, start: Node, goals: set[Node]) -> list[tuple[Node, Leg]]:
        """The easiest way as steps, each with the crossing it leads to (Dijkstra)."""
        best: dict[Node, float] = {start: 0.0}
        came: dict[Node, tuple[Node, Leg]] = {}
        queue = [(0.0, start)]
        while queue:
            cost, here = heapq.heappop(queue)
            if here in goals:
                return _unwind(came, start, here)
            for there, leg in self._from[here]:
                reached = cost + leg.line.length * EFFORT[leg.street.road_class]
                if reached < best.get(there, float("inf")):
                    best[there], came[there] = reached, (here, leg)
                    heapq.heappush(queue, (reached, there))
        raise ValueError(f"no way from {start}")


@cache
def school_routes() -> tuple[SchoolRoute, ...]:
    """All recommended ways."""
    network = Network()
    schools = {school.id: school for school in SCHOOLS}
    return tuple(
        _route(network, schools[school], name, position)
        for school, starts in STARTS.items()
        for name, position in starts.items()
    )


def _route(network: Network, school: Landmark, name: str, position: Position) -> SchoolRoute:
    door = network.nearest(point(school.position))
    start = min(_ends(network.nearest(point(position)).line), key=lambda end: Point(end).distance(point(position)))
    steps = network.walk(start, set(_ends(door.line)))
    line = _joined([start, *(place for place, _ in steps)], [leg.line for _, leg in steps], door, school)
    length = round(line.length)
    crossings, hazards = _crossings(network, steps), _hazards(line, steps)
    return SchoolRoute(school, name, line, length, ceil(length / PACE), crossings, hazards)


def _joined(places: list[Node], lines: list[LineString], door: Leg, school: Landmark) -> LineString:
    """One line from home to the school's door."""
    coordinates: list[tuple[float, ...]] = [places[0]]
    for place, line in zip(places, lines, strict=False):
        forward = _ends(line)[0] == place
        coordinates += list(line.coords if forward else line.coords[::-1])[1:]
    gate = door.line.project(point(school.position))
    at_start = _ends(door.line)[0] == places[-1]
    last = substring(door.line, 0 if at_start else door.line.length, gate)
    coordinates += list(last.coords)[1:]
    return LineString([(round(x, 2), round(y, 2)) for x, y in coordinates])


def _crossings(network: Network, steps: list[tuple[Node, Leg]]) -> str:
    """Main roads that the way crosses, in order, with what helps there."""
    runs = [list(run) for _, run in groupby(steps, key=lambda step: step[1].street.name)]
    found: list[Street] = []
    for before, here, after in zip(runs, runs[1:], runs[2:], strict=False):
        if _changes_side(here[0][1].street, before[-1][1], after[0][1]):
            found.append(here[0][1].street)
    for (place, before_leg), (_, after_leg) in pairwise(steps):
        names = {before_leg.street.name, after_leg.street.name}
        others = [street for street in network.streets_at(place) if street.name not in names]
        found += [street for street in others if _changes_side(street, before_leg, after_leg)]
    helped = [f"{s.name} ({CROSSING[s.road_class]})" for s in found if s.road_class in CROSSING]
    return ", ".join(dict.fromkeys(helped)) or "keine Querung einer Hauptstraße"


def _changes_side(street: Street, before: Leg, after: Leg) -> bool:
    middles = (leg.line.interpolate(0.5, normalized=True) for leg in (before, after))
    return len({side_of(street.line, middle) for middle in middles}) == 2


def _hazards(line: LineString, steps: list[tuple[Node, Leg]]) -> str:
    beside: dict[str, float] = defaultdict(float)
    for _, leg in steps:
        if leg.street.road_class in CROSSING:
            beside[leg.street.name] += leg.line.length
    found = [f"viel Verkehr auf der {name}" for name, length in beside.items() if length > 60]
    if line.intersects(curve(RAILWAY)):
        found.append("Unterführung der S-Bahn, im Winter früh dunkel")
    return "; ".join(found) or "keine besonderen Gefahren bekannt"


def _unwind(came: dict[Node, tuple[Node, Leg]], start: Node, goal: Node) -> list[tuple[Node, Leg]]:
    steps: list[tuple[Node, Leg]] = []
    here = goal
    while here != start:
        before, leg = came[here]
        steps.append((here, leg))
        here = before
    return steps[::-1]


def _ends(line: LineString) -> tuple[Node, Node]:
    (x, y), (u, v) = line.coords[0], line.coords[-1]
    return (round(x, 1), round(y, 1)), (round(u, 1), round(v, 1))
