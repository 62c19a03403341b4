"""The classes of a square's cells → polygons whose edges are smooth, shared, and fixed along the square's edge."""

import threading
from dataclasses import dataclass

import numpy as np
import rasterio.features
import shapely
from numpy.typing import NDArray

from pipelines.definition import RasterQuantity
from pipelines.raster.classify import Classes, classify
from pipelines.raster.grid import Box
from pipelines.raster.mosaic import Mosaic
from pipelines.raster.pieces import MAX_VERTICES, Pieces, Polygons, joined, nothing
from pipelines.raster.rings import Rings, rings_of
from pipelines.raster.square import FINEST, Square

TOLERANCE = 0.5
"""Corners whose triangle has an area of at most this squared (in cells) are cut off, after all turns were bevelled.
No corner of a cell is then farther than 0.71 cells from its new edge."""

_tracing = threading.Lock()
"""rasterio turns a warning off for the whole process meanwhile; it keeps the interpreter's lock anyway."""

Marks = NDArray[np.bool_]
"""One per corner of cells, rows and columns one more than those of the cells."""


def outline(mosaic: Mosaic, quantity: RasterQuantity, square: Square) -> Pieces:
    """Return the pieces of areas in a square. Reads its cells and one more on each side; pure else."""
    box = square.box.within(mosaic.grid.box)
    cells = classify(mosaic.read(box.grown(1)), quantity)
    return _pieces(cells, box, square, mosaic.grid.origin)


def _pieces(cells: Classes, box: Box, square: Square, origin: tuple[int, int]) -> Pieces:
    """A square that holds an area of too many vertices is cut in quarters; ``cells`` go one beyond the ``box``."""
    if not cells[1:-1, 1:-1].any():
        return nothing()
    found = _outlined(cells, box, origin)
    if square.size <= FINEST or shapely.get_num_coordinates(found.polygons).max(initial=0) <= MAX_VERTICES:
        return found
    quarters = [(quarter, quarter.box.within(box)) for quarter in square.quarters()]
    return joined(
        [_pieces(_cut(cells, box, part), part, quarter, origin) for quarter, part in quarters if not part.is_empty]
    )


def _cut(cells: Classes, box: Box, part: Box) -> Classes:
    left, top = part.left - box.left, part.top - box.top
    return cells[top : top + part.shape[0] + 2, left : left + part.shape[1] + 2]


def _outlined(cells: Classes, box: Box, origin: tuple[int, int]) -> Pieces:
    """Cells in no class are areas here too: their edges are then inner ones, and the square's edge is all straight."""
    with _tracing:
        found = list(rasterio.features.shapes(cells[1:-1, 1:-1] + np.uint8(1), connectivity=4))
    places = np.array([int(value) - 1 for _, value in found])
    stairs = rings_of([shape["coordinates"] for shape, _ in found])
    bevelled = _bevelled(stairs.stepped(), _marks(cells, box, origin)).polygons()
    smooth = shapely.coverage_simplify(bevelled, TOLERANCE, simplify_boundary=False)
    known = places > 0
    shift = np.array([box.left, box.top])
    seams = _seams(smooth[known], places[known], cells, box)
    moved = shapely.transform(smooth[known], lambda corners: corners + shift)
    return Pieces(moved, places[known], stairs.top_left()[known] + shift, seams)


@dataclass(frozen=True)
class Corners:
    """``kept``: corners of cells that are vertices; ``turns``: those where an edge turns between two areas only."""

    kept: Marks
    turns: Marks


