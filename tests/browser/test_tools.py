"""The tools: measuring by touch and by keyboard, sharing, embedding."""

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Any

from playwright.sync_api import expect

from tests.browser.conftest import DESKTOP, eventually, settled

if TYPE_CHECKING:
    from playwright.sync_api import Page

Visit = Callable[..., "Page"]
Axe = Callable[["Page"], list[str]]

PLACE = "window.geoportal.project(9.14, 48.69)"
ANDROID = "Mozilla/5.0 (Linux; Android 14; Pixel 7) AppleWebKit/537.36 Chrome/140.0.0.0 Mobile Safari/537.36"


def test_distance_is_measured_by_touch(visit: Visit, pixel: dict[str, Any], axe: Axe) -> None:
    page = visit("/?ebenen=schulen&hintergrund=0#map=16/48.6925/9.143", **pixel)
    page.get_by_role("button", name="Werkzeuge").tap()
    assert axe(page) == []
    page.get_by_role("button", name="Messen").tap()
    expect(page.locator("measure-tool output")).to_be_visible()
    # 184.51 m by pyproj: Geod(ellps="WGS84").
    for spot in ([9.1420, 48.6940], [9.1440, 48.6930]):
        page.touchscreen.tap(*page.evaluate("at => window.geoportal.project(...at)", spot))
    result = page.locator("measure-tool output b")
    expect(result).to_be_visible()
    metres = float(result.inner_text().split("\u202f")[0])
    assert abs(metres - 184.5) < 3  # a finger sets a point to the pixel
    assert axe(page) == []


def test_taps_count_before_the_tool_s_code_is_there(visit: Visit) -> None:
    held: list[Any] = []
    routes = {"**/assets/measure-tool-*.js": partial(list.append, held)}
    page = visit("/?ebenen=schulen&hintergrund=0#map=16/48.6925/9.143", routes=routes, **DESKTOP)
    button = page.get_by_role("button", name="Messen")
    button.click()
    expect(button).to_have_attribute("aria-busy", "true")
    first, second = (
        page.evaluate("at => window.geoportal.project(...at)", spot) for spot in ([9.1420, 48.6940], [9.1440, 48.6930])
    )
    page.mouse.click(*first)
    expect(page.locator("portal-panel h2:visible")).to_have_text("Messen")
    eventually(page, lambda: len(held) == 1)
    held[0].continue_()
    expect(page.locator("measure-tool")).to_be_visible()
    expect(button).not_to_have_attribute("aria-busy", "true")
    page.mouse.click(*second)
    length = page.locator("measure-tool output b")
    eventually(page, lambda: abs(float(length.inner_text().split("\u202f")[0]) - 184.5) < 3)


def test_a_tool_that_did_not_come_is_asked_for_again_by_its_button(visit: Visit, complaints: list[str]) -> None:
    page = visit("/?ebenen=schulen&hintergrund=0", routes={"**/assets/share-tool-*.js": lambda r: r.abort()}, **DESKTOP)
    page.get_by_role("button", name="Teilen").click()
    expect(page.locator("tool-view")).to_contain_text("lässt sich gerade nicht laden")
    page.unroute("**/assets/share-tool-*.js")
    page.get_by_role("button", name="Teilen").first.click()
    expect(page.locator("share-tool")).to_be_visible()
    assert any("ERR_FAILED" in each for each in complaints)
    complaints.clear()


def push(page: "Page", key: str) -> None:
    """Move the map by a key, and wait until it stands still."""
    before = page.evaluate(PLACE)
    page.locator("canvas.maplibregl-canvas").press(key)
    eventually(page, lambda: page.evaluate(PLACE) != before)
    settled(page)


def test_area_is_measured_by_keyboard_alone(desktop: "Page") -> None:
    desktop.get_by_role("button", name="Messen").press("Enter")
    desktop.get_by_label("Fläche").press("Space")
    canvas = desktop.locator("canvas.maplibregl-canvas")
    for key in ("ArrowRight", "ArrowDown", None):
        canvas.press("Enter")
        if key:
            push(desktop, key)
    result = desktop.locator("measure-tool output")
    expect(result).to_contain_text("ha")
    expect(result).to_contain_text("Umfang")
    desktop.locator("measure-tool summary").press("Enter")
    expect(desktop.locator("measure-tool tbody tr")).to_have_count(3)
    desktop.keyboard.press("Escape")
    expect(desktop.locator("measure-tool")).to_have_count(0)


def test_view_is_shared_as_link_code_and_frame(visit: Visit, pixel: dict[str, Any], axe: Axe) -> None:
    page = visit("/?ebenen=schulen&objekt=schulen:lindach&hintergrund=0", **pixel | {"user_agent": ANDROID})
    route = page.get_by_role("link", name="Route")
    assert (route.get_attribute("href") or "").startswith("geo:48.66")
    settled(page)  # the link tells where the map is
    page.locator("info-sheet").get_by_role("button", name="Teilen").click()
    expect(page.get_by_role("img", name="QR-Code")).to_be_visible()
    assert axe(page) == []
    link = page.get_by_role("textbox", name="Link zu dieser Ansicht").input_value()
    assert link == page.url
    assert "objekt=schulen:lindach" in link
    code = page.get_by_label("HTML-Code").input_value()
    path = code.split('src="')[1].split('"')[0].partition("://")[2].partition("/")[2].replace("&#38;", "&")
    frame = visit(f"/{path}", viewport={"width": 600, "height": 450})
    expect(frame.locator("portal-panel h2:visible")).to_have_text("Lindachschule")
    expect(frame.locator("#kopf .languages")).to_be_hidden()
    assert axe(frame) == []
    frame.get_by_role("button", name="Schließen").click()
    expect(frame.locator("portal-panel")).to_be_hidden()
    expect(frame.get_by_role("link", name="Im Geoportal öffnen")).to_be_visible()


GPX = """<?xml version="1.0"?><gpx version="1.1" creator="t" xmlns="http://www.topografix.com/GPX/1/1">
<wpt lat="48.6925" lon="9.1430"><name>Treffpunkt</name></wpt>
<trk><trkseg><trkpt lat="48.690" lon="9.140"/><trkpt lat="48.695" lon="9.146"/></trkseg></trk></gpx>"""


def test_own_file_is_drawn_and_never_sent(desktop: "Page", axe: Axe, complaints: list[str]) -> None:
    sent: list[str] = []
    desktop.on("request", lambda request: sent.append(request.method))
    desktop.get_by_role("button", name="Datei öffnen").click()
    chooser = desktop.get_by_label("Datei wählen")
    chooser.set_input_files({"name": "weg.gpx", "mimeType": "application/gpx+xml", "buffer": GPX.encode()})
    expect(desktop.locator("import-tool")).to_contain_text("weg.gpx 2 Objekte")

    def is_seen() -> bool:
        x, y = desktop.evaluate("at => window.geoportal.project(...at)", [9.143, 48.6925])
        return bool(400 < x < 1280 and 64 < y < 800)

    eventually(desktop, is_seen)
    settled(desktop)
    assert axe(desktop) == []
    chooser.set_input_files({"name": "x.gpx", "mimeType": "", "buffer": b"<gpx><trk>"})
    expect(desktop.get_by_role("alert")).to_contain_text("beschädigt")
    desktop.get_by_role("button", name="Von der Karte nehmen").click()
    expect(desktop.locator(".shown-file")).to_have_count(0)
    assert set(sent) <= {"GET"}
    # Chromium puts its report of a broken document into that document, with a style that our policy refuses there, too.
    assert all("Applying inline style" in complaint for complaint in complaints)
    complaints.clear()
