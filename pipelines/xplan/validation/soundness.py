"""Polygons without a flaw, found all at once: most of a plan are, and only the others need to be looked at closely."""

from collections.abc import Sequence

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely.geometry.base import BaseGeometry

from pipelines.xplan.geometry import Geometry
from pipelines.xplan.validation.pairs import Shapes

Mask = NDArray[np.bool_]


def sound_faces(geometries: Sequence[Geometry], shapes: Sequence[BaseGeometry | None]) -> Mask:
    """Tell which geometries are polygons of straight rings that keep all of rule 2.2.2.1; ``shapes`` are their copies.

    False means nothing: rings with arcs, patches, lines and points are not looked at.
    """
    sound = np.array([_is_plain(geometry) for geometry in geometries], dtype=bool)
    areas = np.array(shapes, dtype=object)
    sound[sound] &= shapely.is_valid(areas[sound])
    for number in np.flatnonzero(sound).tolist():
        sound[number] = _is_whole(geometries[number], areas[number])
    sound[sound] &= _turns(areas[sound])
    sound[sound] &= ~_repeats(areas[sound])
    return sound


def _is_plain(geometry: Geometry) -> bool:
    """Whether it is one polygon of rings with a list of points each, without attributes, which may tell of heights."""
    return geometry.kind == "Polygon" and all(
        member.geometry.kind == "LinearRing"
        and len(member.geometry.positions) == 1
        and member.geometry.positions[0].element == "posList"
        and not member.geometry.attributes
        and not member.geometry.positions[0].attributes
        for member in geometry.members
    )


def _is_whole(geometry: Geometry, shape: BaseGeometry) -> bool:
    """Whether it was written as it is drawn: shapely closes open rings in silence, which gives them one more point."""
    ordinates = sum(member.geometry.positions[0].text.count(" ") + 1 for member in geometry.members)
    return bool(ordinates == 2 * shapely.get_num_coordinates(shape))


def _turns(areas: Shapes) -> Mask:
    """Whether exterior rings run counter-clockwise and interior ones clockwise."""
    rings, owners = shapely.get_rings(areas, return_index=True)
    is_first = np.append(True, np.diff(owners) != 0)[: len(owners)]
    return ~_any(shapely.is_ccw(rings) != is_first, owners, len(areas))


def _repeats(areas: Shapes) -> Mask:
    """Whether a point is the same as the one before it in its ring."""
    rings, owners = shapely.get_rings(areas, return_index=True)
    rows, ring = shapely.get_coordinates(rings, return_index=True)
    same = (np.diff(rows, axis=0) == 0).all(axis=1) & (np.diff(ring) == 0)
    return _any(same, owners[ring[1:]], len(areas))


def _any(where: Mask, owners: NDArray[np.intp], size: int) -> Mask:
    found = np.zeros(size, dtype=bool)
    found[owners[where]] = True
    return found
