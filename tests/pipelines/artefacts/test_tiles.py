import json
import os
import signal
import subprocess
import sys
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

import geopandas as gpd
import pyogrio
import pytest
from pmtiles.reader import MmapSource, Reader
from shapely import Point
from sqlalchemy import Connection

from pipelines.artefacts import tiles
from pipelines.artefacts.artefact import Artefact, read_manifest
from pipelines.artefacts.make import make
from pipelines.artefacts.tippecanoe import dying_with_us
from pipelines.artefacts.zoom import Zooms, zooms
from pipelines.definition import ScaleRange
from pipelines.publishing.load import load
from pipelines.settings import Settings
from pipelines.style import shown_fields
from tests.pipelines.artefacts.conftest import COUNT, STYLE, describe, frame
from tests.server.serving import wait_until

TOWN = (9.07, 48.65, 9.21, 48.73)


def shown(folder: Path, zoom: int) -> gpd.GeoDataFrame:
    """The features in the tiles of one level; one that lies on two tiles is there twice."""
    return pyogrio.read_dataframe(folder / "tiles.pmtiles", ZOOM_LEVEL=zoom)


def archive(folder: Path) -> tuple[dict[str, Any], dict[str, Any]]:
    """Header and metadata."""
    with (folder / "tiles.pmtiles").open("rb") as file:
        reader = Reader(MmapSource(file))  # type: ignore[no-untyped-call]
        return reader.header(), reader.metadata()  # type: ignore[no-untyped-call]


@pytest.fixture
def remade(connection: Connection, folder: Path, settings: Settings) -> Callable[..., dict[str, object]]:
    """Load the sample layer with other keys and return what the manifest says of its tiles."""

    def remake(**changes: object) -> dict[str, object]:
        dataset = describe(**changes)
        load(connection, dataset, 1, [frame()])
        make(connection, dataset, 1, STYLE, None, folder, settings)
        said: dict[str, object] = (read_manifest(folder) or {})["tiles"]
        return said

    return remake


@pytest.mark.parametrize("zoom", [12, 15])
def test_every_feature_is_in_the_tiles(made: tuple[Artefact, ...], folder: Path, zoom: int) -> None:
    assert set(shown(folder, zoom)["id"]) == {f"B{number:04d}" for number in range(COUNT)}


def test_the_lowest_level_shows_where_something_is(made: tuple[Artefact, ...], folder: Path) -> None:
    """Houses smaller than a pixel stand for their neighbours there."""
    assert len(shown(folder, 9)) > 0


def test_tiles_hold_the_fields_of_style_and_info_alone(made: tuple[Artefact, ...], folder: Path) -> None:
    frame = shown(folder, 15)

    assert {"id", "nutzung", "höhe"} <= set(frame.columns)
    assert not {"bemerkung", "website", "nummer"} & set(frame.columns)


def test_tiles_are_where_the_features_are(made: tuple[Artefact, ...], folder: Path) -> None:
    place = shown(folder, 15).to_crs(25832).total_bounds
    expected = frame().total_bounds

    assert abs(place - expected).max() < 0.5


def test_the_archive_says_levels_name_and_attribution(made: tuple[Artefact, ...], folder: Path) -> None:
    header, said = archive(folder)

    assert (header["min_zoom"], header["max_zoom"]) == (9, 15)
    assert said["attribution"] == "Stadt Leinfelden-Echterdingen"
    assert (said["name"], said["description"]) == ("Bauten", "Bauten der Stadt")
    assert [layer["id"] for layer in said["vector_layers"]] == ["bauten"]
    assert str(folder) not in json.dumps(said)


