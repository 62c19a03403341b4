"""Geometries of an answer once more as GeoJSON has them: longitude and latitude of WGS 84."""

from typing import Any

from pyproj import Transformer

from server.crs import CRS84, Crs

Json = dict[str, Any]


class Plain:
    """Takes coordinates from ``crs``, with the axes as its definition orders them, to CRS84."""

    def __init__(self, crs: Crs) -> None:
        self._transform = Transformer.from_crs(f"EPSG:{crs.srid}", "OGC:CRS84").transform

    def geometry(self, shape: Json) -> Json:
        """Return a geometry in CRS84, in degrees with seven decimals."""
        if "geometries" in shape:
            return shape | {"geometries": [self.geometry(each) for each in shape["geometries"]]}
        return shape | {"coordinates": self._coordinates(shape["coordinates"])}

    def _coordinates(self, given: list[Any]) -> list[Any]:
        if not given or isinstance(given[0], list):  # an empty geometry has no coordinates
            return [self._coordinates(each) for each in given]
        first, second = self._transform(*given[:2])
        return [round(first, CRS84.decimals), round(second, CRS84.decimals), *given[2:]]
