"""Own position: shown when shared, explained when not."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from playwright.sync_api import expect

from tests.browser.conftest import PLAIN, eventually

if TYPE_CHECKING:
    from playwright.sync_api import Page

MARKET = {"longitude": 9.1432, "latitude": 48.6966, "accuracy": 25}
BERLIN = {"longitude": 13.4, "latitude": 52.5, "accuracy": 25}


def ask(page: "Page") -> None:
    page.get_by_role("button", name="Meinen Standort zeigen").tap()


def test_shared_position_is_shown_in_the_middle(visit: Callable[..., "Page"], pixel: dict[str, Any]) -> None:
    page = visit(PLAIN, geolocation=MARKET, permissions=["geolocation"], **pixel)
    ask(page)
    dot = page.locator(".maplibregl-user-location-dot")
    expect(dot).to_be_visible()

    def is_there() -> bool:
        box = dot.bounding_box()
        x, y = page.evaluate("at => window.geoportal.project(...at)", [MARKET["longitude"], MARKET["latitude"]])
        assert box
        return bool(abs(box["x"] + box["width"] / 2 - x) < 3 and abs(box["y"] + box["height"] / 2 - y) < 3)

    eventually(page, is_there)


def test_refused_position_is_explained(visit: Callable[..., "Page"], pixel: dict[str, Any]) -> None:
    refuse = "navigator.geolocation.watchPosition = (_, no) => { setTimeout(() => no({ code: 1 })); return 1; };"
    page = visit(PLAIN, script=refuse, **pixel)
    ask(page)
    expect(page.get_by_role("alert")).to_contain_text("nicht freigegeben")
    page.get_by_role("alert").get_by_role("button", name="Schließen").tap()
    expect(page.get_by_role("alert")).to_have_count(0)


def test_position_outside_the_town_is_explained(visit: Callable[..., "Page"], pixel: dict[str, Any]) -> None:
    page = visit(PLAIN, geolocation=BERLIN, permissions=["geolocation"], **pixel)
    ask(page)
    expect(page.get_by_role("alert")).to_contain_text("außerhalb der Karte")
