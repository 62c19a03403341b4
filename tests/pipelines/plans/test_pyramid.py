"""Tiles of scanned sheets: where they are, what they show, and that nothing beyond the scope is there."""

import numpy as np
import pytest
from affine import Affine
from numpy.typing import NDArray
from rasterio.io import MemoryFile
from rasterio.transform import from_bounds, from_origin
from shapely import Point, Polygon, box

from pipelines.plans.pyramid import Pyramid, _bounds, _moved, pyramid
from pipelines.plans.sheet import Sheet
from pipelines.plans.tile import SIDE, Tile

WEST, NORTH = 510_000, 5_395_000
"""In the town, EPSG:25832."""


def sheet(side: int = 400, colour: tuple[int, int, int, int] = (200, 0, 0, 255), left: int = 0) -> Sheet:
    """A square of one colour, 10 cm to the pixel."""
    pixels = np.broadcast_to(np.array(colour, dtype=np.uint8)[:, None, None], (4, side, side)).copy()
    return Sheet(pixels, from_origin(WEST + left, NORTH, 0.1, 0.1))


def seen(found: Pyramid | None, at: Point) -> tuple[int, ...] | None:
    """The colour at a place in EPSG:25832 on the finest level, None where no tile or nothing is."""
    assert found
    (x, y), *_ = _moved(at, 25832, 3857).coords
    finest = max(each.z for each in found.tiles)
    for tile in (each for each in found.tiles if each.z == finest):
        place = from_bounds(*_bounds(tile.z, tile.y, tile.x), SIDE, SIDE)
        column, row = ~place @ (x, y)
        if 0 <= column < SIDE and 0 <= row < SIDE:
            colour = opened(tile)[:, int(row), int(column)]
            return tuple(int(each) for each in colour) if colour[3] else None
    return None


def opened(tile: Tile) -> NDArray[np.uint8]:
    """The pixels of a tile; WebP without transparent ones has three bands."""
    with MemoryFile(tile.content) as file, file.open() as picture:
        bands: NDArray[np.uint8] = picture.read()
    return bands if len(bands) == 4 else np.concatenate([bands, np.full((1, SIDE, SIDE), 255, np.uint8)])


pytestmark = pytest.mark.filterwarnings("ignore::rasterio.errors.NotGeoreferencedWarning")


def test_the_sheet_is_seen_within_the_scope_and_nowhere_else() -> None:
    scope = Polygon([(WEST, NORTH), (WEST + 30, NORTH), (WEST, NORTH - 30)])
    found = pyramid([sheet()], scope)
    inside = seen(found, Point(WEST + 5, NORTH - 5))
    assert inside
    assert abs(inside[0] - 200) < 6
    assert inside[3] == 255
    assert seen(found, Point(WEST + 29, NORTH - 29)) is None
    assert seen(found, Point(WEST - 1, NORTH - 1)) is None


def test_levels_go_from_a_stamp_to_the_resolution_of_the_scan() -> None:
    found = pyramid([sheet()], None)
    assert found
    about = found.about
    assert about["maxzoom"] == 20  # 10 cm here
    assert about["minzoom"] == 17
    west, south, east, north = found.bbox
    assert 9.13 < west < east < 9.14
    assert 48.70 < south < north < 48.72
    for z in range(17, 21):
        assert [each for each in found.tiles if each.z == z]


def test_a_later_sheet_lies_above_an_earlier_one() -> None:
    found = pyramid([sheet(), sheet(colour=(0, 0, 200, 255), left=20)], None)
    first, second = (seen(found, Point(WEST + east, NORTH - 5)) for east in (10, 30))
    assert first
    assert second
    assert first[0] > 190
    assert second[2] > 190


def test_the_same_sheets_give_the_same_version_and_others_another() -> None:
    once, again, other = (pyramid([sheet(colour=each)], None) for each in ((9, 9, 9, 255),) * 2 + ((99, 9, 9, 255),))
    assert once
    assert again
    assert other
    assert once.about == again.about
    assert once.about["version"] != other.about["version"]


def test_a_turned_sheet_lies_as_it_is_turned() -> None:
    turned = sheet()
    found = pyramid(
        [Sheet(turned.pixels, Affine.translation(WEST, NORTH) @ Affine.rotation(-45) @ Affine.scale(0.1, -0.1))], None
    )
    assert seen(found, Point(WEST, NORTH - 25))
    assert seen(found, Point(WEST + 25, NORTH - 2)) is None


def test_what_would_need_too_many_tiles_is_drawn_coarser(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("pipelines.plans.pyramid.MOST_TILES", 1)
    found = pyramid([sheet()], None)
    assert found
    assert found.about["maxzoom"] == 19


def test_nothing_is_drawn_where_sheet_and_scope_do_not_meet() -> None:
    assert pyramid([], None) is None
    assert pyramid([sheet()], box(WEST + 1000, NORTH, WEST + 1100, NORTH + 100)) is None
    assert pyramid([sheet(colour=(0, 0, 0, 0))], None) is None
