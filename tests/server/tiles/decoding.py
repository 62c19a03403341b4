"""Vector tiles read by GDAL, with coordinates on the tile's grid: 4096 cells, rows downwards."""

import tempfile
from pathlib import Path
from typing import Any

import geopandas
import pyogrio
import shapely

HALF = 20037508.342789244
"""Metres; GDAL places the grid of the tile 0/0/0 between these, in both directions."""


def layers(data: bytes) -> list[str]:
    """The names of a tile's layers."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "tile.mvt"
        path.write_bytes(data)
        return [str(name) for name, _ in pyogrio.list_layers(f"MVT:{path}")] if data else []


def features(data: bytes, layer: str) -> geopandas.GeoDataFrame:
    """The features of one layer by their id."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "tile.mvt"
        path.write_bytes(data)
        options: dict[str, Any] = {"X": 0, "Y": 0, "Z": 0, "CLIP": "NO"}
        found = pyogrio.read_dataframe(f"MVT:{path}", layer=layer, **options)
    cells = 4096 / (2 * HALF)
    grid = shapely.transform(found.geometry.array, lambda places: (places * [1, -1] + [HALF, HALF]) * cells)
    return found.set_geometry(geopandas.GeoSeries(grid, found.index)).set_crs(None, allow_override=True).set_index("id")
