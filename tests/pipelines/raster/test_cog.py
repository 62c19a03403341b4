import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import rasterio
from numpy.typing import NDArray
from rasterio.transform import from_origin

from pipelines.definition import RasterSource
from pipelines.raster.cog import write_cogs
from pipelines.reading.fetch import Located
from tests.pipelines.raster.conftest import CLASSES, Write, flood


def written(folder: Path, path: Path, scenario: str = "selten", **more: Any) -> Path:
    source = RasterSource.model_validate({"rasters": {scenario: path}, "classes": CLASSES} | more)
    (cog,) = write_cogs(source, Located({scenario: path}, path.name, "", 0, None), folder)
    return cog


def greatest_of_four(values: NDArray[np.floating[Any]]) -> NDArray[np.floating[Any]]:
    rows, columns = values.shape
    padded = np.pad(values, ((0, rows % 2), (0, columns % 2)), constant_values=-9999)
    greatest: NDArray[np.floating[Any]] = padded.reshape(len(padded) // 2, 2, -1, 2).max(axis=(1, 3))
    return greatest


def test_the_layout_is_cloud_optimised(write: Write, tmp_path: Path) -> None:
    path = write(flood(1_100, 1_301))

    with rasterio.open(written(tmp_path, path)) as cog, rasterio.open(path) as source:
        assert cog.tags(ns="IMAGE_STRUCTURE")["LAYOUT"] == "COG"
        assert cog.tags(ns="IMAGE_STRUCTURE")["COMPRESSION"] == "DEFLATE"
        assert cog.block_shapes == [(512, 512)]
        assert cog.overviews(1) == [2, 4]
        assert (cog.crs.to_epsg(), cog.transform, cog.nodata) == (25832, source.transform, -9999)
        assert np.array_equal(cog.read(1), source.read(1))


def test_a_cell_of_an_overview_is_the_greatest_of_the_cells_below(write: Write, tmp_path: Path) -> None:
    values = flood(1_100, 1_301).astype("float32")
    values[200:300, 200:300] = -9999

    cog = written(tmp_path, write(values))

    for level in (0, 1):
        values = greatest_of_four(values)
        with rasterio.open(cog, overview_level=level) as overview:
            assert np.array_equal(overview.read(1), values)
    assert (values == -9999).any()


def test_tiles_become_one_file(write: Write, tmp_path: Path) -> None:
    paths = [write(np.array([[at]]), f"{at}.tif", from_origin(510_000 + 2 * at, 5_393_000, 2, 2)) for at in (1, 2)]
    source = RasterSource.model_validate({"rasters": {"selten": paths}, "classes": CLASSES})
    files = {"selten": paths[0], "selten #2": paths[1]}

    (cog,) = write_cogs(source, Located(files, "", "", 0, None), tmp_path)

    with rasterio.open(cog) as raster:
        assert raster.read(1).tolist() == [[1, 2]]


def test_quantities_have_files_of_their_own(write: Write, tmp_path: Path) -> None:
    path = write(np.array([[6.0]]))
    velocity = {"rasters": {"selten": path}, "unit": "m/s", "classes": CLASSES}
    source = RasterSource.model_validate({"rasters": {"selten": path}, "classes": CLASSES, "velocity": velocity})

    cogs = write_cogs(source, Located({"selten": path, "selten velocity": path}, "", "", 0, None), tmp_path)

    assert [cog.name for cog in cogs] == ["depth_selten.tif", "velocity_selten.tif"]


@pytest.mark.parametrize("scenario", ["außergewöhnlich", "../../oben", "a/b & <c>"])
def test_scenarios_are_free_text_and_never_a_path(write: Write, tmp_path: Path, scenario: str) -> None:
    cog = written(tmp_path, write(np.array([[6.0]])), scenario, factor=100, unit="cm")

    with rasterio.open(cog) as raster:
        meaning = json.loads(raster.tags()["GEOPORTAL"])
    assert cog.parent == tmp_path / "rasters"
    assert meaning["scenario"] == scenario
    assert meaning["values"]["unit"] == "cm"
    assert [path.name for path in (tmp_path / "rasters").iterdir()] == [cog.name]
