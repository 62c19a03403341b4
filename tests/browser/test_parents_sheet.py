"""Parents print their child's way to school: question, search, address, sheet are four taps."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from playwright.sync_api import expect

if TYPE_CHECKING:
    from playwright.sync_api import Page


def test_the_way_from_an_address_is_a_page_on_paper(
    visit: Callable[..., "Page"],
    pixel: dict[str, Any],
    axe: Callable[["Page"], list[str]],
    shoot: Callable[..., Path],
) -> None:
    page = visit(**pixel)
    page.get_by_role("button", name="Wie kommt mein Kind zur Schule?").tap()
    page.get_by_role("combobox").tap()
    page.keyboard.type("Hauptstraße 1")
    page.get_by_role("option").first.tap()
    page.get_by_role("button", name="Blatt für Eltern zum Drucken").tap()
    sheet = page.get_by_role("dialog", name="Unser Schulweg")
    expect(sheet.get_by_role("img")).to_be_visible()
    for fact in ("Hauptstraße", "Schulbezirk", "Empfohlener Weg", "Länge", "Gehzeit", "Querungen"):
        expect(sheet).to_contain_text(fact)
    assert axe(page) == []
    shoot(page, "parents-sheet-phone")
    page.set_viewport_size({"width": 794, "height": 1123})
    page.emulate_media(media="print")
    shoot(page, "parents-sheet-paper")
    expect(sheet.get_by_role("button", name="Drucken")).to_be_hidden()
    assert page.pdf(prefer_css_page_size=True).count(b"/Type /Page\n") == 1
    page.emulate_media(media="screen")
    page.get_by_role("button", name="Schließen").last.click()
    expect(sheet).to_have_count(0)
