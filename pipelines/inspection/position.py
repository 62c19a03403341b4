"""Which columns of a table say where a record lies: by their names and by their values."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import chain, product
from typing import Literal

import numpy as np
import pandas as pd

from pipelines.definition import TableSource
from pipelines.inspection.columns import MOST
from pipelines.inspection.words import X_NAME, Y_NAME, names_axis
from pipelines.reading.angle import angle, two_angles
from pipelines.reading.cell import texts
from pipelines.reading.number import Decimal, numbers
from pipelines.reading.pair import PAIR, pairs
from pipelines.text import Text

WKT = re.compile(
    r"(?is)(?:SRID=\d+;)?\s*(?:MULTI)?(?:POINT|LINESTRING|POLYGON|CURVE|SURFACE|GEOMETRYCOLLECTION|CURVEPOLYGON)\s*Z?M?\s*\(.*"
)
WKB = re.compile(r"(?:\\x|0x)?0[01](?:[0-9a-fA-F]{2}){8,}")
EASTINGS = (200_000, 33_950_000)
NORTHINGS = (4_900_000, 6_300_000)
"""Metres in which eastings and northings of Central Europe lie, with and without a zone in front."""
SEEN = 200
"""Values of a column that tell what it holds."""
ANGLES = Text("in Grad, Minuten und Sekunden", "in degrees, minutes and seconds")
ENOUGH = 0.5
"""Share of records that a column must place to be taken for a position."""


@dataclass(frozen=True)
class Position:
    """Keys of a source that name the columns where records lie, and why; ``keys`` is empty where nothing does.

    ``is_usual`` says that the numbers are those of Central Europe: a bench has a length and a breadth, too.
    ``degrees`` is "dms" where the columns hold degrees, minutes and seconds that only the definition can tell.
    """

    keys: Mapping[str, str]
    reason: Text | None = None
    is_usual: bool = False
    degrees: Literal["dms"] | None = None


def find_position(table: pd.DataFrame, decimal: Decimal) -> Position:
    """Return the column of WKT or WKB, or the two of coordinates; values decide where names are mixed up."""
    for key, pattern in (("wkt", WKT), ("wkb", WKB)):
        if written := next((name for name in table.columns[:MOST] if _matches(table[name], pattern)), None):
            return Position({key: str(written)})
    eastings, northings = ([name for name in table.columns if names_axis(name, axis)] for axis in (X_NAME, Y_NAME))
    found = [_placed(table, x, y, decimal) for x, y in _pairs(eastings, northings)]
    likely = sorted(filter(None, found), key=lambda each: not each.is_usual)
    if likely and likely[0].is_usual:
        return likely[0]
    together = (_together(table, name) for name in table.columns[:MOST] if _matches(table[name], PAIR))
    angles = (_angled(table, x, y) for x, y in _pairs(eastings, northings))
    both = (_angled_together(table, str(name)) for name in table.columns[:MOST])
    return next(filter(None, chain(together, angles, both)), likely[0] if likely else Position({}))


def apply(source: TableSource, position: Position) -> TableSource:
    """Return the source with the keys of the position."""
    return source.model_copy(update={**position.keys, "degrees": position.degrees})


def _pairs(eastings: Sequence[str], northings: Sequence[str]) -> list[tuple[str, str]]:
    """Pairs of columns, those that stand for the same place (coords.lon, coords.lat) first."""
    return sorted(product(eastings, northings), key=lambda pair: _prefix(pair[0]) != _prefix(pair[1]))


def _prefix(name: str) -> str:
    return name.rpartition(".")[0]


def _placed(table: pd.DataFrame, x: str, y: str, decimal: Decimal) -> Position | None:
    first, second = (numbers(table[name], decimal) for name in (x, y))
    both = np.isfinite(first) & np.isfinite(second)
    if both.sum() < max(1, ENOUGH * len(table)) and not both.sum() > 2:
        return None
    east, north = float(np.median(first[both])), float(np.median(second[both]))
    if _is_swapped(east, north):
        return Position(
            {"x": y, "y": x},
            _exchanged(x, y),
            is_usual=True,
        )
    keys = {"x": x, "y": y}
    return Position(keys, is_usual=_is_swapped(north, east)) if _is_plausible(east, north) else None


def _together(table: pd.DataFrame, name: str) -> Position | None:
    """Two numbers in one cell may be anything, so only those of Central Europe count."""
    first, second = (float(np.nanmedian(each)) for each in pairs(table[name]))
    if _is_swapped(first, second):
        return Position({"yx": name}, is_usual=True)
    return Position({"xy": name}, is_usual=True) if _is_swapped(second, first) else None


def _angled(table: pd.DataFrame, x: str, y: str) -> Position | None:
    """Degrees, minutes and seconds in two columns; without any mark, only those of Central Europe are taken for it."""
    read = [[angle(cell) for cell in _first(table[name])] for name in (x, y)]
    if not all(sum(1 for each in cells if each and each.has_minutes) > ENOUGH * len(cells) for cells in read):
        return None
    east, north = (float(np.median([each.degrees for each in cells if each])) for cells in read)
    is_marked = all(each.is_marked for cells in read for each in cells if each and each.has_minutes)
    degrees: Literal["dms"] | None = None if is_marked else "dms"
    if _is_swapped(east, north):
        return Position({"x": y, "y": x}, _exchanged(x, y), is_usual=True, degrees=degrees)
    is_usual = _is_swapped(north, east)
    return Position({"x": x, "y": y}, ANGLES, is_usual=is_usual, degrees=degrees) if is_marked or is_usual else None


def _angled_together(table: pd.DataFrame, name: str) -> Position | None:
    cells = _first(table[name])
    read = [both for both in map(two_angles, cells) if both]
    if not cells or len(read) <= ENOUGH * len(cells):
        return None
    first, second = (float(np.median([both[place].degrees for both in read])) for place in (0, 1))
    axis = read[0][0].axis or ("y" if _is_swapped(first, second) else "x")
    return Position({"yx" if axis == "y" else "xy": name}, ANGLES, is_usual=True)


def _exchanged(x: str, y: str) -> Text:
    return Text(f"{x} und {y} sind in der Datei vertauscht", f"{x} and {y} are swapped in the file")


def _first(values: pd.Series) -> list[str]:
    return [str(cell) for cell in texts(values).dropna().head(SEEN)]


def _is_plausible(east: float, north: float) -> bool:
    degrees = abs(east) <= 180 and abs(north) <= 90
    return degrees or (abs(east) > 1_000 and abs(north) > 1_000)


def _is_swapped(east: float, north: float) -> bool:
    """Germany lies at 5–16° east and 47–56° north; northings have seven digits and begin with 5."""
    in_degrees = 46 < east < 57 and 4 < north < 17
    in_metres = NORTHINGS[0] < east < NORTHINGS[1] and (200_000 < north < 950_000 or 2_000_000 < north < 4_900_000)
    return in_degrees or in_metres


def _matches(values: pd.Series, pattern: re.Pattern[str]) -> bool:
    text = texts(values).dropna().head(SEEN)
    return len(text) > 0 and bool(text.str.fullmatch(pattern).mean() > ENOUGH)
