"""Usable by everyone: no barriers that a machine can find, all by keyboard, targets for fingers, large text."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import PLAIN

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Page

Visit = Callable[..., "Page"]
Axe = Callable[["Page"], list[str]]
OnCanvas = Callable[["Page", str], dict[str, Any]]

SCREENS: dict[str, dict[str, Any]] = {
    "phone": {"viewport": {"width": 412, "height": 839}, "has_touch": True, "is_mobile": True},
    "small phone": {"viewport": {"width": 360, "height": 640}, "has_touch": True, "is_mobile": True},
    "tablet": {"viewport": {"width": 768, "height": 1024}, "has_touch": True, "is_mobile": True},
    "desktop": {"viewport": {"width": 1280, "height": 800}},
}


@pytest.mark.parametrize("colour_scheme", ["light", "dark"])
@pytest.mark.parametrize("screen", ["phone", "desktop"])
def test_axe_finds_no_barrier_in_any_view(
    visit: Visit, axe: Axe, on_canvas: OnCanvas, screen: str, colour_scheme: str
) -> None:
    page = visit(PLAIN, color_scheme=colour_scheme, **SCREENS[screen])
    assert axe(page) == []
    school = on_canvas(page, "schulen")
    page.mouse.click(*school["pixel"])
    expect(page.locator("info-sheet .facts")).to_be_visible()
    assert axe(page) == []
    page.keyboard.press("Escape")
    if page.locator(".handle").is_visible():
        page.locator(".handle").click()
    page.locator("[data-layer='schulen'] summary").click()
    assert axe(page) == []
    page.get_by_role("button", name="Liste: Schulen").click()
    expect(page.locator("feature-list .entry").first).to_be_visible()
    assert axe(page) == []


@pytest.mark.parametrize("screen", SCREENS)
def test_nothing_is_cut_off(visit: Visit, screen: str) -> None:
    page = visit(PLAIN, **SCREENS[screen])
    if page.locator(".handle").is_visible():
        page.locator(".handle").click()
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    cut = page.evaluate(
        "[...document.querySelectorAll('h1, h2, h3, summary, .layer-title, .action, .languages a')]"
        ".filter(each => each.checkVisibility() && each.scrollWidth > each.clientWidth + 1"
        " && getComputedStyle(each).display !== 'inline').map(each => each.textContent.trim())"
    )
    assert cut == []


def test_page_fits_320_pixels_with_text_twice_as_large(visit: Visit) -> None:
    page = visit(
        PLAIN,
        viewport={"width": 320, "height": 640},
        script="addEventListener('DOMContentLoaded', () => {document.documentElement.style.fontSize = '200%'; });",
    )
    page.locator(".handle").click()
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert page.evaluate("document.querySelector('layer-list').scrollWidth <= innerWidth")
    page.locator(".languages summary").click()
    menu = page.locator(".languages ul").bounding_box()
    assert menu
    assert menu["x"] >= 0
    assert menu["x"] + menu["width"] <= 320


def test_targets_are_large_enough_for_fingers(phone: "Page") -> None:
    phone.locator(".handle").tap()
    small = phone.evaluate(
        "[...document.querySelectorAll('button, summary, .switch-row, .panel-foot a, .languages a')]"
        ".filter(each => each.checkVisibility() && each.getBoundingClientRect().height < 44)"
        ".map(each => each.getAttribute('aria-label') ?? each.textContent.trim())"
    )
    assert small == []


def test_sheet_obeys_keys(phone: "Page") -> None:
    handle = phone.locator(".handle")
    handle.focus()
    for key, sheet in (("ArrowDown", "collapsed"), ("ArrowUp", "half"), ("Enter", "full"), ("Enter", "collapsed")):
        handle.press(key)
        assert phone.locator("html").get_attribute("data-sheet") == sheet
    assert handle.get_attribute("aria-expanded") == "false"


def test_sheet_follows_a_finger(phone: "Page") -> None:
    box = phone.locator(".handle").bounding_box()
    assert box
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    phone.mouse.move(x, y)
    phone.mouse.down()
    phone.mouse.move(x, y - 300, steps=12)
    phone.mouse.up()
    expect(phone.locator("html")).to_have_attribute("data-sheet", "full")


def test_skip_links_lead_to_layers_and_map(desktop: "Page") -> None:
    desktop.keyboard.press("Tab")
    expect(desktop.locator("#zur-karte")).to_be_focused()
    expect(desktop.locator("#zur-karte")).to_be_in_viewport()
    desktop.keyboard.press("Tab")
    desktop.keyboard.press("Enter")
    expect(desktop.locator("portal-panel h2:visible")).to_be_focused()


def test_a_layer_is_switched_and_a_school_found_by_keyboard_alone(desktop: "Page") -> None:
    desktop.locator("#zu-den-ebenen").focus()
    desktop.keyboard.press("Enter")
    visited = []
    for _ in range(40):
        desktop.keyboard.press("Tab")
        visited.append(desktop.evaluate("document.activeElement.getAttribute('aria-label') ?? ''"))
        if visited[-1] == "Liste: Schulen":
            break
    desktop.keyboard.press("Enter")
    expect(desktop.locator("portal-panel h2:visible")).to_be_focused()
    desktop.keyboard.press("Tab")  # close
    desktop.keyboard.press("Tab")  # search field
    desktop.keyboard.press("Tab")  # first entry
    desktop.keyboard.press("Enter")
    expect(desktop.locator("info-sheet .facts")).to_be_visible()


def test_changes_are_announced(start: "Page") -> None:
    expect(start.locator("#ansage")).to_have_text("Schulen: 9 Objekte geladen")


@pytest.mark.parametrize(("wish", "duration"), [("reduce", "0s"), ("no-preference", "0.22s")])
def test_less_motion_where_asked(visit: Visit, pixel: dict[str, Any], wish: str, duration: str) -> None:
    page = visit(PLAIN, **pixel | {"reduced_motion": wish})
    assert page.evaluate("getComputedStyle(document.querySelector('portal-panel')).transitionDuration") == duration


@pytest.mark.parametrize(("screen", "colour_scheme"), [("phone", "light"), ("desktop", "dark")])
def test_the_statement_is_accessible_itself(
    visit: Visit, axe: Axe, shoot: Callable[..., "Path"], screen: str, colour_scheme: str
) -> None:
    page = visit("/barrierefreiheit", wait=False, color_scheme=colour_scheme, **SCREENS[screen])
    expect(page.get_by_role("heading", level=1)).to_have_text("Erklärung zur Barrierefreiheit")
    assert axe(page) == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    shoot(page, f"statement-{screen}")
