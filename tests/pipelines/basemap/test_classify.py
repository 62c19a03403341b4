"""Tags and what becomes of them."""

from typing import Any

import numpy as np
import pandas as pd
import pytest
from shapely import LineString, Point, box
from shapely.geometry.base import BaseGeometry

from pipelines.basemap.classify import classify
from pipelines.basemap.schema import AREAS, BOUNDARIES, BUILDINGS, HIGH, LAYERS, LOW, PLACES, RAILWAYS, ROADS, WATER

LINE = LineString([(8.6, 49.4), (8.7, 49.4)])
HOUSE = box(8.6, 49.4, 8.60015, 49.4001)
COLUMNS = sorted(
    {key for layer in LAYERS for key in (*layer.rules, *layer.others, *layer.needs, *layer.without)}
    | {"name", "ref", "tunnel", "bridge", "oneway", "population"}
)


def one(layer: Any, shape: BaseGeometry = LINE, **tags: str) -> dict[str, Any] | None:
    """What becomes of one feature, None where the layer leaves it out."""
    frame = pd.DataFrame([tags]).reindex(columns=COLUMNS)
    found = classify(frame, np.array([shape]), layer)
    return None if found.empty else {str(name): value for name, value in found.iloc[0].items() if not pd.isna(value)}


@pytest.mark.parametrize(
    ("layer", "tags", "kind"),
    [
        (ROADS, {"highway": "residential"}, "minor"),
        (ROADS, {"highway": "motorway_link"}, "link"),
        (ROADS, {"highway": "footway", "footway": "sidewalk"}, None),
        (ROADS, {"highway": "service", "service": "parking_aisle"}, None),
        (ROADS, {"highway": "proposed"}, None),
        (RAILWAYS, {"railway": "rail"}, "rail"),
        (RAILWAYS, {"railway": "rail", "service": "siding"}, None),
        (RAILWAYS, {"railway": "razed"}, None),
        (BOUNDARIES, {"boundary": "administrative", "admin_level": "8"}, "municipality"),
        (BOUNDARIES, {"boundary": "maritime", "admin_level": "2"}, None),
        (BUILDINGS, {"building": "yes"}, "building"),
        (BUILDINGS, {"building": "church"}, "public"),
        (BUILDINGS, {"building": "yes", "amenity": "school"}, "public"),
        (BUILDINGS, {"amenity": "school"}, None),
        (BUILDINGS, {"building": "no"}, None),
        (AREAS, {"amenity": "school"}, "public"),
        (AREAS, {"landuse": "forest", "leisure": "park"}, "wood"),
        (WATER, {"natural": "water"}, "water"),
    ],
)
def test_kinds(layer: Any, tags: dict[str, str], kind: str | None) -> None:
    shape = HOUSE if layer.sized else LINE
    found = one(layer, shape, **tags)
    assert (found and found["kind"]) == kind


def test_attributes_are_typed_and_absent_where_there_is_nothing() -> None:
    road = one(ROADS, highway="primary", name="Hauptstraße", tunnel="yes", bridge="no", oneway="yes")
    assert road == {"kind": "primary", "low": 8, "name": "Hauptstraße", "tunnel": 1, "oneway": 1, "rank": 3}
    assert one(PLACES, Point(8.6, 49.4), place="city", population="162273") == {
        "kind": "city",
        "low": 5,
        "population": 162273,
        "rank": 1,
    }
    assert "population" not in (one(PLACES, Point(8.6, 49.4), place="city", population="etwa 160 000") or {})


def test_areas_are_seen_from_where_they_are_large_enough() -> None:
    lows = [one(WATER, box(8.6, 49.4, 8.6 + size, 49.4 + size), natural="water") for size in (1.0, 0.02, 0.0001)]
    assert [found and found["low"] for found in lows] == [5, 8, HIGH]


def test_every_layer_has_levels_that_there_are_tiles_of() -> None:
    levels = [low for layer in LAYERS for values in (*layer.rules.values(), layer.others) for _, low in values.values()]
    assert min(levels) >= LOW
    assert max(levels) <= HIGH
