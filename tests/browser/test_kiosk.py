"""The map on an information column."""

import re
from collections.abc import Callable
from typing import TYPE_CHECKING

from playwright.sync_api import expect

from tests.browser.conftest import READY

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Page

COLUMN = {"viewport": {"width": 1080, "height": 1920}, "has_touch": True}


def test_a_column_leads_nowhere_and_starts_anew_for_the_next_person(
    visit: Callable[..., "Page"],
    axe: Callable[["Page"], list[str]],
    shoot: Callable[..., "Path"],
    portal_url: str,
) -> None:
    page = visit("/schulweg?kiosk=1", wait=False, **COLUMN)
    page.clock.install()
    page.reload()
    page.wait_for_selector(f"{READY}[data-kiosk]")
    assert axe(page) == []
    shoot(page, "kiosk")
    small = page.evaluate(
        "[...document.querySelectorAll('button, summary, .switch-row, .languages a')].filter(each =>"
        " each.checkVisibility() && each.getBoundingClientRect().height < 60).map(each => each.textContent.trim())"
    )
    assert small == []
    page.get_by_role("button", name="Schließen").tap()
    page.get_by_role("button", name="Liste: Schulen").tap()
    page.locator("feature-list .entry").first.tap()
    expect(page.locator("info-sheet .facts")).to_be_visible()
    expect(page.get_by_role("button", name="Koordinaten kopieren")).to_be_hidden()
    links = page.locator("a[href]").evaluate_all("links => links.map(link => link.href)")
    assert [href for href in links if not re.match(rf"{portal_url}/(planpruefung|schulweg)?([?#]|$)", href)] == []
    page.keyboard.press("Shift")  # a touch, from which on the seconds count
    page.clock.fast_forward(100_000)
    expect(page.get_by_role("alert")).to_contain_text("in 20 Sekunden")
    page.mouse.click(600, 300)
    expect(page.get_by_role("alert")).to_have_count(0)
    with page.expect_navigation():
        page.clock.fast_forward(120_000)
    expect(page.locator("portal-panel h2:visible")).to_have_text("Wie kommt mein Kind zur Schule?")
    assert "/schulweg?kiosk=1" in page.url
