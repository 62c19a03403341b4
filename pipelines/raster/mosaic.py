"""The tiles of one raster as one: whatever their grids, a cell has the greatest value of what lies on it."""

import logging
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import numpy as np
from numpy.typing import NDArray
from pyproj import CRS

from pipelines.errors import SourceError
from pipelines.raster.convert import as_geotiff
from pipelines.raster.grid import Box, Grid, joined
from pipelines.raster.tile import Tile, Values, tile_at
from pipelines.raster.tiles import RASTERS
from pipelines.reading.archive import unpacked_all
from pipelines.reading.crs import by_code, compatible
from pipelines.text import Text

MAX_CELLS = 100_000_000_000
"""A mosaic of more cells is more often one of tiles that lie wrongly."""

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Mosaic:
    """Tiles on the grid of the finest of them.

    A cell of that grid takes the greatest known value of all tiles' cells that lie on it by more than a hundredth:
    where grids differ or tiles overlap, a hazard is never made smaller. Cells of no tile are not known.
    """

    tiles: tuple[Tile, ...]
    grid: Grid
    crs: CRS

    @property
    def dtype(self) -> np.dtype[Any]:
        """The type of the values, float32 unless a tile needs more."""
        return np.result_type(*(tile.dtype for tile in self.tiles))

    @property
    def resampled(self) -> tuple[str, ...]:
        """Names of the tiles whose cells are not cells of the grid."""
        return tuple(tile.name for tile in self.tiles if not self.grid.is_aligned(tile.grid))

    def touches(self, box: Box) -> bool:
        """Tell whether any tile has cells there."""
        return any(not self.grid.covering(box, tile.grid).is_empty for tile in self.tiles)

    def read(self, box: Box) -> Values:
        """Return the values of these cells of the grid, which may lie outside of it."""
        values = np.full(box.shape, np.nan, dtype=self.dtype)
        for tile in self.tiles:
            source = self.grid.covering(box, tile.grid)
            if not source.is_empty:
                np.fmax(values, _greatest(tile.read(source), self.grid, box, tile.grid, source), out=values)
        return values


def _greatest(values: Values, grid: Grid, box: Box, other: Grid, source: Box) -> Values:
    """Values of ``other``'s cells in ``source`` → the greatest that lie on each of the grid's cells in ``box``."""
    columns = tuple(part - source.left for part in grid.across(box.left, box.right, other))
    rows = tuple(part - source.top for part in grid.down(box.top, box.bottom, other))
    return _along(_along(values, *columns).T, *rows).T


def _along(values: Values, first: NDArray[np.int64], last: NDArray[np.int64]) -> Values:
    """The greatest of columns ``first`` to ``last`` (excluded), for each pair of these; not a number where none is."""
    result = np.full((len(values), len(first)), np.nan, dtype=values.dtype)
    for step in range(int((last - first).max(initial=0))):
        there = first + step < last
        result[:, there] = np.fmax(result[:, there], values[:, first[there] + step])
    return result


@contextmanager
def mosaic(paths: Sequence[Path], crs: str | None = None, nodata: float | None = None) -> Iterator[Mosaic]:
    """Open tiles, those in ZIPs too; ``crs`` and ``nodata`` are what the definition says of them.

    What had to be unpacked or converted goes with the block. Raises SourceError for tiles that cannot be read, that
    name no CRS or several.
    """
    with opened_tiles(paths, nodata) as tiles:
        grid = joined(tile.grid for tile in tiles)
        _check_size(grid, tiles)
        found = Mosaic(tiles, grid, _common_crs(tiles, crs))
        if found.resampled:
            log.info("other grids, taken by their greatest values: %s", ", ".join(found.resampled))
        yield found


@contextmanager
def opened_tiles(paths: Sequence[Path], nodata: float | None = None) -> Iterator[tuple[Tile, ...]]:
    """Give tiles of which any part can be read; what had to be unpacked or converted goes with the block."""
    with ExitStack() as stack:
        folder = Path(stack.enter_context(TemporaryDirectory(prefix="geoportal-raster-")))
        files = [file for path in paths for file in stack.enter_context(unpacked_all(path, RASTERS))]
        yield tuple(
            tile_at(as_geotiff(file, folder / f"{number}.tif", nodata), file.name, nodata)
            for number, file in enumerate(files)
        )


def _check_size(grid: Grid, tiles: Sequence[Tile]) -> None:
    if grid.columns * grid.rows > MAX_CELLS:
        names = ", ".join(tile.name for tile in tiles[:3])
        raise SourceError(
            Text(f"{names} … haben zusammen zu viele Zellen.", f"{names} … have too many cells together."),
            Text(
                f"Erlaubt sind {MAX_CELLS:,}. Liegt eine Kachel ganz woanders?",
                f"{MAX_CELLS:,} are allowed. Does one of them lie somewhere else?",
            ),
        )


def _common_crs(tiles: Sequence[Tile], code: str | None) -> CRS:
    """The CRS that the definition declares, else that of the tiles."""
    declared = by_code(code) if code else None
    crs = declared or next((tile.crs for tile in tiles if tile.crs), None)
    if crs is None:
        raise SourceError(
            Text(f"{tiles[0].name} nennt kein Koordinatensystem.", f"{tiles[0].name} names no coordinate system."),
            Text("Bitte in der Definition angeben: crs: EPSG:25832.", "Please state it: crs: EPSG:25832."),
        )
    for tile in tiles:
        if tile.crs and not compatible(crs, tile.crs):
            raise _contradiction(tile, crs, declared=declared is not None)
    return crs


def _contradiction(tile: Tile, crs: CRS, *, declared: bool) -> SourceError:
    found = tile.crs.name if tile.crs else ""
    if declared:
        return SourceError(
            Text(
                f"{tile.name}: die Definition sagt {crs.name}, das Raster aber {found}.",
                f"{tile.name}: the definition says {crs.name}, but the raster says {found}.",
            )
        )
    return SourceError(
        Text(
            f"{tile.name} liegt in {found}, andere Kacheln aber in {crs.name}.",
            f"{tile.name} is in {found}, but other tiles are in {crs.name}.",
        ),
        Text("Bitte alle Kacheln im selben Koordinatensystem liefern.", "Please deliver all tiles in the same one."),
    )
