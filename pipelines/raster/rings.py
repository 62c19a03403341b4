"""The rings of many polygons as one array of vertices: what can be done to all of them at once."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain

import numpy as np
import shapely
from numpy.typing import NDArray

from pipelines.raster.pieces import Polygons

type Ring = Sequence[tuple[float, float]]


@dataclass(frozen=True)
class Rings:
    """``vertices`` (columns and rows, the first one of a ring not repeated at its end), the number of each one's ring,
    and at which ring each polygon begins; one more says where the last one ends.
    """

    vertices: NDArray[np.float64]
    rings: NDArray[np.int64]
    polygon_starts: NDArray[np.int64]

    def take(self, chosen: NDArray[np.bool_]) -> "Rings":
        """Return only some of the vertices, at least three of each ring."""
        return Rings(self.vertices[chosen], self.rings[chosen], self.polygon_starts)

    def neighbours(self) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """Return for each vertex the one before and the one behind it on its ring."""
        starts = np.flatnonzero(np.diff(self.rings, prepend=-1))
        ends = np.append(starts[1:], len(self.rings)) - 1
        before, behind = np.arange(len(self.rings)) - 1, np.arange(len(self.rings)) + 1
        before[starts], behind[ends] = ends, starts
        return before, behind

    def stepped(self) -> "Rings":
        """Return the rings with a vertex at each whole number; their edges run along columns and rows."""
        way = self.vertices[self.neighbours()[1]] - self.vertices
        steps = np.abs(way).sum(axis=1).astype("int64")
        number = np.arange(steps.sum()) - np.repeat(np.cumsum(steps) - steps, steps)
        walked = np.repeat(np.sign(way), steps, axis=0) * number[:, None]
        return Rings(
            np.repeat(self.vertices, steps, axis=0) + walked, np.repeat(self.rings, steps), self.polygon_starts
        )

    def top_left(self) -> NDArray[np.int64]:
        """Return column and row of each polygon's northernmost cell, of these the westernmost: no other one has it."""
        owner = np.searchsorted(self.polygon_starts, self.rings, side="right") - 1
        order = np.lexsort((self.vertices[:, 0], self.vertices[:, 1], owner))
        starts = np.flatnonzero(np.diff(owner[order], prepend=-1))
        return self.vertices[order[starts]].astype("int64")

    def polygons(self) -> Polygons:
        """Return them as polygons."""
        count = np.bincount(self.rings)
        ends = np.cumsum(count)
        order = np.insert(np.arange(len(self.vertices)), ends, ends - count)
        starts = np.concatenate([[0], np.cumsum(count + 1)])
        polygons: Polygons = shapely.from_ragged_array(
            shapely.GeometryType.POLYGON, self.vertices[order], (starts, self.polygon_starts)
        )
        return polygons


def rings_of(polygons: Sequence[Sequence[Ring]]) -> Rings:
    """Put together the closed rings of polygons, as GeoJSON has them."""
    closed = list(chain.from_iterable(polygons))
    sizes = np.array([len(ring) for ring in closed])
    vertices = np.fromiter(_numbers(closed), dtype="float64", count=2 * int(sizes.sum())).reshape(-1, 2)
    is_last = np.zeros(len(vertices), dtype=bool)
    is_last[np.cumsum(sizes) - 1] = True
    starts = np.cumsum([0, *(len(rings) for rings in polygons)])
    return Rings(vertices[~is_last], np.repeat(np.arange(len(closed)), sizes - 1), starts)


def _numbers(rings: Sequence[Ring]) -> Iterator[float]:
    return chain.from_iterable(chain.from_iterable(rings))
