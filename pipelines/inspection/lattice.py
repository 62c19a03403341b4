"""Is a list of points in a .csv a raster that was written cell by cell? All other points stay points."""

from collections.abc import Iterator
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from pipelines.errors import SourceError
from pipelines.inspection.words import Y_NAME, names_axis
from pipelines.raster.grid import Grid
from pipelines.raster.points import PointList, point_list
from pipelines.raster.tiles import LIST
from pipelines.reading.archive import unpacked_all
from pipelines.reading.sandbox import isolated

LEAST = 3
"""Columns and rows of the smallest raster."""
BESIDE = 0.5
"""Share of points with one in the next cell: dry cells may be left out, but points that lie anywhere rarely meet."""


def is_lattice(path: Path) -> bool:
    """Tell whether a .csv, or every one of an archive, holds x, y and one value for the cells of a regular grid."""
    (found,) = isolated(lattices, path, reads=[path], name=path.name)
    return bool(found)


def lattices(path: Path) -> Iterator[bool]:
    """Yield what :func:`is_lattice` tells; runs where files are read."""
    with unpacked_all(path, {LIST}) as files:
        yield all(map(_is_lattice, files))


def _is_lattice(path: Path) -> bool:
    try:
        points = point_list(path)
        has_form = points.width == 3 and not (points.names and names_axis(points.names[0], Y_NAME))
        return has_form and _is_filled(points, points.grid())
    except SourceError:  # no numbers, or no grid
        return False


def _is_filled(points: PointList, grid: Grid) -> bool:
    """Tell whether each point has a cell of its own and most a neighbour, in the order in which they were written."""
    count = beside = 0
    for x, y, value in (chunk.T for chunk in points.chunks()):
        row, column = grid.cells(x, y)
        cells = row * grid.columns + column
        if len(np.unique(cells)) < len(cells) or _are_numbers(value):
            return False
        count += len(cells)
        beside += max(int(np.isin(cells + step, cells).sum()) for step in (1, grid.columns))
    return min(grid.columns, grid.rows) >= LEAST and beside >= BESIDE * count


def _are_numbers(values: NDArray[np.float64]) -> bool:
    """Whether values are a number for each point: whole, and no two the same."""
    return bool((values == np.rint(values)).all()) and len(np.unique(values)) == len(values)
