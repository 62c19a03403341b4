"""The page where planners have a file checked: the report as a list and on the map, and what is not sent at all."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from playwright.sync_api import expect

from pipelines.drafting.draft import draft
from pipelines.settings import ROOT, Settings
from tests.browser.conftest import settled

if TYPE_CHECKING:
    from playwright.sync_api import Page

Visit = Callable[..., "Page"]
Axe = Callable[["Page"], list[str]]
Shoot = Callable[..., Path]

SCREENS: dict[str, dict[str, Any]] = {
    "phone": {"viewport": {"width": 412, "height": 839}, "has_touch": True, "is_mobile": True},
    "desktop": {"viewport": {"width": 1280, "height": 800}},
}
CORNER = "510750.000 5393650.000 510700.000"
"""Of the first building area, the second one's neighbour."""


@pytest.fixture(scope="module")
def good(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The shipped invented plan, which breaks no rule."""
    path = tmp_path_factory.mktemp("plans") / "gartenweg.gml"
    path.write_bytes(draft(ROOT / "datasets" / "plans" / "gartenweg.yml", Settings()).content)
    return path


@pytest.fixture(scope="module")
def faulty(good: Path) -> Path:
    """The same with one corner moved by five metres into the neighbour."""
    text = good.read_text(encoding="utf-8")
    assert CORNER in text
    path = good.with_name("verschoben.gml")
    path.write_text(text.replace(CORNER, CORNER.replace("510750", "510755"), 1), encoding="utf-8")
    return path


def check(page: "Page", file: Path) -> None:
    page.locator("plan-check input[type=file]").set_input_files(file)
    expect(page.locator(".verdict")).to_be_visible()


@pytest.mark.parametrize(("screen", "colour_scheme"), [("phone", "dark"), ("desktop", "light")])
def test_faults_are_told_in_words_and_found_on_the_map(
    visit: Visit, axe: Axe, shoot: Shoot, faulty: Path, screen: str, colour_scheme: str
) -> None:
    page = visit("/planpruefung", color_scheme=colour_scheme, **SCREENS[screen])
    assert axe(page) == []
    check(page, faulty)
    expect(page.locator(".verdict")).to_contain_text("Fehler gefunden")
    expect(page.locator(".rule.error").first).to_contain_text("Flächenschluss")
    assert axe(page) == []
    overlap = page.locator("[data-finding]", has_text="überlappen").first
    overlap.focus()
    page.keyboard.press("Enter")
    expect(overlap).to_have_attribute("aria-pressed", "true")
    settled(page)
    assert axe(page) == []
    assert shoot(page, f"plan-check-{screen}-{colour_scheme}").stat().st_size > 10_000


def test_a_fault_tapped_on_the_map_is_found_in_the_list(visit: Visit, faulty: Path) -> None:
    page = visit("/planpruefung?hintergrund=0", **SCREENS["desktop"])
    check(page, faulty)
    settled(page)
    with page.expect_download() as download:
        page.get_by_role("button", name="Bericht als JSON").click()
    report = download.value.path().read_text(encoding="utf-8")
    assert '"drawing"' not in report
    place = page.evaluate("text => JSON.parse(text).findings.find(each => each.place).place", report)
    page.mouse.click(*page.evaluate("at => window.geoportal.project(...at)", place))
    expect(page.locator("[data-finding][aria-pressed='true']")).to_be_focused()


def test_a_good_plan_is_said_to_be_good(visit: Visit, pixel: dict[str, Any], good: Path) -> None:
    page = visit("/planpruefung?hintergrund=0&sprache=en", **pixel)
    check(page, good)
    expect(page.locator(".verdict")).to_contain_text("No faults found")
    expect(page.locator(".verdict")).to_contain_text("gartenweg.gml · XPlanGML 6.0 · EPSG:25832")
    with page.expect_download() as download:
        page.get_by_role("button", name="Report as HTML").click()
    assert "gartenweg.gml" in download.value.path().read_text(encoding="utf-8")
    assert download.value.suggested_filename == "report-gartenweg.html"


def test_what_cannot_be_checked_is_said_before_it_is_sent(visit: Visit, tmp_path: Path) -> None:
    page = visit("/planpruefung?hintergrund=0", **SCREENS["desktop"])
    sent: list[str] = []
    page.on("request", lambda request: sent.append(request.url) if request.method == "POST" else None)
    large, other = tmp_path / "plan.gml", tmp_path / "plan.dxf"
    large.write_bytes(b" " * 20_000_001)
    other.write_bytes(b"0")
    for file, words in ((large, "höchstens 20"), (other, "keine Datei mit der Endung")):
        page.locator("plan-check input[type=file]").set_input_files(file)
        expect(page.get_by_role("alert")).to_contain_text(words)
    assert sent == []


def test_what_is_no_plan_is_refused_in_the_server_s_words(visit: Visit, tmp_path: Path, complaints: list[str]) -> None:
    page = visit("/planpruefung?hintergrund=0", **SCREENS["desktop"])
    (tmp_path / "plan.gml").write_text("<html/>", encoding="utf-8")
    page.locator("plan-check input[type=file]").set_input_files(tmp_path / "plan.gml")
    expect(page.get_by_role("alert")).to_contain_text("nicht prüfen. plan.gml ist kein XPlanGML")
    complaints.clear()  # the browser counts the 400 as an error


def test_start_loads_nothing_of_it(start: "Page") -> None:
    paths = start.evaluate("performance.getEntriesByType('resource').map(entry => new URL(entry.name).pathname)")
    assert [path for path in paths if "plan-" in path] == []
