"""A batch of geometries under repair: their state, what refused them, and what was mended where."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from pipelines.definition import Dataset, GeometryType
from pipelines.stages.coordinates import Geometries, Mask

DIMENSION: dict[GeometryType, int] = {
    "Point": 0,
    "MultiPoint": 0,
    "LineString": 1,
    "MultiLineString": 1,
    "Polygon": 2,
    "MultiPolygon": 2,
}

CLOSED, INVALID, MIXED, UNITED, SLIVERS = 1, 2, 4, 8, 16
"""What was mended, as bits: a ring was open, GEOS found it invalid, parts of another kind were dropped, parts that
overlapped were united, parts too narrow to be meant were dropped."""


class Work:
    """Geometries in EPSG:25832, one per record; None where a rule refused it.

    ``refused`` holds the first rule that did ("" while none has), ``mended`` the bits of what was done, ``reason``
    GEOS's words for what was invalid and ``spot`` where (metres, NaN where it does not say).
    """

    def __init__(self, shapes: Geometries, dataset: Dataset) -> None:
        size = len(shapes)
        self.shapes = shapes
        self.dataset = dataset
        self.refused: NDArray[Any] = np.full(size, "", dtype=object)
        self.mended: NDArray[np.uint8] = np.zeros(size, dtype=np.uint8)
        self.reason: NDArray[Any] = np.full(size, "", dtype=object)
        self.spot: NDArray[np.float64] = np.full((size, 2), np.nan)

    def refuse(self, rule: str, where: Mask) -> None:
        """Refuse these for the rule, unless an earlier one already has."""
        self.refused[where & (self.refused == "")] = rule

    def mend(self, where: Mask, bit: int) -> None:
        """Note that these were mended."""
        self.mended[where] |= bit

    def change(self, where: Mask, shapes: Geometries | None) -> None:
        """Put other geometries in the place of these; the array that came in stays as it is."""
        self.shapes = self.shapes.copy()
        self.shapes[where] = shapes

    def count(self, where: Mask) -> int:
        """Count these among those that no rule has refused."""
        return int((where & self.alive).sum())

    @property
    def alive(self) -> Mask:
        """Which ones no rule has refused."""
        alive: Mask = self.refused == ""
        return alive
