"""Without a network: the map starts again, tells its age, and keeps what people chose."""

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import OFFLINE, READY, SCHOOLS_KEPT

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Page

Visit = Callable[..., "Page"]
Axe = Callable[["Page"], list[str]]

TILE = "/tiles/strassen/1/13/4304/2823.mvt"


@pytest.fixture
def online(visit: Visit, pixel: dict[str, Any], complaints: list[str]) -> Iterator["Page"]:
    """A phone on which the map has been seen once; that there is no network is no complaint of page or worker."""
    page = visit(service_workers="allow", **pixel)
    page.wait_for_function(SCHOOLS_KEPT)
    yield page
    complaints[:] = [each for each in complaints if not OFFLINE.search(each)]


def unplug(page: "Page") -> None:
    """Cut the network and start the map anew."""
    page.context.set_offline(True)
    page.reload()
    page.wait_for_selector(READY)


def test_map_list_and_information_work_without_a_network(
    online: "Page", axe: Axe, shoot: "Callable[..., Path]"
) -> None:
    unplug(online)
    expect(online.locator("#stand")).to_contain_text("Offline: Stand")
    assert online.evaluate("window.geoportal.rendered('schulen')") > 0
    assert online.evaluate("window.geoportal.rendered('strassen')") > 0
    assert axe(online) == []
    online.locator(".handle").tap()
    expect(online.locator("[data-layer='schulen'] .layer-body .mark")).to_contain_text("offline")
    online.get_by_role("button", name="Liste: Schulen").tap()
    online.locator("feature-list .entry").first.tap()
    expect(online.locator("info-sheet .facts")).to_be_visible()
    online.wait_for_selector(READY)
    shoot(online, "offline-phone")
    online.context.set_offline(False)
    online.reload()
    online.wait_for_selector(READY)
    expect(online.locator("#stand")).to_be_empty()


def test_addresses_lead_to_the_map_and_tiles_are_kept_by_version_only(online: "Page", portal_url: str) -> None:
    fetched = "path => fetch(path).then(answer => answer.status, () => null)"
    live = "/api/collections/strassen/tiles/WebMercatorQuad/13/2823/4304"
    online.reload()  # the worker answers pages that are opened after it came
    assert [online.evaluate(fetched, path) for path in (TILE, live)] == [200, 200]
    online.context.set_offline(True)
    assert [online.evaluate(fetched, path) for path in (TILE, live)] == [200, None]
    online.goto(f"{portal_url}/schulweg")
    expect(online.locator("portal-panel h2:visible")).to_have_text("Wie kommt mein Kind zur Schule?")
    online.goto(f"{portal_url}/o/schulen/lindach")
    expect(online.locator("portal-panel h2:visible")).to_have_text("Lindachschule")


def test_chosen_layers_are_kept_until_they_are_removed(online: "Page", axe: Axe, shoot: "Callable[..., Path]") -> None:
    online.get_by_role("button", name="Werkzeuge").tap()
    online.get_by_role("button", name="Offline nutzen").tap()
    tool = online.locator("offline-tool")
    row = tool.locator(".kept-row", has_text="Hintergrundkarte")
    expect(row).to_contain_text("MB")
    row.get_by_role("button").tap()
    expect(row).to_contain_text("Stand")
    expect(tool.get_by_role("status")).to_contain_text("Auf diesem Gerät behalten:")
    assert axe(online) == []
    shoot(online, "offline-tool")
    unplug(online)
    online.goto(f"{online.url.partition('#')[0]}#map=16/48.6925/9.143")
    online.reload()
    online.wait_for_selector(READY)
    assert online.evaluate("window.geoportal.rendered('gebaeude')") > 0, "never seen at this zoom, but kept"
    online.get_by_role("button", name="Werkzeuge").tap()
    online.get_by_role("button", name="Offline nutzen").tap()
    row.get_by_role("button", name="Entfernen").tap()
    expect(tool.get_by_role("status")).to_contain_text("Noch nichts")


def test_a_map_in_a_frame_keeps_nothing(visit: Visit) -> None:
    page = visit("/?einbetten=1", service_workers="allow", viewport={"width": 600, "height": 450})
    page.wait_for_timeout(500)
    assert page.evaluate("caches.keys()") == []
    assert page.evaluate("navigator.serviceWorker.getRegistrations().then(all => all.length)") == 0
