"""From metres in EPSG:25832 to the units of a drawing: east to the right, north upwards."""

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely.geometry.base import BaseGeometry

WIDTH = 640.0
"""Units across a drawing; on a wide screen one is about a pixel."""

TALLEST = 1.2
SLIMMEST = 0.4
"""Height of a drawing at most and at least, in its widths."""

MARGIN = 0.06
"""Room around what is shown, in its size."""


@dataclass(frozen=True)
class Frame:
    """A rectangle of the map: its west and north edge in metres, units per metre, and height in units."""

    west: float
    north: float
    scale: float
    height: float
    width: float = WIDTH

    def project(self, coordinates: NDArray[np.float64]) -> NDArray[np.float64]:
        """Return x and y in units, y downwards, for eastings and northings."""
        moved: NDArray[np.float64] = (coordinates - (self.west, self.north)) * (self.scale, -self.scale)
        return moved

    def path(self, shape: BaseGeometry | None) -> str:
        """Return the lines and rings of a geometry as an SVG path, "" for points and for nothing."""
        parts: list[BaseGeometry] = list(shapely.get_parts(shape)) if shape is not None else []
        return "".join(self._part(part) for part in parts)

    def _part(self, part: BaseGeometry) -> str:
        if isinstance(part, shapely.Polygon):
            return "".join(self._line(ring) + "Z" for ring in (part.exterior, *part.interiors) if not ring.is_empty)
        return self._line(part) if isinstance(part, shapely.LineString) and not part.is_empty else ""

    def _line(self, line: BaseGeometry) -> str:
        points = self.project(shapely.get_coordinates(line))
        return "M" + "L".join(f"{x:.1f} {y:.1f}" for x, y in points)


def frame_around(shapes: Iterable[BaseGeometry], smallest: float = 50.0) -> Frame:
    """Return the frame that shows these shapes, at least ``smallest`` metres wide; Germany's middle without any."""
    shown = [shape for shape in shapes if not shape.is_empty]
    west, south, east, north = shapely.total_bounds(shown) if shown else (500_000, 5_400_000, 500_000, 5_400_000)
    middle = (west + east) / 2, (south + north) / 2
    width = max(east - west, (north - south) / TALLEST, smallest) * (1 + 2 * MARGIN)
    tall = max((north - south) * (1 + 2 * MARGIN), width * SLIMMEST)
    scale = WIDTH / width
    return Frame(middle[0] - width / 2, middle[1] + tall / 2, scale, round(tall * scale, 1))
