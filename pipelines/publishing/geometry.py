"""Geometries of a batch as GeoJSON text in degrees.

The coordinates of all points, lines and areas without holes are written in one go and cut where a
geometry ends, in a fraction of the time that GEOS takes; GEOS writes the others.
"""

from functools import lru_cache

import numpy as np
import orjson
import pyarrow as pa
import pyarrow.compute as pc
import shapely
from numpy.typing import NDArray
from pyproj import Transformer

from pipelines.definition import Dimensions
from pipelines.stages.coordinates import Geometries, Rows, place
from pipelines.storage import STORAGE_SRID, Box
from pipelines.wkb import together

DECIMALS = 7
"""Of degrees: some 1 cm."""

PLAIN = [shapely.GeometryType[name] for name in ("POINT", "LINESTRING", "MULTIPOINT", "POLYGON")]
"""Types whose coordinates are one list, apart from areas with holes."""

OPENINGS = pa.array(
    [
        '{"type":"Point","coordinates":',
        '{"type":"LineString","coordinates":[',
        "",  # rings alone are no geometry of a layer
        '{"type":"Polygon","coordinates":[[',
        '{"type":"MultiPoint","coordinates":[',
    ],
    pa.large_string(),
)
CLOSINGS = pa.array(["}", "]}", "", "]]}", "]}"], pa.large_string())
"""What stands before and behind that list (RFC 7946, section 3.1), by shapely's number of the type."""


def in_degrees(shapes: Geometries, dimensions: Dimensions) -> tuple[pa.Array, Box]:
    """Return the shapes (EPSG:25832, none missing or empty) in CRS84 to 7 decimals, and their common extent.

    All of them have the ``dimensions``; measures, which GeoJSON does not know, are dropped. The extent is west, south,
    east, north in degrees.
    """
    coordinates, owner = shapely.get_coordinates(shapes, include_z="z" in dimensions, return_index=True)
    degrees = _degrees(coordinates)
    longitude, latitude = degrees[:, 0], degrees[:, 1]
    box = (float(longitude.min()), float(latitude.min()), float(longitude.max()), float(latitude.max()))
    plain = np.isin(shapely.get_type_id(shapes), PLAIN) & (shapely.get_num_interior_rings(shapes) == 0)
    if plain.all():
        written = _plain(shapes, degrees)
    else:
        of_plain = plain[owner]
        nested = _nested(shapes[~plain], degrees[~of_plain], dimensions)
        written = together(plain, _plain(shapes[plain], degrees[of_plain]), nested)
    return written, box


def _degrees(coordinates: Rows) -> Rows:
    """Bring x and y to longitude and latitude; a height stays."""
    longitude, latitude = _to_degrees().transform(coordinates[:, 0], coordinates[:, 1])
    found: Rows = np.round(np.column_stack([longitude, latitude, coordinates[:, 2:]]), DECIMALS)
    return found


def _plain(shapes: Geometries, degrees: Rows) -> pa.Array:
    kinds = pa.array(shapely.get_type_id(shapes))
    lists = _cut(degrees, shapely.get_num_coordinates(shapes))
    return pc.binary_join_element_wise(
        OPENINGS.take(kinds), lists, CLOSINGS.take(kinds), pa.scalar("", pa.large_string())
    )


def _cut(degrees: Rows, counts: NDArray[np.integer]) -> pa.Array:
    """Write [x,y],[x,y] for each so many coordinates: parts of one text, each up to the comma behind it."""
    if not len(counts):
        return pa.array([], pa.large_string())
    text = orjson.dumps(np.ascontiguousarray(degrees), option=orjson.OPT_SERIALIZE_NUMPY)
    ends = np.flatnonzero(np.frombuffer(text, dtype="u1") == ord("]"))
    offsets = np.concatenate([[1], ends[np.cumsum(counts) - 1] + 2])
    offsets[-1] -= 1  # behind the last one the whole list is closed
    parts = pa.LargeStringArray.from_buffers(len(counts), pa.py_buffer(offsets), pa.py_buffer(text))
    return pc.ascii_rtrim(parts, ",")


def _nested(shapes: Geometries, degrees: Rows, dimensions: Dimensions) -> pa.Array:
    spatial = "z" in dimensions
    flat = place(shapes, "xyz" if spatial else "xy").shapes if "m" in dimensions else shapes.copy()
    return pa.array(shapely.to_geojson(shapely.set_coordinates(flat, degrees)), pa.large_string())


@lru_cache(maxsize=1)
def _to_degrees() -> Transformer:
    return Transformer.from_crs(STORAGE_SRID, "OGC:CRS84", always_xy=True)
