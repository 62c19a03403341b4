"""QGIS as a client, where it is installed: its provider for OGC API Features, vector tiles, a layer definition."""

import json
import os
import shutil
import subprocess
from pathlib import Path
from typing import Any

import httpx
import pytest

PYTHON = shutil.which("python3", path="/usr/bin")
"""The Python that packages of QGIS are for."""

OPENING = Path(__file__).parent / "opening.py"


def installed() -> bool:
    command = [PYTHON or "python3", "-c", "import qgis.core"]
    return PYTHON is not None and subprocess.run(command, capture_output=True, check=False).returncode == 0


pytestmark = pytest.mark.skipif(not installed(), reason="QGIS is not installed: apt-get install python3-qgis")


@pytest.fixture(scope="module")
def opened(http: httpx.Client, server_url: str, tmp_path_factory: pytest.TempPathFactory) -> Any:
    """What QGIS finds in the portal."""
    folder = tmp_path_factory.mktemp("qgis")
    path = folder / "baeume.qlr"
    path.write_bytes(http.get("/api/styles/baeume?f=qlr").content)
    variables = os.environ | {"QT_QPA_PLATFORM": "offscreen", "HOME": str(folder), "XDG_RUNTIME_DIR": str(folder)}
    command = [str(PYTHON), str(OPENING), server_url, str(path)]
    done = subprocess.run(command, env=variables, capture_output=True, text=True, timeout=120, check=False)
    assert done.stdout, done.stderr
    return json.loads(done.stdout.splitlines()[-1])


def test_every_feature_is_read(opened: Any) -> None:
    found = opened["features"]
    assert found["valid"]
    assert found["all"] == [f"B/{number:03d}" for number in range(100)]
    assert {"nummer", "art", "höhe", "zustand"} <= found["fields"].keys()
    assert "melder" not in found["fields"]


def test_a_box_and_a_condition_select(opened: Any) -> None:
    assert opened["features"]["box"] == [f"B/{number:03d}" for number in range(50)]
    assert opened["features"]["condition"] == ["B/005", "B/055"]


def test_vector_tiles_are_drawn(opened: Any) -> None:
    assert opened["tiles"]["valid"]
    assert opened["tiles"]["drawn"] > 100


def test_layer_definition_brings_the_layer_with_its_style(opened: Any) -> None:
    found = opened["definition"]
    assert (found["done"], found["error"]) == (True, "")
    assert found["valid"] == [True]
    assert found["names"] == ["Bäume"]
    assert found["renderers"] == ["RuleRenderer"]
    assert found["counts"] == [100]
