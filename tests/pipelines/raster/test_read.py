from collections.abc import Callable
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import numpy as np
import pytest
import shapely
from geopandas import GeoDataFrame
from numpy.typing import NDArray
from rasterio.transform import Affine, from_origin

from pipelines.definition import Dataset, RasterSource
from pipelines.errors import SourceError
from pipelines.raster.classify import classify
from pipelines.raster.read import read_raster
from pipelines.reading.fetch import Located
from pipelines.report.tally import Tally
from pipelines.stages.keys import name_based_id
from tests.pipelines.raster.conftest import CLASSES, ORIGIN, Write

Read = Callable[..., GeoDataFrame]

LAYER = {
    "id": "starkregen",
    "title": "Starkregen",
    "description": "–",
    "group": "umwelt",
    "geometry": "Polygon",
    "source": {"rasters": {"selten": "a.tif"}, "classes": CLASSES},
    "fields": {"klasse": "class"},
}


@pytest.fixture
def read() -> Read:
    """Read one raster as the scenario "selten"."""

    def run(path: Path, **source: Any) -> GeoDataFrame:
        definition = RasterSource.model_validate({"rasters": {"selten": path}, "classes": CLASSES} | source)
        (frame,) = read_raster(definition, Located({"selten": path}, path.name, "", 0, None))
        return frame

    return run


