"""Street lights along the streets of the town: 5,500, of which 4,500 have been changed to LED since 2012."""

import math
import random
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from shapely import LineString, Point

from deploy.sample.borders import quarters, town
from deploy.sample.geography import QUARTERS
from deploy.sample.streets import HALF_WIDTH, Street, streets
from deploy.sample.thematic_files import UTM32, Feature, Row, write_shapefile

TOTAL, LED = 5500, 4500
UNLIT = frozenset({"autobahn", "bundesstrasse"})
DARK = frozenset({"Bundeswanderweg"})
"""The forest path of the former railway has no lights."""
OLD_LAMPS = (("NAV", 70), ("NAV", 100), ("LSL", 36), ("LSL", 58))
LED_WATTS = {"landesstrasse": 58, "hauptstrasse": 48, "wohnstrasse": 22, "fussweg": 15}


@dataclass(frozen=True)
class Light:
    """A light point beside a street."""

    place: Point
    street: Street
    quarter: str


def write(folder: Path) -> None:
    """Write the source of ``leuchten``."""
    rng = random.Random("leuchten")
    found = lights()
    led = set(rng.sample(range(TOTAL), LED))
    features = [_feature(number, light, number - 1 in led, rng) for number, light in enumerate(found, start=1)]
    write_shapefile(folder / "leuchten.zip", features, UTM32)


def lights() -> list[Light]:
    """Exactly ``TOTAL`` lights at even distances, left and right of the street in turn."""
    lit = [street for street in streets() if street.road_class not in UNLIT and street.name not in DARK]
    pieces = [(street, part) for street in lit for part in _in_town(street.line)]
    distance = sum(part.length for _, part in pieces) / TOTAL
    while len(found := [light for street, part in pieces for light in _along(street, part, distance)]) < TOTAL:
        distance *= 0.998
    return found[:TOTAL]


def _in_town(line: LineString) -> Iterator[LineString]:
    inside = line.intersection(town().buffer(-10))
    yield from (part for part in getattr(inside, "geoms", [inside]) if isinstance(part, LineString))


def _along(street: Street, part: LineString, distance: float) -> Iterator[Light]:
    offset, side = distance / 2, 1
    while offset < part.length:
        place = _beside(part, offset, side * (HALF_WIDTH[street.road_class] + 1.2))
        yield Light(place, street, _quarter(place, street))
        offset, side = offset + distance, -side


def _beside(line: LineString, offset: float, aside: float) -> Point:
    """So many metres along the line and then to its left (negative: right)."""
    back, ahead = line.interpolate(offset - 0.5), line.interpolate(offset + 0.5)
    east, north = ahead.x - back.x, ahead.y - back.y
    length = math.hypot(east, north)
    middle = line.interpolate(offset)
    return Point(round(middle.x - north / length * aside, 2), round(middle.y + east / length * aside, 2))


def _quarter(place: Point, street: Street) -> str:
    return next((name for name in QUARTERS if quarters()[name].contains(place)), street.quarter)


def _feature(number: int, light: Light, led: bool, rng: random.Random) -> Feature:  # noqa: FBT001 - a fact, no switch
    lamp, watts = ("LED", LED_WATTS[light.street.road_class]) if led else rng.choice(OLD_LAMPS)
    year = rng.randint(2012, 2023) if led else rng.randint(1978, 2011)
    main = light.street.road_class in {"landesstrasse", "hauptstrasse"}
    values: Row = {
        "nr": number,
        "strasse": light.street.name,
        "stadtteil": light.quarter,
        "lampe": lamp,
        "watt": watts,
        "nacht": "K" if main else ("H" if led else "A"),
        "jahr": year,
        "schalt": f"S{number // 140 + 1:02d}",
    }
    return Feature(light.place, values)
