"""The tile matrix sets that tiles are served in, as OGC's Two Dimensional Tile Matrix Set 2.0 describes them."""

import math
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from pyproj import Transformer

from pipelines.storage import STORAGE_SRID, Box
from server.map_config import PIXEL
from server.problem import Problem, not_found
from server.rectangle import EARTH_RADIUS

Json = dict[str, Any]


CELLS = 256
"""Pixels of a tile in both sets, as their definitions have it."""

MERGE = 1e-6
"""Degrees by which a layer's extent, which is rounded, is widened before tiles are counted: 11 cm."""


@dataclass(frozen=True)
class TileMatrixSet:
    """Square tiles, each level twice as fine as the one before, counted from the top left corner.

    ``origin`` is that corner in metres of ``srid``, easting first; ``width`` that of the one tile at level 0.
    ``finer`` is how many levels lower than Web Mercator's a level with tiles at most as large (in this latitude) is
    found. ``digits`` is how many a level's identifier has at least.
    """

    id: str
    title: str
    srid: int
    crs: str
    axes: tuple[str, str]
    origin: tuple[float, float]
    width: float
    levels: int
    finer: int = 0
    digits: int = 1
    uri: str | None = None
    scale_set: str | None = None

    def bounds(self, z: int, y: int, x: int) -> Box:
        """Return west, south, east, north of a tile in metres of the set's CRS."""
        side = self.width / (1 << z)
        west, north = self.origin[0] + x * side, self.origin[1] - y * side
        return west, north - side, west + side, north

    def level(self, name: str) -> int | None:
        """Return the level of this identifier, None when there is none. Identifiers are texts: ``9`` is not ``09``."""
        level = int(name) if name.isascii() and name.isdigit() and len(name) <= 2 else -1
        return level if 0 <= level < self.levels and self.name(level) == name else None

    def name(self, level: int) -> str:
        """Return the identifier of a level."""
        return f"{level:0{self.digits}}"

    def zooms(self, low: int, high: int) -> tuple[int, int]:
        """Return the levels that show as much as Web Mercator's from ``low`` to ``high``, tiles never larger."""
        coarse = low - self.finer - (1 if self.finer else 0)
        return max(0, coarse), min(max(0, high - self.finer), self.levels - 1)

    def range(self, level: int, extent: Box) -> tuple[int, int, int, int]:
        """Return first and last row, first and last column of the tiles on ``extent`` (CRS84 degrees)."""
        west, south, east, north = extent
        wide = (west - MERGE, south - MERGE, east + MERGE, north + MERGE)
        left, bottom, right, top = _from_degrees(self.srid).transform_bounds(*wide)
        side, last = self.width / (1 << level), (1 << level) - 1

        def within(number: float) -> int:
            return max(0, min(last, math.floor(number)))

        rows = (self.origin[1] - top) / side, (self.origin[1] - bottom) / side
        columns = (left - self.origin[0]) / side, (right - self.origin[0]) / side
        return within(rows[0]), within(rows[1]), within(columns[0]), within(columns[1])

    def limits(self, low: int, high: int, extent: Box) -> list[Json]:
        """Return the ``tileMatrixSetLimits`` of a layer on ``extent`` (CRS84 degrees) with tiles at these levels."""
        names = ("minTileRow", "maxTileRow", "minTileCol", "maxTileCol")
        return [
            {"tileMatrix": self.name(level)} | dict(zip(names, self.range(level, extent), strict=True))
            for level in range(low, high + 1)
        ]

    def document(self, links: list[Json] | None = None) -> Json:
        """Return the definition for machines."""
        said: Json = {"id": self.id, "title": self.title}
        said |= {"uri": self.uri} if self.uri else {}
        said |= {"crs": self.crs, "orderedAxes": list(self.axes)}
        said |= {"wellKnownScaleSet": self.scale_set} if self.scale_set else {}
        said |= {"tileMatrices": [self._matrix(level) for level in range(self.levels)]}
        return said | ({"links": links} if links else {})

    def _matrix(self, level: int) -> Json:
        cell = self.width / CELLS / (1 << level)
        return {
            "id": self.name(level),
            "scaleDenominator": cell / PIXEL,
            "cellSize": cell,
            "cornerOfOrigin": "topLeft",
            "pointOfOrigin": list(self.origin),
            "tileWidth": CELLS,
            "tileHeight": CELLS,
            "matrixWidth": 1 << level,
            "matrixHeight": 1 << level,
        }


WEB_MERCATOR = TileMatrixSet(
    id="WebMercatorQuad",
    title="Google Maps Compatible for the World",
    srid=3857,
    crs="http://www.opengis.net/def/crs/EPSG/0/3857",
    axes=("X", "Y"),
    origin=(-math.pi * EARTH_RADIUS, math.pi * EARTH_RADIUS),
    width=2 * math.pi * EARTH_RADIUS,
    levels=25,
    uri="http://www.opengis.net/def/tilematrixset/OGC/1.0/WebMercatorQuad",
    scale_set="http://www.opengis.net/def/wkss/OGC/1.0/GoogleMapsCompatible",
)
"""Annex D of the standard: OGC's registered set, the one of web maps."""

ADV_UTM32 = TileMatrixSet(
    id="DE_EPSG_25832_ADV",
    title="AdV-Kachelschema in ETRS89/UTM32",
    srid=STORAGE_SRID,
    crs="http://www.opengis.net/def/crs/EPSG/0/25832",
    axes=("E", "N"),
    origin=(-46133.17, 6301219.54),
    width=4891.96981025128 * CELLS,
    levels=14,
    finer=4,
    digits=2,
)
"""The set of the German survey offices (AdV), with origin, cell sizes, levels and their two digits as the WMTS of
basemap.de declares them: scale 1 : 17,471,320.75 at level 00, each level half of the one before, 00 to 13."""

SETS = {each.id: each for each in (WEB_MERCATOR, ADV_UTM32)}


@dataclass(frozen=True)
class Place:
    """One tile of one set."""

    tms: TileMatrixSet
    z: int
    y: int
    x: int

    @property
    def bounds(self) -> Box:
        """West, south, east, north in metres of the set's CRS."""
        return self.tms.bounds(self.z, self.y, self.x)


def find_set(name: str) -> TileMatrixSet:
    """Return a set by its identifier. Raises Problem (404)."""
    if name not in SETS:
        raise not_found(name)
    return SETS[name]


def find_place(tms: str, z: str, y: str, x: str) -> Place:
    """Return the tile that a path names. Raises Problem (404) for any that is not in the set.

    Source: OGC API Tiles, Part 1, /req/core/tc-error, A.
    """
    found = find_set(tms)
    level = found.level(z)
    if level is None:
        raise outside()
    row, column = _count(y), _count(x)
    if row is None or column is None or max(row, column) >> level:
        raise outside()
    return Place(found, level, row, column)


def outside() -> Problem:
    """Say that there is no such tile."""
    return not_found("Kachel")


def _count(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdigit() and len(text) <= 10 else None


@lru_cache(maxsize=8)
def _from_degrees(srid: int) -> Transformer:
    return Transformer.from_crs("OGC:CRS84", f"EPSG:{srid}", always_xy=True)