def _marks(cells: Classes, box: Box, origin: tuple[int, int]) -> Corners:
    """Both sides of a square's edge come to the same marks, since they look at the same four cells."""
    nw, ne, sw, se = cells[:-1, :-1], cells[:-1, 1:], cells[1:, :-1], cells[1:, 1:]
    down, across = (nw == sw) & (ne == se), (nw == ne) & (sw == se)
    kept = ~(down | across)
    same = [(nw == ne, nw == sw), (nw == ne, ne == se), (nw == sw, sw == se), (ne == se, sw == se)]
    turns = kept & np.logical_or.reduce([one & other for one, other in same])
    rows, columns = kept.shape
    every_row = (np.arange(rows) + box.top + origin[1]) % FINEST == 0
    every_column = (np.arange(columns) + box.left + origin[0]) % FINEST == 0
    for side in (0, -1):
        kept[:, side], kept[side, :] = ~down[:, side] | every_row, ~across[side, :] | every_column
        turns[:, side], turns[side, :] = False, False
    kept[np.ix_([0, -1], [0, -1])] = True
    return Corners(kept, turns)


def _bevelled(stairs: Rings, corners: Corners) -> Rings:
    """Leave out vertices that are none, and cut off the corner at each turn."""
    columns, rows = stairs.vertices.astype("int64").T
    kept = stairs.take(corners.kept[rows, columns])
    columns, rows = kept.vertices.astype("int64").T
    is_turn = corners.turns[rows, columns]
    before, behind = kept.neighbours()
    way = kept.vertices[behind] - kept.vertices
    cut = _cut_off(way, is_turn, before, behind)[:, None] * np.sign(way)
    turn = is_turn[:, None]
    pairs = [kept.vertices - turn * cut[before], kept.vertices + turn * cut]
    doubled = Rings(np.stack(pairs, axis=1).reshape(-1, 2), np.repeat(kept.rings, 2), kept.polygon_starts)
    _, behind = doubled.neighbours()
    return doubled.take((doubled.vertices != doubled.vertices[behind]).any(axis=1))


def _cut_off(
    way: NDArray[np.float64], is_turn: Marks, before: NDArray[np.int64], behind: NDArray[np.int64]
) -> NDArray[np.float64]:
    """How much of each edge is cut off at its ends: half a cell, or half of a step's edge.

    A step turns one way at its one end and the other way at its other, and lies between edges of one cell (or is
    one). So what is cut off lies within half a cell of an edge, cuts of different edges never meet, and even stairs
    become a straight line. Both neighbours come to the same result, because all this belongs to the edge they share.
    """
    length = np.abs(way).sum(axis=1)
    bend = np.sign(way[before, 0] * way[:, 1] - way[before, 1] * way[:, 0]) * is_turn
    is_step = (bend * bend[behind] == -1) & ((length == 1) | ((length[before] == 1) & (length[behind] == 1)))
    return np.where(is_step, length / 2, 0.5)


def _seams(polygons: Polygons, places: NDArray[np.int64], cells: Classes, box: Box) -> NDArray[np.int64]:
    """The stretches of the square's edge behind which a cell of the same class, and so the same area, lies."""
    rings, owners = shapely.get_rings(polygons, return_index=True)
    vertices, ring = shapely.get_coordinates(rings, return_index=True)
    one, other = vertices[:-1], vertices[1:]
    low, owner = np.minimum(one, other), owners[ring[:-1]]
    found = []
    for axis, count in ((0, box.shape[1]), (1, box.shape[0])):
        for line, beyond in ((0, 0), (count, count + 1)):
            on = (ring[:-1] == ring[1:]) & (one[:, axis] == line) & (other[:, axis] == line)
            start = low[on, 1 - axis].astype("int64")
            across = cells[start + 1, beyond] if axis == 0 else cells[beyond, start + 1]
            goes_on = across == places[owner[on]]
            offsets = (box.left, box.top) if axis == 0 else (box.top, box.left)
            rows = np.empty((int(goes_on.sum()), 4), dtype="int64")
            rows[:, 0], rows[:, 1] = axis, line + offsets[0]
            rows[:, 2], rows[:, 3] = start[goes_on] + offsets[1], owner[on][goes_on]
            found.append(rows)
    return np.concatenate(found)
