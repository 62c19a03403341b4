"""Where a line meets itself: the points at which it crosses or touches what it has drawn before."""

from collections.abc import Iterator

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from pipelines.reading.wkb import Coordinates
from pipelines.xplan.validation.edges import edges
from pipelines.xplan.validation.pairs import meeting


def crossings(rows: Coordinates) -> Iterator[BaseGeometry]:
    """Yield the points and stretches where a line (n × 2) meets itself, each once, end on begin left out."""
    segments = edges(rows, np.zeros(len(rows), dtype=np.intp))
    is_closed = bool((rows[0] == rows[-1]).all())
    seen: set[BaseGeometry] = set()
    for first, second in meeting(segments):
        shared = np.asarray(shapely.intersection(segments[first], segments[second]))
        neighbours = second - first == 1
        if is_closed:
            neighbours |= (first == 0) & (second == len(segments) - 1)
        meets = ~neighbours | (shapely.get_dimensions(shared) == 1)
        for place in shapely.normalize(shapely.set_precision(shared[meets], 1e-6)):
            if place not in seen:
                seen.add(place)
                yield place
