"""Grids of cells, north up: where they lie, and which cells of one grid another one's cells lie on."""

from collections.abc import Iterable
from dataclasses import dataclass
from math import ceil, floor
from typing import Any

import numpy as np
from numpy.typing import NDArray

TOUCH = 0.01
"""Share of a cell that counts as nothing: grids that are off by less are the same, overlaps of less are none."""

Cells = NDArray[np.int64]


@dataclass(frozen=True)
class Box:
    """Columns ``left`` to ``right`` and rows ``top`` to ``bottom`` of a grid, the ends excluded."""

    left: int
    top: int
    right: int
    bottom: int

    @property
    def shape(self) -> tuple[int, int]:
        """Rows and columns."""
        return max(0, self.bottom - self.top), max(0, self.right - self.left)

    def grown(self, by: int) -> "Box":
        """Return the box with so many more cells on each side."""
        return Box(self.left - by, self.top - by, self.right + by, self.bottom + by)

    def within(self, other: "Box") -> "Box":
        """Return what both have in common, a box without cells where that is nothing."""
        return Box(
            max(self.left, other.left),
            max(self.top, other.top),
            min(self.right, other.right),
            min(self.bottom, other.bottom),
        )

    @property
    def is_empty(self) -> bool:
        """Whether it has no cell."""
        return self.right <= self.left or self.bottom <= self.top


@dataclass(frozen=True)
class Grid:
    """``west`` and ``north`` are the outer edges, ``width`` and ``height`` a cell's size, in units of the CRS."""

    west: float
    north: float
    width: float
    height: float
    columns: int
    rows: int

    @property
    def box(self) -> Box:
        """All cells."""
        return Box(0, 0, self.columns, self.rows)

    @property
    def origin(self) -> tuple[int, int]:
        """Column and row of the first cell, counted from the CRS' own origin: the same for every cut of a raster."""
        return floor(self.west / self.width + TOUCH), floor(-self.north / self.height + TOUCH)

    def placed(self, corners: NDArray[Any]) -> NDArray[np.float64]:
        """Return easting and northing of corners given as columns and rows, one pair each."""
        placed: NDArray[np.float64] = corners * [self.width, -self.height] + [self.west, self.north]
        return placed

    def cells(self, x: NDArray[np.float64], y: NDArray[np.float64]) -> tuple[Cells, Cells]:
        """Return row and column of the cells in which these places lie."""
        column, row = np.floor((x - self.west) / self.width), np.floor((self.north - y) / self.height)
        return row.astype("int64"), column.astype("int64")

    def is_aligned(self, other: "Grid") -> bool:
        """Tell whether the other grid's cells, continued, are cells of this one."""
        off = ((other.west - self.west) / self.width, (self.north - other.north) / self.height)
        drift = (
            (other.width / self.width - 1) * other.columns,
            (other.height / self.height - 1) * other.rows,
        )
        return all(abs(part - round(part)) < TOUCH for part in off) and all(abs(part) < TOUCH for part in drift)

    def covering(self, box: Box, other: "Grid") -> Box:
        """Return the cells of ``other`` that lie on the cells of this grid in ``box``."""
        left, right = _span(*self.across(box.left, box.right, other))
        top, bottom = _span(*self.down(box.top, box.bottom, other))
        return Box(left, top, right, bottom)

    def across(self, left: int, right: int, other: "Grid") -> tuple[Cells, Cells]:
        """Return per column the first of ``other`` that lies on it, and the one after the last."""
        edges = (self.west + np.arange(left, right + 1) * self.width - other.west) / other.width
        return _between(edges, other.columns)

    def down(self, top: int, bottom: int, other: "Grid") -> tuple[Cells, Cells]:
        """Return per row the first of ``other`` that lies on it, and the one after the last."""
        edges = (other.north - self.north + np.arange(top, bottom + 1) * self.height) / other.height
        return _between(edges, other.rows)


def _between(edges: NDArray[np.floating[Any]], count: int) -> tuple[Cells, Cells]:
    first = np.floor(edges[:-1] + TOUCH).astype("int64")
    last = np.ceil(edges[1:] - TOUCH).astype("int64")
    return np.clip(first, 0, count), np.clip(last, 0, count)


def _span(first: Cells, last: Cells) -> tuple[int, int]:
    there = np.flatnonzero(first < last)
    return (int(first[there[0]]), int(last[there[-1]])) if len(there) else (0, 0)


def joined(grids: Iterable[Grid]) -> Grid:
    """Return the finest of these grids, continued so that it covers all of them."""
    every = list(grids)
    finest = min(every, key=lambda grid: grid.width * grid.height)
    left = min(floor((grid.west - finest.west) / finest.width + TOUCH) for grid in every)
    top = min(floor((finest.north - grid.north) / finest.height + TOUCH) for grid in every)
    right = max(ceil((grid.west + grid.columns * grid.width - finest.west) / finest.width - TOUCH) for grid in every)
    bottom = max(ceil((finest.north - grid.north + grid.rows * grid.height) / finest.height - TOUCH) for grid in every)
    return Grid(
        finest.west + left * finest.width,
        finest.north - top * finest.height,
        finest.width,
        finest.height,
        right - left,
        bottom - top,
    )
