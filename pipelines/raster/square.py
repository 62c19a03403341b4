"""Squares of cells that lie where they lie for every cut of a raster: the order in which it is worked through.

Squares are counted from the CRS' own origin, not from the raster's corner, and double in size up to one that holds
the whole raster. So a new extent or a change somewhere else moves no seam.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from pipelines.raster.grid import Box, Grid
from pipelines.raster.mosaic import Mosaic

BLOCK = 512
"""Side of a square that is read and outlined at once, in cells."""
FINEST = 32
"""Side of the smallest square; an area within it never has too many vertices."""
FAR = 1 << 40
"""Moves the origin so far away that no raster lies across it, where squares would not meet."""


@dataclass(frozen=True)
class Square:
    """``left`` and ``top`` are a column and row of the raster's grid, outside of it where they are negative."""

    left: int
    top: int
    size: int

    @property
    def box(self) -> Box:
        """Its cells, also those outside of the raster."""
        return Box(self.left, self.top, self.left + self.size, self.top + self.size)

    def quarters(self) -> list["Square"]:
        """Return its four quarters, row by row."""
        half = self.size // 2
        return [Square(self.left + x, self.top + y, half) for y in (0, half) for x in (0, half)]


def whole(grid: Grid) -> Square:
    """Return the smallest square that holds the grid."""
    column, row = (part + FAR for part in grid.origin)
    size = BLOCK
    while (column // size, row // size) != ((column + grid.columns - 1) // size, (row + grid.rows - 1) // size):
        size *= 2
    return Square(column // size * size - column, row // size * size - row, size)


def blocks(square: Square, mosaic: Mosaic) -> Iterator[Square]:
    """Yield the squares of the smallest size read that hold tiles, quarter by quarter."""
    if square.size == BLOCK:
        yield square
        return
    for quarter in quarters(square, mosaic):
        yield from blocks(quarter, mosaic)


def quarters(square: Square, mosaic: Mosaic) -> Iterator[Square]:
    """Yield the quarters that hold tiles."""
    for quarter in square.quarters():
        box = quarter.box.within(mosaic.grid.box)
        if not box.is_empty and mosaic.touches(box):
            yield quarter
