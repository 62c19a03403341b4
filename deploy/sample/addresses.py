"""House coordinates of the sample streets, numbered as in a street: odd on one side, even on the other."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import NamedTuple

import numpy as np
from shapely import Point

from deploy.sample.borders import quarters
from deploy.sample.buildings import Building, Frontage, buildings
from deploy.sample.roads import ROADS

WANTED = 1650
"""So many addresses, and those that are needed to finish the last street."""
STEP = 9.0
"""Metres of street per house number, both sides together, beyond the last known number."""


class StreetKey(NamedTuple):
    """A street's name is unique within the quarter where it begins."""

    quarter: str
    street: str


@dataclass(frozen=True)
class Address:
    """One house coordinate in EPSG:25832; ``suffix`` is the letter after the number."""

    quarter: str
    street: str
    number: int
    suffix: str | None
    place: Point


@dataclass(frozen=True)
class House:
    """A building with its place along the street."""

    building: Building
    frontage: Frontage


@cache
def addresses() -> tuple[Address, ...]:
    """The streets drawn by hand first, then others, evenly over the quarters, until there are enough."""
    drawn = {StreetKey(road.quarter, road.name) for road in ROADS}
    found: list[Address] = []
    for key, houses in _in_order(drawn):
        if key not in drawn and len(found) >= WANTED:
            break
        found += _street(key, houses)
    return tuple(sorted(found, key=lambda a: (a.quarter, a.street, a.number, a.suffix or "")))


def _in_order(drawn: set[StreetKey]) -> list[tuple[StreetKey, list[House]]]:
    """Drawn streets, then the first other street of each quarter, the second of each quarter and so on."""
    streets: dict[StreetKey, list[House]] = defaultdict(list)
    for building in buildings():
        if building.frontage:
            house = House(building, building.frontage)
            streets[StreetKey(building.quarter, building.frontage.street)].append(house)
    rank: dict[StreetKey, int] = {}
    for key in streets:
        rank[key] = 0 if key in drawn else 1 + sum(other.quarter == key.quarter for other in rank)
    return sorted(streets.items(), key=lambda item: (rank[item[0]], item[0]))


def _street(key: StreetKey, houses: list[House]) -> Iterator[Address]:
    """Number both sides, so that the numbers of public buildings come out as they are known."""
    known = sorted((h.frontage.along, h.frontage.number, h.frontage.side) for h in houses if h.frontage.number)
    odd = next((side for _, number, side in known if number % 2), None)
    even = next((side for _, number, side in known if number % 2 == 0), None)
    odd = odd or ("left" if even != "left" else "right")
    along = [0.0, *(mark[0] for mark in known)]
    numbers = [0.0, *(float(mark[1]) for mark in known)]
    along.append(along[-1] + 3000)
    numbers.append(numbers[-1] + 3000 / STEP)
    for side in ("left", "right"):
        row = sorted((h for h in houses if h.frontage.side == side), key=lambda h: h.frontage.along)
        wanted = [float(np.interp(house.frontage.along, along, numbers)) for house in row]
        yield from _side(key, row, wanted, parity=1 if side == odd else 0)


def _side(key: StreetKey, row: list[House], wanted: list[float], *, parity: int) -> Iterator[Address]:
    """Rising numbers of one parity; where a known number leaves no room, houses share a number and get letters."""
    number, letters = parity - 2, 0
    for i, house in enumerate(row):
        limit = next((h.frontage.number for h in row[i:] if h.frontage.number), None)
        following = max(number + 2, 2 * round((wanted[i] - parity) / 2) + parity)
        fits = house.frontage.number is not None or limit is None or following < limit
        if fits:
            number, letters = house.frontage.number or following, 0
        else:
            letters += 1
        if number > 0:
            suffix = chr(ord("a") + letters - 1) if letters else None
            place = house.building.footprint.representative_point()
            yield Address(_quarter(place), key.street, number, suffix, Point(round(place.x, 2), round(place.y, 2)))


def _quarter(place: Point) -> str:
    """A street may go on into the next quarter under its name, so the place decides."""
    return next(name for name, area in quarters().items() if area.contains(place))
