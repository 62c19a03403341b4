"""Stretches of the curve against places found one by one."""

from itertools import pairwise

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from pipelines.curve import END, LARGE, codes, places
from server.stretches import Stretch, parts, stretches

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


@given(st.floats(200_000, 800_000), st.floats(5_200_000, 6_000_000), SIDE, SIDE, st.integers(0, 1_000_000))
def test_parts_hold_what_touches_a_box_and_what_lies_within(
    x: float, y: float, width: float, height: float, expected: int
) -> None:
    chance = np.random.default_rng(2)
    middle = np.column_stack(
        (
            chance.uniform(x - width / 4, x + width * 1.25, 300),
            chance.uniform(y - height / 4, y + height * 1.25, 300),
        )
    )
    half = chance.uniform(0, 30, (300, 2))
    low, high = middle - half, middle + half
    box, margin = np.array([x, y, x + width, y + height]), width / 100
    within = (x + margin, y + margin, x + width - margin, y + height - margin)
    touches = (high >= box[:2]).all(1) & (low <= box[2:]).all(1)
    lies_within = (low >= within[:2]).all(1) & (high <= within[2:]).all(1)
    found, reach = places(np.column_stack((low, high)))

    taken = parts((x, y, x + width, y + height), within, reach, expected)

    inside, edge = (lying(found, stretch) for stretch in (taken.inside, taken.edge))
    assert not (inside & edge).any()
    assert lies_within[inside].all()
    assert (inside | edge)[touches].all()


def lying(found: NDArray[np.int64], along: tuple[Stretch, ...]) -> NDArray[np.bool_]:
    return np.array([any(first <= place <= last for first, last in along) for place in found])
