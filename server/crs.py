"""The coordinate reference systems that the API answers in, and the order of their axes."""

from dataclasses import dataclass

from pipelines import config
from pipelines.storage import STORAGE_SRID

WGS84_SRID = 4326
"""PostGIS keeps its coordinates longitude first, so here it stands for CRS84."""


@dataclass(frozen=True)
class Crs:
    """One CRS by its OGC identifier.

    ``decimals`` is what a coordinate keeps: about a centimetre in degrees, a millimetre in metres. ``flipped`` says
    that north comes before east on the wire (OGC API Features, Part 2, requires the order of the CRS's definition),
    while PostGIS always keeps x before y.
    """

    uri: str
    srid: int
    decimals: int
    flipped: bool = False


CRS84 = Crs(config.CRS84, WGS84_SRID, 7)
STORAGE = Crs(config.STORAGE_CRS, STORAGE_SRID, 3)

_KNOWN = (
    CRS84,
    STORAGE,
    Crs("http://www.opengis.net/def/crs/EPSG/0/4258", 4258, 7, flipped=True),
    Crs("http://www.opengis.net/def/crs/EPSG/0/3857", 3857, 3),
)

BY_URI = {crs.uri: crs for crs in _KNOWN}
"""Every CRS of ``pipelines.config.CRS``; a test keeps the two lists equal."""
