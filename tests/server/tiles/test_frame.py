"""How right the affine frame of a tile is, against PROJ."""

import numpy as np
import pytest
from pyproj import Transformer

from server.tiles.frame import BUFFER, EXTENT, TOLERANCE, frame
from server.tiles.matrix import ADV_UTM32, WEB_MERCATOR, Place

TO_MERCATOR = Transformer.from_crs("EPSG:25832", "EPSG:3857", always_xy=True)

PLACES = [
    pytest.param(Place(WEB_MERCATOR, z, int(5647 * 2 ** (z - 14)), int(8608 * 2 ** (z - 14))), id=f"z{z}")
    for z in (14, 15, 16, 18)
]


@pytest.mark.parametrize("place", PLACES)
def test_affine_is_right_to_a_twentieth_of_a_pixel(place: Place) -> None:
    found = frame(place)
    assert found.affine
    west, south, east, north = found.search
    rng = np.random.default_rng(1)
    x, y = rng.uniform(west, east, 5000), rng.uniform(south, north, 5000)

    left, bottom, right, top = place.bounds
    mercator = TO_MERCATOR.transform(x, y)
    across, down = (np.array(mercator).T - [left, top]).T * [[EXTENT / (right - left)], [-EXTENT / (top - bottom)]]
    inside = (abs(across - EXTENT / 2) <= EXTENT / 2 + BUFFER) & (abs(down - EXTENT / 2) <= EXTENT / 2 + BUFFER)
    a, b, d, e, x_off, y_off = found.affine
    off = np.hypot(a * x + b * y + x_off - across, d * x + e * y + y_off - down)[inside]

    assert inside.sum() > 4000
    assert off.max() < TOLERANCE * 1.5  # both directions at once; 8 cells are a pixel of a tile of 512
    assert off.max() < 0.8


@pytest.mark.parametrize("place", PLACES)
def test_search_holds_the_tile_with_its_buffer(place: Place) -> None:
    left, bottom, right, top = place.bounds
    margin = BUFFER * (right - left) / EXTENT
    steps = np.linspace(0, 1, 50)
    across = left - margin + steps * (right - left + 2 * margin)
    down = bottom - margin + steps * (top - bottom + 2 * margin)
    x, y = Transformer.from_crs("EPSG:3857", "EPSG:25832", always_xy=True).transform(
        np.concatenate([across, across, np.full(50, left - margin), np.full(50, right + margin)]),
        np.concatenate([np.full(50, bottom - margin), np.full(50, top + margin), down, down]),
    )
    west, south, east, north = frame(place).search

    assert west <= x.min()
    assert x.max() <= east
    assert south <= y.min()
    assert y.max() <= north


def test_coarse_tiles_are_transformed_vertex_by_vertex() -> None:
    assert frame(Place(WEB_MERCATOR, 12, 1411, 2152)).affine is None


def test_tiles_in_the_stored_crs_are_exact() -> None:
    place = Place(ADV_UTM32, 11, 1483, 910)
    west, _, _, north = place.bounds
    found = frame(place)
    assert found.affine
    a, b, d, e, x, y = found.affine

    assert found.error == 0
    assert (a * west + b * north + x, d * west + e * north + y) == pytest.approx((0, 0), abs=1e-6)
