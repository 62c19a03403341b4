"""Coordinates of a batch in one pass: moved, laid on a grid of millimetres, with the ordinates a layer declares."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import reduce
from typing import Any

import numpy as np
import shapely
from numpy.typing import NDArray

from pipelines.definition import Dimensions
from pipelines.reading.wkb import Shape, compose, parse

PER_METRE = 1_000.0
"""Steps of the grid in a metre: one millimetre is finer than any municipal survey."""

TOLERANCE = 1e-8
"""What a double can tell apart at six million metres; smaller differences are not a rounding."""

Geometries = NDArray[Any]
Mask = NDArray[np.bool_]
Rows = NDArray[np.float64]
Move = Callable[[Rows, Rows], tuple[Rows, Rows]]
"""x and y in, x and y out; what has no image becomes infinite."""


@dataclass(frozen=True)
class Placed:
    """Geometries with their final coordinates, ``rows`` (x, y, then what is declared) of the geometries ``owner``.

    The masks tell which geometries have a vertex without image (``lost``), lost an ordinate (``flattened``), or had
    one that was not on the grid (``rounded``, always False where they were moved).
    """

    shapes: Geometries
    rows: Rows
    owner: NDArray[np.intp]
    lost: Mask
    flattened: Mask
    rounded: Mask


def place(shapes: Geometries, dimensions: Dimensions = "xy", move: Move | None = None) -> Placed:
    """Move x and y, round them (and heights) to 1 mm, keep measures as they are, and drop what is not declared.

    Vertices stay in their order. A declared ordinate that a vertex lacks is NaN in ``rows``.
    """
    has_z, has_m = shapely.has_z(shapes), shapely.has_m(shapes)
    z, m = "z" in dimensions, "m" in dimensions
    rows, owner = shapely.get_coordinates(shapes, include_z=z, include_m=m, return_index=True)
    flattened = (has_z & (not z)) | (has_m & (not m))
    with np.errstate(invalid="ignore"):  # coordinates that are no numbers are refused later, one by one
        moved = _moved(rows, move)
        final = moved.copy()
        final[:, : 3 if z else 2] = np.rint(moved[:, : 3 if z else 2] * PER_METRE) / PER_METRE
        off_grid = some(np.abs(final - moved) > TOLERANCE) if move is None else np.zeros(len(rows), dtype=bool)
    unseen = every(np.isfinite(rows[:, :2])) & ~every(np.isfinite(moved[:, :2]))
    if m or (z and has_m.any()):
        shapes = _with_ordinates(shapes, final, dimensions)
    elif flattened.any() or not np.array_equal(final, rows, equal_nan=True):
        flat = shapely.force_2d(shapes) if has_m.any() else shapes.copy()  # set_coordinates drops heights only
        shapes = shapely.set_coordinates(flat, final)
    size = len(shapes)
    return Placed(shapes, final, owner, _of(owner[unseen], size), flattened, _of(owner[off_grid], size))


def every(held: Mask) -> Mask:
    """Tell of each row whether all its columns hold; one column after the other, as numpy is slow at rows so short."""
    found: Mask = reduce(np.logical_and, held.T)
    return found


def some(held: Mask) -> Mask:
    """Tell of each row whether any of its columns holds, as :func:`every` does."""
    found: Mask = reduce(np.logical_or, held.T)
    return found


def owners(where: Mask, placed: Placed) -> Mask:
    """Tell which geometries have a vertex ``where`` something holds."""
    return _of(placed.owner[where], len(placed.shapes))


def _of(numbers: NDArray[np.intp], size: int) -> Mask:
    mask = np.zeros(size, dtype=bool)
    mask[numbers] = True
    return mask


def _moved(rows: Rows, move: Move | None) -> Rows:
    if move is None or not len(rows):
        return rows
    moved = rows.copy()
    moved[:, 0], moved[:, 1] = move(rows[:, 0], rows[:, 1])
    return moved


def _with_ordinates(shapes: Geometries, rows: Rows, dimensions: Dimensions) -> Geometries:
    """Rebuild geometries with these coordinates; GEOS can hold measures, but shapely can only read them."""
    ends = np.cumsum(shapely.get_num_coordinates(shapes))
    flat = shapely.to_wkb(shapely.force_2d(shapes), byte_order=1)
    rebuilt = np.full(len(shapes), None, dtype=object)
    for at, (data, end) in enumerate(zip(flat, ends.tolist(), strict=True)):
        if data is not None and end > (start := ends[at - 1] if at else 0):
            rebuilt[at] = compose(_filled(parse(data), list(rows[start:end]), dimensions))
    return shapely.from_wkb(rebuilt)


def _filled(shape: Shape, rows: list[Rows], dimensions: Dimensions) -> Shape:
    """Give a geometry its vertices, taken from the front of ``rows``."""
    if shape.parts or not shape.rows:
        parts = tuple(_filled(part, rows, dimensions) for part in shape.parts)
        return Shape(shape.kind, dimensions, parts=parts)
    taken = []
    for line in shape.rows:
        taken.append(np.array(rows[: len(line)]))
        del rows[: len(line)]
    return Shape(shape.kind, dimensions, tuple(taken))
