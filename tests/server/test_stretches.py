"""Stretches of the curve against places found one by one."""

from itertools import pairwise

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from pipelines.curve import END, LARGE, codes, places
from server.stretches import stretches

SIDE = st.floats(0.1, 300_000)


@given(st.floats(100_000, 900_000), st.floats(5_150_000, 6_100_000), SIDE, SIDE, st.integers(2, 12))
def test_what_touches_a_box_lies_in_its_stretches(x: float, y: float, width: float, height: float, most: int) -> None:
    chance = np.random.default_rng(1)
    middle = np.column_stack((chance.uniform(x, x + width, 300), chance.uniform(y, y + height, 300)))
    half = chance.uniform(0, 40, (300, 2))
    found, reach = places(np.column_stack((middle - half, middle + half)))
    outside = places(np.column_stack((middle - half + [width, 0], middle + half + [width, 0])))[0][
        middle[:, 0] - half[:, 0] <= x
    ]  # of these, the boxes still touch the eastern edge

    along = stretches((x, y, x + width, y + height), reach, most)

    for place in (*found, *outside):
        assert any(first <= place <= last for first, last in along)
    assert len(along) <= most
    assert all(before[1] < after[0] for before, after in pairwise(along))


def test_large_features_lie_before_all_others() -> None:
    boxes = np.array(
        [[500_000, 5_390_000, 500_000 + 2 * LARGE + 1, 5_390_001], [500_000, 5_390_000, 500_001, 5_390_001]]
    )

    (large, small), reach = places(boxes.astype(float))

    assert (-END <= large < 0, 0 <= small < END, reach) == (True, True, 0.5)


def test_neighbours_on_the_curve_are_neighbours_on_the_ground() -> None:
    grid = np.array([(column, row) for column in range(64) for row in range(64)])
    order = np.argsort(codes(*grid.T))

    assert (np.abs(np.diff(grid[order], axis=0)).sum(axis=1) == 1).all()


def test_far_away_is_on_the_edge_of_the_square() -> None:
    (place,), _ = places(np.array([[-1e9, -1e9, -1e9, -1e9]]))

    assert place == codes(np.array([0]), np.array([0]))[0]
