"""How stored coordinates (EPSG:25832) become those of a tile: a grid of 4096 cells, rows downwards.

Within a tile, Web Mercator differs from UTM by hardly more than turning, moving and stretching. PostGIS does that ten
times faster than a transformation of each vertex, so it is done wherever it is right to less than the half cell by
which vertices are rounded anyway; how right it is, is measured for each tile.
"""

from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray
from pyproj import Transformer

from pipelines.storage import STORAGE_SRID, Box
from server.tiles.matrix import Place

EXTENT = 4096
"""Cells of a tile's grid in each direction."""

BUFFER = 64
"""Cells beyond the tile's edge that are drawn, too, so that outlines and labels at a seam are whole."""

TOLERANCE = 0.4
"""Cells by which a vertex may be beside its true place: a twentieth of a pixel where a tile is 512 pixels wide. In this
latitude tiles of level 14 and finer keep it (0.31 cells, 12 cm)."""

Numbers = NDArray[np.float64]
Affine = tuple[float, float, float, float, float, float]


@dataclass(frozen=True)
class Frame:
    """``search`` is the box of the tile with its buffer in EPSG:25832.

    ``affine`` turns EPSG:25832 into the grid (ST_Affine's a, b, d, e, xoff, yoff). Where it is None, vertices are
    transformed to ``srid`` first, and ``scale`` turns that into the grid. ``error`` is in cells.
    """

    srid: int
    search: Box
    affine: Affine | None
    scale: Affine
    error: float


@lru_cache(maxsize=4096)
def frame(place: Place) -> Frame:
    """Return the frame of a tile."""
    west, south, east, north = place.bounds
    cells = EXTENT / (east - west)
    scale = (cells, 0.0, 0.0, -cells, -west * cells, north * cells)
    margin = BUFFER / cells
    if place.tms.srid == STORAGE_SRID:
        search = (west - margin, south - margin, east + margin, north + margin)
        return Frame(STORAGE_SRID, search, scale, scale, 0.0)
    share = np.linspace(0, 1, 9)
    columns, rows = np.meshgrid(-BUFFER + share * (EXTENT + 2 * BUFFER), -BUFFER + share * (EXTENT + 2 * BUFFER))
    across, down = columns.ravel(), rows.ravel()
    x, y = _to_storage(place.tms.srid).transform(west + across / cells, north - down / cells)
    search = _around(x, y)
    fitted, error = _fit(x, y, across, down)
    return Frame(place.tms.srid, search, fitted if error < TOLERANCE else None, scale, error)


def _around(x: Numbers, y: Numbers) -> Box:
    """The box of points on a curved edge, wider by how much it bends between them at most: the step's own share."""
    bend = 0.01 * max(float(np.ptp(x)), float(np.ptp(y)))
    return float(x.min()) - bend, float(y.min()) - bend, float(x.max()) + bend, float(y.max()) + bend


def _fit(x: Numbers, y: Numbers, across: Numbers, down: Numbers) -> tuple[Affine, float]:
    """The best affine map by least squares, moved so that its largest errors are equal on both sides."""
    centre_x, centre_y = float(x.mean()), float(y.mean())
    basis = np.column_stack([x - centre_x, y - centre_y, np.ones(len(x))])
    found, error = [], 0.0
    for wanted in (across, down):
        (a, b, offset), *_ = np.linalg.lstsq(basis, wanted, rcond=None)
        off = wanted - basis @ np.array([a, b, offset])
        offset += (off.max() + off.min()) / 2
        error = max(error, float(np.ptp(off)) / 2)
        found.append((float(a), float(b), float(offset - a * centre_x - b * centre_y)))
    (a, b, left), (d, e, top) = found
    return (a, b, d, e, left, top), error


@lru_cache(maxsize=4)
def _to_storage(srid: int) -> Transformer:
    return Transformer.from_crs(f"EPSG:{srid}", f"EPSG:{STORAGE_SRID}", always_xy=True)
