"""A layer of every type of field, with gaps, umlauts and signs that mean something in patterns, in EPSG:25832."""

import random
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

from shapely.geometry import box, mapping
from shapely.geometry.base import BaseGeometry

HOUSES: dict[str, Any] = {
    "id": "haeuser",
    "title": "Häuser",
    "description": "Für Filter",
    "group": "bauen",
    "geometry": "Polygon",
    "key": "nummer",
    "fields": {
        "nummer": None,
        "name": None,
        "straße": None,
        "baujahr": {"type": "integer"},
        "fläche": {"type": "number"},
        "offen": {"type": "boolean"},
        "von": {"type": "date"},
        "bis": {"type": "date"},
        "geprüft": {"type": "datetime"},
        "geheim": {"type": "integer", "visibility": "internal"},
    },
}

NAMES = ("Schule", "schule", "Mühle", "MÜHLE", "Muhle", "Café", "100 %", "a_b", "O'Brien", "Straße", "STRASSE", "")
X, Y = 510_000, 5_393_000


@dataclass(frozen=True)
class House:
    """One feature as Python knows it."""

    id: str
    shape: BaseGeometry
    values: dict[str, Any]


def houses(count: int = 80) -> list[House]:
    """Rectangles on a grid of 10 m, which touch, overlap and hold each other."""
    dice = random.Random(7)
    return [_house(dice, number) for number in range(count)]


def _house(dice: random.Random, number: int) -> House:
    def maybe(value: Any) -> Any:
        return None if dice.random() < 0.2 else value

    west, south = X + 10 * dice.randrange(12), Y + 10 * dice.randrange(12)
    values = {
        "nummer": f"H{number}",
        "name": maybe(dice.choice(NAMES)) or None,
        "straße": maybe(dice.choice(("Lange Straße", "Kurze Gasse", "Am Markt"))),
        "baujahr": maybe(dice.randrange(1990, 2000)),
        "fläche": maybe(dice.choice((0.5, 1.0, 7.25, 1990.0, -3.0))),
        "offen": maybe(dice.random() < 0.5),
        "von": maybe(date(2020, 1, dice.randrange(1, 10))),
        "bis": maybe(date(2020, 1, dice.randrange(10, 20))),
        "geprüft": maybe(datetime(2020, 1, dice.randrange(1, 5), 12, tzinfo=UTC)),
    }
    size = 10 * dice.randrange(1, 4), 10 * dice.randrange(1, 4)
    return House(f"H{number}", box(west, south, west + size[0], south + size[1]), values)


def feature(house: House) -> dict[str, Any]:
    """The GeoJSON feature of the source."""
    values = {key: value.isoformat() if hasattr(value, "isoformat") else value for key, value in house.values.items()}
    return {"type": "Feature", "geometry": mapping(house.shape), "properties": values | {"geheim": 1}}
