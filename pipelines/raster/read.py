"""Rasters of one quantity → polygons of its classes, one layer for all scenarios (heavy-rain hazard maps)."""

import warnings
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import rasterio
import rasterio.features
import shapely
from affine import Affine
from geopandas import GeoDataFrame, GeoSeries
from numpy.typing import NDArray
from pyproj import CRS
from rasterio.errors import NotGeoreferencedWarning, RasterioError
from rasterio.windows import Window

from pipelines.definition import RasterClass, RasterSource
from pipelines.errors import SourceError
from pipelines.reading.archive import unpacked
from pipelines.reading.batch import numbered
from pipelines.reading.crs import by_code, compatible, from_file
from pipelines.reading.fetch import Located
from pipelines.reading.formats import RASTER_DRIVERS, suffix
from pipelines.stages.keys import name_based_id
from pipelines.text import Text

MAX_CELLS = 1_000_000_000
STRIP = 16_000_000
"""Cells read at a time; the classes of all cells together take one byte each."""


def read_raster(source: RasterSource, located: Located) -> Iterator[GeoDataFrame]:
    """Yield one frame per scenario with the columns scenario, class, over, to, id and ``geom``.

    Each record is one connected area of a class (cells that share an edge). Edges between classes are simplified
    together, so that areas still meet without gaps. The id follows from scenario, class and the position of
    the area's top-left cell, and so survives a new run, another extent and other areas elsewhere. Cells without
    data, not-a-number or in no class belong to no record. Raises SourceError for a raster without position or CRS.
    """
    first = 1
    for scenario, file in located.files.items():
        with unpacked(file, frozenset(RASTER_DRIVERS)) as path:
            frame = _scenario(path, source, scenario, first)
        first += len(frame)
        yield frame


def _scenario(path: Path, source: RasterSource, scenario: str, first: int) -> GeoDataFrame:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", NotGeoreferencedWarning)  # _check_grid says it
        try:
            with rasterio.open(path, driver=_driver(path)) as raster:
                _check_grid(path, raster)
                crs = _crs(path, source, raster)
                classes, transform = _classes(raster, source), raster.transform
        except RasterioError as error:
            raise _unreadable(path, error) from None
    areas, places = _areas(classes)
    table = _table(source.classes, places, scenario, first)
    table["id"] = [
        name_based_id(scenario, code, *corner)
        for code, corner in zip(table["class"], _top_left(areas, transform, crs), strict=True)
    ]
    shapes = GeoSeries(_placed(_smoothed(areas), transform), index=table.index)
    return GeoDataFrame(table.assign(geom=shapes), geometry="geom", crs=crs)


