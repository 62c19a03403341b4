"""Every layer can be read as a list: with a screen reader, by keyboard, and without WebGL."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from playwright.sync_api import expect

from tests.browser.conftest import eventually

if TYPE_CHECKING:
    from playwright.sync_api import Page

NO_WEBGL = """
  const own = HTMLCanvasElement.prototype.getContext;
  HTMLCanvasElement.prototype.getContext = function (kind, ...rest) {
    return kind.startsWith('webgl') ? null : own.call(this, kind, ...rest);
  };"""


def test_list_names_every_school_in_order(
    desktop: "Page", features: Callable[["Page", str], list[dict[str, Any]]]
) -> None:
    desktop.get_by_role("button", name="Liste: Schulen").click()
    schools = [school["properties"]["name"] for school in features(desktop, "schulen")]
    expect(desktop.locator("feature-list b")).to_have_count(len(schools))
    names = desktop.locator("feature-list b").all_inner_texts()
    assert sorted(names) == sorted(schools)
    assert names == sorted(names, key=str.casefold)


def test_entry_moves_the_map_and_opens_the_information(
    desktop: "Page", features: Callable[["Page", str], list[dict[str, Any]]]
) -> None:
    school = next(each for each in features(desktop, "schulen") if "Schönbuch" in each["properties"]["name"])
    desktop.get_by_role("button", name="Liste: Schulen").click()
    desktop.get_by_role("button", name=school["properties"]["name"]).click()
    expect(desktop.locator("portal-panel h2:visible")).to_have_text(school["properties"]["name"])
    top = "at => document.elementFromPoint(...window.geoportal.project(...at))?.tagName"
    eventually(desktop, lambda: desktop.evaluate(top, school["geometry"]["coordinates"]) == "CANVAS")
    desktop.get_by_role("button", name="Zurück").click()
    expect(desktop.get_by_role("button", name=school["properties"]["name"])).to_be_focused()


def test_list_can_be_searched(desktop: "Page") -> None:
    desktop.get_by_role("button", name="Liste: Schulen").click()
    desktop.get_by_role("searchbox", name="Liste durchsuchen").fill("kant-gym")
    expect(desktop.locator("feature-list .entry")).to_have_count(1)
    expect(desktop.locator("feature-list [role=status]")).to_have_text("1 von 9 Einträgen")
    desktop.get_by_role("searchbox").fill("gibt es nicht")
    expect(desktop.locator("feature-list [role=status]")).to_contain_text("Nichts gefunden")


def test_long_lists_come_in_parts(visit: Callable[..., "Page"]) -> None:
    page = visit("/?ebenen=leuchten&hintergrund=0", viewport={"width": 1280, "height": 800})
    page.get_by_role("button", name="Liste: ").click()
    entries = page.locator("feature-list .entry")
    expect(entries).to_have_count(50)
    page.get_by_role("button", name="Weitere Einträge zeigen").click()
    expect(entries).to_have_count(100)


def test_without_webgl_the_lists_do_the_work(visit: Callable[..., "Page"], pixel: dict[str, Any]) -> None:
    page = visit(script=NO_WEBGL, **pixel)
    expect(page.get_by_role("status").filter(has_text="WebGL fehlt")).to_be_visible()
    expect(page.locator("#startbild figcaption")).to_have_text("© Stadt Leinfelden-Echterdingen")
    page.get_by_role("button", name="Liste: Schulen").tap()
    page.get_by_role("button", name="Lindachschule").tap()
    expect(page.locator("info-sheet .facts")).to_contain_text("Schulart")
    assert page.locator("canvas").count() == 0