def noise(height: int = 60, width: int = 80) -> NDArray[np.float64]:
    """Depths like a flood's: smooth hills with holes of no data."""
    random = np.random.default_rng(8)
    field = random.normal(size=(height // 4 + 1, width // 4 + 1)).repeat(4, 0).repeat(4, 1)[:height, :width]
    values: NDArray[np.float64] = 30 + 30 * field + random.normal(scale=5, size=(height, width))
    values[random.random((height, width)) < 0.02] = -9999
    return values


def test_classes_hold_their_lower_bound_and_leave_out_what_is_unknown() -> None:
    source = RasterSource.model_validate({"rasters": {"a": "a.tif"}, "classes": CLASSES, "factor": 100, "nodata": 7})
    depths = np.ma.masked_array(
        [0.0, 0.05, 0.0999, 0.1, 0.5, 99, -3, np.nan, np.inf, 7, 0.3], mask=[False] * 10 + [True]
    )

    assert classify(depths, source).tolist() == [0, 1, 1, 2, 3, 3, 0, 0, 0, 0, 0]


def test_each_connected_area_of_a_class_is_a_record(write: Write, read: Read) -> None:
    values = np.array([[6, 6, 0, 6], [0, 20, 20, 6], [60, 20, -9999, 0]])

    frame = read(write(values))

    assert list(frame.columns) == ["scenario", "class", "over", "to", "id", "geom"]
    assert sorted(frame["class"]) == ["10-50", "5-10", "5-10", "50"]
    assert frame.index.tolist() == [1, 2, 3, 4]
    assert set(frame["scenario"]) == {"selten"}
    assert frame.set_index("class").loc["50", "to"] is not None
    assert frame.crs.to_epsg() == 25832


def test_cells_that_only_touch_at_a_corner_are_two_areas(write: Write, read: Read) -> None:
    assert len(read(write(np.array([[6, 0], [0, 6]])))) == 2


def test_areas_meet_without_gaps_and_are_valid(write: Write, read: Read) -> None:
    frame = read(write(noise()))

    assert len(frame) > 50
    assert frame.geometry.is_valid.all()
    assert shapely.coverage_is_valid(frame.geometry.to_numpy())


def test_edges_are_smoother_than_stairs_and_stay_near(write: Write, read: Read) -> None:
    rows, columns = np.mgrid[0:60, 0:60]
    circle = np.where((rows - 30) ** 2 + (columns - 30) ** 2 < 400, 20.0, 0)

    (shape,) = read(write(circle)).geometry

    assert shapely.get_num_coordinates(shape) < 60
    assert shape.area == pytest.approx((circle > 0).sum() * 4, rel=0.03)


def test_ids_survive_another_extent_and_other_areas(write: Write, read: Read) -> None:
    values = np.zeros((20, 20))
    values[5:8, 5:8], values[12, 12] = 20, 60
    cut = np.where(values[3:] > 50, 0, values[3:])

    whole = read(write(values, "a.tif")).set_index("class")["id"]
    part = read(write(cut, "b.tif", from_origin(510_000, 5_393_000 - 6, 2, 2))).set_index("class")["id"]

    assert part["10-50"] == whole["10-50"]


def test_ids_differ_between_scenarios_classes_and_places(write: Write) -> None:
    path = write(noise())
    source = RasterSource.model_validate({"rasters": {"selten": path, "extrem": path}, "classes": CLASSES})

    frames = list(read_raster(source, Located({"selten": path, "extrem": path}, "a", "", 0, None)))

    ids = [key for frame in frames for key in frame["id"]]
    assert len(set(ids)) == len(ids)
    assert frames[1].index[0] == frames[0].index[-1] + 1


def test_a_scenario_without_water_has_no_records(write: Write, read: Read) -> None:
    frame = read(write(np.zeros((4, 4))))

    assert frame.empty
    assert "id" in frame.columns


def test_ascii_grids_of_integers_are_read(write: Write, read: Read) -> None:
    path = write(np.array([[6, 20], [60, -9999]]), "tiefe.asc", driver="AAIGrid", dtype="int32")

    assert sorted(read(path)["class"]) == ["10-50", "5-10", "50"]


def test_a_raster_of_degrees_keeps_its_crs(write: Write, read: Read) -> None:
    path = write(np.array([[6.0]]), transform=from_origin(9.1, 48.7, 1e-5, 1e-5), crs="EPSG:4326")

    assert read(path).crs.to_epsg() == 4326


def test_a_declared_crs_stands_in_for_a_missing_one(write: Write, read: Read) -> None:
    path = write(np.array([[6.0]]), crs=None)

    assert read(path, crs="EPSG:31467").crs.to_epsg() == 31467


@pytest.mark.parametrize(
    ("profile", "source", "words"),
    [
        pytest.param({"crs": None}, {}, "nennt kein Koordinatensystem", id="no CRS"),
        pytest.param({}, {"crs": "EPSG:31467"}, "das Raster aber", id="contradiction"),
        pytest.param({"transform": Affine.identity()}, {}, "keine Lage", id="no position"),
        pytest.param({"transform": ORIGIN @ Affine.rotation(10)}, {}, "gedreht", id="rotated"),
    ],
)
@pytest.mark.filterwarnings("ignore::rasterio.errors.NotGeoreferencedWarning")  # one raster is written without
def test_rasters_of_unknown_place_are_refused(
    write: Write, read: Read, profile: dict[str, Any], source: dict[str, Any], words: str
) -> None:
    with pytest.raises(SourceError, match=words):
        read(write(np.array([[6.0, 7], [8, 9]]), **profile), **source)


def test_a_vrt_in_disguise_is_not_opened(tmp_path: Path, read: Read) -> None:
    (tmp_path / "falle.tif").write_text(
        '<VRTDataset rasterXSize="1" rasterYSize="1"><VRTRasterBand dataType="Byte" band="1"><SimpleSource>'
        "<SourceFilename>/etc/hostname</SourceFilename></SimpleSource></VRTRasterBand></VRTDataset>"
    )

    with pytest.raises(SourceError, match="nicht lesbar"):
        read(tmp_path / "falle.tif")


def test_other_formats_are_named(tmp_path: Path, read: Read) -> None:
    (tmp_path / "a.png").write_bytes(b"x")

    with pytest.raises(SourceError, match="wird nicht gelesen"):
        read(tmp_path / "a.png")


def test_a_real_flood_raster_becomes_a_valid_coverage(shared_data: Path, read: Read) -> None:
    frame = read(shared_data / "raster" / "jakarta_flood_depth.tif", factor=100)

    assert len(frame) > 500
    assert frame["id"].is_unique
    assert shapely.coverage_is_valid(frame.geometry.to_numpy())


def test_velocities_are_records_of_their_own(write: Write) -> None:
    depth, fast = write(np.full((3, 3), 20), "tiefe.tif"), write(np.full((3, 3), 2.0), "tempo.tif")
    velocity = {"rasters": {"selten": fast}, "classes": [{"code": "schnell", "over": 0.5}]}
    source = RasterSource.model_validate({"rasters": {"selten": depth}, "classes": CLASSES, "velocity": velocity})
    files = {"selten": depth, "selten velocity": fast}

    first, second = read_raster(source, Located(files, "a", "", 0, None))

    assert (first["quantity"].tolist(), first["class"].tolist()) == (["depth"], ["10-50"])
    assert (second["quantity"].tolist(), second["class"].tolist()) == (["velocity"], ["schnell"])
    assert first["id"].tolist() == [name_based_id("selten", "10-50", "510000.000", "5393000.000")]
    assert second["id"].tolist() != first["id"].tolist()


def test_tiles_of_another_grid_are_told(write: Write, read: Read, tmp_path: Path) -> None:
    fine = write(np.full((2, 2), 6), "fein.tif")
    coarse = write(np.array([[7]]), "grob.tif", from_origin(510_004, 5_393_000, 4, 4))
    with ZipFile(tmp_path / "kacheln.zip", "w") as archive:
        for tile in (fine, coarse):
            archive.write(tile, tile.name)
    tally = Tally(Dataset.model_validate(LAYER), "kacheln.zip")
    tally.came(read(tmp_path / "kacheln.zip"))

    assert tally.effects["resampled"] == 1
