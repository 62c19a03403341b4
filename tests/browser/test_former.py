"""A layer beside its former version: what has changed is seen by moving a line."""

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest
from playwright.sync_api import Page, expect

from pipelines import run
from pipelines.database import connected
from pipelines.datasets import load_town
from pipelines.definition import Dataset
from pipelines.settings import Settings
from tests.browser.conftest import DESKTOP, Visit
from tests.server.serving import wait_until

GROUND = "baugebiete"


@pytest.fixture
def centre(portal_settings: Settings, portal_url: str, tmp_path: Path) -> Iterator[str]:
    """A layer of one area that has been published twice, and the place of the map at its middle."""
    longitude, latitude = load_town(portal_settings).centre
    path = tmp_path / "areas.geojson"
    definition: dict[str, Any] = {
        "id": GROUND,
        "title": "Baugebiete",
        "description": "Ein Gebiet, das gewachsen ist",
        "group": "stadt",
        "source": {"path": path},
        "geometry": "Polygon",
        "key": "nummer",
        "fields": {"nummer": {"type": "integer"}},
    }

    def on_the_map() -> dict[str, Any] | None:
        layers = httpx.get(f"{portal_url}/map.json").json()["layers"]
        return next((layer for layer in layers if layer["id"] == GROUND), None)

    with connected(portal_settings) as database:
        for side in (0.002, 0.004):
            path.write_text(json.dumps(square(longitude, latitude, side)), encoding="utf-8")
            outcome = run.publish(portal_settings, database, Dataset.model_validate(definition))
            assert outcome.status == "published", outcome.error
        wait_until(lambda: (layer := on_the_map()) and layer["tiles"]["former"])
        yield f"{latitude}/{longitude}"
        run.withdraw(database, GROUND)
        wait_until(lambda: on_the_map() is None)


def square(x: float, y: float, side: float) -> dict[str, Any]:
    """One area around a place; sides in degrees."""
    west, south, east, north = x - side, y - side / 2, x + side, y + side / 2
    ring = [[west, south], [east, south], [east, north], [west, north], [west, south]]
    area = {"type": "Feature", "geometry": {"type": "Polygon", "coordinates": [ring]}, "properties": {"nummer": 1}}
    return {"type": "FeatureCollection", "features": [area]}


def test_the_former_version_stands_beside_the_live_one(
    visit: Visit, centre: str, axe: Callable[[Page], list[str]], shoot: Callable[..., Path]
) -> None:
    page = visit(f"/?ebenen={GROUND}&hintergrund=0#map=15/{centre}", **DESKTOP)
    page.get_by_role("button", name="Werkzeuge").click()
    page.get_by_role("button", name="Vergleichen").click()
    page.get_by_role("combobox", name="Rechts", exact=True).select_option(label="Baugebiete")
    with page.expect_response(f"**/tiles/{GROUND}/1/**") as tile:
        page.get_by_role("combobox", name="Fassung: Rechts").select_option(index=1)
    assert tile.value.ok
    expect(page.locator(".second-map canvas")).to_be_visible()
    assert axe(page) == []
    shoot(page, "compare-former")
