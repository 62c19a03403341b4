"""A tap on the map is answered: name, fields in order, codes as words, and what else lies there."""

import math
import re
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import eventually

if TYPE_CHECKING:
    from playwright.sync_api import Page

OnCanvas = Callable[["Page", str], dict[str, Any]]

WORDS = {
    "grundschule": "Grundschule",
    "grund_und_werkrealschule": "Grund- und Werkrealschule",
    "realschule": "Realschule",
    "gymnasium": "Gymnasium",
}


def test_a_tapped_school_tells_about_itself(phone: "Page", on_canvas: OnCanvas) -> None:
    school = on_canvas(phone, "schulen")
    phone.touchscreen.tap(*school["pixel"])
    panel = phone.locator("portal-panel")
    expect(panel.locator("h2:visible")).to_have_text(school["properties"]["name"])
    expect(panel.locator("h2:visible")).to_be_focused()
    facts = panel.locator("info-sheet .facts > div")
    expect(facts.first).to_be_visible()
    titles = [text.partition("\n")[0] for text in facts.all_inner_texts()]
    assert titles[0] == "Schulart"
    expect(facts.first.locator("dd")).to_have_text(WORDS[school["properties"]["schulart"]])


def test_the_sheet_does_not_hide_what_was_tapped(phone: "Page", on_canvas: OnCanvas) -> None:
    school = on_canvas(phone, "schulen")
    phone.touchscreen.tap(*school["pixel"])
    expect(phone.locator("info-sheet .facts")).to_be_visible()

    def is_seen() -> bool:
        _, y = phone.evaluate("at => window.geoportal.project(...at)", school["geometry"]["coordinates"])
        sheet = phone.locator("portal-panel").bounding_box()
        assert sheet
        return bool(y < sheet["y"])

    eventually(phone, is_seen)


def test_a_near_miss_counts_as_a_tap(phone: "Page", on_canvas: OnCanvas) -> None:
    school = on_canvas(phone, "schulen")
    x, y = school["pixel"]
    phone.touchscreen.tap(x + 14, y)
    expect(phone.locator("portal-panel h2:visible")).to_have_text(school["properties"]["name"])


def test_web_addresses_are_links_that_leave_safely(phone: "Page", on_canvas: OnCanvas) -> None:
    phone.touchscreen.tap(*on_canvas(phone, "schulen")["pixel"])
    link = phone.locator("info-sheet a[href^='http']").first
    expect(link).to_have_attribute("rel", "noopener noreferrer")
    expect(link).to_have_attribute("target", "_blank")


def test_escape_closes_and_gives_the_focus_back(phone: "Page", on_canvas: OnCanvas) -> None:
    phone.touchscreen.tap(*on_canvas(phone, "schulen")["pixel"])
    expect(phone.locator("portal-panel h2:visible")).to_be_focused()
    phone.keyboard.press("Escape")
    expect(phone.locator("html")).to_have_attribute("data-sheet", "collapsed")
    expect(phone.locator("canvas.maplibregl-canvas")).to_be_focused()
    expect(phone).not_to_have_url(re.compile("objekt="))


def test_a_tap_beside_everything_closes(desktop: "Page", on_canvas: OnCanvas) -> None:
    x, y = on_canvas(desktop, "schulen")["pixel"]
    desktop.mouse.click(x, y)
    expect(desktop.locator("info-sheet .facts")).to_be_visible()
    desktop.mouse.click(x + 60, y + 60)
    expect(desktop.locator("portal-panel h2:visible")).to_have_text("Was möchten Sie wissen?")


def test_areas_under_a_point_are_named_beneath_it(visit: Callable[..., "Page"], on_canvas: OnCanvas) -> None:
    page = visit("/?ebenen=schulen,stadtteile&hintergrund=0", viewport={"width": 1280, "height": 800})
    school = on_canvas(page, "schulen")
    page.mouse.click(*school["pixel"])
    expect(page.locator("portal-panel h2:visible")).to_have_text(school["properties"]["name"])
    also = page.locator("info-sheet .entries button")
    expect(also.first).to_contain_text("Stadtteile")
    also.first.click()
    expect(page.locator("portal-panel .over")).to_contain_text("Stadtteile")


def test_features_at_one_place_are_offered_for_choice(
    visit: Callable[..., "Page"], features: Callable[["Page", str], list[dict[str, Any]]], pixel: dict[str, Any]
) -> None:
    page = visit("/?ebenen=schulen&hintergrund=0#map=11.5/48.69/9.14", **pixel)
    names = {school["properties"]["name"] for school in features(page, "schulen")}
    places = [
        page.evaluate("at => window.geoportal.project(...at)", school["geometry"]["coordinates"])
        for school in features(page, "schulen")
    ]
    x, y = next(one for one in places for other in places if 0 < math.dist(one, other) < 11)
    page.touchscreen.tap(x, y)
    expect(page.locator("portal-panel h2:visible")).to_have_text("Mehreres an dieser Stelle")
    choice = page.locator("info-sheet .entry")
    expect(choice.nth(1)).to_be_visible()
    chosen = choice.first.locator("b").inner_text()
    assert chosen in names
    choice.first.tap()
    expect(page.locator("portal-panel h2:visible")).to_have_text(chosen)
    page.get_by_role("button", name="Zurück").tap()
    expect(page.locator("info-sheet .entry").first).to_be_focused()


@pytest.mark.parametrize(
    ("language", "words"), [("de", "Dieses Objekt gibt es nicht mehr."), ("en", "This object no longer exists.")]
)
def test_a_link_to_a_feature_that_is_gone_says_so(
    visit: Callable[..., "Page"], pixel: dict[str, Any], language: str, words: str
) -> None:
    page = visit(f"/?objekt=schulen:nix&hintergrund=0&sprache={language}", **pixel)
    expect(page.locator("portal-panel h2:visible")).to_have_text(words)
    expect(page.locator("portal-panel h2:visible")).to_be_in_viewport()


def test_text_from_data_stays_text(visit: Callable[..., "Page"]) -> None:
    evil = """
      const own = fetch;
      fetch = async (url, options) => {
        const answer = await own(url, options);
        if (!String(url).includes('/schulen/items')) return answer;
        const body = await answer.json();
        for (const feature of body.features) feature.properties.name = '<img src=x onerror=alert(1)>';
        return Response.json(body);
      };"""
    page = visit("/?ebenen=schulen&hintergrund=0", script=evil, viewport={"width": 1280, "height": 800})
    page.get_by_role("button", name="Liste: Schulen").click()
    expect(page.locator("feature-list b").first).to_have_text("<img src=x onerror=alert(1)>")
    assert page.locator("feature-list img").count() == 0
