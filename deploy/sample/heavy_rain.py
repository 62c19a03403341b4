"""Depth of water after heavy rain: what runs down the relief, gathers in streets and brooks and stands in hollows.

A drawing aid, no hydraulic model: ponds by filling the hollows (priority flood, Barnes et al. 2014), depth of what
flows from the area that drains there.
"""

import heapq
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

import numpy as np
from numpy.typing import NDArray
from rasterio.features import sieve

from deploy.sample.borders import town
from deploy.sample.landscape import brooks
from deploy.sample.terrain import CELL, Raster, grid, ground

NODATA = -9999.0
SHALLOWEST = 0.06
"""Water that is not deeper is not shown, in metres."""
CLASS_EDGES = (0.05, 0.1, 0.5, 1.0)
"""Lower edges of the depth classes in metres."""
CLASS_STEPS = (0.025, 0.04, 0.1, 0.25)
"""Depths within a class are given in steps of so many metres."""
SMALLEST = 14
"""A patch of fewer cells joins its surroundings."""
SPREAD = 6
"""So many cells water spreads sideways at most."""
INFLOW = {"Reichenbach": 700.0, "Schmellbach": 200.0, "Mahdenbach": 260.0}
"""Hectares beyond the town's edge that drain into a brook."""


@dataclass(frozen=True)
class Scenario:
    """``flow``: depth in metres where one hectare drains; ``pond``: how full hollows are; ``deepest`` in metres."""

    flow: float
    pond: float
    deepest: float


SCENARIOS = {
    "selten": Scenario(0.036, 0.45, 0.7),
    "aussergewoehnlich": Scenario(0.048, 0.70, 1.1),
    "extrem": Scenario(0.066, 1.00, 1.8),
}


@dataclass(frozen=True)
class Runoff:
    """``pond``: depth in metres to which hollows can fill; ``area``: hectares that drain through a cell.

    ``slowness``: how much deeper water runs there than on a slope of 2 %.
    """

    pond: Raster
    area: Raster
    slowness: Raster


def depths(name: str) -> Raster:
    """Depth in metres per cell; 0 where it stays dry, NODATA outside of the town."""
    scenario, water = SCENARIOS[name], runoff()
    flow = np.where(water.area > 1.4, scenario.flow * water.area**0.42 * water.slowness, 0)
    depth = np.maximum(flow, np.minimum(water.pond * scenario.pond, scenario.deepest))
    depth = _smoothed(_spread(depth))
    depth = _generalised(np.where(depth >= SHALLOWEST, depth, 0))
    return np.where(grid().burn([town()]), depth, NODATA).astype(np.float32)


@cache
def runoff() -> Runoff:
    """Fill all hollows from the outside in; every cell drains to the one from which it was reached."""
    height = np.pad(ground().astype(np.float64), 1, constant_values=np.inf)
    wide = height.shape[1]
    filled = height.ravel().copy()
    reached = np.isinf(filled)
    order, receiver = _flood(filled, reached, wide)
    area = np.full(filled.size, CELL**2 / 10_000)
    for cell, hectares in _inflow(wide):
        area[cell] += hectares
    for cell in reversed(order):
        if receiver[cell] >= 0:
            area[receiver[cell]] += area[cell]
    inner = (slice(1, -1), slice(1, -1))
    pond = filled.reshape(height.shape)[inner] - height[inner]
    slope = np.hypot(*np.gradient(_smoothed(ground() + pond), CELL))
    slowness = np.clip((0.02 / np.maximum(slope, 0.001)) ** 0.3, 0.45, 1.5)
    return Runoff(*(part.astype(np.float32) for part in (pond, area.reshape(height.shape)[inner], slowness)))


def _inflow(wide: int) -> Iterator[tuple[int, float]]:
    """Where brooks enter, as cells of the padded relief."""
    for brook, course in brooks():
        if brook.name in INFLOW:
            entry = next(
                spot for at in range(int(course.length)) if (spot := course.interpolate(at)).within(grid().frame)
            )
            column, row = ~grid().transform * (entry.x, entry.y)
            yield (int(row) + 1) * wide + int(column) + 1, INFLOW[brook.name]


def _flood(filled: NDArray[np.float64], reached: NDArray[np.bool_], wide: int) -> tuple[list[int], list[int]]:
    """Raise ``filled`` in place; return the cells in the order they were reached, and where each drains to."""
    heights, done = filled.tolist(), reached.tolist()
    receiver = [-1] * len(heights)
    queue = [(heights[cell], cell) for cell in _edge(len(heights) // wide, wide)]
    for _, cell in queue:
        done[cell] = True
    heapq.heapify(queue)
    steps = (-1, 1, -wide, wide, -wide - 1, -wide + 1, wide - 1, wide + 1)
    order = []
    while queue:
        level, cell = heapq.heappop(queue)
        order.append(cell)
        for step in steps:
            neighbour = cell + step
            if not done[neighbour]:
                done[neighbour] = True
                heights[neighbour] = max(heights[neighbour], level)
                receiver[neighbour] = cell
                heapq.heappush(queue, (heights[neighbour], neighbour))
    filled[:] = heights
    return order, receiver


def _edge(rows: int, wide: int) -> list[int]:
    """The outermost cells within the frame of infinitely high ones."""
    sides = {(row, column) for row in range(1, rows - 1) for column in (1, wide - 2)}
    sides |= {(row, column) for column in range(1, wide - 1) for row in (1, rows - 2)}
    return sorted(row * wide + column for row, column in sides)


def _spread(depth: NDArray[np.floating]) -> NDArray[np.float64]:
    """Water beside a stream stands as high as in it, where the ground is low enough, and is never deeper."""
    height, spread = ground().astype(np.float64), depth.astype(np.float64)
    for _ in range(SPREAD):
        beside = [_moved(height + spread, step) for step in range(4)]
        source = [_moved(spread, step) for step in range(4)]
        reached = [np.minimum(surface - height, deep * 0.96) for surface, deep in zip(beside, source, strict=True)]
        spread = np.maximum(spread, np.maximum.reduce(reached))
    return spread


def _moved(values: NDArray[np.float64], step: int) -> NDArray[np.float64]:
    """The value of the neighbour in the north, south, west or east."""
    padded = np.pad(values, 1, mode="edge")
    return (padded[:-2, 1:-1], padded[2:, 1:-1], padded[1:-1, :-2], padded[1:-1, 2:])[step]


def _smoothed(values: NDArray[np.float64]) -> NDArray[np.float64]:
    """Mean of each cell and its eight neighbours."""
    padded = np.pad(values, 1, mode="edge")
    rows, columns = values.shape
    parts = [padded[i : i + rows, j : j + columns] for i in range(3) for j in range(3)]
    return np.asarray(sum(parts[1:], parts[0]) / 9)


def _generalised(depth: NDArray[np.float64]) -> NDArray[np.float64]:
    """Small patches take the class around them; depths are steps within their class, so that none lies on an edge."""
    classes = np.digitize(depth, CLASS_EDGES).astype(np.uint8)
    merged = sieve(classes, SMALLEST, connectivity=4)
    edges, steps = np.array([0.0, *CLASS_EDGES]), np.array([1.0, *CLASS_STEPS])
    inside = np.where(merged == classes, depth, edges[merged])
    step = steps[merged]
    stepped = edges[merged] + step * (np.floor((inside - edges[merged]) / step) + 0.5)
    return np.where(merged > 0, stepped, 0)
