"""A plausible relief in cells of 5 m: the plateau, its brook valleys, streets as gutters, houses as walls."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

import numpy as np
from affine import Affine
from numpy.typing import NDArray
from rasterio.features import rasterize
from shapely import LineString, Polygon, STRtree, box, points
from shapely.geometry.base import BaseGeometry

from deploy.sample.borders import town
from deploy.sample.buildings import buildings
from deploy.sample.geography import Position
from deploy.sample.landscape import brooks
from deploy.sample.projection import path
from deploy.sample.streets import HALF_WIDTH, MOTORWAYS, streets

Raster = NDArray[np.float32]
"""Values by row (north first) and column (west first), shape of ``GRID``."""

CELL = 5.0
KERB, WALL, BED = 0.18, 3.0, 0.8
"""Metres: streets lie lower than the ground, houses higher, and brooks have a bed."""
SPOTS: tuple[tuple[Position, float], ...] = (
    ((9.098, 48.712), 492),
    ((9.102, 48.704), 478),
    ((9.116, 48.708), 468),
    ((9.126, 48.707), 452),
    ((9.118, 48.699), 462),
    ((9.121, 48.694), 455),
    ((9.113, 48.688), 418),
    ((9.128, 48.690), 447),
    ((9.131, 48.699), 444),
    ((9.138, 48.703), 432),
    ((9.142, 48.693), 430),
    ((9.150, 48.698), 421),
    ((9.145, 48.708), 415),
    ((9.145, 48.686), 437),
    ((9.135, 48.681), 446),
    ((9.150, 48.676), 452),
    ((9.125, 48.676), 428),
    ((9.157, 48.690), 424),
    ((9.160, 48.699), 414),
    ((9.166, 48.688), 418),
    ((9.172, 48.703), 402),
    ((9.176, 48.690), 408),
    ((9.186, 48.695), 396),
    ((9.200, 48.690), 386),
    ((9.190, 48.683), 392),
    ((9.170, 48.680), 420),
    ((9.163, 48.668), 436),
    ((9.150, 48.664), 432),
    ((9.138, 48.661), 415),
    ((9.175, 48.668), 424),
    ((9.182, 48.672), 410),
    ((9.160, 48.657), 418),
    ((9.145, 48.655), 380),
    ((9.115, 48.674), 400),
    ((9.128, 48.660), 385),
)
"""Heights above sea level in metres, as the plateau has them: highest in the west, lowest at the airport."""
VALLEYS = {
    "Reichenbach": (34.0, 190.0),
    "Schmellbach": (16.0, 120.0),
    "Mahdenbach": (14.0, 120.0),
    "Weidachbach": (14.0, 110.0),
}
"""Depth and half width in metres of the valleys that are more than a hollow."""
HOLLOW, DITCH = (4.5, 75.0), (1.2, 30.0)
WAVES = ((610.0, 0.9), (290.0, 0.4), (150.0, 0.16), (70.0, 0.07))
"""Wave length and height in metres of the ground's unevenness."""


@dataclass(frozen=True)
class Grid:
    """Cells over the town in EPSG:25832: north-west corner in metres, number of rows and columns."""

    west: float
    north: float
    rows: int
    columns: int

    @property
    def transform(self) -> Affine:
        """From column and row to easting and northing."""
        return Affine(CELL, 0, self.west, 0, -CELL, self.north)

    @property
    def frame(self) -> Polygon:
        """The area of all cells but the outermost."""
        width, height = (self.columns - 1) * CELL, (self.rows - 1) * CELL
        return box(self.west + CELL, self.north - height, self.west + width, self.north - CELL)

    def centres(self, step: int = 1) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
        """Easting of every ``step``-th column and northing of every ``step``-th row."""
        columns, rows = (np.arange(0, count, step, dtype=np.float64) for count in (self.columns, self.rows))
        return self.west + CELL * (0.5 + columns), self.north - CELL * (0.5 + rows)

    def burn(self, shapes: Sequence[BaseGeometry]) -> NDArray[np.bool_]:
        """The cells whose centre lies in one of the shapes."""
        mask = rasterize(
            ((shape, 1) for shape in shapes), (self.rows, self.columns), transform=self.transform, dtype="uint8"
        )
        return np.asarray(mask, dtype=bool)


