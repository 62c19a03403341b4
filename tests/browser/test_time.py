"""Layers whose features have a beginning and an end: the slider narrows map, list and address to a month."""

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

from playwright.sync_api import Page, expect

from tests.browser.conftest import DESKTOP, Visit, eventually

MONTH = "2024-10"

NOTE_MONTHS = """slider => {
  window.months = [];
  new MutationObserver(() => {
    const month = slider.querySelector("b").textContent;
    if (months.at(-1) !== month) months.push(month);
  }).observe(slider, { characterData: true, childList: true, subtree: true });
}"""
"""Keeps what the slider says, each month once: none stays for long."""


def lasting(features: list[dict[str, Any]]) -> int:
    """How many of these are there at any time of the month."""
    dates = [(each["properties"]["von"], each["properties"]["bis"]) for each in features]
    return sum(von <= f"{MONTH}-31" and bis >= MONTH for von, bis in dates)


def test_a_month_is_chosen(
    visit: Visit, features: Callable[..., Any], axe: Callable[[Page], list[str]], shoot: Callable[..., Path]
) -> None:
    page = visit("/?ebenen=bauprojekte", **DESKTOP)
    everything = features(page, "bauprojekte")
    wanted = lasting(everything)
    assert 0 < wanted < len(everything)
    slider = page.get_by_role("slider", name="Zeit: Bauprojekte")
    while "Oktober 2024" not in (slider.get_attribute("aria-valuetext") or ""):
        slider.press("ArrowLeft")
    expect(slider).to_have_attribute("aria-valuetext", f"Oktober 2024, {wanted} von {len(everything)} Einträgen")
    expect(page).to_have_url(re.compile(f"bauprojekte@{MONTH}"))
    assert axe(page) == []
    shoot(page, "time-desktop")

    page.get_by_role("button", name="Liste").click()
    expect(page.locator(".entries li")).to_have_count(wanted)


def test_a_shared_month_is_seen_on_a_phone(visit: Visit, pixel: dict[str, Any], shoot: Callable[..., Path]) -> None:
    page = visit(f"/?ebenen=bauprojekte@{MONTH}", **pixel | {"color_scheme": "dark"})
    drawn = page.evaluate("geoportal.rendered('bauprojekte')")
    page.locator(".handle").click()
    page.locator("time-slider").scroll_into_view_if_needed()
    shoot(page, "time-phone")

    page.get_by_role("button", name="Alle Zeiten zeigen").click()
    assert drawn > 0
    eventually(page, lambda: page.evaluate("geoportal.rendered('bauprojekte')") > drawn)


def test_the_months_pass(visit: Visit) -> None:
    page = visit("/?ebenen=bauprojekte&hintergrund=0", reduced_motion="no-preference", **DESKTOP)
    page.locator("time-slider").evaluate(NOTE_MONTHS)
    page.get_by_role("button", name="Zeit abspielen").click()
    eventually(page, lambda: page.evaluate("months.length") > 2)
    assert page.evaluate("months.slice(0, 3)") == ["Juni 2021", "Juli 2021", "August 2021"]
    page.get_by_role("button", name="Anhalten").click()
    said = page.locator(".time b").inner_text()
    page.wait_for_timeout(900)
    assert page.locator(".time b").inner_text() == said
