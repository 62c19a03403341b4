"""The languages of the page: German, English and Leichte Sprache, chosen in the head and kept on the device."""

from collections.abc import Callable
from typing import Any

from playwright.sync_api import Page, expect

from tests.browser.conftest import Visit


def test_easy_language_is_chosen_and_stays(
    visit: Visit, pixel: dict[str, Any], axe: Callable[[Page], list[str]]
) -> None:
    asked: list[str] = []
    page = visit("/", wait=False, **pixel)
    page.on("request", lambda request: asked.append(request.url))
    page.get_by_label("Sprache: Deutsch").click()
    assert not any("/leicht-" in url for url in asked)
    page.get_by_role("link", name="Leichte Sprache", exact=True).first.click()
    expect(page.locator("html")).to_have_attribute("lang", "de-simple")
    expect(page.get_by_placeholder("Suchen: Adresse oder Ort")).to_be_visible()
    assert "sprache=leicht" in page.url

    page.goto(page.url.split("?")[0])
    expect(page.locator("html")).to_have_attribute("lang", "de-simple")
    page.get_by_label("Sprache: Leichte Sprache").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("link", name="English")).to_be_visible()
    assert axe(page) == []
    page.keyboard.press("Escape")
    expect(page.get_by_role("link", name="English")).to_be_hidden()
    expect(page.get_by_label("Sprache: Leichte Sprache")).to_be_focused()
