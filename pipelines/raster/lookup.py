"""How deep the water stands at a place, and how fast it runs, as published: from the rasters of a version."""

import json
from dataclasses import asdict, dataclass
from functools import lru_cache
from math import ceil, cos, floor, isfinite, radians
from pathlib import Path
from typing import Any

import numpy as np
from pyproj import Transformer

from pipelines.definition import RasterQuantity
from pipelines.errors import SourceError, UsageError
from pipelines.raster.classify import classify
from pipelines.raster.cog import RASTERS, TAG, path_of
from pipelines.raster.grid import Box
from pipelines.raster.tile import Tile, Values, opened, tile_at
from pipelines.text import Text

NOT_A_FORECAST = Text(
    "Kein Vorhersagewert: gerechnet für ein angenommenes Ereignis.",
    "Not a forecast: computed for an assumed event.",
)
DRY = Text("trocken oder keine Angabe", "dry, or not known")
OUTSIDE = Text("außerhalb der Karte", "outside of the map")
MAX_RADIUS = 1_000
"""Greatest radius in metres; beyond, a greatest value says nothing about a place."""
NO_CELLS: Values = np.zeros(0, dtype="float32")
METRES_PER_DEGREE = 111_320
"""Along a meridian; along a parallel it is this times the cosine of the latitude."""


@dataclass(frozen=True)
class Level:
    """One quantity at one place. ``value`` is in ``unit``; None where it is dry, not known or outside of the raster.

    ``highest`` is the greatest value within ``radius`` metres, with the class that it is in.
    """

    quantity: str
    is_inside: bool
    unit: str | None
    value: float | None
    code: str | None
    radius: float
    highest: float | None
    highest_code: str | None

    @property
    def state(self) -> Text | None:
        """What there is to say where there is no value in a class."""
        if not self.is_inside:
            return OUTSIDE
        return None if self.code else DRY


@dataclass(frozen=True)
class Answer:
    """What is known of a place in one scenario: always the depth, and the velocity where there is one."""

    scenario: str
    levels: tuple[Level, ...]
    forecast: bool = False

    def to_json(self) -> dict[str, Any]:
        """Return it for machines; the note says that this is no forecast."""
        note = {"de": NOT_A_FORECAST.de, "en": NOT_A_FORECAST.to("en")}
        levels = [asdict(level) | {"state": _words(level.state)} for level in self.levels]
        return {"scenario": self.scenario, "forecast": self.forecast, "note": note, "levels": levels}


def depth(  # noqa: PLR0913 - a place is two numbers and what they mean
    folder: Path, x: float, y: float, scenario: str, *, crs: str = "OGC:CRS84", radius: float = 0
) -> Answer:
    """Look up a place in the rasters that ``cog.write_cogs`` wrote into ``folder``, a version's.

    ``x`` is longitude or easting in ``crs``, ``y`` latitude or northing; ``radius`` in metres, such as around a
    building. Reads only the blocks that hold the place. Raises UsageError for an unknown scenario or a wrong radius,
    SourceError where a raster is damaged.
    """
    if not 0 <= radius <= MAX_RADIUS:
        raise UsageError(
            Text(
                f"Der Umkreis muss zwischen 0 und {MAX_RADIUS} m liegen.",
                f"The radius must be between 0 and {MAX_RADIUS} m.",
            )
        )
    paths = [path_of(folder, name, scenario) for name in ("depth", "velocity")]
    if not paths[0].is_file():
        raise _unknown(scenario, folder)
    return Answer(scenario, tuple(_level(path, x, y, crs, radius) for path in paths if path.is_file()))


def scenarios(folder: Path) -> list[str]:
    """Return the scenarios whose rasters lie in ``folder``, in the order of their files' names."""
    return [
        _opened(path, path.stat().st_mtime_ns)[1]["scenario"] for path in sorted((folder / RASTERS).glob("depth_*.tif"))
    ]


