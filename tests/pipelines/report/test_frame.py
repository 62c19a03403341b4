import numpy as np
import pytest
import shapely
from shapely.geometry.base import BaseGeometry

from pipelines.report.frame import TALLEST, WIDTH, frame_around

RING: BaseGeometry = shapely.box(510_000, 5_390_000, 510_100, 5_390_050).difference(
    shapely.box(510_010, 5_390_010, 510_020, 5_390_020)
)


@pytest.mark.parametrize(
    "shape",
    [
        RING,
        shapely.Point(510_000, 5_390_000),
        shapely.box(510_000, 5_390_000, 510_001, 5_400_000),
        shapely.box(510_000, 5_390_000, 520_000, 5_390_001),
    ],
)
def test_what_is_shown_lies_within(shape: BaseGeometry) -> None:
    frame = frame_around([shape])
    places = frame.project(shapely.get_coordinates(shape))

    assert (places >= 0).all()
    assert (places <= (WIDTH, frame.height)).all()
    assert frame.height <= WIDTH * TALLEST + 1


def test_north_is_up_and_metres_keep_their_proportions() -> None:
    frame = frame_around([RING])
    south_west, north_east = frame.project(np.array([[510_000.0, 5_390_000], [510_010, 5_390_010]]))

    assert north_east[0] > south_west[0]
    assert north_east[1] < south_west[1]
    assert north_east[0] - south_west[0] == pytest.approx(south_west[1] - north_east[1])


def test_holes_stay_holes() -> None:
    assert frame_around([RING]).path(RING).count("Z") == 2


def test_nothing_has_no_path() -> None:
    frame = frame_around([])

    assert [frame.path(shape) for shape in (None, shapely.Point(), shapely.Polygon(), shapely.Point(1, 1))] == [""] * 4
