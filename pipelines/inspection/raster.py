"""What is in a raster that no definition describes yet: its cells, their values, and where it lies."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from itertools import product
from pathlib import Path
from urllib.parse import urlsplit

import geopandas as gpd
import numpy as np
import shapely
from numpy.typing import NDArray
from pyproj import CRS

from pipelines.datasets import load_town
from pipelines.inspection.inspection import given_file
from pipelines.inspection.lattice import is_lattice
from pipelines.inspection.reference import Extent, Reach, Reference, find_reference, reach
from pipelines.raster.grid import Box, Grid, joined
from pipelines.raster.mosaic import opened_tiles
from pipelines.raster.tile import Tile
from pipelines.raster.tiles import LIST, RASTERS
from pipelines.reading.archive import kinds_in
from pipelines.reading.fetch import Located
from pipelines.reading.formats import RASTER_DRIVERS, TABLES, WEAK, suffix
from pipelines.reading.sandbox import isolated
from pipelines.settings import Settings

SIDE = 1024
"""Cells along the side of a block that is read at once."""
BLOCKS = 400
"""Blocks that are looked at; of a larger raster, as many that are spread over it."""
SAMPLE = 10_000
"""Values of each block that tell how they are spread."""
PLACEHOLDERS = (-9999.0, -99999.0, -32768.0, float(np.finfo("float32").min))
"""What programs write for "no value"; lists of points cannot declare it."""
SHARES = (0.1, 0.4, 0.7, 0.9)
"""Shares of the values above nought that lie below the proposed classes."""
ROUND = (1.0, 1.5, 2.0, 2.5, 3.0, 4.0, 5.0, 6.0, 8.0)
"""Between them and their tenfold lie the numbers that people take for bounds."""


@dataclass(frozen=True)
class Cells:
    """A raster's grid and values, as plain values.

    Tiles of an archive count as one raster, on the grid of the finest. ``kind`` is GDAL's name of the format,
    ``nodata`` a value that the file does not declare to stand for none, and that seems to. ``known`` is the share of
    cells with a value, ``shares`` are the values at SHARES, and ``whole`` says that every cell was looked at.
    """

    kind: str
    crs: str | None
    columns: int
    rows: int
    width: float
    height: float
    bounds: tuple[float, float, float, float]
    nodata: float | None
    known: float
    lowest: float | None
    highest: float | None
    shares: tuple[float, ...]
    whole: bool


@dataclass(frozen=True)
class RasterInspection:
    """What is in a raster file, how its CRS is known, and where it lies to the town."""

    path: Path
    cells: Cells
    reference: Reference
    reach: Reach

    @property
    def bounds(self) -> tuple[float, ...]:
        """Lower bounds of classes, which split the values above nought; empty where nothing is known."""
        return tuple(dict.fromkeys(_rounded(value) for value in self.cells.shares))


def is_raster(given: str) -> bool:
    """Tell whether a path or address ends as one of a raster; of a list of points, or an archive, on this machine,
    whether nothing else is in it. Raises SourceError for a damaged archive.
    """
    is_address = given.startswith(("http://", "https://"))
    path = Path(urlsplit(given).path if is_address else given)
    if is_address or not path.is_file():
        return suffix(path) in RASTER_DRIVERS
    kinds = kinds_in(path) if suffix(path) == ".zip" else {suffix(path)}
    if kinds.isdisjoint(RASTERS) or kinds & (TABLES - WEAK - RASTERS):
        return False
    return LIST not in kinds or is_lattice(path)


def inspect_raster(settings: Settings, given: str) -> RasterInspection:
    """Look at a raster's file or address as a whole. Raises SourceError with the sentences of reading."""
    located = given_file(settings, given)
    path = located.files[""]
    (plain,) = isolated(raster_cells, located, reads=located.files.values(), name=located.name)
    cells = _from_plain(plain)
    area = gpd.GeoDataFrame(geometry=[shapely.box(*cells.bounds)], crs=CRS.from_wkt(cells.crs) if cells.crs else None)
    town = load_town(settings).extent
    reference = find_reference(area, town)
    where = _lying(reach(area, reference.crs, town), town)
    return RasterInspection(path, cells, reference, where)


def raster_cells(located: Located) -> Iterator[dict[str, object]]:
    """Yield the :class:`Cells` of a file, as a mapping of plain values; runs where files are read."""
    with opened_tiles([located.files[""]]) as tiles:
        yield asdict(_cells(tiles))


def _from_plain(values: Mapping[str, object]) -> Cells:
    """Make the cells anew out of what :func:`raster_cells` yields."""
    pairs = {name: tuple(values[name]) for name in ("bounds", "shares")}  # type: ignore[arg-type, var-annotated]
    return Cells(**{**values, **pairs})  # type: ignore[arg-type]


def _lying(where: Reach, town: Extent) -> Reach:
    """Tell a raster that reaches beyond the town from one that lies in it."""
    if where.extent is None or not where.inside or shapely.box(*town).contains(shapely.box(*where.extent)):
        return where
    return replace(where, elsewhere=1)


def _cells(tiles: Sequence[Tile]) -> Cells:
    grid = joined(tile.grid for tile in tiles)
    boxes = [(tile, box) for tile in tiles for box in _boxes(tile.grid)]
    looked_at = boxes[:: -(-len(boxes) // BLOCKS)]
    count = cells = 0
    lowest, highest, nodata = np.inf, -np.inf, None
    samples: list[NDArray[np.floating]] = []
    for tile, box in looked_at:
        values = tile.read(box)
        known = values[np.isfinite(values)]
        if (placeholders := np.isin(known, PLACEHOLDERS)).any():
            nodata, known = float(known[placeholders][0]), known[~placeholders]
        count, cells = count + known.size, cells + values.size
        if known.size:
            lowest, highest = min(lowest, float(known.min())), max(highest, float(known.max()))
        above = known[known > 0]
        samples.append(above[:: max(1, above.size // SAMPLE)])
    spread = np.concatenate(samples)
    west, north = grid.west, grid.north
    crs = next((tile.crs for tile in tiles if tile.crs), None)
    return Cells(
        kind=RASTER_DRIVERS.get(suffix(Path(tiles[0].name)), "XYZ"),
        crs=crs.to_wkt() if crs else None,
        columns=grid.columns,
        rows=grid.rows,
        width=grid.width,
        height=grid.height,
        bounds=(west, north - grid.rows * grid.height, west + grid.columns * grid.width, north),
        nodata=nodata,
        known=count / max(cells, 1),
        lowest=lowest if count else None,
        highest=highest if count else None,
        shares=tuple(map(float, np.quantile(spread, SHARES))) if spread.size else (),
        whole=len(looked_at) == len(boxes),
    )


def _boxes(grid: Grid) -> Iterator[Box]:
    for top, left in product(range(0, grid.rows, SIDE), range(0, grid.columns, SIDE)):
        yield Box(left, top, left + SIDE, top + SIDE).within(grid.box)


def _rounded(value: float) -> float:
    """Return the round number below a positive one, since the value itself is to lie over it."""
    power = 10.0 ** np.floor(np.log10(value))
    below = max((each for each in ROUND if each < value / power), default=ROUND[-1] / 10)
    return float(f"{below * power:.6g}")
