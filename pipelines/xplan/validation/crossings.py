"""Where a line meets itself: the points at which it crosses or touches what it has drawn before."""

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from pipelines.reading.wkb import Coordinates


def crossings(rows: Coordinates) -> list[BaseGeometry]:
    """Return the points and stretches where a line (n × 2) meets itself, end on begin left out."""
    rows = rows[np.append(True, (np.diff(rows, axis=0) != 0).any(axis=1))]
    segments = np.asarray(shapely.linestrings(np.stack([rows[:-1], rows[1:]], axis=1)))
    first, second = shapely.STRtree(segments).query(segments, predicate="intersects")
    forward = first < second
    first, second = first[forward], second[forward]
    shared = np.asarray(shapely.intersection(segments[first], segments[second]))
    neighbours = second - first == 1
    if (rows[0] == rows[-1]).all():
        neighbours |= (first == 0) & (second == len(segments) - 1)
    meets = ~neighbours | (shapely.get_dimensions(shared) == 1)
    return list(dict.fromkeys(shapely.normalize(shapely.set_precision(shared[meets], 1e-6))))
