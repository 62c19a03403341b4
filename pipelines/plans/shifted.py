"""Two states of a geometry → how far it moved and what it measures, in the plan's own CRS."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

import numpy as np
import shapely
from pyproj import CRS
from pyproj.exceptions import CRSError
from shapely.geometry.base import BaseGeometry

from pipelines.plans.change import Drawn, ShapeChange
from pipelines.text import Text
from pipelines.xplan.crs import epsg
from pipelines.xplan.diff import NEAR
from pipelines.xplan.geometry import Geometry
from pipelines.xplan.linear import GeometryError, control_points, shape

DECIMALS = 4
"""Of metres and square metres: what is less than 0.1 mm is no difference."""

CHORDS = NEAR / 4
"""Metres of a chord from its arc: an arc that is written in two parts has not moved."""


@dataclass(frozen=True, slots=True)
class Place:
    """The geometries of one property as one shape in their own CRS, and in numbers."""

    shape: BaseGeometry
    drawn: Drawn


def place(geometries: Sequence[Geometry], srs_name: str | None) -> Place | None:
    """Return geometries as a place, None without any.

    ``srs_name`` is the CRS of those that name none. Raises GeometryError for what cannot be drawn, CRSError where the
    CRS is not known or not in metres.
    """
    if not geometries:
        return None
    code = epsg(geometries[0].any_srs_name or srs_name or "")
    if code is None or not _is_metric(code):
        raise CRSError(str(srs_name))
    found = shapely.GeometryCollection([shape(each, CHORDS) for each in geometries])
    if found.is_empty:
        raise GeometryError(Text("Die Geometrie ist leer.", "The geometry is empty."), geometries[0].gml_id or None)
    dimension = int(shapely.get_dimensions(found))
    size = (None, found.length, found.area)[dimension]
    points = sum(len(control_points(part)) for each in geometries for part in each.walk() if part.positions)
    rounded = None if size is None else round(size, DECIMALS)
    return Place(found, Drawn(code, dimension, rounded, points))


def shape_change(name: str, title: str, before: Place | None, after: Place | None) -> ShapeChange:
    """Return what became of a place."""
    moved = None
    if before and after and before.drawn.crs == after.drawn.crs:
        moved = round(apart(before.shape, after.shape), DECIMALS)
    return ShapeChange(
        property=name,
        title=title,
        moved=moved,
        before=before.drawn if before else None,
        after=after.drawn if after else None,
    )


def apart(one: BaseGeometry, other: BaseGeometry) -> float:
    """Return the greatest distance of a point of either shape from the outline of the other, in their own unit."""
    return max(_farthest(one, other), _farthest(other, one))


def _farthest(points_of: BaseGeometry, outline_of: BaseGeometry) -> float:
    points = shapely.points(shapely.get_coordinates(points_of))
    pieces = shapely.STRtree(_pieces(outline_of))
    _, distances = pieces.query_nearest(points, return_distance=True, all_matches=False)
    return float(distances.max())


def _pieces(found: BaseGeometry) -> list[BaseGeometry]:
    """The straight pieces of all lines and rings, and single points: quickly searched, however many there are."""
    parts = shapely.get_parts(shapely.get_parts(shapely.get_parts(found))).tolist()
    return [piece for part in parts for line in _lines(part) for piece in _straight(line)]


def _lines(part: BaseGeometry) -> list[BaseGeometry]:
    return list(shapely.get_rings(part)) if part.geom_type == "Polygon" else [part]


def _straight(line: BaseGeometry) -> list[BaseGeometry]:
    if line.geom_type == "Point":
        return [line]
    rows = shapely.get_coordinates(line)
    pieces: list[BaseGeometry] = np.asarray(shapely.linestrings(np.stack([rows[:-1], rows[1:]], axis=1))).tolist()
    return pieces


@cache
def _is_metric(code: int) -> bool:
    axes = CRS.from_epsg(code).axis_info
    return bool(axes) and axes[0].unit_name == "metre"
