"""GeoJSON texts → shapes with x before y, as files of geographic information systems hold them."""

from typing import Any

import numpy as np
import shapely
from numpy.typing import NDArray

from server.crs import Crs
from server.formats.page import Block


def shapes(block: Block, crs: Crs) -> NDArray[np.object_]:
    """Return the geometries of a block's features, whose coordinates are in the order that ``crs`` defines."""
    found: NDArray[np.object_] = shapely.from_geojson(block)
    return shapely.transform(found, _swapped, include_z=_spatial(found)) if crs.flipped else found


def _spatial(found: NDArray[Any]) -> bool:
    return bool(shapely.has_z(found).any())


def _swapped(coordinates: NDArray[np.float64]) -> NDArray[np.float64]:
    return np.column_stack([coordinates[:, 1], coordinates[:, 0], coordinates[:, 2:]])
