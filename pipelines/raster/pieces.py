"""Pieces of areas, cut along the edges of squares, and how they grow together where squares meet."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, cast

import numpy as np
import shapely
from numpy.typing import NDArray

MAX_VERTICES = 5_000
"""An area of more vertices stays in parts."""

Polygons = NDArray[Any]
"""Polygons whose coordinates are columns and rows of the raster's grid; None for a ghost."""


@dataclass(frozen=True)
class Pieces:
    """Polygons with the place of their class and the column and row of their top-left cell, one row each.

    ``seams`` are the stretches of a square's edge behind which the same area goes on, one row each: 0 for vertical
    or 1 for horizontal, the edge's column or row, the stretch's first row or column, and its piece. A piece without
    seams is finished. A ghost (polygon None) stands for an area with too many vertices, whose parts are finished.
    """

    polygons: Polygons
    places: NDArray[np.int64]
    corners: NDArray[np.int64]
    seams: NDArray[np.int64]

    def __len__(self) -> int:
        return len(self.polygons)

    def take(self, chosen: NDArray[np.bool_]) -> "Pieces":
        """Return some of the pieces, with their seams."""
        number = np.cumsum(chosen) - 1
        seams = self.seams[chosen[self.seams[:, 3]]]
        renamed = np.column_stack([seams[:, :3], number[seams[:, 3]]])
        return Pieces(self.polygons[chosen], self.places[chosen], self.corners[chosen], renamed)

    def split(self) -> tuple["Pieces", "Pieces"]:
        """Return what is finished, and what can still grow."""
        growing = np.zeros(len(self), dtype=bool)
        growing[self.seams[:, 3]] = True
        real = np.array([polygon is not None for polygon in self.polygons], dtype=bool)
        return self.take(~growing & real), self.take(growing)


type _Grown = tuple[shapely.Polygon | None, np.int64, NDArray[np.int64]]
"""A polygon, None for a ghost, with place and corner."""


def nothing() -> Pieces:
    """Return no pieces."""
    empty = np.zeros(0, dtype="int64")
    return Pieces(np.zeros(0, dtype=object), empty, empty.reshape(0, 2), empty.reshape(0, 4))


def joined(parts: Sequence[Pieces]) -> Pieces:
    """Let pieces of adjacent squares grow together along their seams.

    An area whose pieces have more than ``MAX_VERTICES`` together stays in parts, and they share the seams' vertices.
    """
    pieces = collected(parts)
    seams, pairs, inner = _matched(pieces.seams)
    pieces = Pieces(pieces.polygons, pieces.places, pieces.corners, seams)
    owners = np.arange(len(pieces))
    grown: list[_Grown] = []
    stay: list[int] = []
    for members in _groups(pairs):
        shared = int(inner[members].sum())
        whole = _union(pieces.polygons[members], shared)
        owners[members] = len(pieces) + len(grown)
        first = members[np.lexsort(pieces.corners[members].T)[0]]
        grown.append((whole, pieces.places[first], pieces.corners[first]))
        stay.extend(member for member in members if whole is None and pieces.polygons[member] is not None)
    return _replaced(pieces, grown, owners, np.array(stay, dtype="int64"))


def collected(parts: Sequence[Pieces]) -> Pieces:
    """Put pieces of several squares into one table."""
    if not parts:
        return nothing()
    starts = np.cumsum([0, *(len(part) for part in parts)])
    return Pieces(
        np.concatenate([part.polygons for part in parts]),
        np.concatenate([part.places for part in parts]),
        np.concatenate([part.corners for part in parts]),
        np.concatenate([part.seams + np.array([0, 0, 0, start]) for part, start in zip(parts, starts, strict=False)]),
    )


def _matched(
    seams: NDArray[np.int64],
) -> tuple[NDArray[np.int64], list[tuple[int, int]], NDArray[np.int64]]:
    """Return seams that are still open, pairs of pieces that met, and how many stretches each piece met others at."""
    ordered = seams[np.lexsort(seams[:, :3].T[::-1])]
    same = (ordered[1:, :3] == ordered[:-1, :3]).all(axis=1)
    first = np.flatnonzero(same)
    met = np.zeros(len(ordered), dtype=bool)
    met[first], met[first + 1] = True, True
    count = np.bincount(ordered[met, 3], minlength=int(seams[:, 3].max(initial=0)) + 1)
    pairs = zip(ordered[first, 3].tolist(), ordered[first + 1, 3].tolist(), strict=True)
    return ordered[~met], list(pairs), count


def _groups(pairs: Iterable[tuple[int, int]]) -> Iterator[NDArray[np.int64]]:
    """Yield the members of each set of pieces that met, by union-find, in the order of their first members."""
    parent: dict[int, int] = {}

    def root(piece: int) -> int:
        while parent.setdefault(piece, piece) != piece:
            parent[piece] = parent[parent[piece]]
            piece = parent[piece]
        return piece

    for one, other in pairs:
        low, high = sorted((root(one), root(other)))
        parent[high] = low
    members: defaultdict[int, list[int]] = defaultdict(list)
    for piece in sorted(parent):
        members[root(piece)].append(piece)
    for found in members.values():
        yield np.array(found)


def _union(polygons: Polygons, shared: int) -> shapely.Polygon | None:
    """One polygon, None where it would have too many vertices."""
    if any(polygon is None for polygon in polygons):
        return None
    if len(polygons) == 1:  # a square's area that meets itself cannot be
        return cast("shapely.Polygon", polygons[0])
    if shapely.get_num_coordinates(polygons).sum() - 2 * shared > MAX_VERTICES:
        return None
    whole = shapely.coverage_union_all(polygons)
    (polygon,) = shapely.get_parts(whole)
    return polygon if shapely.get_num_coordinates(polygon) <= MAX_VERTICES else None


def _replaced(pieces: Pieces, grown: list[_Grown], owners: NDArray[np.int64], parts: NDArray[np.int64]) -> Pieces:
    """Put what has grown in the place of its members; ``parts`` are members that stay, finished."""
    if not grown:
        return pieces
    polygons = np.empty(len(grown), dtype=object)
    polygons[:] = [polygon for polygon, _, _ in grown]
    every = Pieces(
        np.concatenate([pieces.polygons, polygons]),
        np.concatenate([pieces.places, [place for _, place, _ in grown]]),
        np.concatenate([pieces.corners, [corner for _, _, corner in grown]]),
        np.column_stack([pieces.seams[:, :3], owners[pieces.seams[:, 3]]]),
    )
    stays = np.concatenate([owners == np.arange(len(pieces)), np.ones(len(grown), dtype=bool)])
    stays[parts] = True
    return every.take(stays)
