import math

import numpy as np
import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st

from pipelines.reading.arcs import linear
from pipelines.reading.wkb import Kind, Shape

TOLERANCE = 0.01
CENTRE = np.array([510_000.0, 5_390_000.0])

radii = st.floats(0.5, 5_000)
angles = st.floats(-math.pi, math.pi)
sweeps = st.floats(0.05, 2 * math.pi - 0.05).flatmap(lambda sweep: st.sampled_from([sweep, -sweep]))


def on_circle(radius: float, *at: float) -> np.ndarray[tuple[int, int], np.dtype[np.float64]]:
    return CENTRE + radius * np.column_stack([np.cos(at), np.sin(at)])


def chords(
    rows: np.ndarray[tuple[int, int], np.dtype[np.float64]],
) -> np.ndarray[tuple[int, int], np.dtype[np.float64]]:
    (found,) = linear(Shape(Kind.ARC_STRING, "xy", (rows,)), TOLERANCE).rows
    return found


@given(radius=radii, start=angles, sweep=sweeps, share=st.floats(0.1, 0.9))
def test_chords_leave_their_arc_by_no_more_than_the_tolerance(
    radius: float, start: float, sweep: float, share: float
) -> None:
    found = chords(on_circle(radius, start, start + share * sweep, start + sweep))

    middles = (found[1:] + found[:-1]) / 2
    assert np.hypot(*(found - CENTRE).T) == pytest.approx(radius, abs=1e-4)
    assert (radius - np.hypot(*(middles - CENTRE).T)).max() <= TOLERANCE + 1e-4
    assert shapely.LineString(found).length == pytest.approx(radius * abs(sweep), rel=0.02, abs=0.05)


@given(radius=radii, start=angles, sweep=sweeps)
def test_neighbours_that_share_an_arc_share_its_vertices(radius: float, start: float, sweep: float) -> None:
    rows = on_circle(radius, start, start + sweep / 2, start + sweep)

    assert chords(rows[::-1])[::-1].tolist() == chords(rows).tolist()


def test_a_circle_of_100_m_is_as_large_as_it_should_be() -> None:
    found = chords(np.array([[509_900.0, 5_390_000], [510_100, 5_390_000], [509_900, 5_390_000]]))

    assert shapely.Polygon(found).area == pytest.approx(math.pi * 100**2, rel=2e-4)
    assert len(found) > 200


def test_control_points_stay_and_heights_grow_evenly() -> None:
    rows = np.column_stack([on_circle(100, 0, 1, 2), [400.0, 410.0, 430.0]])

    (found,) = linear(Shape(Kind.ARC_STRING, "xyz", (rows,)), TOLERANCE).rows

    assert found[[0, -1]].tolist() == rows[[0, 2]].tolist()
    assert rows[1].tolist() in found.tolist()
    assert (np.diff(found[:, 2]) > 0).all()


@pytest.mark.parametrize(
    "rows",
    [
        pytest.param([[0, 0], [1, 1], [2, 2]], id="on a line"),
        pytest.param([[0, 0], [0, 0], [0, 0]], id="one point"),
        pytest.param([[0, 0], [np.nan, 1], [2, 2]], id="not a number"),
        pytest.param([[0, 0], [1, 1]], id="two points"),
    ],
)
def test_what_is_no_arc_stays(rows: list[list[float]]) -> None:
    given_rows = np.array(rows, dtype=float)

    assert np.array_equal(chords(given_rows), given_rows, equal_nan=True)
