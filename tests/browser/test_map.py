"""The map draws: our own background with streets and names, and the layers on it."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
import rasterio
from playwright.sync_api import expect

from tests.browser.conftest import READY, eventually

if TYPE_CHECKING:
    from playwright.sync_api import Page

BACKGROUND = ("siedlung", "gruen", "gewaesser", "gebaeude", "strassen", "bahn", "stadtgrenze", "orte")


SOURCES = ".maplibregl-ctrl-attrib"


@pytest.fixture
def phone(visit: Callable[..., "Page"], pixel: dict[str, Any]) -> "Page":
    """The portal's start on a phone, with the background."""
    return visit(**pixel)


def colours(picture: Path) -> int:
    """Count the different colours of a PNG."""
    with rasterio.open(picture) as image:
        pixels = image.read().reshape(image.count, -1)
    return len(np.unique(pixels, axis=1).T)


def test_background_is_our_own_street_map(visit: Callable[..., "Page"]) -> None:
    page = visit("/#map=14.2/48.6925/9.1430", viewport={"width": 1280, "height": 800})
    drawn = {layer: page.evaluate("layer => window.geoportal.rendered(layer)", layer) for layer in BACKGROUND}
    assert all(drawn.values()), drawn


def test_buildings_come_only_where_they_are_seen(visit: Callable[..., "Page"]) -> None:
    asked: list[str] = []
    page = visit("/#map=13/48.6925/9.1430", viewport={"width": 800, "height": 600})
    page.on("request", lambda request: asked.append(request.url))
    page.locator("canvas").press("Equal")
    eventually(page, lambda: page.evaluate("window.geoportal.rendered('gebaeude')") > 0)
    assert any("/gebaeude/" in url for url in asked)


# A picture of a page lies nowhere on Earth, and rasterio warns of that.
@pytest.mark.filterwarnings("ignore::rasterio.errors.NotGeoreferencedWarning")
def test_canvas_shows_more_than_paper(start: "Page", tmp_path: Path) -> None:
    canvas = start.locator("canvas.maplibregl-canvas")
    canvas.screenshot(path=tmp_path / "map.png")
    assert colours(tmp_path / "map.png") > 50


def test_background_can_be_switched_off_and_on(phone: "Page") -> None:
    phone.locator(".handle").tap()
    switch = phone.get_by_role("switch", name="Hintergrundkarte")
    switch.scroll_into_view_if_needed()
    for on in (False, True):
        switch.tap()
        phone.wait_for_selector(READY)
        assert (phone.evaluate("window.geoportal.rendered('strassen')") > 0) is on


def test_schools_are_on_at_the_start(start: "Page") -> None:
    assert start.evaluate("window.geoportal.rendered('schulen')") > 0


def test_marks_tell_how_long_the_map_took(start: "Page") -> None:
    marks = start.evaluate("performance.getEntriesByType('mark').map(mark => [mark.name, mark.startTime])")
    times = dict(marks)
    assert 0 < times["map-start"] < times["map-idle"]


def test_words_on_the_map_are_german(start: "Page") -> None:
    for name in ("Vergrößern", "Verkleinern", "Meinen Standort zeigen", "Ganze Stadt zeigen"):
        assert start.get_by_role("button", name=name, exact=True).is_visible()
    assert start.locator("canvas").get_attribute("aria-label") == "Karte"


def test_sources_wait_for_a_tap_and_then_cover_no_control(phone: "Page") -> None:
    text = phone.locator(f"{SOURCES}-inner")
    expect(text).to_be_hidden()
    phone.get_by_label("Quellen der Karte").tap()
    expect(text).to_be_visible()
    sources = phone.locator(SOURCES).bounding_box()
    buttons = phone.locator(".maplibregl-ctrl-top-right").bounding_box()
    scale = phone.locator(".maplibregl-ctrl-scale").bounding_box()
    assert sources
    assert buttons
    assert scale
    assert buttons["y"] + buttons["height"] <= sources["y"]
    assert scale["x"] + scale["width"] <= sources["x"]


def test_sources_stay_readable_above_the_sheet(phone: "Page") -> None:
    def are_above() -> bool:
        sheet = phone.locator("portal-panel").bounding_box()
        sources = phone.locator(SOURCES).bounding_box()
        assert sheet
        assert sources
        return sources["y"] + sources["height"] <= sheet["y"] + 1

    for _ in range(3):
        eventually(phone, are_above)  # the map's controls follow the sheet a frame later
        phone.locator(".handle").tap()
