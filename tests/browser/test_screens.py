"""Pictures of every screen for people to look at; WRITE_SCREENSHOTS=1 renews those of the documentation."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import READY, settled

if TYPE_CHECKING:
    from playwright.sync_api import Page

Shoot = Callable[..., Path]

PHONE = {"has_touch": True, "is_mobile": True, "device_scale_factor": 1.75}
SCREENS: dict[str, dict[str, Any]] = {
    "412x915": PHONE | {"viewport": {"width": 412, "height": 915}},
    "360x640": PHONE | {"viewport": {"width": 360, "height": 640}},
    "768x1024": PHONE | {"viewport": {"width": 768, "height": 1024}, "device_scale_factor": 1},
    "1280x800": {"viewport": {"width": 1280, "height": 800}},
}
PICTURES = {"412x915": "map-phone.webp", "1280x800": "map-desktop.webp"}


@pytest.mark.parametrize("screen", SCREENS)
def test_start_layers_and_information(
    visit: Callable[..., "Page"], on_canvas: Callable[["Page", str], dict[str, Any]], shoot: Shoot, screen: str
) -> None:
    page = visit(**SCREENS[screen])
    taken = [shoot(page, f"{screen}-start", picture=PICTURES.get(screen))]
    page.locator("details.group > summary", has_text="Digitale Stadt").click()
    taken.append(shoot(page, f"{screen}-layers"))
    page.get_by_role("switch", name="Glasfaser").click()
    page.wait_for_selector(READY)
    taken.append(shoot(page, f"{screen}-fibre"))
    page.get_by_role("switch", name="Glasfaser").click()
    page.wait_for_selector(READY)
    if page.locator(".handle").is_visible():
        page.locator(".handle").press("ArrowDown")
    page.mouse.click(*on_canvas(page, "schulen")["pixel"])
    expect(page.locator("info-sheet .facts")).to_be_visible()
    settled(page)
    taken.append(shoot(page, f"{screen}-info"))
    assert all(path.stat().st_size > 10_000 for path in taken)


def test_street_names_are_readable_close_up(visit: Callable[..., "Page"], shoot: Shoot) -> None:
    page = visit("/#map=15/48.6925/9.1430", **SCREENS["412x915"])
    assert page.evaluate("window.geoportal.rendered('strassen')") > 0
    assert shoot(page, "412x915-streets").stat().st_size > 10_000
