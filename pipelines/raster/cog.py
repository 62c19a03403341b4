"""A raster as a Cloud-Optimised GeoTIFF: tiled, compressed, and with overviews that never make a hazard smaller."""

import json
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from urllib.parse import quote
from xml.sax.saxutils import escape

import numpy as np
import rasterio
import rasterio.shutil
from rasterio.transform import from_origin
from rasterio.windows import Window

from pipelines.definition import RasterQuantity, RasterSource
from pipelines.raster.grid import Box, Grid
from pipelines.raster.mosaic import Mosaic, mosaic
from pipelines.raster.tile import Tile, Values, tile_at
from pipelines.raster.tiles import tiles_of
from pipelines.raster.workers import in_order
from pipelines.reading.fetch import Located

RASTERS = "rasters"
"""Folder of the rasters in a version's folder."""
SIDE = 512
"""Side of a block, in cells; the smallest overview is no larger."""
CACHE = 256 * 1024**2
"""Bytes of blocks that GDAL keeps; else it takes a share of the machine's memory."""
NODATA = -9999.0
"""Not a number would do, but not every program knows it."""
TAG = "GEOPORTAL"
"""The GeoTIFF's metadata item with what the values mean."""

PROFILE = {
    "driver": "GTiff",
    "count": 1,
    "tiled": True,
    "blockxsize": SIDE,
    "blockysize": SIDE,
    "compress": "zstd",
    "zstd_level": 1,
}

COG = {
    "driver": "COG",
    "compress": "DEFLATE",
    "predictor": "YES",
    "blocksize": SIDE,
    "overviews": "FORCE_USE_EXISTING",
    "bigtiff": "IF_SAFER",
    "num_threads": "ALL_CPUS",
}


def write_cogs(source: RasterSource, located: Located, folder: Path, scheduler: str | None = None) -> list[Path]:
    """Write one GeoTIFF per scenario and quantity into ``rasters/`` in ``folder``, a version's; return their paths.

    Tiles become one raster, in the CRS and with the values in which they were delivered; a cell of an overview is the
    greatest of the four below it, and unknown only where all of them are. The item ``GEOPORTAL`` of its metadata says
    what the values mean, as JSON. Raises SourceError for rasters that cannot be read.
    """
    written = []
    (folder / RASTERS).mkdir(parents=True, exist_ok=True)
    for scenario in source.rasters:
        for name, quantity in source.quantities.items():
            if scenario in quantity.rasters:
                target = path_of(folder, name, scenario)
                with mosaic(tiles_of(located.files, name, scenario), source.crs, quantity.nodata) as found:
                    _write(found, _meaning(name, scenario, quantity), target, scheduler)
                written.append(target)
    return written


def crs_of(path: Path) -> str | None:
    """Return the CRS of a raster that was written, as a code where it has one."""
    with rasterio.open(path, driver="GTiff") as raster:
        return str(raster.crs.to_string()) if raster.crs else None


def path_of(folder: Path, quantity: str, scenario: str) -> Path:
    """Return where a raster lies in a version's folder; scenarios are free text, so they are written as in URLs."""
    return folder / RASTERS / f"{quantity}_{quote(scenario, safe='')}.tif"


def _meaning(name: str, scenario: str, quantity: RasterQuantity) -> str:
    values = quantity.model_dump(mode="json", include={"factor", "unit", "classes"})
    return json.dumps({"quantity": name, "scenario": scenario, "values": values}, ensure_ascii=False)


def _write(raster: Mosaic, meaning: str, target: Path, scheduler: str | None) -> None:
    """Levels are plain files first: GDAL knows no overviews by the greatest value, but takes ready ones."""
    with TemporaryDirectory(prefix=".cog-", dir=target.parent) as folder, rasterio.Env(GDAL_CACHEMAX=CACHE):
        levels = [_level(raster, Path(folder) / "0.tif", scheduler)]
        while max(levels[-1].grid.columns, levels[-1].grid.rows) > SIDE:
            below = Mosaic((levels[-1],), _halved(levels[-1].grid), raster.crs)
            levels.append(_level(below, Path(folder) / f"{len(levels)}.tif", scheduler))
        stack = Path(folder) / "stack.vrt"
        stack.write_text(_stack(levels, raster, meaning), encoding="utf-8")
        rasterio.shutil.copy(stack, target, **COG)


def _halved(grid: Grid) -> Grid:
    return Grid(grid.west, grid.north, grid.width * 2, grid.height * 2, (grid.columns + 1) // 2, (grid.rows + 1) // 2)


def _level(raster: Mosaic, path: Path, scheduler: str | None) -> Tile:
    grid = raster.grid
    transform = from_origin(grid.west, grid.north, grid.width, grid.height)
    given = {"width": grid.columns, "height": grid.rows, "dtype": raster.dtype, "crs": raster.crs.to_wkt()}
    boxes = list(_boxes(grid))
    with rasterio.open(path, "w", **PROFILE | given, transform=transform, nodata=NODATA, bigtiff="if_safer") as target:
        for box, values in zip(boxes, in_order(partial(_filled, raster), boxes, scheduler), strict=True):
            rows, columns = box.shape
            target.write(values, 1, window=Window(box.left, box.top, columns, rows))
    return tile_at(path, path.name, None)


def _filled(raster: Mosaic, box: Box) -> Values:
    values = raster.read(box)
    return np.where(np.isnan(values), values.dtype.type(NODATA), values)


def _boxes(grid: Grid) -> Iterator[Box]:
    """Rows of blocks, so that the file is written from its beginning to its end."""
    side = 2 * SIDE
    for top in range(0, grid.rows, side):
        for left in range(0, grid.columns, side):
            yield Box(left, top, left + side, top + side).within(grid.box)


def _stack(levels: list[Tile], raster: Mosaic, meaning: str) -> str:
    """The levels as one raster, in GDAL's own words (a VRT of files that were written here)."""
    first, *others = levels
    grid = first.grid
    kind = "Float64" if raster.dtype == np.float64 else "Float32"
    overviews = "".join(f"<Overview>{_file(level)}</Overview>" for level in others)
    return (
        f'<VRTDataset rasterXSize="{grid.columns}" rasterYSize="{grid.rows}">'
        f"<SRS>{escape(raster.crs.to_wkt())}</SRS>"
        f"<GeoTransform>{grid.west!r},{grid.width!r},0,{grid.north!r},0,{-grid.height!r}</GeoTransform>"
        f'<Metadata><MDI key="{TAG}">{escape(meaning)}</MDI></Metadata>'
        f'<VRTRasterBand dataType="{kind}" band="1"><NoDataValue>{NODATA}</NoDataValue>'
        f"{overviews}<SimpleSource>{_file(first)}</SimpleSource></VRTRasterBand></VRTDataset>"
    )


def _file(level: Tile) -> str:
    return f'<SourceFilename relativeToVRT="1">{level.path.name}</SourceFilename><SourceBand>1</SourceBand>'


CLOUD_OPTIMISED = "image/tiff; application=geotiff; profile=cloud-optimized"
"""Media type of OGC's Cloud Optimized GeoTIFF standard (21-026)."""
