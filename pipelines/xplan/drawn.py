"""shapely → GML: geometry that comes from tables and scans and not from a plan, in one fixed form.

Ordinates have three decimals (millimetres, easting first); exterior rings run against the clock and interior ones with
it, as XPlanung's rule 2.2.2.1 asks; gml:ids are made when it is written.
"""

import numpy as np
import shapely
from shapely import LineString, MultiLineString, MultiPoint, MultiPolygon, Point, Polygon
from shapely.geometry.base import BaseGeometry

from pipelines.xplan.geometry import Geometry, Member, Positions

DECIMALS = 3


def drawn(shape: BaseGeometry, code: int) -> Geometry:
    """Return a geometry of the CRS EPSG:``code`` as a plan has it; heights are left out.

    Raises ValueError for kinds that a plan cannot have (collections) and for empty geometry.
    """
    if shape.is_empty:
        message = "empty"
        raise ValueError(message)
    return _geometry(shapely.orient_polygons(shapely.force_2d(shape)), f"EPSG:{code}")


def envelope(west: float, south: float, east: float, north: float, code: int) -> Geometry:
    """Return the extent of a plan, for its ``gml:boundedBy``."""
    corners = (("lowerCorner", west, south), ("upperCorner", east, north))
    positions = tuple(Positions(name, f"{number(x)} {number(y)}") for name, x, y in corners)
    return Geometry("Envelope", srs_name=f"EPSG:{code}", positions=positions)


def number(value: float) -> str:
    """Write an ordinate: 513412.100."""
    return f"{value + 0.0:.{DECIMALS}f}"


def _geometry(shape: BaseGeometry, srs_name: str | None) -> Geometry:
    match shape:
        case Point():
            return Geometry("Point", srs_name=srs_name, positions=(_positions("pos", shape),))
        case LineString():
            return Geometry("LineString", srs_name=srs_name, positions=(_positions("posList", shape),))
        case Polygon():
            holes = tuple(Member("interior", _ring(each)) for each in shape.interiors)
            return Geometry("Polygon", srs_name=srs_name, members=(Member("exterior", _ring(shape.exterior)), *holes))
        case MultiPoint() | MultiLineString() | MultiPolygon():
            kind, role = KINDS[shape.geom_type]
            parts = tuple(Member(role, _geometry(each, None)) for each in shape.geoms)
            return Geometry(kind, srs_name=srs_name, members=parts)
    raise ValueError(shape.geom_type)


def _ring(ring: BaseGeometry) -> Geometry:
    return Geometry("LinearRing", positions=(_positions("posList", ring),))


def _positions(element: str, shape: BaseGeometry) -> Positions:
    ordinates = np.asarray(shapely.get_coordinates(shape)).ravel()
    return Positions(element, " ".join(number(float(each)) for each in ordinates))


KINDS = {
    "MultiPoint": ("MultiPoint", "pointMember"),
    "MultiLineString": ("MultiCurve", "curveMember"),
    "MultiPolygon": ("MultiSurface", "surfaceMember"),
}
