"""Layers are switched on and off, keep their place in the address, and fail alone."""

import re
from collections.abc import Callable
from contextlib import AbstractContextManager
from functools import partial
from typing import TYPE_CHECKING, Any

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import PLAIN, READY, eventually, settled

if TYPE_CHECKING:
    from playwright.sync_api import Page, Route


def open_group(page: "Page", title: str) -> None:
    """Unfold a theme group, opening the sheet where there is one."""
    if page.locator(".handle").is_visible():
        page.locator(".handle").tap()
    page.locator("details.group > summary", has_text=title).click()


def test_tapping_its_switch_puts_a_layer_on_the_map(phone: "Page") -> None:
    open_group(phone, "Digitale Stadt")
    switch = phone.get_by_role("switch", name="Öffentliches WLAN")
    assert not switch.is_checked()
    switch.tap()
    phone.wait_for_selector(READY)
    expect(switch).to_be_checked()
    expect(phone).to_have_url(re.compile("wlan"))
    phone.locator(".handle").tap()
    phone.get_by_role("button", name="Ganze Stadt zeigen").tap()
    eventually(phone, lambda: phone.evaluate("window.geoportal.rendered('wlan')") > 0)


def test_legend_shows_the_codes_in_words(desktop: "Page") -> None:
    legend = desktop.locator("[data-layer='schulen'] .legend")
    assert legend.locator("li").all_inner_texts() == [
        "Grundschule",
        "Grund- und Werkrealschule",
        "Realschule",
        "Gymnasium",
    ]


def test_facts_name_date_check_licence_and_office(desktop: "Page") -> None:
    layer = desktop.locator("[data-layer='schulen']")
    layer.locator("summary", has_text="Über diese Daten").click()
    facts = layer.locator(".facts").inner_text()
    for title in ("Datenstand", "Geprüft am", "Namensnennung", "Lizenz", "Zuständig"):
        assert title in facts
    assert re.search(r"Geprüft am\s+\d{1,2}\. \w+ 20\d\d", facts)
    assert layer.locator(".mark").first.inner_text() == "Beispieldaten"


def test_reload_keeps_layers_place_and_chosen_feature(
    phone: "Page", on_canvas: Callable[["Page", str], dict[str, Any]]
) -> None:
    school = on_canvas(phone, "schulen")
    phone.touchscreen.tap(*school["pixel"])
    name = phone.locator("portal-panel h2:visible")
    name.get_by_text(school["properties"]["name"]).wait_for()
    settled(phone)
    place = phone.url.partition("#")[2]
    phone.reload()
    phone.wait_for_selector(READY)
    name.get_by_text(school["properties"]["name"]).wait_for()
    assert place.startswith("map=")
    assert phone.url.partition("#")[2] == place
    assert phone.evaluate("window.geoportal.rendered('schulen')") > 0


def test_a_shared_address_shows_its_layers_only(visit: Callable[..., "Page"]) -> None:
    page = visit("/?ebenen=wlan,gibtsnicht&hintergrund=0#map=12/48.69/9.14")
    assert page.evaluate("window.geoportal.rendered('wlan')") > 0
    assert page.evaluate("window.geoportal.rendered('strassen')") == 0
    assert page.locator("input[role=switch]:checked").count() == 1


def test_a_broken_layer_says_so_and_can_be_tried_again(
    phone: "Page",
    broken: Callable[["Page", str], AbstractContextManager[None]],
    complaints: list[str],
) -> None:
    open_group(phone, "Digitale Stadt")
    row = phone.locator("[data-layer='wlan']")
    with broken(phone, "wlan"):
        row.get_by_role("switch").tap()
        row.get_by_role("alert").get_by_text("lässt sich gerade nicht laden").wait_for()
        phone.wait_for_selector(READY)
    assert phone.evaluate("window.geoportal.rendered('schulen')") > 0
    eventually(phone, lambda: complaints)
    (complaint,) = complaints
    assert "500" in complaint  # the browser itself reports the provoked answer
    complaints.clear()
    row.get_by_role("button", name="Erneut versuchen").tap()
    row.get_by_role("button", name="Liste").wait_for()


def test_a_hanging_layer_delays_no_other(visit: Callable[..., "Page"], pixel: dict[str, Any]) -> None:
    hang = "const own = fetch; fetch = (u, o) => u.includes('/wlan/') ? new Promise(() => {}) : own(u, o);"
    page = visit("/?ebenen=schulen,wlan", wait=False, script=hang, **pixel)
    drawn = "['strassen', 'schulen'].every(layer => window.geoportal?.rendered(layer) > 0)"
    eventually(page, lambda: page.evaluate(drawn))
    assert page.locator(READY).count() == 0
    page.locator(".handle").tap()
    page.locator("[data-layer='wlan']").get_by_text("Wird geladen").wait_for()


def test_a_tap_before_its_layer_has_come_is_answered_then(
    start: "Page",
    visit: Callable[..., "Page"],
    pixel: dict[str, Any],
    on_canvas: Callable[["Page", str], dict[str, Any]],
) -> None:
    school = on_canvas(start, "schulen")
    held: list[Route] = []
    page = visit("/", wait=False, routes={"**/collections/schulen/items?*": partial(list.append, held)}, **pixel)
    eventually(page, lambda: held and page.evaluate("window.geoportal?.rendered('strassen') > 0"))
    page.touchscreen.tap(*school["pixel"])
    expect(page.locator("#hinweise")).to_contain_text("die Karte lädt noch")
    held[0].continue_()
    expect(page.locator("portal-panel h2:visible")).to_have_text(school["properties"]["name"])
    expect(page.locator("#hinweise")).to_be_empty()


def test_without_the_document_the_page_says_so(
    visit: Callable[..., "Page"], portal_url: str, complaints: list[str]
) -> None:
    fail = "const own = fetch; fetch = (u, o) => u === '/map.json' ? Promise.reject('offline') : own(u, o);"
    page = visit("/", wait=False, script=fail)
    page.get_by_role("alert").get_by_text("lässt sich gerade nicht laden").wait_for()
    expect(page.get_by_role("button", name="Erneut versuchen")).to_be_visible()
    eventually(page, lambda: complaints)
    assert complaints == ["exception: /map.json: offline"]
    complaints.clear()


@pytest.mark.parametrize("language", ["en", "de"])
def test_language_follows_the_browser_and_can_be_changed(visit: Callable[..., "Page"], language: str) -> None:
    titles = {"de": "Was möchten Sie wissen?", "en": "What would you like to know?"}
    other = {"de": "en", "en": "de"}[language]
    page = visit(PLAIN, locale={"de": "de-DE", "en": "en-GB"}[language], viewport={"width": 1280, "height": 800})
    expect(page.locator("html")).to_have_attribute("lang", language)
    expect(page.locator("portal-panel h2:visible")).to_have_text(titles[language])
    page.locator(".languages summary").click()
    page.locator(f".languages [lang={other}]").click()
    expect(page.locator("html")).to_have_attribute("lang", other)
    expect(page.locator("portal-panel h2:visible")).to_have_text(titles[other])
    expect(page).to_have_url(re.compile("ebenen=schulen"))
