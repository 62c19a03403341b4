"""Which geometries meet, some pairs at a time: a drawing in which all meet all has more pairs than fit into memory."""

from collections.abc import Iterator

import numpy as np
import shapely
from numpy.typing import NDArray

Shapes = NDArray[np.object_]
Numbers = NDArray[np.intp]

ASKED = 16
"""Geometries whose partners are looked up at once."""

PAIRS = 4096
"""Pairs that are handed on at once."""


def meeting(shapes: Shapes) -> Iterator[tuple[Numbers, Numbers]]:
    """Yield the numbers of geometries that intersect, each pair once and the smaller number first."""
    tree = shapely.STRtree(shapes)
    for begin in range(0, len(shapes), ASKED):
        first, second = tree.query(shapes[begin : begin + ASKED], predicate="intersects")
        first = first + begin
        forward = first < second
        first, second = first[forward], second[forward]
        for start in range(0, len(first), PAIRS):
            block = slice(start, start + PAIRS)
            yield first[block], second[block]


def are_crowded(shapes: Shapes, most: int) -> bool:
    """Tell whether more than so many pairs meet, without looking at all of them."""
    for first, _ in meeting(shapes):
        most -= len(first)
        if most < 0:
            return True
    return False
