"""Where features lie along a Hilbert curve over the zone: what is close on the curve is close on the ground.

The curve gives layers their order of pages, and an index on it serves a box and that order at once. It runs over a
fixed square of EPSG:25832, so that a feature keeps its place in every version and every layer.
"""

import numpy as np
from numpy.typing import NDArray

WEST, SOUTH = 0, 5_100_000
"""Corner of the square in EPSG:25832 (metres): with its side of 1,048.576 km it holds Germany."""

LEVELS = 16
CELL = 16
"""Metres; the side of the smallest cells, 2^16 of them along each side of the square."""

LARGE = 512
"""Metres. A feature that reaches further than this from the centre of its box is large."""

END = 4**LEVELS
"""Codes are below this; those of large features lie this much lower, before all others."""

POSITION = ((0, 1, 3, 2), (0, 3, 1, 2), (2, 3, 1, 0), (2, 1, 3, 0))
"""Orientation of a cell, quadrant (2 · east + north) → how manyth the quadrant is along the curve."""

TURN = (1, 0, 0, 3)
"""How manyth along the curve → by what the orientation changes inside (exclusive or)."""


def places(bounds: NDArray[np.float64]) -> tuple[NDArray[np.int64], float]:
    """Return the place of each box (n × west, south, east, north; EPSG:25832) and how far the others reach.

    The reach is the largest distance, in metres, from a centre to a side of its box, over all but the large features,
    whose places are negative. Centres outside the square count as lying on its edge.
    """
    west, south, east, north = bounds.T
    reach = np.maximum(east - west, north - south) / 2
    large = reach > LARGE
    column, row = _cells((west + east) / 2, WEST), _cells((south + north) / 2, SOUTH)
    return codes(column, row) - np.where(large, END, 0), float(reach[~large].max(initial=0.0))


def codes(column: NDArray[np.int64], row: NDArray[np.int64]) -> NDArray[np.int64]:
    """Return how manyth along the curve the smallest cells are."""
    code = np.zeros(len(column), np.int64)
    orientation = np.zeros(len(column), np.int64)
    for level in reversed(range(LEVELS)):
        quadrant = (column >> level & 1) << 1 | row >> level & 1
        position = _POSITION[orientation, quadrant]
        code = code << 2 | position
        orientation ^= _TURN[position]
    return code


def _cells(ordinates: NDArray[np.float64], origin: int) -> NDArray[np.int64]:
    return np.clip((ordinates - origin) // CELL, 0, 2**LEVELS - 1).astype(np.int64)


_POSITION, _TURN = np.array(POSITION), np.array(TURN)
