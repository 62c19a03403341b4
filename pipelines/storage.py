"""How the portal keeps places."""

STORAGE_SRID = 25832
"""ETRS89 / UTM zone 32N, easting first: the CRS of German municipal surveying."""

Box = tuple[float, float, float, float]
"""West, south, east, north in CRS84 degrees."""
