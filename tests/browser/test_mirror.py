"""The crisis mirror: plain files on another host, the town's own server gone."""

import functools
import threading
from collections.abc import Callable, Iterator
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from playwright.sync_api import Browser, expect

from pipelines.database import connected
from pipelines.plans.importing import check, save, withdraw
from pipelines.settings import ROOT, Settings
from server.mirror import export
from tests.browser.conftest import OFFLINE, READY, SCHOOLS_KEPT, Visit, visits

if TYPE_CHECKING:
    from playwright.sync_api import Page

PLAN = ROOT / "datasets" / "sources" / "bebauungsplan.gml"
IN_PLAN = {"geolocation": {"longitude": 9.136864, "latitude": 48.685383, "accuracy": 8}, "permissions": ["geolocation"]}


class Files(SimpleHTTPRequestHandler):
    """A host that can serve files, and nothing else."""

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@pytest.fixture(scope="module")
def mirror(portal_settings: Settings, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Address of the mirror of a portal with a development plan."""
    folder = tmp_path_factory.mktemp("host") / "spiegel"
    with connected(portal_settings) as database:
        ((record, _),) = save(portal_settings, database, check(portal_settings, PLAN)).plans
        export(portal_settings, folder)
        withdraw(portal_settings, database, record.plan)
    with ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Files, directory=folder)) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


@pytest.fixture
def there(browser: Browser, mirror: str, pixel: dict[str, Any], complaints: list[str]) -> Iterator[Visit]:
    """Open the mirror on a phone."""
    with visits(browser, mirror, complaints) as open_page:
        yield functools.partial(open_page, **pixel)


def test_map_list_search_and_a_later_start_without_a_network(
    there: Visit, complaints: list[str], shoot: Callable[..., Path]
) -> None:
    page: Page = there(service_workers="allow")
    picture = page.evaluate("performance.getEntriesByType('resource').map(each => each.name)")
    assert any("/background/start/" in each for each in picture)
    assert page.evaluate("window.geoportal.rendered('schulen')") > 0
    assert page.evaluate("window.geoportal.rendered('strassen')") > 0
    page.get_by_role("combobox").fill("maierg 1")
    expect(page.get_by_role("option").first).to_contain_text("Maiergasse 1")
    page.get_by_role("combobox").fill("lindachsch")
    page.get_by_role("option").filter(has_text="Schulen").first.tap()
    expect(page.locator("info-sheet .facts")).to_contain_text("Schulart")
    shoot(page, "mirror-phone")
    page.wait_for_function(SCHOOLS_KEPT)
    page.context.set_offline(offline=True)
    page.goto(page.url.partition("?")[0])
    page.wait_for_selector(READY)
    expect(page.locator("#stand")).to_contain_text("Offline: Stand")
    page.locator(".handle").tap()
    page.get_by_role("button", name="Liste: Schulen").tap()
    expect(page.locator("feature-list .entry")).to_have_count(9)
    complaints[:] = [each for each in complaints if not OFFLINE.search(each)]


def test_a_question_at_its_address_leads_to_a_plan_and_its_files(
    there: Visit, complaints: list[str], shoot: Callable[..., Path]
) -> None:
    page: Page = there("/grundstueck/", **IN_PLAN)
    page.get_by_role("button", name="An meinem Standort").tap()
    sheet = page.locator("plan-sheet")
    expect(sheet.get_by_role("alert")).to_be_visible()
    expect(sheet.locator(".entry")).to_contain_text("Hofäcker")
    files = sheet.locator(".files a").evaluate_all("links => links.map(link => link.href)")
    assert [Path(href).suffix for href in files] == [".gml", ".zip"]
    for href in files:
        assert page.request.get(href).ok, href
    shoot(page, "mirror-plan")
    assert any("404" in each for each in complaints), "what holds at a place only a server can tell"
    complaints.clear()