def _classes(raster: Any, source: RasterSource) -> NDArray[np.uint8]:
    """Return 1 for the first class, 2 for the second …, 0 for cells in none; read strip by strip."""
    result = np.zeros((raster.height, raster.width), dtype="uint8")
    height = max(1, STRIP // raster.width)
    for top in range(0, raster.height, height):
        window = Window(0, top, raster.width, min(height, raster.height - top))
        result[top : top + height] = classify(raster.read(1, window=window, masked=True), source)
    return result


def classify(values: np.ma.MaskedArray[Any, Any], source: RasterSource) -> NDArray[np.uint8]:
    """Return the place (from 1) of each value's class, 0 for none; a class holds ``over`` and not ``to``."""
    known = ~np.ma.getmaskarray(values)
    if source.nodata is not None:
        known &= values.data != source.nodata
    scaled = np.where(known, values.data, np.nan) * source.factor
    result = np.zeros(scaled.shape, dtype="uint8")
    for place, one in enumerate(source.classes, start=1):
        result[(scaled >= one.over) & (scaled < (np.inf if one.to is None else one.to))] = place
    return result


def _areas(classes: NDArray[np.uint8]) -> tuple[NDArray[Any], list[int]]:
    """Connected areas as polygons whose coordinates are whole columns and rows, and the place of their class."""
    found = list(rasterio.features.shapes(classes, mask=classes > 0, connectivity=4))
    return np.array([_polygon(shape) for shape, _ in found], dtype=object), [int(place) for _, place in found]


def _smoothed(areas: NDArray[Any]) -> NDArray[Any]:
    """Straighten the stairs of all areas together, at most by some two thirds of a cell.

    Neighbours must have the same vertices along their common edge, so one is set at every cell's corner first.
    """
    if not len(areas):
        return areas
    smooth: NDArray[Any] = shapely.coverage_simplify(shapely.segmentize(areas, 1), tolerance=1)
    return smooth


def _placed(areas: NDArray[Any], transform: Affine) -> NDArray[Any]:
    scale, shift = np.array([transform.a, transform.e]), np.array([transform.c, transform.f])
    placed: NDArray[Any] = shapely.transform(areas, lambda cells: cells * scale + shift)
    return placed


def _polygon(shape: dict[str, Any]) -> shapely.Polygon:
    outer, *holes = shape["coordinates"]
    return shapely.Polygon(outer, holes)


def _table(classes: Sequence[RasterClass], places: list[int], scenario: str, first: int) -> pd.DataFrame:
    named = [classes[place - 1] for place in places]
    return pd.DataFrame(
        {
            "scenario": pd.Series([scenario] * len(named), dtype="string"),
            "class": pd.Series([one.code for one in named], dtype="string"),
            "over": pd.Series([one.over for one in named], dtype="Float64"),
            "to": pd.Series([one.to for one in named], dtype="Float64"),
        }
    ).set_index(numbered(first, len(named)))


def _top_left(areas: NDArray[Any], transform: Affine, crs: CRS) -> Iterator[tuple[str, str]]:
    """The corner of each area's northernmost cell, of these the westernmost: every cell is in one area only."""
    decimals = 9 if crs.is_geographic else 3
    coordinates, owner = shapely.get_coordinates(_placed(areas, transform), return_index=True)
    order = np.lexsort((coordinates[:, 0], -coordinates[:, 1], owner))
    _, starts = np.unique(owner[order], return_index=True)
    for x, y in coordinates[order][starts]:
        yield f"{x:.{decimals}f}", f"{y:.{decimals}f}"


def _driver(path: Path) -> str:
    if suffix(path) not in RASTER_DRIVERS:
        raise SourceError(
            Text(f"Das Rasterformat von {path.name} wird nicht gelesen.", f"The format of {path.name} is not read."),
            Text("Gelesen werden GeoTIFF (.tif) und Arc/Info ASCII (.asc).", "Read are GeoTIFF (.tif) and .asc."),
        )
    return RASTER_DRIVERS[suffix(path)]


def _check_grid(path: Path, raster: Any) -> None:
    transform = raster.transform
    if transform.is_identity or transform.b or transform.d:
        raise SourceError(
            Text(
                f"{path.name} hat keine Lage oder ist gedreht.",
                f"{path.name} has no position, or is rotated.",
            ),
            Text("Bitte als nach Norden ausgerichtetes GeoTIFF liefern.", "Please deliver a north-up GeoTIFF."),
        )
    if raster.width * raster.height > MAX_CELLS:
        raise SourceError(
            Text(f"{path.name} hat zu viele Zellen.", f"{path.name} has too many cells."),
            Text(f"Erlaubt sind {MAX_CELLS:,} Zellen.", f"{MAX_CELLS:,} cells are allowed."),
        )


def _crs(path: Path, source: RasterSource, raster: Any) -> CRS:
    found = from_file(raster.crs.to_wkt() if raster.crs else None)
    declared = by_code(source.crs) if source.crs else None
    if declared and found and not compatible(declared, found):
        raise SourceError(
            Text(
                f"{path.name}: die Definition sagt {source.crs}, das Raster aber {found.name}.",
                f"{path.name}: the definition says {source.crs}, but the raster says {found.name}.",
            )
        )
    crs = declared or found
    if crs is None:
        raise SourceError(
            Text(f"{path.name} nennt kein Koordinatensystem.", f"{path.name} names no coordinate system."),
            Text("Bitte in der Definition angeben: crs: EPSG:25832.", "Please state it: crs: EPSG:25832."),
        )
    return crs


def _unreadable(path: Path, error: Exception) -> SourceError:
    reason = str(error).replace(str(path), path.name).rstrip(".")
    return SourceError(
        Text(f"{path.name} ist nicht lesbar: {reason}.", f"{path.name} cannot be read: {reason}."),
        Text("Passt die Endung zum Inhalt?", "Does the suffix fit the content?"),
    )
