"""Rasters in text, which can only be read from their beginning → GeoTIFFs, of which any part can be read.

GDAL takes lists of coordinates for regular when their first rows are, and fills their gaps with zeros, which would be
dry land; so they are laid on their grid here.
"""

from pathlib import Path

import numpy as np
import rasterio
from rasterio.transform import from_origin
from rasterio.windows import Window

from pipelines.raster.points import point_list
from pipelines.raster.tile import opened
from pipelines.raster.tiles import LIST
from pipelines.reading.formats import suffix

STRIP = 256
"""Rows written at a time; also the side of a block."""

PROFILE = {"driver": "GTiff", "count": 1, "tiled": True, "blockxsize": STRIP, "blockysize": STRIP, "compress": "lzw"}


def as_geotiff(path: Path, target: Path, nodata: float | None) -> Path:
    """Return a file of which any part can be read: ``path``, or ``target`` after converting a raster in text."""
    if suffix(path) == ".asc":
        _copy(path, target)
        return target
    if suffix(path) in {".xyz", LIST}:
        _lay_out(path, target, nodata)
        return target
    return path


def _copy(path: Path, target: Path) -> None:
    with opened(path, path.name) as source:
        given = {name: source.profile[name] for name in ("width", "height", "dtype", "crs", "transform", "nodata")}
        with rasterio.open(target, "w", **PROFILE | given, bigtiff="if_safer") as raster:
            for top in range(0, source.height, STRIP):
                window = Window(0, top, source.width, min(STRIP, source.height - top))
                raster.write(source.read(1, window=window), 1, window=window)


def _lay_out(path: Path, target: Path, nodata: float | None) -> None:
    """Two passes: where the grid lies, then each value into its cell, on disk."""
    points = point_list(path)
    grid = points.grid()
    cells = np.memmap(target.with_suffix(".cells"), dtype="float32", mode="w+", shape=(grid.rows, grid.columns))
    for top in range(0, grid.rows, STRIP):
        cells[top : top + STRIP] = np.nan
    for x, y, value in (chunk.T for chunk in points.chunks()):
        cells[grid.cells(x, y)] = np.where(value == nodata, np.nan, value)
    transform = from_origin(grid.west, grid.north, grid.width, grid.height)
    given = {"width": grid.columns, "height": grid.rows, "dtype": "float32", "transform": transform, "nodata": np.nan}
    with rasterio.open(target, "w", **PROFILE | given, bigtiff="if_safer") as raster:
        for top in range(0, grid.rows, STRIP):
            strip = cells[top : top + STRIP]
            raster.write(strip, 1, window=Window(0, top, grid.columns, len(strip)))
    target.with_suffix(".cells").unlink()
