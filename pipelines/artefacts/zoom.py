"""Between which zoom levels a layer's tiles are made. Levels are MapLibre's, whose tiles are 512 pixels wide."""

import math
from dataclasses import dataclass

from pipelines.definition import Dataset
from pipelines.storage import Box

EQUATOR = 2 * math.pi * 6_378_137
"""Metres around the earth in Web Mercator."""

PIXEL = 0.00028
"""Metres; OGC's standardised rendering pixel."""

TILE = 512

DETAIL = {"Point": 14, "MultiPoint": 14}
"""The level at which a tile's grid of 4096 is fine enough: 0.4 m at 14 for points, 0.2 m at 15 for the rest."""

LARGEST, FINEST = 15, 16


@dataclass(frozen=True)
class Zooms:
    """Lowest and highest level with tiles; above it the map enlarges the highest."""

    low: int
    high: int


def zooms(dataset: Dataset, extent: Box) -> Zooms:
    """Return the levels for a layer on ``extent`` (west, south, east, north in CRS84: the layer's, or the town's).

    The lowest shows the extent at about a quarter of a tile, unless the definition's scale begins later. The highest
    follows from the geometry; a layer that is drawn only close up gets tiles as fine as that.
    """
    west, south, east, north = extent
    width = max(east - west, (north - south) / 2, 1e-6)
    fitting = math.floor(math.log2(360 / width)) - 2
    first = _zoom(dataset.scale.max, (south + north) / 2)
    low = max(0, min(fitting if first is None else math.floor(first), FINEST))
    return Zooms(low, max(low, DETAIL.get(dataset.geometry, LARGEST)))


def _zoom(denominator: int | None, latitude: float) -> float | None:
    """The level at which a pixel of 0.28 mm on the screen shows ``denominator`` times its width."""
    parallel = math.cos(math.radians(latitude)) * EQUATOR
    return math.log2(parallel / (TILE * PIXEL * denominator)) if denominator else None
