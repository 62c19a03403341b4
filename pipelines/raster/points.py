"""Lists of points in text, a line of x, y and value each, and the regular grid on which they lie."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from pipelines.errors import SourceError
from pipelines.raster.grid import Grid
from pipelines.text import Text

LINES = 500_000
"""Lines of text read at a time."""
OFF = 0.01
"""Share of a cell by which a position may be off its grid."""
SPARSE = 1_000
"""A grid with more cells per point is none: its points lie anywhere."""

BLANKS = r"\s+"


@dataclass(frozen=True)
class PointList:
    """How a list is written. ``names`` are empty where the first line is a point already; ``width`` counts columns."""

    path: Path
    separator: str
    decimal: str
    names: tuple[str, ...]
    width: int

    def chunks(self) -> Iterator[NDArray[np.float64]]:
        """Yield rows of x, y and value, the first three columns. Raises SourceError for what is no number."""
        form: dict[str, Any] = {"sep": self.separator, "decimal": self.decimal, "skiprows": int(bool(self.names))}
        form |= {"header": None, "usecols": [0, 1, 2], "skipinitialspace": True, "encoding_errors": "replace"}
        try:
            with pd.read_csv(self.path, chunksize=LINES, **form) as chunks:
                for chunk in chunks:
                    yield chunk.to_numpy(dtype="float64")
        except ValueError as error:  # pandas' parser errors are ValueErrors
            raise _unreadable(self.path) from error

    def grid(self) -> Grid:
        """Return the grid that has a point in the middle of its cells. Raises SourceError where there is none."""
        lines = [(np.unique(chunk[:, 0]), np.unique(chunk[:, 1]), len(chunk)) for chunk in self.chunks()]
        west, width, columns = self._axis([x for x, _, _ in lines])
        south, height, rows = self._axis([y for _, y, _ in lines])
        if columns * rows > SPARSE * sum(count for _, _, count in lines):
            raise _irregular(self.path)
        return Grid(west - width / 2, south + (rows - 0.5) * height, width, height, columns, rows)

    def _axis(self, parts: list[NDArray[np.float64]]) -> tuple[float, float, int]:
        """Lowest position, distance and number of the grid's lines along one axis."""
        found = np.unique(np.concatenate(parts or [np.zeros(0)]))
        step = float(np.diff(found).min(initial=np.inf))
        places = (found - found[:1]) / step
        if len(found) < 2 or not np.abs(places - np.rint(places)).max() <= OFF:  # what is no number is no place
            raise _irregular(self.path)
        return float(found[0]), step, int(np.rint(places[-1])) + 1


def point_list(path: Path) -> PointList:
    """Tell by the first two lines how a list is written. Raises SourceError for less than three columns."""
    with path.open(encoding="utf-8-sig", errors="replace") as file:
        first, second = file.readline().strip(), file.readline().strip()
    sample = second or first
    separator = next((sign for sign in (";", "\t") if sign in sample), None)
    if separator is None:
        separator = "," if "," in sample and len(sample.split()) < 3 else BLANKS
    width = len(_cells(sample, separator))
    if width < 3:
        raise _unreadable(path)
    decimal = "," if separator != "," and "," in sample else "."
    has_names = any(sign.isalpha() for sign in first.lower().replace("e", "").replace("nan", ""))
    return PointList(path, separator, decimal, tuple(_cells(first, separator)) if has_names else (), width)


def _cells(line: str, separator: str) -> list[str]:
    return line.split(None if separator == BLANKS else separator)


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
