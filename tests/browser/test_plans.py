"""Development plans on the map: the way from a question to what a plan lays down, and to its GML."""

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from playwright.sync_api import expect

from pipelines.settings import ROOT, Settings
from tests.browser.conftest import OFFLINE, READY, plan_on_the_map, settled

if TYPE_CHECKING:
    from playwright.sync_api import Page

Visit = Callable[..., "Page"]
Axe = Callable[["Page"], list[str]]
Shoot = Callable[..., Path]

SCREENS: dict[str, dict[str, Any]] = {
    "phone": {"viewport": {"width": 412, "height": 839}, "has_touch": True, "is_mobile": True},
    "desktop": {"viewport": {"width": 1280, "height": 800}},
}
WA = {"longitude": 9.136864, "latitude": 48.685383}
"""In a general residential area of the shipped invented plan."""

HERE = {"geolocation": WA | {"accuracy": 8}, "permissions": ["geolocation"]}
BESIDE = [9.1300, 48.6830]


@pytest.fixture(scope="module", autouse=True)
def plan(portal_settings: Settings, portal_url: str) -> Iterator[str]:
    """Id of the shipped invented plan, imported while the portal runs; it goes when these tests are done."""
    path = ROOT / "datasets" / "sources" / "bebauungsplan.gml"
    with plan_on_the_map(portal_settings, portal_url, path) as imported:
        yield imported


def fact(page: "Page", name: str) -> str:
    return page.locator(f"plan-sheet [data-property='{name}']").first.inner_text()


def test_from_the_question_to_floors_and_gml_on_a_phone(
    visit: Visit, shoot: Shoot, pixel: dict[str, Any], plan: str, taps: Callable[["Page"], int]
) -> None:
    page = visit(**HERE, **pixel)
    page.get_by_role("button", name="Was gilt auf meinem Grundstück?").tap()
    page.get_by_role("button", name="An meinem Standort").tap()
    expect(page.locator("plan-sheet h3").first).to_contain_text("Hofäcker")
    expect(page.locator("plan-sheet .role")).to_contain_text("Gilt hier")
    expect(page.locator("plan-sheet .sample")).to_contain_text("gilt nirgends")
    settled(page)
    page.wait_for_function("window.geoportal.rendered('plan_objekte') > 0")
    shoot(page, "plan-phone-map")
    assert "0,4" in fact(page, "GRZ")
    assert taps(page) <= 4
    assert "§ 19 BauNVO" in fact(page, "GRZ")
    assert "II" in fact(page, "Z")
    expect(page.locator("plan-sheet .binding")).to_contain_text(
        "Rechtsverbindlich ist allein die ausgefertigte Satzung."
    )
    page.locator(".handle").press("ArrowUp")
    shoot(page, "plan-phone-sheet")
    with page.expect_download() as download:
        page.locator("plan-sheet .files a", has_text="XPlanGML").tap()
    assert download.value.suggested_filename == f"{plan}.gml"
    assert b"Hof\xc3\xa4cker" in download.value.path().read_bytes()


@pytest.mark.parametrize(("screen", "colour_scheme"), [("phone", "dark"), ("desktop", "light")])
def test_a_tapped_area_tells_its_plan_without_barriers(
    visit: Visit, axe: Axe, shoot: Shoot, screen: str, colour_scheme: str
) -> None:
    address = f"/?ebenen=bebauungsplaene,plan_objekte#map=17/{WA['latitude'] - 0.0004}/{WA['longitude']}"
    page = visit(address, color_scheme=colour_scheme, **SCREENS[screen])
    page.wait_for_function("window.geoportal.rendered('plan_objekte') > 0")
    page.mouse.click(
        *page.evaluate("at => window.geoportal.project(...at)", [WA["longitude"] - 0.0003, WA["latitude"]])
    )
    expect(page.locator("plan-sheet .provision").first).to_contain_text("Allgemeines Wohngebiet (WA)")
    assert axe(page) == []
    page.wait_for_selector(READY)
    picture = "plan-desktop.webp" if (screen, colour_scheme) == ("desktop", "light") else None
    shoot(page, f"plan-{screen}-{colour_scheme}", picture=picture)


def test_no_plan_is_said_with_what_holds_then(visit: Visit, axe: Axe) -> None:
    page = visit(f"/grundstueck?hintergrund=0&sprache=en#map=16/{BESIDE[1]}/{BESIDE[0]}", **SCREENS["desktop"])
    page.mouse.click(*page.evaluate("at => window.geoportal.project(...at)", BESIDE))
    expect(page.locator("plan-sheet")).to_contain_text("No development plan that is published here")
    for law in ("§ 34 BauGB", "§ 35 BauGB"):
        expect(page.locator("plan-sheet .rules")).to_contain_text(law)
    assert axe(page) == []


def test_a_failing_answer_can_be_asked_for_again(visit: Visit, complaints: list[str]) -> None:
    page = visit(f"/grundstueck?hintergrund=0#map=16/{BESIDE[1]}/{BESIDE[0]}", **SCREENS["desktop"])
    page.route("**/api/plans/at**", lambda route: route.fulfill(status=503, body="{}"))
    page.mouse.click(*page.evaluate("at => window.geoportal.project(...at)", BESIDE))
    expect(page.get_by_role("alert")).to_contain_text("gerade nicht erreichbar")
    page.unroute("**/api/plans/at**")
    page.get_by_role("button", name="Erneut versuchen").click()
    expect(page.locator("plan-sheet .rules")).to_contain_text("§ 34 BauGB")
    assert complaints
    complaints.clear()  # the 503, as the browser and the page told of it


def test_tiles_that_a_person_keeps_are_drawn_without_a_network(
    visit: Visit, pixel: dict[str, Any], complaints: list[str]
) -> None:
    page = visit("/?ebenen=plan_objekte", service_workers="allow", **pixel)
    page.evaluate("async () => { await navigator.serviceWorker.ready }")
    page.get_by_role("button", name="Werkzeuge").click()
    page.get_by_role("button", name="Offline nutzen").click()
    row = page.locator(".kept-row", has_text="Inhalte der Bebauungspläne")
    expect(row.locator("small")).to_have_text(re.compile(r"\d+\s[kM]B"))
    row.get_by_role("button", name="Behalten").click()
    expect(row.get_by_role("button", name="Entfernen")).to_be_visible()
    page.context.set_offline(True)
    page.goto(page.url.split("#")[0] + "&kiosk=0#map=16/48.685/9.138")
    page.wait_for_selector(READY)
    assert page.evaluate("window.geoportal.rendered('plan_objekte')") > 0
    complaints[:] = [each for each in complaints if not OFFLINE.search(each)]
