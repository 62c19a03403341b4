"""A batch of geometries under repair: their state, what refused them, and what was mended where."""

from typing import Any, Literal, get_args

import numpy as np
import shapely
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

RefusalRule = Literal[
    "geometry-missing",
    "coordinates",
    "geometry-place",
    "geometry-dimensions",
    "geometry-invalid",
    "geometry-collapsed",
    "geometry-type",
    "geometry-parts",
]
RULES: tuple[RefusalRule, ...] = get_args(RefusalRule)
"""By number, counted from 1; 0 stands for none."""

CLOSED, INVALID, MIXED, UNITED, SLIVERS = 1, 2, 4, 8, 16
"""What was mended, as bits: a ring was open, GEOS found it invalid, parts of another kind were dropped, parts that
overlapped were united, parts too narrow to be meant were dropped."""


class Work:
    """Geometries in EPSG:25832, one per record; None where a rule refused it.

    ``refused`` holds the number of the first rule that did (0 while none has), ``mended`` the bits of what was done,
    and ``reason`` and ``spot`` GEOS's words for what was invalid and where (metres, NaN where it does not say).
    """

    def __init__(self, shapes: Geometries, dataset: Dataset) -> None:
        size = len(shapes)
        self.shapes = shapes
        self.dataset = dataset
        self.refused: NDArray[np.uint8] = np.zeros(size, dtype=np.uint8)
        self.mended: NDArray[np.uint8] = np.zeros(size, dtype=np.uint8)
        self.reason: NDArray[Any] = np.broadcast_to(np.array("", dtype=object), size)
        self.spot: NDArray[np.float64] = np.broadcast_to(np.nan, (size, 2))

    def refuse(self, rule: RefusalRule, where: Mask) -> None:
        """Refuse these for the rule, unless an earlier one already has."""
        if where.any():
            self.refused[where & self.alive] = RULES.index(rule) + 1

    def rule(self, at: int) -> RefusalRule | None:
        """Return the rule that refused this one."""
        return RULES[self.refused[at] - 1] if self.refused[at] else None

    def mend(self, where: Mask, bit: int) -> None:
        """Note that these were mended."""
        self.mended[where] |= bit

    def change(self, where: Mask, shapes: Geometries | None) -> None:
        """Put other geometries in the place of these; the array that came in stays as it is."""
        self.shapes = self.shapes.copy()
        self.shapes[where] = shapes

    def explain(self, where: Mask, reasons: list[str], spots: list[tuple[float, float]]) -> None:
        """Note why and where these are invalid."""
        self.reason, self.spot = self.reason.copy(), self.spot.copy()
        self.reason[where], self.spot[where] = reasons, spots

    def count(self, where: Mask) -> int:
        """Count these among those that no rule has refused."""
        return int((where & self.alive).sum())

    @property
    def alive(self) -> Mask:
        """Which ones no rule has refused."""
        alive: Mask = self.refused == 0
        return alive

    @property
    def is_of_type(self) -> bool:
        """Whether everything that is alive is of the declared type, as it mostly is."""
        kinds = shapely.get_type_id(self.shapes)
        return bool((kinds[self.alive] == shapely.GeometryType[self.dataset.geometry.upper()]).all())
