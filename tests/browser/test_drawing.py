"""Drawing and noting, comparing, and which way one looks."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from playwright.sync_api import expect

from tests.browser.conftest import PLAIN, READY, eventually

if TYPE_CHECKING:
    from playwright.sync_api import Page

Visit = Callable[..., "Page"]
Axe = Callable[["Page"], list[str]]
Shoot = Callable[..., Path]


def open_tool(page: "Page", name: str) -> None:
    page.get_by_role("button", name="Werkzeuge").click()
    page.get_by_role("button", name=name).click()


def test_notes_are_kept_in_the_browser_and_saved_as_files(
    visit: Visit, pixel: dict[str, Any], axe: Axe, shoot: Shoot
) -> None:
    page = visit("/?ebenen=schulen&hintergrund=0#map=16/48.6925/9.143", **pixel)
    open_tool(page, "Zeichnen und notieren")
    page.get_by_label("Linie").check(force=True)
    for spot in ([9.1420, 48.6940], [9.1440, 48.6930]):
        page.touchscreen.tap(*page.evaluate("at => window.geoportal.project(...at)", spot))
    page.get_by_label("Notiz").fill("Bus <morgens>")
    page.get_by_role("button", name="Behalten").click()
    expect(page.locator("draw-tool li b")).to_have_text("Bus <morgens>")
    assert axe(page) == []
    shoot(page, "notes")
    with page.expect_download() as saved:
        page.get_by_role("button", name="Als GeoJSON speichern").click()
    note = json.loads(Path(saved.value.path()).read_text(encoding="utf-8"))["features"][0]
    assert note["properties"] == {"name": "Bus <morgens>"}
    assert abs(note["geometry"]["coordinates"][0][0] - 9.142) < 0.0001
    page.reload()
    page.wait_for_selector(READY)
    open_tool(page, "Zeichnen und notieren")
    page.get_by_role("button", name="Entfernen: Bus <morgens>").click()
    expect(page.locator("draw-tool li")).to_have_count(0)
    assert page.evaluate("localStorage.length") == 0


def test_two_layers_stand_beside_each_other_at_a_line_that_keys_move(visit: Visit, axe: Axe, shoot: Shoot) -> None:
    page = visit("/?ebenen=parkzonen,schulbezirke", viewport={"width": 1280, "height": 800})
    open_tool(page, "Vergleichen")
    line = page.get_by_role("slider", name="Linie zwischen links und rechts")
    expect(line).to_have_value("50")
    on_first = "['parkzonen', 'schulbezirke'].map(layer => window.geoportal.rendered(layer) > 0)"
    eventually(page, lambda: page.evaluate(on_first) == [True, False])  # the other one is on the second map only
    assert axe(page) == []
    shoot(page, "compare")
    line.press("ArrowLeft")
    expect(line).to_have_value("49")
    second = page.locator(".second-map")
    expect(second).to_have_css("clip-path", "inset(0px 0px 0px 49%)")
    page.get_by_role("button", name="Schließen").click()
    expect(second).to_have_count(0)
    eventually(page, lambda: page.evaluate("window.geoportal.rendered('schulbezirke')") > 0)


def test_a_layer_stands_beside_itself_at_another_time_and_both_maps_move(visit: Visit, shoot: Shoot) -> None:
    page = visit("/?ebenen=bauprojekte@2022-01", viewport={"width": 1280, "height": 800})

    def right() -> bytes:
        return page.screenshot(clip={"x": 880, "y": 100, "width": 280, "height": 600})

    seen = [right()]

    def changes() -> None:
        """Wait until the right side shows something else than before, and stands still."""
        pictures: list[bytes] = []

        def is_new() -> bool:
            pictures.append(right())
            return pictures[-4:].count(pictures[-1]) == 4 and pictures[-1] != seen[-1]

        eventually(page, is_new)
        seen.append(pictures[-1])

    open_tool(page, "Vergleichen")
    selects = page.locator("compare-tool select")
    selects.last.select_option("bauprojekte")
    selects.last.select_option("2024-06")
    expect(page.locator(".second-map canvas")).to_be_visible()
    changes()
    shoot(page, "compare-times")
    selects.last.select_option("2022-01")
    changes()
    page.mouse.move(1100, 400)
    page.mouse.down()
    page.mouse.move(1000, 300, steps=5)
    page.mouse.up()
    changes()
    assert "@2022-01" in page.url, "the right side's time is no part of the page's"


def test_own_position_shows_which_way_one_looks(visit: Visit, pixel: dict[str, Any]) -> None:
    here = {"latitude": 48.6925, "longitude": 9.143, "accuracy": 20}
    allowed = ["geolocation", "accelerometer", "gyroscope", "magnetometer"]
    page = visit(PLAIN, geolocation=here, permissions=allowed, **pixel)
    page.get_by_role("button", name="Meinen Standort zeigen").click()
    page.wait_for_selector(".maplibregl-user-location-dot")
    turn = "new DeviceOrientationEvent('deviceorientationabsolute', {alpha: 270, absolute: true})"
    page.evaluate(f"dispatchEvent({turn})")
    assert page.locator(".beam").evaluate("each => each.style.rotate") == "90deg"
