"""The edges of lines and areas: whether there are too many at one place for a drawing to be compared with others."""

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from pipelines.reading.wkb import Coordinates
from pipelines.xplan.validation.flaw import SAME
from pipelines.xplan.validation.pairs import Numbers, Shapes, are_crowded
from pipelines.xplan.validation.plenty import MOST

DENSE = 1_000
"""Edges of one drawing that may be shorter than 2 mm, within which all points are the same one."""


def edges(rows: Coordinates, owners: Numbers) -> Shapes:
    """Return the edges of lines (n × 2), each from a point to the next of the same line that is another one."""
    whole = np.column_stack([rows, owners])
    other = np.append(True, (np.diff(whole, axis=0) != 0).any(axis=1))
    rows, owners = rows[other], owners[other]
    same = np.diff(owners) == 0
    return np.asarray(shapely.linestrings(np.stack([rows[:-1][same], rows[1:][same]], axis=1)))


def is_tangle(shape: BaseGeometry) -> bool:
    """Tell whether edges are so short or cross so often that comparing an area, or mending it, would take minutes."""
    if shape.is_valid and shapely.get_num_coordinates(shape) <= DENSE:
        return False
    parts = shapely.get_parts(shape)
    found = edges(*shapely.get_coordinates(shapely.get_rings(parts), return_index=True))
    if np.count_nonzero(shapely.length(found) < SAME) > DENSE:
        return True
    return not shape.is_valid and are_crowded(found, MOST + len(found))  # each edge meets the next one
