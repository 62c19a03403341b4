from pathlib import Path

import numpy as np
import pytest
import rasterio
from pyproj import Transformer
from rasterio.transform import from_origin

from pipelines.definition import RasterSource
from pipelines.errors import SourceError, UsageError
from pipelines.raster.cog import write_cogs
from pipelines.raster.lookup import DRY, OUTSIDE, depth, scenarios
from pipelines.reading.fetch import Located
from tests.pipelines.raster.conftest import CLASSES, Write, flood

UTM = "EPSG:25832"
DEPTHS = np.array([[0.0, 0.07, 0.2], [-9999, 0.6, 0.02]])
"""Metres, in cells of 2 m from 510000 / 5393000 to the south-east."""


@pytest.fixture
def folder(write: Write, tmp_path: Path) -> Path:
    """A version's folder with depths in two scenarios, and velocities in one."""
    files = {
        "selten": write(DEPTHS),
        "extrem": write(DEPTHS * 2, "b.tif"),
        "extrem velocity": write(np.array([[3.0]]), "v.tif", from_origin(510_000, 5_393_000, 6, 4)),
    }
    velocity = {"rasters": {"extrem": files["extrem velocity"]}, "unit": "m/s", "classes": [{"code": "2", "over": 2}]}
    depths = {"rasters": {name: files[name] for name in ("selten", "extrem")}, "factor": 100, "unit": "cm"}
    source = RasterSource.model_validate(depths | {"classes": CLASSES, "velocity": velocity})
    write_cogs(source, Located(files, "", "", 0, None), tmp_path / "7")
    return tmp_path / "7"


def test_a_place_has_value_unit_and_class_and_is_no_forecast(folder: Path) -> None:
    answer = depth(folder, 510_005, 5_392_999, "selten", crs=UTM)
    (level,) = answer.levels

    assert (level.value, level.unit, level.code, level.state) == (20, "cm", "10-50", None)
    assert answer.to_json()["forecast"] is False
    assert "Kein Vorhersagewert" in answer.to_json()["note"]["de"]


def test_longitude_and_latitude_lead_to_the_same_cell(folder: Path) -> None:
    place = Transformer.from_crs(UTM, "OGC:CRS84", always_xy=True).transform(510_005, 5_392_999)

    assert depth(folder, *place, "selten").levels[0].value == 20


def test_velocity_is_told_where_there_is_one(folder: Path) -> None:
    answer = depth(folder, 510_005, 5_392_999, "extrem", crs=UTM)

    assert [(level.quantity, level.value, level.unit) for level in answer.levels] == [
        ("depth", 40, "cm"),
        ("velocity", 3, "m/s"),
    ]


@pytest.mark.parametrize(
    ("x", "y", "value", "state"),
    [
        pytest.param(510_001, 5_392_999, 0, DRY, id="dry"),
        pytest.param(510_005, 5_392_997, 2, DRY, id="in no class"),
        pytest.param(510_001, 5_392_997, None, DRY, id="no data"),
        pytest.param(509_999, 5_392_999, None, OUTSIDE, id="west of it"),
        pytest.param(510_006, 5_392_999, None, OUTSIDE, id="on its eastern edge"),
        pytest.param(1e9, 1e9, None, OUTSIDE, id="nowhere"),
    ],
)
def test_what_is_not_wet_is_said(folder: Path, x: float, y: float, value: float | None, state: object) -> None:
    level = depth(folder, x, y, "selten", crs=UTM).levels[0]

    assert (level.value, level.code, level.state) == (value, None, state)


@pytest.mark.parametrize(
    ("radius", "highest", "code"),
    [
        pytest.param(0.5, 7, "5-10", id="within the cell"),
        pytest.param(0.99, 7, "5-10", id="just not the next"),
        pytest.param(1.01, 60, "50", id="the next one"),
        pytest.param(500, 60, "50", id="beyond the raster"),
    ],
)
def test_the_greatest_value_around_a_building(folder: Path, radius: float, highest: float, code: str) -> None:
    level = depth(folder, 510_003, 5_392_999, "selten", crs=UTM, radius=radius).levels[0]

    assert (level.value, level.highest, level.highest_code) == (7, highest, code)


def test_a_place_beside_the_raster_has_a_greatest_value_too(folder: Path) -> None:
    level = depth(folder, 510_008, 5_392_999, "selten", crs=UTM, radius=3).levels[0]

    assert (level.state, level.highest) == (OUTSIDE, 20)


def test_a_radius_in_metres_holds_on_a_grid_of_degrees(write: Write, tmp_path: Path) -> None:
    values = np.zeros((3, 3))
    values[1, 2] = 60
    path = write(values, transform=from_origin(9, 48.00015, 1e-4, 1e-4), crs="EPSG:4326")  # 7.4 m by 11.1 m
    source = RasterSource.model_validate({"rasters": {"selten": path}, "classes": CLASSES})
    write_cogs(source, Located({"selten": path}, "", "", 0, None), tmp_path)

    found = [depth(tmp_path, 9.00015, 48, "selten", radius=radius).levels[0].highest for radius in (3.5, 4)]

    assert found == [0, 60]


def test_scenarios_are_known_by_their_files(folder: Path) -> None:
    assert scenarios(folder) == ["extrem", "selten"]
    with pytest.raises(UsageError, match="kein Szenario") as raised:
        depth(folder, 0, 0, "häufig")
    assert "extrem, selten" in raised.value.to("de")


@pytest.mark.parametrize("radius", [-1, 1_001, float("nan")])
def test_a_radius_without_sense_is_refused(folder: Path, radius: float) -> None:
    with pytest.raises(UsageError, match="Umkreis"):
        depth(folder, 0, 0, "selten", radius=radius)


def test_only_the_blocks_that_hold_the_place_are_read(write: Write, tmp_path: Path) -> None:
    path = write(flood(1_500, 1_500))
    source = RasterSource.model_validate({"rasters": {"selten": path}, "classes": CLASSES})
    write_cogs(source, Located({"selten": path}, "", "", 0, None), tmp_path)
    whole = depth(tmp_path, 510_100, 5_392_900, "selten", crs=UTM, radius=10)
    (made,) = tmp_path.rglob("depth_*.tif")
    with rasterio.open(made) as raster:
        starts = {  # 1,500 cells of 2 m in blocks of 512
            (column, row): int(raster.get_tag_item(f"BLOCK_OFFSET_{column}_{row}", "TIFF", bidx=1))
            for column in range(3)
            for row in range(3)
        }
    with made.open("r+b") as file:
        for block, start in starts.items():
            if block != (0, 0):
                file.seek(start)
                file.write(bytes(64))

    assert depth(tmp_path, 510_100, 5_392_900, "selten", crs=UTM, radius=10) == whole
    with pytest.raises(SourceError, match="nicht lesbar"):  # what was damaged is told of where it is asked for
        depth(tmp_path, 510_100 + 2 * 600, 5_392_900, "selten", crs=UTM)
