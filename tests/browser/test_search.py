"""One field finds addresses, streets, places and layers: by keyboard, announced, and with words for what goes wrong."""

import re
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from playwright.sync_api import expect

from tests.browser.conftest import PLAIN, eventually

if TYPE_CHECKING:
    from playwright.sync_api import Page, Route

Visit = Callable[..., "Page"]
Axe = Callable[["Page"], list[str]]

FIELD = "Adresse, Ort oder Thema suchen"

TYPE_QUICKLY = """(field, letters) => {
  for (const letter of letters) {
    field.value += letter;
    field.dispatchEvent(new InputEvent("input", { bubbles: true }));
  }
}"""
"""Faster than any machine is slow."""


def test_an_address_leads_to_the_school_and_the_way(
    visit: Visit, pixel: dict[str, Any], axe: Axe, taps: Callable[["Page"], int]
) -> None:
    page = visit(PLAIN, **pixel)
    page.get_by_role("button", name="Wie kommt mein Kind zur Schule?").tap()
    page.get_by_role("combobox", name=FIELD).tap()
    page.keyboard.type("Maiergasse 1")
    expect(page.get_by_role("option").first).to_contain_text("Maiergasse 1")
    assert axe(page) == []
    page.get_by_role("option").first.tap()
    there = page.locator("place-view")
    expect(there.locator(".entry").first).to_contain_text("Goldwiesenschule")
    there.get_by_role("button", name="Empfohlene Schulwege").first.tap()
    for fact in ("Länge", "Gehzeit", "Querungen"):
        expect(page.locator("info-sheet .facts")).to_contain_text(fact)
    assert taps(page) <= 4


def test_hits_are_chosen_by_keyboard_and_announced(desktop: "Page", axe: Axe) -> None:
    field = desktop.get_by_role("combobox", name=FIELD)
    field.fill("Lindachschule")
    expect(desktop.get_by_role("listbox")).to_be_visible()
    expect(field).to_have_attribute("aria-expanded", "true")
    expect(desktop.locator("search-box [role=status]")).to_contain_text("Treffer")
    field.press("ArrowDown")
    chosen = desktop.locator("[role=option][aria-selected=true]").get_attribute("id")
    expect(field).to_have_attribute("aria-activedescendant", str(chosen))
    assert axe(desktop) == []
    field.press("ArrowUp")
    expect(field).not_to_have_attribute("aria-activedescendant", re.compile(""))
    field.press("Escape")
    expect(desktop.get_by_role("listbox")).to_be_hidden()
    field.fill("Öffentliches WLAN")
    expect(desktop.get_by_role("option").first).to_contain_text("Karteninhalt")
    field.press("Enter")
    expect(desktop.get_by_role("switch", name="Öffentliches WLAN")).to_be_checked()
    expect(desktop.get_by_role("switch", name="Öffentliches WLAN")).to_be_focused()


def test_what_goes_wrong_has_words(visit: Visit, complaints: list[str]) -> None:
    page = visit(PLAIN, viewport={"width": 320, "height": 640})
    field = page.get_by_role("combobox", name=FIELD)
    state = page.locator(".search-state")
    field.fill("xqzvw")
    expect(state).to_contain_text("Nichts gefunden für „xqzvw“")
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    page.route("**/api/search?**", lambda route: route.fulfill(status=503, body=""))
    field.fill("xqzvww")
    expect(state).to_contain_text("gerade nicht erreichbar")
    page.context.set_offline(True)
    expect(page.locator("#hinweise")).to_contain_text("Sie sind offline")
    field.fill("xqzvwww")
    expect(state).to_contain_text("Sie sind offline")
    page.context.set_offline(False)
    expect(page.locator("#hinweise [role]")).to_have_count(0)
    assert any("503" in complaint for complaint in complaints)
    complaints.clear()


def test_stale_answers_are_dropped(desktop: "Page") -> None:
    asked: list[str] = []

    def answer(route: "Route") -> None:
        asked.append(route.request.url)
        if "q=ma&" in route.request.url:
            return  # never answered: the next letters abort it
        route.continue_()

    desktop.route("**/api/search?**", answer)
    field = desktop.get_by_role("combobox", name=FIELD)
    field.fill("ma")
    eventually(desktop, lambda: any("q=ma&" in url for url in asked))
    field.evaluate(TYPE_QUICKLY, "iergasse")
    expect(desktop.get_by_role("option").first).to_contain_text("Maiergasse")
    assert len(asked) <= 4, "letters typed quickly are asked for together"
