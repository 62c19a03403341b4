"""Where a feature lies, for people who look for it on a map."""

from functools import lru_cache
from typing import Any

import numpy as np
import shapely
from geopandas import GeoSeries
from numpy.typing import NDArray
from pyproj import Transformer

from pipelines.storage import STORAGE_SRID

Position = tuple[float, float]
"""Longitude and latitude in degrees (CRS84), 7 decimals, some 1 cm."""


def positions(geometry: GeoSeries) -> list[Position | None]:
    """Return the middle of each geometry's envelope (given in EPSG:25832), None where there is none."""
    return in_degrees(middles(geometry.to_numpy()))


def middles(shapes: NDArray[Any]) -> NDArray[np.float64]:
    """Return x and y of the middle of each envelope, NaN where there is none.

    The envelope's middle exists for broken geometries too, which is what reports are about.
    """
    bounds = shapely.bounds(shapes).reshape(-1, 4)
    with np.errstate(all="ignore"):
        middle: NDArray[np.float64] = (bounds[:, :2] + bounds[:, 2:]) / 2
    return middle


def in_degrees(places: NDArray[np.float64]) -> list[Position | None]:
    """Bring x and y in EPSG:25832 to positions, None for what is no number or nowhere on Earth."""
    if not len(places):
        return []
    with np.errstate(invalid="ignore"):
        degrees = np.round(np.column_stack(_to_degrees().transform(places[:, 0], places[:, 1])), 7)
    usable = (np.isfinite(degrees) & np.isfinite(places)).all(axis=1).tolist()
    found: list[Position | None] = list(zip(*degrees.T.tolist(), strict=True))
    return found if all(usable) else [one if ok else None for one, ok in zip(found, usable, strict=True)]


@lru_cache(maxsize=1)
def _to_degrees() -> Transformer:
    return Transformer.from_crs(STORAGE_SRID, "OGC:CRS84", always_xy=True)
