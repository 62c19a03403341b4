from pathlib import Path
from typing import Any

import pytest

from pipelines.definition import RasterSource
from pipelines.errors import SourceError, UsageError
from pipelines.raster.tiles import raster_files, tiles_of

CLASSES = [{"code": "nass", "over": 0.1}]


def source(rasters: Any, **more: Any) -> RasterSource:
    return RasterSource.model_validate({"rasters": rasters, "classes": CLASSES} | more)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name in ("extrem/b.tif", "extrem/a.asc", "extrem/a.prj", "extrem/liesmich.txt", "selten.tif", "v.tif"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).touch()
    return tmp_path


@pytest.mark.parametrize("place", ["extrem", "extrem/*"])
def test_folders_and_patterns_hold_rasters_in_the_order_of_their_names(folder: Path, place: str) -> None:
    files = raster_files(source({"extrem": folder / place, "selten": folder / "selten.tif"}))

    assert tiles_of(files, "depth", "extrem") == [folder / "extrem" / "a.asc", folder / "extrem" / "b.tif"]
    assert tiles_of(files, "depth", "selten") == [folder / "selten.tif"]


def test_velocities_have_tiles_of_their_own(folder: Path) -> None:
    velocity = {"rasters": {"selten": folder / "v.tif"}, "classes": CLASSES}

    files = raster_files(source({"selten": folder / "selten.tif"}, velocity=velocity))

    assert tiles_of(files, "velocity", "selten") == [folder / "v.tif"]
    assert tiles_of(files, "depth", "selten") == [folder / "selten.tif"]


@pytest.mark.parametrize("place", ["extrem", "extrem/*.tif"])
def test_a_given_folder_holds_what_the_definition_names(folder: Path, place: str) -> None:
    files = raster_files(source({"extrem": Path("/alt") / place, "selten": "/alt/selten.tif"}), folder)

    assert folder / "extrem" / "b.tif" in tiles_of(files, "depth", "extrem")
    assert tiles_of(files, "depth", "selten") == [folder / "selten.tif"]


def test_a_given_file_stands_for_one_raster_only(folder: Path) -> None:
    assert raster_files(source({"selten": "/alt/a.tif"}), folder / "v.tif") == {"selten": folder / "v.tif"}
    with pytest.raises(UsageError, match="mehreren Rastern"):
        raster_files(source({"selten": ["/alt/a.tif", "/alt/b.tif"]}), folder / "v.tif")


def test_an_empty_folder_is_refused(folder: Path) -> None:
    (folder / "leer").mkdir()

    with pytest.raises(SourceError, match="enthält keine Raster"):
        raster_files(source({"selten": folder / "leer"}))


def test_velocities_belong_to_scenarios_with_depths() -> None:
    with pytest.raises(ValueError, match="scenarios without depths: extrem"):
        source({"selten": "a.tif"}, velocity={"rasters": {"extrem": "v.tif"}, "classes": CLASSES})


def test_snapshots_name_files_without_their_folders(folder: Path) -> None:
    shown = source({"selten": folder / "selten.tif", "extrem": [folder / "a.tif", folder / "b.tif"]})

    rasters = shown.model_dump(mode="json")["rasters"]
    assert rasters == {"selten": "selten.tif", "extrem": ["a.tif", "b.tif"]}
    assert RasterSource.model_validate(shown.model_dump(mode="json")).model_dump(mode="json")["rasters"] == rasters
