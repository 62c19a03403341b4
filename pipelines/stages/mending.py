"""How broken geometry is mended: rings, overlaps, mixtures, remnants, number of parts. Whole batches at once."""

import math
from collections.abc import Callable

import numpy as np
import shapely

from pipelines.stages.coordinates import PER_METRE, Geometries, Mask, place
from pipelines.stages.work import DIMENSION, INVALID, MIXED, SLIVERS, UNITED, Work

SLIVER = 0.01
"""Metres. What a repair leaves that is narrower than 1 cm is a remnant of the drawing, not a part of the thing."""

COLLECT: tuple[Callable[..., Geometries], ...] = (shapely.multipoints, shapely.multilinestrings, shapely.multipolygons)
"""How parts of dimension 0, 1, 2 become one geometry."""


def make_valid(work: Work, broken: Mask) -> None:
    """Mend what is invalid, by the rules of rings and holes rather than of crossing lines (GEOS "structure").

    A repair makes new vertices. Their heights are interpolated, but nobody knows their measures, so that invalid
    geometries with measures are refused.
    """
    if not broken.any():
        return
    _explain(work, broken)
    if "m" in work.dataset.dimensions:
        work.refuse("geometry-invalid", broken)
        return
    mended = _on_grid(_each(_made_valid, work.shapes[broken]), work)
    work.mend(broken, INVALID)
    work.change(broken, mended)
    work.refuse("geometry-collapsed", broken & (shapely.is_missing(work.shapes) | shapely.is_empty(work.shapes)))
    _drop_slivers(work, broken & work.alive)


def keep_dimension(work: Work) -> None:
    """Reduce mixed collections to their parts of the declared dimension, and refuse what has none."""
    dimension = DIMENSION[work.dataset.geometry]
    mixed = work.alive & (shapely.get_type_id(work.shapes) == shapely.GeometryType.GEOMETRYCOLLECTION)
    if mixed.any():
        _unmix(work, np.flatnonzero(mixed), dimension)
    work.refuse("geometry-collapsed", shapely.is_empty(work.shapes))
    work.refuse("geometry-type", shapely.get_dimensions(work.shapes) != dimension)
    work.refuse("geometry-type", shapely.get_type_id(work.shapes) == shapely.GeometryType.GEOMETRYCOLLECTION)


def fit_type(work: Work) -> None:
    """Single or multi, as declared."""
    is_multi = shapely.get_type_id(work.shapes) > shapely.GeometryType.POLYGON
    if work.dataset.geometry.startswith("Multi"):
        single = work.alive & ~is_multi
        if single.any():
            shapes = work.shapes[single]
            collect = COLLECT[DIMENSION[work.dataset.geometry]]
            work.change(single, collect(shapes, indices=np.arange(len(shapes))))
        return
    work.refuse("geometry-parts", is_multi & (shapely.get_num_geometries(work.shapes) > 1))
    lone = work.alive & is_multi
    if lone.any():
        work.change(lone, shapely.get_geometry(work.shapes[lone], 0))


def _explain(work: Work, broken: Mask) -> None:
    """Note GEOS's reasons, written as "Self-intersection[510005 5390005]"."""
    parts = [reason.partition("[") for reason in shapely.is_valid_reason(work.shapes[broken]).tolist()]
    work.explain(broken, [reason for reason, _, _ in parts], [_spot(where) for _, _, where in parts])


def _spot(written: str) -> tuple[float, float]:
    x, _, rest = written.rstrip("]").partition(" ")
    y = rest.partition(" ")[0]
    return (float(x), float(y)) if x and y else (math.nan, math.nan)


def _made_valid(shapes: Geometries) -> Geometries:
    valid: Geometries = shapely.make_valid(shapes, method="structure", keep_collapsed=False)
    return valid


def _on_grid(shapes: Geometries, work: Work) -> Geometries:
    """Lay new vertices on the grid; where this crosses lines again, GEOS rounds and mends at once, which is slow."""
    found = place(shapes, work.dataset.dimensions).shapes
    crossed = ~shapely.is_valid(found) & ~shapely.is_missing(found)
    if crossed.any():
        found = found.copy()
        found[crossed] = _each(lambda some: shapely.set_precision(some, 1 / PER_METRE), shapes[crossed])
    return found


def _each(function: Callable[[Geometries], Geometries], shapes: Geometries) -> Geometries:
    """Apply to all at once; where GEOS gives up, one by one, with None for those that it cannot do."""
    try:
        return function(shapes)
    except shapely.errors.GEOSException:
        if len(shapes) == 1:
            return np.array([None], dtype=object)
        return np.concatenate([_each(function, half) for half in np.array_split(shapes, 2)])


def _drop_slivers(work: Work, where: Mask) -> None:
    """Drop the narrow ones of several areas that a repair has left; the broadest always stays."""
    several = np.flatnonzero(where & (shapely.get_type_id(work.shapes) == shapely.GeometryType.MULTIPOLYGON))
    parts, owner = shapely.get_parts(work.shapes[several], return_index=True)
    if not len(parts):
        return
    width = 2 * shapely.area(parts) / shapely.length(parts)
    broadest = np.zeros(len(several))
    np.maximum.at(broadest, owner, width)
    kept = (width >= SLIVER) | (width == broadest[owner])
    changed = np.unique(owner[~kept])
    rest = kept & np.isin(owner, changed)
    mask = _mask(several[changed], work)
    if len(changed):
        work.change(mask, _collected(parts[rest], owner[rest], 2))
        work.mend(mask, SLIVERS)


def _unmix(work: Work, mixed: np.ndarray[tuple[int], np.dtype[np.intp]], dimension: int) -> None:
    parts, owner = shapely.get_parts(work.shapes[mixed], return_index=True)
    while (shapely.get_type_id(parts) > shapely.GeometryType.POLYGON).any():
        parts, inner = shapely.get_parts(parts, return_index=True)
        owner = owner[inner]
    filled = ~shapely.is_empty(parts)
    wanted = filled & (shapely.get_dimensions(parts) == dimension)
    work.mend(_mask(mixed[np.unique(owner[filled & ~wanted])], work), MIXED)
    found = np.unique(owner[wanted])
    if not len(found):
        return
    joined = _collected(parts[wanted], owner[wanted], dimension)
    crossed = ~shapely.is_valid(joined)
    for at in np.flatnonzero(crossed).tolist():
        joined[at] = shapely.union_all(shapely.get_parts(joined[at]))
    joined[crossed] = _on_grid(joined[crossed], work)
    work.mend(_mask(mixed[found[crossed]], work), UNITED)
    work.change(_mask(mixed[found], work), joined)


def _collected(parts: Geometries, owner: np.ndarray[tuple[int], np.dtype[np.intp]], dimension: int) -> Geometries:
    """One geometry per owner, in the owners' order."""
    _, indices = np.unique(owner, return_inverse=True)
    return COLLECT[dimension](parts, indices=indices)


def _mask(numbers: np.ndarray[tuple[int], np.dtype[np.intp]], work: Work) -> Mask:
    mask = np.zeros(len(work.shapes), dtype=bool)
    mask[numbers] = True
    return mask
