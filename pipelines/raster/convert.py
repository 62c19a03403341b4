"""Rasters in text, which can only be read from their beginning → GeoTIFFs, of which any part can be read.

GDAL takes lists of coordinates for regular when their first rows are, and fills their gaps with zeros, which would be
dry land; so they are laid on their grid here.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import rasterio
from numpy.typing import NDArray
from rasterio.transform import from_origin
from rasterio.windows import Window

from pipelines.errors import SourceError
from pipelines.raster.tile import opened
from pipelines.reading.formats import suffix
from pipelines.text import Text

LINES = 500_000
"""Lines of text read at a time."""
STRIP = 256
"""Rows written at a time; also the side of a block."""
OFF = 0.01
"""Share of a cell by which a position may be off its grid."""
SPARSE = 1_000
"""A grid with more cells per point is none: its points lie anywhere."""

PROFILE = {"driver": "GTiff", "count": 1, "tiled": True, "blockxsize": STRIP, "blockysize": STRIP, "compress": "lzw"}


def as_geotiff(path: Path, target: Path, nodata: float | None) -> Path:
    """Return a file of which any part can be read: ``path``, or ``target`` after converting a raster in text."""
    if suffix(path) == ".asc":
        _copy(path, target)
        return target
    if suffix(path) in {".xyz", ".csv"}:
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
    lines = [(np.unique(chunk[:, 0]), np.unique(chunk[:, 1]), len(chunk)) for chunk in _chunks(path)]
    west, step_x, columns = _axis(path, [x for x, _, _ in lines])
    south, step_y, rows = _axis(path, [y for _, y, _ in lines])
    if columns * rows > SPARSE * sum(count for _, _, count in lines):
        raise _irregular(path)
    cells = np.memmap(target.with_suffix(".cells"), dtype="float32", mode="w+", shape=(rows, columns))
    for top in range(0, rows, STRIP):
        cells[top : top + STRIP] = np.nan
    for x, y, value in (chunk.T for chunk in _chunks(path)):
        column, row = np.rint((x - west) / step_x).astype("int64"), np.rint((y - south) / step_y).astype("int64")
        cells[rows - 1 - row, column] = np.where(value == nodata, np.nan, value)
    transform = from_origin(west - step_x / 2, south + (rows - 0.5) * step_y, step_x, step_y)
    given = {"width": columns, "height": rows, "dtype": "float32", "transform": transform, "nodata": np.nan}
    with rasterio.open(target, "w", **PROFILE | given, bigtiff="if_safer") as raster:
        for top in range(0, rows, STRIP):
            strip = cells[top : top + STRIP]
            raster.write(strip, 1, window=Window(0, top, columns, len(strip)))
    target.with_suffix(".cells").unlink()


def _axis(path: Path, parts: list[NDArray[np.float64]]) -> tuple[float, float, int]:
    """Lowest position, distance and number of the grid's lines along one axis. Raises SourceError if irregular."""
    found = np.unique(np.concatenate(parts or [np.zeros(0)]))
    step = float(np.diff(found).min(initial=np.inf))
    places = (found - found[:1]) / step
    if len(found) < 2 or np.abs(places - np.rint(places)).max() > OFF:
        raise _irregular(path)
    return float(found[0]), step, int(np.rint(places[-1])) + 1


def _chunks(path: Path) -> Iterator[NDArray[np.float64]]:
    """Lines of x, y and value, whatever separates them, with or without names in the first line."""
    separator, decimal, header = _form(path)
    named: dict[str, Any] = {"sep": separator, "decimal": decimal, "header": None, "skiprows": int(header)}
    try:
        with pd.read_csv(path, usecols=[0, 1, 2], chunksize=LINES, skipinitialspace=True, **named) as chunks:
            for chunk in chunks:
                yield chunk.to_numpy(dtype="float64")
    except (ValueError, UnicodeDecodeError) as error:  # pandas' parser errors are ValueErrors
        raise _unreadable(path) from error


def _form(path: Path) -> tuple[str, str, bool]:
    """Separator, decimal sign, and whether the first line holds names; by the first two lines."""
    with path.open(encoding="utf-8", errors="replace") as file:
        first, second = file.readline().strip(), file.readline().strip()
    sample = second or first
    separator = next((sign for sign in (";", "\t") if sign in sample), None)
    if separator is None:
        separator = "," if "," in sample and len(sample.split()) < 3 else r"\s+"
    decimal = "," if separator != "," and "," in sample else "."
    header = any(sign.isalpha() for sign in first.lower().replace("e", "").replace("nan", ""))
    if len(sample.split() if separator == r"\s+" else sample.split(separator)) < 3:
        raise _unreadable(path)
    return separator, decimal, header


def _irregular(path: Path) -> SourceError:
    return SourceError(
        Text(f"Die Punkte in {path.name} bilden kein Gitter.", f"The points in {path.name} form no regular grid."),
        Text("Bitte als GeoTIFF liefern.", "Please deliver a GeoTIFF."),
    )


def _unreadable(path: Path) -> SourceError:
    return SourceError(
        Text(f"{path.name} ist nicht lesbar: keine Liste von x, y und Wert.", f"{path.name}: no list of x, y, value."),
        Text("Erwartet wird eine Zeile je Zelle: Rechtswert Hochwert Wert.", "Expected is a line per cell: x y value."),
    )