@cache
def grid() -> Grid:
    """The cells over the town and 100 m beyond its edge, on whole multiples of 5 m."""
    west, south, east, north = town().buffer(100).bounds
    left, top = CELL * (west // CELL), CELL * (north // CELL + 1)
    return Grid(left, top, int((top - south) // CELL) + 1, int((east - left) // CELL) + 1)


@cache
def ground() -> Raster:
    """Height in metres of the ground, of houses and in the beds of brooks."""
    height = _plateau() + _unevenness() - _valleys()
    roads = [
        s.line.buffer(HALF_WIDTH[s.road_class] + 1, quad_segs=2) for s in streets() if s.road_class not in MOTORWAYS
    ]
    height[grid().burn(roads)] -= KERB
    height[grid().burn([building.footprint for building in buildings()])] += WALL
    for _, course in sorted(brooks(), key=lambda item: item[0].width):
        _dig(height, course)
    return height.astype(np.float32)


def _plateau() -> NDArray[np.float64]:
    """Inverse distance weighting of the spots; smooth, since their weight falls with the fourth power."""
    places, heights = path([position for position, _ in SPOTS]), np.array([height for _, height in SPOTS])
    x, y = grid().centres(step=10)
    squares = (x[None, :, None] - places[:, 0]) ** 2 + (y[:, None, None] - places[:, 1]) ** 2
    weights = 1 / (squares + 350.0**2) ** 2
    return _refined((weights * heights).sum(axis=2) / weights.sum(axis=2), 10)


def _unevenness() -> NDArray[np.float64]:
    """Sums of waves in changing directions, the same every time."""
    x, y = grid().centres()
    rng = np.random.default_rng(8116078)
    total = np.zeros((grid().rows, grid().columns))
    for length, height in WAVES:
        for _ in range(5):
            turn, shift = rng.uniform(0, 2 * np.pi, 2)
            along = x[None, :] * np.cos(turn) + y[:, None] * np.sin(turn)
            total += height / 2.2 * np.sin(2 * np.pi * along / (length * rng.uniform(0.75, 1.3)) + shift)
    return total


def _valleys() -> NDArray[np.float64]:
    x, y = grid().centres(step=4)
    places = np.asarray(points(*(axis.ravel() for axis in np.meshgrid(x, y))))
    depth = np.zeros(len(places))
    for brook, course in brooks():
        deep, wide = VALLEYS.get(brook.name, HOLLOW if brook.kind == "bach" else DITCH)
        near, far = STRtree([course]).query_nearest(places, max_distance=3 * wide, return_distance=True)
        depth[near[0]] = np.maximum(depth[near[0]], deep * np.exp(-((far / wide) ** 2)))
    return _refined(depth.reshape(len(y), len(x)), 4)


def _dig(height: NDArray[np.float64], course: LineString) -> None:
    """Cut a bed that never rises, from spring to mouth."""
    places = [course.interpolate(at) for at in np.arange(0, course.length, CELL / 2)]
    columns, rows = ~grid().transform * (np.array([p.x for p in places]), np.array([p.y for p in places]))
    row, column = np.floor(rows).astype(int), np.floor(columns).astype(int)
    inside = (row >= 0) & (row < grid().rows) & (column >= 0) & (column < grid().columns)
    row, column = row[inside], column[inside]
    bed = np.minimum.accumulate(height[row, column]) - BED
    np.minimum.at(height, (row, column), bed)


def _refined(coarse: NDArray[np.float64], step: int) -> NDArray[np.float64]:
    """Values of every ``step``-th cell → all cells, linear in between."""
    rows, columns = (
        np.minimum(np.arange(n) / step, m - 1) for n, m in zip((grid().rows, grid().columns), coarse.shape, strict=True)
    )
    across = np.array([np.interp(columns, np.arange(coarse.shape[1]), line) for line in coarse])
    top = np.floor(rows).astype(int)
    part = (rows - top)[:, None]
    return np.asarray(across[top] * (1 - part) + across[np.minimum(top + 1, len(across) - 1)] * part)
