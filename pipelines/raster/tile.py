"""One raster file: where its cells lie, and their values; opened anew by whoever reads, so that readers never wait."""

import logging
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import rasterio
from numpy.typing import NDArray
from pyproj import CRS
from rasterio.errors import NotGeoreferencedWarning, RasterioError
from rasterio.windows import Window

from pipelines.errors import SourceError
from pipelines.raster.grid import Box, Grid
from pipelines.reading.crs import from_file
from pipelines.reading.formats import RASTER_DRIVERS, suffix
from pipelines.text import Text

Values = NDArray[np.floating[Any]]
"""Cell values, row by row from the north; not-a-number where nothing is known."""

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Tile:
    """A file that GDAL reads; ``is_flipped`` where its first row is the southernmost. ``nodata`` overrides its own."""

    path: Path
    name: str
    grid: Grid
    crs: CRS | None
    dtype: np.dtype[Any]
    is_flipped: bool = False
    nodata: float | None = None

    def read(self, box: Box) -> Values:
        """Return the values of these cells. Raises SourceError where the file is damaged."""
        top = self.grid.rows - box.bottom if self.is_flipped else box.top
        rows, columns = box.shape
        with opened(self.path, self.name) as raster:
            found = raster.read(1, window=Window(box.left, top, columns, rows), masked=True)
        known = ~np.ma.getmaskarray(found) & np.isfinite(found.data)
        if self.nodata is not None:
            known &= found.data != self.nodata
        values: Values = np.where(known, found.data.astype(self.dtype), self.dtype.type(np.nan))
        return values[::-1] if self.is_flipped else values


@contextmanager
def opened(path: Path, name: str) -> Iterator[Any]:
    """Open a file with the driver of its suffix alone. Raises SourceError, which calls it ``name``."""
    if suffix(path) not in RASTER_DRIVERS:
        raise SourceError(
            Text(f"Das Rasterformat von {name} wird nicht gelesen.", f"The format of {name} is not read."),
            Text(
                "Gelesen werden GeoTIFF (.tif), Arc/Info ASCII (.asc) und Punktlisten (.xyz, .csv), auch als ZIP.",
                "Read are GeoTIFF (.tif), Arc/Info ASCII (.asc) and lists of points (.xyz, .csv), zipped or not.",
            ),
        )
    try:
        with rasterio.open(path, driver=RASTER_DRIVERS[suffix(path)]) as raster:
            yield raster
    except RasterioError as error:
        raise _unreadable(path, name, error) from None


def tile_at(path: Path, name: str, nodata: float | None) -> Tile:
    """Look where a file's cells lie. Raises SourceError for one that has no position, or is turned."""
    with warnings.catch_warnings(), opened(path, name) as raster:
        warnings.simplefilter("ignore", NotGeoreferencedWarning)  # it is said below
        transform, kinds = raster.transform, raster.dtypes
        if transform.is_identity or transform.b or transform.d or transform.a <= 0:
            raise SourceError(
                Text(f"{name} hat keine Lage oder ist gedreht.", f"{name} has no position, or is rotated."),
                Text("Bitte als nach Norden ausgerichtetes GeoTIFF liefern.", "Please deliver a north-up GeoTIFF."),
            )
        flipped = transform.e > 0
        north = transform.f + raster.height * transform.e if flipped else transform.f
        grid = Grid(transform.c, north, transform.a, abs(transform.e), raster.width, raster.height)
        crs = from_file(raster.crs.to_wkt() if raster.crs else None)
    return Tile(path, name, grid, crs, np.result_type(np.float32, kinds[0]), flipped, nodata)


def _unreadable(path: Path, name: str, error: Exception) -> SourceError:
    log.info("%s: %s", name, str(error).replace(str(path), name))
    return SourceError(
        Text(
            f"{name} ist nicht lesbar: Der Inhalt passt nicht zur Endung, oder die Datei ist unvollständig.",
            f"{name} cannot be read: its content does not fit its suffix, or the file is incomplete.",
        ),
        Text("Bitte noch einmal kopieren oder ausgeben.", "Please copy or export it again."),
    )