def test_many_points_at_one_place_all_stay_at_the_highest_level(
    connection: Connection, folder: Path, settings: Settings
) -> None:
    count = 3000
    crowd = gpd.GeoDataFrame(
        {"id": [f"{number}" for number in range(count)], "nummer": ["x"] * count},
        geometry=[Point(509_000 + number % 60, 5_392_000 + number // 60) for number in range(count)],
        crs=25832,
    ).rename_geometry("geom")
    dataset = describe(geometry="Point", fields={"nummer": None}, info=[])
    load(connection, dataset, 1, [crowd])
    make(connection, dataset, 1, ({"id": "bauten-punkt", "type": "circle"},), None, folder, settings)
    highest = archive(folder)[0]["max_zoom"]

    assert len(set(shown(folder, highest)["id"])) == count


def test_a_large_layer_becomes_dynamic_and_says_so(
    remade: Callable[..., dict[str, object]], folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tiles, "LARGEST", 1000)
    said = remade()

    assert said["mode"] == "dynamic"
    assert not (folder / "tiles.pmtiles").exists()
    assert "zu groß" in str((read_manifest(folder) or {})["warnings"])


def test_a_tiler_that_takes_too_long_is_ended_and_the_layer_dynamic(
    remade: Callable[..., dict[str, object]], folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tiles, "PATIENCE", 0.0001)
    said = remade()

    assert said["mode"] == "dynamic"
    assert "nicht fertig" in str(said["reason"])
    assert [path.name for path in folder.iterdir() if path.name.startswith((".", "tiles"))] == []


def test_a_tiler_that_fails_does_not_cost_the_publication(
    remade: Callable[..., dict[str, object]], folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tiles, "OPTIONS", ("--no-such-option",))
    said = remade()

    assert (said["mode"], "brach ab" in str(said["reason"])) == ("dynamic", True)
    assert (folder / "downloads" / "bauten.gpkg").exists()


def test_the_tiler_dies_with_its_parent() -> None:
    program = (
        "import subprocess, sys, time\n"
        f"child = subprocess.Popen([*{dying_with_us()!r}, 'sleep', '60'])\n"
        "print(child.pid, flush=True); time.sleep(60)"
    )
    parent = subprocess.Popen([sys.executable, "-c", program], stdout=subprocess.PIPE, text=True)
    assert parent.stdout
    child = int(parent.stdout.readline())
    wait_until(lambda: Path(f"/proc/{child}/cmdline").read_bytes().partition(b"\0")[0] == b"sleep")
    parent.send_signal(signal.SIGKILL)
    parent.wait()
    parent.stdout.close()

    try:
        wait_until(lambda: is_gone(child), seconds=30)
    finally:
        with suppress(ProcessLookupError):
            os.kill(child, signal.SIGKILL)


def is_gone(process: int) -> bool:
    """Whether a process that nobody waits for has ended."""
    status = Path(f"/proc/{process}/status")
    return not status.exists() or "State:\tZ" in status.read_text()


def test_only_public_fields_are_shown() -> None:
    assert shown_fields(describe(info=[]), STYLE) == tuple(describe().public_fields)


def test_fields_of_time_are_shown() -> None:
    time = {"start": "gemessen", "end": "gemessen"}
    assert shown_fields(describe(info=["nutzung"], time=time), ()) == ("nutzung", "gemessen")


@pytest.mark.parametrize(
    ("geometry", "scale", "expected"),
    [
        pytest.param("Polygon", ScaleRange(), Zooms(9, 15), id="areas"),
        pytest.param("Point", ScaleRange(), Zooms(9, 14), id="points need less"),
        pytest.param("Point", ScaleRange(max=13000), Zooms(13, 14), id="close up only"),
        pytest.param("Point", ScaleRange(max=500), Zooms(16, 16), id="very close"),
    ],
)
def test_levels_follow_from_geometry_extent_and_scale(geometry: str, scale: ScaleRange, expected: Zooms) -> None:
    assert zooms(describe(geometry=geometry, scale=scale.model_dump()), TOWN) == expected


def test_a_wider_extent_begins_at_a_lower_level() -> None:
    assert zooms(describe(), (7.5, 47.5, 10.5, 49.8)).low == 4
