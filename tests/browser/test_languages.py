"""The languages of the page: German, English and Leichte Sprache, chosen in the head and kept on the device."""

from collections.abc import Callable
from functools import partial
from typing import Any

import pytest
from playwright.sync_api import Page, Route, expect

from tests.browser.conftest import Visit


@pytest.mark.parametrize("width", [320, 360, 412])
def test_the_title_takes_two_lines_on_phones(visit: Visit, width: int) -> None:
    held: list[Route] = []
    viewport = {"width": width, "height": 640}
    routes = {"**/assets/map-*.js": partial(list.append, held)}
    page = visit("/?hintergrund=0&sprache=en", wait=False, routes=routes, viewport=viewport)
    title = page.locator("#kopf h1")
    expect(title).to_have_text("Leinfelden-Echterdingen geoportal")
    page.locator("#kopf summary").click()  # the buttons beside it are there
    lines = title.evaluate(
        "each => each.getBoundingClientRect().height / parseFloat(getComputedStyle(each).lineHeight)"
    )
    assert lines < 2.1
    menu = page.locator(".languages ul").bounding_box()
    assert menu
    assert menu["x"] >= 0
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


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
