"""Numbers of matches that are known by heart, against boxes judged in Python."""

import random
from typing import Any

import httpx
import pytest
import shapely
from pyproj import Transformer
from shapely.geometry import box, shape

from server.crs import STORAGE
from server.lane.census import FEW
from tests.server.samples import AREAS, Portal
from tests.server.serving import serving

X, Y, SIDE, NUMBER = 508_000, 5_392_000, 4_000, 2 * FEW


def feature(number: int, chance: random.Random) -> dict[str, Any]:
    """A rectangle of some metres; every fiftieth is of the size of a district."""
    x, y = X + chance.random() * SIDE, Y + chance.random() * SIDE
    size = 1_500 if number % 50 == 0 else chance.uniform(2, 40)
    ring = [[x, y], [x + size, y], [x + size, y + size], [x, y + size], [x, y]]
    return {
        "type": "Feature",
        "geometry": {"type": "Polygon", "coordinates": [ring]},
        "properties": {"nummer": number, "name": "Fläche"},
    }


def test_number_matched_is_exact_in_random_boxes(portal: Portal) -> None:
    chance = random.Random(4)
    features = [feature(number, chance) for number in range(NUMBER)]
    portal.publish(AREAS, features)
    shapes = [shape(each["geometry"]) for each in features]
    turned = Transformer.from_crs(25832, 4326, always_xy=True)
    for each in shapes:
        shapely.prepare(each)

    with serving(portal.settings) as url, httpx.Client(base_url=url) as client:
        for number in range(60):
            width, height = (SIDE * 10 ** chance.uniform(-3, 0.2) for _ in "xy")
            west, south = X + chance.uniform(-0.2, 1) * SIDE, Y + chance.uniform(-0.2, 1) * SIDE
            area = box(west, south, west + width, south + height)
            asked = {"bbox": ",".join(map(str, area.bounds)), "bbox-crs": STORAGE.uri}
            if number % 2:
                corners = turned.transform_bounds(*area.bounds)
                asked = {"bbox": ",".join(map(str, corners))}
                edges = shapely.segmentize(box(*corners), min(corners[2] - corners[0], corners[3] - corners[1]) / 50)
                area = shapely.transform(edges, lambda xy: backwards(turned, xy))
            page = client.get("/api/collections/flaechen/items", params=asked | {"limit": "3"}).json()

            assert page["numberMatched"] == pytest.approx(sum(area.intersects(each) for each in shapes), abs=0), asked


def backwards(turned: Transformer, xy: Any) -> Any:
    x, y = turned.transform(xy[:, 0], xy[:, 1], direction="INVERSE")
    return shapely.get_coordinates(shapely.points(x, y))
