"""Where a feature lies, for people who look for it on a map."""

from functools import lru_cache

import numpy as np
import shapely
from geopandas import GeoSeries
from pyproj import Transformer

from pipelines.tables import STORAGE_SRID

Position = tuple[float, float]
"""Longitude and latitude in degrees (CRS84), 7 decimals, some 1 cm."""


def positions(geometry: GeoSeries) -> list[Position | None]:
    """Return the middle of each geometry's envelope (given in EPSG:25832), None where there is none.

    The envelope's middle exists for broken geometries too, which is what reports are about.
    """
    bounds = shapely.bounds(geometry.to_numpy())
    middle = (bounds[:, :2] + bounds[:, 2:]) / 2
    usable = np.isfinite(middle).all(axis=1)
    longitude, latitude = _to_degrees().transform(middle[:, 0], middle[:, 1])
    found = zip(usable, longitude, latitude, strict=True)
    return [(round(float(x), 7), round(float(y), 7)) if ok and np.isfinite(x) else None for ok, x, y in found]


@lru_cache(maxsize=1)
def _to_degrees() -> Transformer:
    return Transformer.from_crs(STORAGE_SRID, "OGC:CRS84", always_xy=True)
