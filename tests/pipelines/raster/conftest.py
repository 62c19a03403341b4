"""Small rasters of depths in centimetres, and floods that look like ones."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import rasterio
from numpy.typing import NDArray
from rasterio.transform import Affine, from_origin

CLASSES = [{"code": "5-10", "over": 5, "to": 10}, {"code": "10-50", "over": 10, "to": 50}, {"code": "50", "over": 50}]
ORIGIN = from_origin(510_000, 5_393_000, 2, 2)
Write = Callable[..., Path]


@pytest.fixture
def write(tmp_path: Path) -> Write:
    """Write a raster of depths in centimetres."""

    def run(values: NDArray[Any], name: str = "tiefe.tif", transform: Affine = ORIGIN, **profile: Any) -> Path:
        given: dict[str, Any] = {"driver": "GTiff", "dtype": "float32", "crs": "EPSG:25832", "nodata": -9999} | profile
        height, width = values.shape
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        with rasterio.open(path, "w", width=width, height=height, count=1, transform=transform, **given) as raster:
            raster.write(values.astype(given["dtype"]), 1)
        return path

    return run


def flood(height: int, width: int, level: float = 0, seed: int = 8) -> NDArray[np.float64]:
    """Depths in centimetres on smooth hills with rough edges and holes of no data; a higher level floods more."""
    random = np.random.default_rng(seed)
    coarse = random.normal(size=(height // 16 + 2, width // 16 + 2))
    rows, columns = np.arange(height) / 16, np.arange(width) / 16
    top, left = rows.astype(int), columns.astype(int)
    down, right = (rows - top)[:, None], columns - left
    upper = coarse[top][:, left] * (1 - right) + coarse[top][:, left + 1] * right
    lower = coarse[top + 1][:, left] * (1 - right) + coarse[top + 1][:, left + 1] * right
    values: NDArray[np.float64] = 40 * (upper * (1 - down) + lower * down + level)
    values += random.normal(scale=0.7, size=values.shape)
    values[random.random(values.shape) < 0.002] = -9999
    return values
