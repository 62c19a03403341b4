import subprocess
import sys
from pathlib import Path

import pytest

from pipelines.doctor.coordinates import datum_grids
from pipelines.settings import Settings

ALONE = """
import json, sys
from pathlib import Path
from pipelines.doctor import coordinates
from pipelines.settings import Settings
from pipelines.stages import operation
operation.SYSTEM_GRIDS = coordinates.SYSTEM_GRIDS = Path(sys.argv[1])
print(json.dumps(coordinates.datum_grids(Settings()).to_json()))
"""


def test_the_operation_its_accuracy_and_the_grid_are_told(shared_data: Path, tmp_path: Path) -> None:
    check = datum_grids(Settings(home=tmp_path, proj_grids=shared_data / "proj"))

    assert check.health == "poor"
    assert "auf 0,9 m genau" in check.found.de
    assert "DHDN to ETRS89 (8)" in check.details["operation"]
    assert str(shared_data / "proj" / "de_adv_BETA2007.tif") in check.details["there"]


def test_the_better_grid_is_named_with_its_place_and_licence(tmp_path: Path) -> None:
    """A process of its own, since PROJ never forgets a folder."""
    done = subprocess.run(
        [sys.executable, "-c", ALONE, str(tmp_path)], capture_output=True, text=True, check=True, cwd=tmp_path
    )

    for words in ("de_lgl_bw_BWTA2017.tif", "dl-de/by-2-0", "https://cdn.proj.org/", "GEOPORTAL_PROJ_GRIDS"):
        assert words in done.stdout
    assert '"accuracy": 1.0' in done.stdout
    assert '"there": []' in done.stdout


@pytest.mark.parametrize("name", ["de_adv_BETA2007.tif", "BETA2007.gsb", "us_noaa_conus.tif", "README.txt"])
def test_german_grids_of_both_collections_are_listed(tmp_path: Path, name: str) -> None:
    grids = tmp_path / "grids"
    grids.mkdir()
    (grids / name).touch()

    there = datum_grids(Settings(home=tmp_path, proj_grids=grids)).details["there"]

    assert (str(grids / name) in there) == ("BETA2007" in name)
