from pathlib import Path
from zipfile import ZipFile

import numpy as np
import pytest
from rasterio.transform import from_origin

from pipelines.errors import SourceError
from pipelines.raster.grid import Box, Grid
from pipelines.raster.mosaic import mosaic
from pipelines.raster.tile import Values
from tests.pipelines.raster.conftest import ORIGIN, Write

WEST, NORTH = 510_000, 5_393_000


def whole(*paths: Path, nodata: float | None = None) -> Values:
    with mosaic(paths, nodata=nodata) as found:
        return found.read(found.grid.box)


def test_tiles_beside_each_other_are_one_raster(write: Write) -> None:
    one = write(np.array([[1, 2]]), "a.tif")
    other = write(np.array([[3], [4]]), "b.tif", from_origin(WEST + 4, NORTH, 2, 2))

    assert np.array_equal(whole(one, other), [[1.0, 2.0, 3.0], [np.nan, np.nan, 4.0]], equal_nan=True)


def test_where_tiles_overlap_the_greatest_known_value_counts(write: Write) -> None:
    one, other = write(np.array([[1, 9, -9999]]), "a.tif"), write(np.array([[5, -9999, -9999]]), "b.tif")

    assert np.array_equal(whole(one, other), [[5, 9, np.nan]], equal_nan=True)


def test_coarse_tiles_fill_the_cells_of_the_finest_grid(write: Write) -> None:
    fine = write(np.array([[1, 2], [3, 4]]), "fein.tif")
    coarse = write(np.array([[7]]), "grob.tif", from_origin(WEST + 4, NORTH, 4, 4))

    with mosaic([coarse, fine]) as found:
        assert found.resampled == ("grob.tif",)
        assert found.grid.width == 2
        assert found.read(found.grid.box).tolist() == [[1, 2, 7, 7], [3, 4, 7, 7]]


def test_cells_of_a_shifted_grid_take_the_greatest_of_what_lies_on_them(write: Write) -> None:
    one = write(np.array([[0, 0, 0, 0]]), "a.tif")
    shifted = write(np.array([[3, 8, 1]]), "b.tif", from_origin(WEST + 1, NORTH, 2, 2))

    with mosaic([one, shifted]) as found:
        assert found.resampled == ("b.tif",)
        assert found.read(found.grid.box).tolist() == [[3, 8, 8, 1]]


def test_cells_beyond_the_raster_are_unknown(write: Write) -> None:
    with mosaic([write(np.array([[5]]))]) as found:
        assert np.array_equal(found.read(Box(-1, 0, 2, 1)), [[np.nan, 5, np.nan]], equal_nan=True)


def test_only_the_cells_in_question_are_read() -> None:
    grid, other = Grid(0, 0, 2, 2, 500, 500), Grid(200, -300, 1, 1, 700, 700)

    assert grid.covering(Box(300, 300, 310, 320), other) == Box(400, 300, 420, 340)
    assert grid.covering(Box(90, 140, 110, 160), other) == Box(0, 0, 20, 20)
    assert grid.covering(Box(0, 0, 100, 500), other).is_empty


def test_nodata_of_the_definition_adds_to_the_files(write: Write) -> None:
    assert np.isnan(whole(write(np.array([[7, -9999]])), nodata=7)).all()


def test_rows_from_the_south_are_turned(write: Write) -> None:
    upside_down = from_origin(WEST, NORTH - 4, 2, -2)

    with mosaic([write(np.array([[1], [2]]), transform=upside_down)]) as found:
        assert found.grid.north == NORTH
        assert found.read(found.grid.box).tolist() == [[2], [1]]


def test_tiles_in_a_zip_are_one_raster(write: Write, tmp_path: Path) -> None:
    paths = [write(np.array([[place]]), f"{place}.tif", from_origin(WEST + 2 * place, NORTH, 2, 2)) for place in (0, 1)]
    with ZipFile(tmp_path / "kacheln.zip", "w") as archive:
        for path in paths:
            archive.write(path, f"kacheln/{path.name}")
        archive.writestr("lies mich.txt", "Hallo")

    assert whole(tmp_path / "kacheln.zip").tolist() == [[0, 1]]


def test_tiles_in_two_crs_are_refused(write: Write) -> None:
    paths = [write(np.array([[1]]), "a.tif"), write(np.array([[1]]), "b.tif", crs="EPSG:31467")]

    with pytest.raises(SourceError, match=r"b\.tif liegt in .*Kacheln"):
        whole(*paths)


def test_a_tile_at_the_other_end_of_the_world_is_refused(write: Write) -> None:
    paths = [write(np.array([[1]]), "a.tif", from_origin(100, 100, 0.001, 0.001)), write(np.array([[1]]), "b.tif")]

    with pytest.raises(SourceError, match="zu viele Zellen"):
        whole(*paths)


def test_depths_of_whole_centimetres_keep_their_precision(write: Write) -> None:
    path = write(np.array([[16_777_217]]), dtype="int32", transform=ORIGIN)

    assert whole(path)[0, 0] == 16_777_217
