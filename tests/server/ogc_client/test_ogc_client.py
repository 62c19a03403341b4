"""OGC Client (@camptocamp/ogc-client), with which web maps such as geonetwork-ui read services."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from pipelines.settings import ROOT

READING = Path(__file__).with_name("reading.mjs")


@pytest.fixture(scope="module")
def found(server_url: str) -> Any:
    """What the client finds in the portal; it is a package of the map's folder, from where it is imported."""
    places = os.pathsep.join([os.environ["PATH"], str(Path(sys.executable).parent)])
    command = [shutil.which("node", path=places) or "node", "--input-type=module", "-", f"{server_url}/api"]
    script = READING.read_text(encoding="utf-8")
    done = subprocess.run(
        command, cwd=ROOT / "client", input=script, capture_output=True, text=True, timeout=120, check=False
    )
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def test_the_portal_and_its_layers_are_listed(found: Any) -> None:
    assert found["title"] == "Geoportal Leinfelden-Echterdingen"
    assert found["features"] == found["tiles"] == found["styles"] == ["baeume", "flaechen"]


def test_a_layer_is_described(found: Any) -> None:
    layer = found["layer"]

    assert (layer["title"], layer["itemType"], layer["itemCount"]) == ("Bäume", "feature", 100)
    assert layer["storageCrs"] in layer["crs"]
    assert {"application/geo+json", "application/fg+json", "text/csv"} <= set(layer["itemFormats"])
    assert layer["jsonDownloadLink"].endswith("/downloads/baeume.geojson")
    assert {"name": "höhe", "type": "number", "title": "Höhe"} in layer["queryables"]
    assert "art" in {each["name"] for each in layer["sortables"]}
    assert "melder" not in {each["name"] for each in layer["queryables"]}


def test_features_are_sorted_and_found_again(found: Any) -> None:
    assert found["numbers"] == [f"B/{number:03d}" for number in range(99, 92, -1)]
    assert (found["again"]["id"], found["again"]["geometry"]) == (found["last"]["id"], found["last"]["geometry"])


def test_a_box_holds_what_lies_in_it(found: Any) -> None:
    west, south, east, north = found["box"]
    places = [each["geometry"]["coordinates"] for each in found["inside"]]

    assert 0 < len(places) < 100
    assert all(west <= x <= east and south <= y <= north for x, y in places)


def test_coordinates_come_as_they_are_stored(found: Any) -> None:
    features = {each["id"]: each for each in found["stored"]["features"]}

    assert len(features) == 100
    assert features["B/000"]["geometry"]["coordinates"] == [510000, 5393000]
    assert features["B/000"]["properties"] == {"art": "Eiche < 10 m & > 3"}


def test_tiles_and_style_are_found(found: Any) -> None:
    assert found["tileset"]["dataType"] == "vector"
    assert found["sheet"]["version"] == 8
    assert found["sheet"]["layers"]
