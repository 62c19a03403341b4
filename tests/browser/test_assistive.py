"""Every view as fingers, keyboards and screen readers meet it; see docs/accessibility-checks.md."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import PATIENCE, PLAIN, READY

if TYPE_CHECKING:
    from playwright.sync_api import Page, ViewportSize

TOUCH = 44
"""CSS pixels a finger hits (WCAG 2.5.5); a checkbox or radio button is as large as its label."""

SMALL = """least => [...document.querySelectorAll('a[href], button, input, select, textarea, summary, [tabindex="0"]')]
    .filter(each => each.checkVisibility({ visibilityProperty: true }) && !each.closest('.skip, [inert]'))
    .filter(each => getComputedStyle(each).display !== 'inline')
    .map(each => [each, (each.closest('label') ?? each).getBoundingClientRect()])
    .filter(([, box]) => Math.min(box.width, box.height) < least - 0.5)
    .map(([each, box]) => `${each.outerHTML.slice(0, 90)} ${box.width} × ${box.height}`)"""
"""Links within a line of text are as high as their line, which the standard allows."""

NAMELESS = frozenset({"button", "link", "checkbox", "switch", "radio", "slider", "textbox", "searchbox", "combobox"})
"""Roles of what can be operated: each needs a name that says what it does (WCAG 4.1.2)."""


@pytest.fixture(scope="module")
def views(browser: Any, portal_url: str, pixel: dict[str, Any]) -> Iterator["Page"]:
    """A phone whose page is led through all views."""
    context = browser.new_context(locale="de-DE", reduced_motion="reduce", service_workers="block", **pixel)
    page = context.new_page()
    page.set_default_timeout(PATIENCE * 1000)
    page.goto(portal_url + PLAIN)
    page.wait_for_selector(READY)
    yield page
    context.close()


def walk(page: "Page") -> Iterator[str]:
    """Go from view to view; each is there when its name comes."""
    yield "start"
    page.locator(".handle").tap()
    page.locator("[data-layer='schulen'] summary").tap()
    yield "layers"
    page.get_by_role("button", name="Liste: Schulen").tap()
    yield "list"
    page.locator("feature-list .entry").first.tap()
    expect(page.locator("info-sheet .facts")).to_be_visible()
    yield "information"
    page.get_by_role("button", name="Schließen").tap()
    page.locator(".handle").tap()
    page.get_by_role("button", name="Wo parke ich?").tap()
    yield "question"
    page.get_by_role("combobox").fill("Maiergasse 1")
    expect(page.get_by_role("option").first).to_be_visible()
    yield "hits"
    page.get_by_role("option").first.tap()
    expect(page.locator("nearby-view .entry").first).to_be_visible()
    yield "nearby"
    page.get_by_role("button", name="Werkzeuge").tap()
    page.locator("tool-menu b").first.wait_for()
    names = page.locator("tool-menu b").all_inner_texts()
    yield "tools"
    for name in names:
        page.get_by_role("button", name="Werkzeuge").tap()
        page.locator("tool-menu").get_by_role("button", name=name).tap()
        page.locator("tool-view > :not(tool-menu)").first.wait_for()
        yield name


def test_targets_names_and_width_in_every_view(views: "Page") -> None:
    session = views.context.new_cdp_session(views)
    seen, faults = [], []
    for view in walk(views):
        seen.append(view)
        faults += [f"{view}: small: {each}" for each in views.evaluate(SMALL, TOUCH)]
        faults += [f"{view}: without a name: {each}" for each in nameless(session)]
        faults += [f"{view}: wider than the screen at {each}" for each in wide(views)]
    assert len(seen) >= 14
    assert faults == []


def wide(page: "Page") -> Iterator[str]:
    """Where a view scrolls sideways: on the phone, and on 320 pixels with text twice as large (WCAG 1.4.4, 1.4.10)."""
    device = page.viewport_size
    assert device
    narrow: ViewportSize = {"width": 320, "height": 640}
    for text, screen in (("100%", device), ("200%", narrow), ("100%", device)):
        page.evaluate("size => { document.documentElement.style.fontSize = size; }", text)
        page.set_viewport_size(screen)
        if not page.evaluate("document.documentElement.scrollWidth <= innerWidth"):
            yield f"{screen['width']} pixels, text of {text}"


def nameless(session: Any) -> Iterator[str]:
    """What a screen reader would announce by its role alone."""
    for node in session.send("Accessibility.getFullAXTree")["nodes"]:
        role = node.get("role", {}).get("value")
        if not node["ignored"] and role in NAMELESS and not node.get("name", {}).get("value", "").strip():
            yield f"{role} {node['nodeId']}"


def test_the_tree_tells_where_one_is(start: "Page") -> None:
    tree = start.context.new_cdp_session(start).send("Accessibility.getFullAXTree")["nodes"]
    said = [(node["role"]["value"], node.get("name", {}).get("value", "")) for node in tree if not node["ignored"]]
    landmarks = [role for role, _ in said if role in {"banner", "main", "navigation", "search", "region"}]
    assert {"banner", "main", "navigation", "search"} <= set(landmarks)
    assert landmarks.count("main") == 1
    headings = [name for role, name in said if role == "heading"]
    assert headings[0].startswith("Geoportal")
    assert "Karte" in [name for role, name in said if role in {"region", "application", "canvas", "Canvas"}]


def test_the_keyboard_goes_into_the_map_and_out_again(desktop: "Page") -> None:
    desktop.locator("canvas.maplibregl-canvas").focus()
    passed = []
    for _ in range(12):
        desktop.keyboard.press("Tab")
        passed.append(desktop.evaluate("document.activeElement.closest('#kartenbereich') === null"))
    assert any(passed), "the map keeps the focus"
    desktop.locator("canvas.maplibregl-canvas").focus()
    desktop.keyboard.press("Shift+Tab")
    assert not desktop.evaluate("document.activeElement.matches('canvas')")