def _level(path: Path, x: float, y: float, crs: str, radius: float) -> Level:
    tile, meaning = _opened(path, path.stat().st_mtime_ns)
    quantity = RasterQuantity.model_validate({"rasters": {meaning["scenario"]: path}} | meaning["values"])
    place = _cell(tile, x, y, crs)
    is_inside = all(0 <= at < count for at, count in zip(place, (tile.grid.columns, tile.grid.rows), strict=True))
    here = Box(*map(floor, place), *(floor(part) + 1 for part in place)) if is_inside else Box(0, 0, 0, 0)
    value, code = _greatest(tile.read(here) if is_inside else NO_CELLS, quantity)
    highest, highest_code = _greatest(_around(tile, place, radius), quantity) if radius else (value, code)
    return Level(meaning["quantity"], is_inside, quantity.unit, value, code, radius, highest, highest_code)


@lru_cache(maxsize=64)
def _opened(path: Path, changed: int) -> tuple[Tile, dict[str, Any]]:  # noqa: ARG001 - a new file has a new time
    with opened(path, path.name) as raster:
        meaning = raster.tags().get(TAG)
    if meaning is None:
        raise SourceError(
            Text(f"{path.name} sagt nicht, was seine Werte bedeuten.", f"{path.name} does not say what it means."),
            Text("Bitte die Ebene neu veröffentlichen.", "Please publish the layer anew."),
        )
    return tile_at(path, path.name, None), json.loads(meaning)


@lru_cache(maxsize=16)
def _transformer(source: str, target: str) -> Transformer:
    return Transformer.from_crs(source, target, always_xy=True)


def _cell(tile: Tile, x: float, y: float, crs: str) -> tuple[float, float]:
    """Column and row of a place, with fractions."""
    east, north = _transformer(crs, tile.crs.to_wkt() if tile.crs else crs).transform(x, y)
    grid = tile.grid
    return float((east - grid.west) / grid.width), float((grid.north - north) / grid.height)


def _around(tile: Tile, place: tuple[float, float], radius: float) -> Values:
    """The values of the cells that a circle touches, as a list."""
    (column, row), (wide, high) = place, _metres(tile, place[1])
    if not (isfinite(column) and isfinite(row)):
        return NO_CELLS
    reach_x, reach_y = radius / wide, radius / high
    box = Box(floor(column - reach_x), floor(row - reach_y), ceil(column + reach_x), ceil(row + reach_y))
    box = box.within(tile.grid.box)
    if box.is_empty:
        return NO_CELLS
    columns, rows = np.arange(box.left, box.right), np.arange(box.top, box.bottom)
    beside = np.maximum(0, np.maximum(columns - column, column - columns - 1)) * wide
    above = np.maximum(0, np.maximum(rows - row, row - rows - 1)) * high
    touched: Values = tile.read(box)[np.hypot(beside[None, :], above[:, None]) <= radius]
    return touched


def _metres(tile: Tile, row: float) -> tuple[float, float]:
    """Width and height of a cell in metres."""
    if tile.crs is None or not tile.crs.is_geographic:
        return tile.grid.width, tile.grid.height
    latitude = radians(tile.grid.north - row * tile.grid.height)
    return tile.grid.width * METRES_PER_DEGREE * cos(latitude), tile.grid.height * METRES_PER_DEGREE


def _greatest(values: Values, quantity: RasterQuantity) -> tuple[float | None, str | None]:
    """The greatest known value in the classes' unit, and the code of its class."""
    if not np.isfinite(values).any():
        return None, None
    greatest = np.nanmax(values)
    place = int(classify(np.array([greatest]), quantity)[0])
    return round(float(greatest * quantity.factor), 3), quantity.classes[place - 1].code if place else None


def _words(text: Text | None) -> dict[str, str] | None:
    return {"de": text.de, "en": text.to("en")} if text else None


def _unknown(scenario: str, folder: Path) -> UsageError:
    known = ", ".join(scenarios(folder)) or "–"
    return UsageError(
        Text(f"Es gibt kein Szenario „{scenario}“.", f"There is no scenario “{scenario}”."),
        Text(f"Bekannt sind: {known}.", f"Known are: {known}."),
    )
