"""A layer too large for a phone is drawn from tiles; its features are tapped, found, named and listed all the same."""

import json
import re
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
from tests.browser.conftest import DESKTOP, PLAIN, READY, Visit, settled
from tests.server.serving import wait_until

SIDE = 101
"""Plots in a row; all of them are more than the map takes whole."""

PLOTS = "flurstuecke"


@pytest.fixture(scope="module", autouse=True)
def centre(portal_settings: Settings, portal_url: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A layer of plots all over the town, and the place of the map at its middle; it goes when these tests are done."""
    town = load_town(portal_settings)
    path = tmp_path_factory.mktemp("large") / "plots.geojson"
    path.write_text(json.dumps({"type": "FeatureCollection", "features": plots(town.extent)}), encoding="utf-8")
    definition: dict[str, Any] = {
        "id": PLOTS,
        "title": {"de": "Flurstücke", "en": "Plots"},
        "description": "Ein Raster für Tests",
        "group": "stadt",
        "source": {"path": path},
        "geometry": "Polygon",
        "key": "nummer",
        "fields": {
            "nummer": {"type": "integer"},
            "name": {},
            "lage": {"title": "Lage"},
            "von": {"type": "date"},
            "bis": {"type": "date"},
        },
        "time": {"start": "von", "end": "bis"},
        "info": ["name", "lage"],
        "search": ["name"],
    }
    with connected(portal_settings) as database:
        outcome = run.publish(portal_settings, database, Dataset.model_validate(definition))
        assert outcome.status == "published", outcome.error
        longitude, latitude = town.centre
        wait_until(lambda: PLOTS in httpx.get(f"{portal_url}/map.json").text)
        yield f"{latitude}/{longitude}"
        run.withdraw(database, PLOTS)
        wait_until(lambda: PLOTS not in httpx.get(f"{portal_url}/map.json").text)


def plots(extent: tuple[float, float, float, float]) -> list[dict[str, Any]]:
    """Squares in rows and columns; the name tells both. Every second column is there to stay."""
    west, south, east, north = extent
    wide, high = (east - west) / SIDE, (north - south) / SIDE
    found = []
    for row in range(SIDE):
        for column in range(SIDE):
            x, y = west + column * wide, south + row * high
            right, top = x + 0.8 * wide, y + 0.8 * high
            ring = [[x, y], [right, y], [right, top], [x, top], [x, y]]
            facts = {
                "nummer": row * SIDE + column,
                "name": f"Flur {row} Stück {column}",
                "lage": "am Bach",
                "von": f"2024-0{1 + column % 3}-05",
                "bis": f"2024-0{4 + column % 3}-20" if column % 2 else None,
            }
            geometry = {"type": "Polygon", "coordinates": [ring]}
            found.append({"type": "Feature", "geometry": geometry, "properties": facts})
    return found


def test_a_plot_is_tapped_on_a_phone(
    visit: Visit, pixel: dict[str, Any], centre: str, axe: Callable[[Page], list[str]], shoot: Callable[..., Path]
) -> None:
    page = visit(f"/?ebenen={PLOTS}#map=16/{centre}", **pixel)
    whole = re.compile(f"/collections/{PLOTS}/items[?]f=json&limit=10000")
    asked = page.evaluate("performance.getEntriesByType('resource').map(entry => entry.name)")
    assert [url for url in asked if whole.search(url)] == [], "not asked for as a whole"
    assert page.evaluate("id => window.geoportal.rendered(id)", PLOTS) > 0

    page.touchscreen.tap(200, 200)
    expect(page.locator("portal-panel h2:visible")).to_have_text(re.compile(r"Flur \d+ Stück \d+"))
    expect(page.locator("info-sheet .facts")).to_contain_text("am Bach")
    expect(page.locator("#ansage")).to_have_text(re.compile(r"Flur \d+ Stück \d+"))  # all of it has come
    page.wait_for_selector(READY)
    assert axe(page) == []
    shoot(page, "large-layer-phone")


def test_without_a_network_a_plot_shows_what_the_tile_has(
    visit: Visit, pixel: dict[str, Any], centre: str, complaints: list[str]
) -> None:
    page = visit(f"/?ebenen={PLOTS}#map=16/{centre}", **pixel)
    page.context.set_offline(True)
    page.touchscreen.tap(200, 200)
    sheet = page.locator("info-sheet")
    expect(sheet.get_by_role("status")).to_contain_text("Sie sind offline. Mehr über dieses Objekt")
    expect(page.locator("portal-panel h2:visible")).to_have_text(re.compile(r"Flur \d+ Stück \d+"))
    expect(sheet.locator(".facts")).to_contain_text("am Bach")
    expect(sheet.locator(".failed")).to_have_count(0)
    page.context.set_offline(False)
    expect(sheet.get_by_role("status")).to_have_count(0)
    assert all("ERR_INTERNET_DISCONNECTED" in each for each in complaints)
    complaints.clear()


def test_the_list_is_of_what_the_map_shows(
    visit: Visit, centre: str, axe: Callable[[Page], list[str]], shoot: Callable[..., Path]
) -> None:
    page = visit(f"/?ebenen={PLOTS}#map=14/{centre}", **DESKTOP)
    page.get_by_role("button", name="Liste: Flurstücke").click()
    status = page.locator("feature-list [role=status]")
    expect(status).to_have_text(re.compile(r"^100 von [\d.]+ Objekten im Kartenausschnitt\."))
    expect(page.locator("feature-list .entry")).to_have_count(50)
    assert axe(page) == []
    shoot(page, "large-layer-list")

    name = page.locator("feature-list b").first.inner_text()
    page.get_by_role("searchbox", name="Nach Wörtern suchen").fill(name)
    expect(status).to_have_text("1 Objekt im Kartenausschnitt")
    page.get_by_role("button", name=name).click()
    expect(page.locator("portal-panel h2:visible")).to_have_text(name)
    settled(page)
    page.get_by_role("button", name="Zurück").click()
    expect(page.get_by_role("button", name=name)).to_be_focused()
    expect(status).to_have_text("1 Objekt im Kartenausschnitt")


def test_a_month_is_chosen(visit: Visit, centre: str) -> None:
    page = visit(f"/?ebenen={PLOTS}&hintergrund=0#map=16/{centre}", **DESKTOP)
    drawn = page.evaluate("id => window.geoportal.rendered(id)", PLOTS)
    slider = page.get_by_role("slider", name="Zeit: Flurstücke")
    slider.press("Home")
    expect(slider).to_have_attribute("aria-valuetext", "Januar 2024")
    page.wait_for_function(
        "([id, all]) => window.geoportal.rendered(id) > 0 && window.geoportal.rendered(id) < all", arg=[PLOTS, drawn]
    )
    slider.press("End")
    expect(slider).to_have_attribute("aria-valuetext", "Juni 2024")


def test_what_lies_here_and_near(visit: Visit, pixel: dict[str, Any]) -> None:
    page = visit(f"/?ebenen={PLOTS}&hintergrund=0", **pixel)
    page.get_by_role("combobox").fill("Maiergasse 9")
    page.get_by_role("option", name="Maiergasse 9").first.tap()
    there = page.locator("place-view .entry")
    expect(there).to_have_text([re.compile(r"Flur 48 Stück 68\s*Flurstücke")])
    page.get_by_role("button", name="Was ist in der Nähe?").tap()
    expect(page.locator("nearby-view .entry")).to_have_count(30)
    expect(page.locator("nearby-view .entry").first).to_contain_text("genau hier")


def test_a_plot_is_found_and_shared(visit: Visit, pixel: dict[str, Any]) -> None:
    page = visit(PLAIN, **pixel)
    page.get_by_role("combobox").fill("Flur 50 Stück 51")
    page.get_by_role("option", name="Flur 50 Stück 51").first.tap()
    expect(page.locator("portal-panel h2:visible")).to_have_text("Flur 50 Stück 51")
    expect(page).to_have_url(re.compile(f"objekt={PLOTS}:.*#map=17"))
    shared = page.url

    page.goto("about:blank")
    page.goto(shared)
    expect(page.locator("portal-panel h2:visible")).to_have_text("Flur 50 Stück 51")


def test_what_does_not_come_has_words(visit: Visit, pixel: dict[str, Any], complaints: list[str]) -> None:
    single = f"**/api/collections/{PLOTS}/items/5?*"
    page = visit(
        f"/?ebenen={PLOTS}&objekt={PLOTS}:5&hintergrund=0",
        routes={single: lambda route: route.fulfill(status=503)},
        **pixel,
    )
    sheet = page.locator("info-sheet")
    expect(sheet).to_contain_text("lässt sich gerade nicht ganz laden")
    page.unroute(single)
    sheet.get_by_role("button", name="Erneut versuchen").tap()
    expect(page.locator("portal-panel h2:visible")).to_have_text("Flur 0 Stück 5")
    assert all("503" in each for each in complaints)
    complaints.clear()


def test_a_plot_that_is_gone_is_told(visit: Visit, pixel: dict[str, Any], complaints: list[str]) -> None:
    page = visit(f"/?ebenen={PLOTS}&objekt={PLOTS}:weg&hintergrund=0", **pixel)
    expect(page.locator("portal-panel h2:visible")).to_have_text("Dieses Objekt gibt es nicht mehr.")
    assert all("404" in each for each in complaints)
    complaints.clear()
