"""A real browser that visits the real portal; every console error and every request to a foreign host is a failure."""

import json
import os
import re
import shutil
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from types import MappingProxyType
from typing import Any

import httpx
import pytest
from playwright.sync_api import (
    Browser,
    BrowserContext,
    ConsoleMessage,
    Page,
    Playwright,
    Request,
    Route,
    expect,
    sync_playwright,
)

from pipelines.database import connected
from pipelines.plans.importing import check, save, withdraw
from pipelines.settings import ROOT, Settings
from tests.browser.likeness import differences, keep
from tests.server.serving import wait_until

OFF = (
    "PaintHolding",
    "ThirdPartyStoragePartitioning",
    "OptimizationHints",
    "NetworkTimeServiceQuerying",
    "PreconnectToSearch",
    "AimEnabled",
    "MediaRouter",
    "WebUIOmniboxPopup",
    "WebUIOmniboxAimPopup",
    "WebUIOmniboxFullPopup",
)
"""Features of Chromium that no test needs: what Playwright switches off, since the last list counts, and pop-ups of the
address bar, which are made ready in each window as pages of their own."""

# SwiftShader draws WebGL on machines without a graphics card, and nothing but that: for the page around it, which the
# processor draws itself, it takes as long as for the map; where it takes longer than ten seconds, nothing hangs. Pages
# that live for seconds do not earn back what optimizing their scripts takes. The rest keeps the browser itself from
# calling home.
FLAGS = (
    "--no-sandbox",
    "--use-angle=swiftshader",
    "--enable-unsafe-swiftshader",
    "--disable-gpu-compositing",
    "--disable-gpu-rasterization",
    "--disable-gpu-watchdog",
    "--js-flags=--no-opt",
    f"--disable-features={','.join(OFF)}",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
    "--disable-quic",
)

READY = "html[data-ready='1']"
"""The page says so itself: all that is switched on has come and is drawn."""

BLOCKED = "Service Worker registration blocked by Playwright"
"""What Playwright puts into the console where it keeps service workers off."""

STALL = "GPU stall due to ReadPixels"
"""What Chromium says where the processor puts the page together: it has to read the map back first."""

OFFLINE = re.compile("ERR_INTERNET_DISCONNECTED|ERR_FAILED")
"""What the browser says of requests without a network: of the page's, and of those that the worker could not answer."""

SCHOOLS_KEPT = """async () => {
  await navigator.serviceWorker.ready;
  const seen = await caches.open("geoportal-gesehen");
  const kept = await Promise.all(["schulen", "strassen"].map(id => seen.match(`/offline/${id}`)));
  return kept.every(Boolean);
}"""
"""The page would start without a network, with schools and streets; the worker is ready once it has all of the page."""

STATE = """() => document.documentElement.dataset.ready === "1" && window.geoportal
  ? [location.href, ...window.geoportal.project(9.14, 48.69)].join() : null"""
"""Where the map is while all is drawn, else null."""

SCREENSHOTS = Path(__file__).parent / "screenshots"
PICTURES = ROOT / "docs" / "images"
PICTURE_LIMIT = 300_000
"""Bytes; a README's picture has to load on a phone, too."""

AXE = ROOT / "client" / "node_modules" / "axe-core" / "axe.min.js"
AXE_TAGS = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice")

PLAIN = "/?hintergrund=0"
"""The start without the background: for what has nothing to do with it."""

DESKTOP = {"viewport": {"width": 1280, "height": 800}}

COUNT_TAPS = "window.taps = 0; addEventListener('click', event => { if (event.isTrusted) taps += 1; }, true);"
"""A person's taps, counted by the page's window; what scripts click is none."""

Visit = Callable[..., Page]

PATIENCE = 180
"""Seconds for anything that a test waits for, also on a machine that has much other work."""

expect.set_options(timeout=PATIENCE * 1000)


def eventually(page: Page, holds: Callable[[], object], seconds: float = PATIENCE) -> None:
    """Wait for something that Playwright cannot wait for itself; fails when it does not come true."""
    end = time.monotonic() + seconds
    while not holds():
        assert time.monotonic() < end, "waited in vain"
        page.wait_for_timeout(100)


def settled(page: Page) -> None:
    """Wait until the map stands still, its address says where, and all that is switched on is drawn.

    MapLibre writes the address up to 300 ms after a movement.
    """
    seen: list[object] = []

    def is_still() -> bool:
        seen.append(page.evaluate(STATE))
        return seen[-1] is not None and seen[-5:].count(seen[-1]) == 5

    eventually(page, is_still)


@pytest.fixture(scope="session")
def playwright() -> Iterator[Playwright]:
    """The driver of browsers."""
    with sync_playwright() as playwright:
        yield playwright


@pytest.fixture(scope="session")
def browser(playwright: Playwright) -> Iterator[Browser]:
    """Debian's Chromium; Ubuntu has none outside a snap, so there Playwright's own."""
    path = shutil.which("chromium") or shutil.which("google-chrome") or playwright.chromium.executable_path
    if not Path(path).exists():
        pytest.skip("no Chromium: apt-get install chromium")
    browser = playwright.chromium.launch(executable_path=path, args=list(FLAGS))
    yield browser
    browser.close()


@pytest.fixture(scope="session")
def pixel(playwright: Playwright) -> dict[str, Any]:
    """A phone of today: 412 × 839 CSS pixels for the page, touch, no mouse; one device pixel each saves time."""
    return {**playwright.devices["Pixel 7"], "device_scale_factor": 1}


@pytest.fixture
def complaints() -> list[str]:
    """What went wrong behind the page's back; a test that provokes something takes it out of here."""
    return []


@pytest.fixture
def visit(browser: Browser, portal_url: str, complaints: list[str]) -> Iterator[Visit]:
    """Open the portal at a path as a new visitor with this device; nothing may go wrong until the test's end."""
    with visits(browser, portal_url, complaints) as open_page:
        yield open_page


@contextmanager
def visits(browser: Browser, portal_url: str, complaints: list[str]) -> Iterator[Visit]:
    """Open pages, and look at the end whether anything was wrong behind their backs.

    Unless asked for motion, a visitor wants less of it, so that tests need not wait for movements. Service workers are
    off where they are not what is tested: what they answer passes by Playwright's routes.
    """
    contexts: list[BrowserContext] = []

    def open_page(
        path: str = "/",
        *,
        wait: bool = True,
        script: str | None = None,
        routes: Mapping[str, Callable[[Route], None]] = MappingProxyType({}),
        **device: Any,
    ) -> Page:
        usual = {"locale": "de-DE", "reduced_motion": "reduce", "service_workers": "block"}
        context = browser.new_context(**usual | device)
        contexts.append(context)
        context.add_init_script(COUNT_TAPS)
        if script:
            context.add_init_script(script)
        page = context.new_page()
        page.set_default_timeout(PATIENCE * 1000)
        for pattern, answer in routes.items():
            page.route(pattern, answer)
        _listen(page, portal_url, complaints)
        page.goto(portal_url + path)
        if wait:
            page.wait_for_selector(READY)
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert complaints == []


@pytest.fixture(scope="session")
def start(browser: Browser, portal_url: str, pixel: dict[str, Any]) -> Iterator[Page]:
    """The portal's start on a phone, one page for all tests that only look at it."""
    with visits(browser, portal_url, []) as open_page:
        yield open_page(**pixel)


@contextmanager
def plan_on_the_map(settings: Settings, portal_url: str, path: Path, *, force: bool = False) -> Iterator[str]:
    """Import a file with one plan while the portal runs, and take it out again; the plan's id.

    The server looks every second at most for what is new, later on a machine that has other work: a page that comes
    before would not know the layers of plans.
    """

    def is_on_the_map() -> bool:
        layers = httpx.get(f"{portal_url}/map.json").json()["layers"]
        item = httpx.get(f"{portal_url}/api/collections/bebauungsplaene/items/{record.plan}")
        return item.is_success and any(layer["id"] == "bebauungsplaene" for layer in layers)

    with connected(settings) as database:
        ((record, _),) = save(settings, database, check(settings, path, force=force)).plans
        wait_until(is_on_the_map)
        yield record.plan
        withdraw(settings, database, record.plan)
    wait_until(lambda: not is_on_the_map())


@pytest.fixture
def phone(visit: Visit, pixel: dict[str, Any]) -> Page:
    """The portal's start on a phone, without the background, which takes as long as all else."""
    return visit(PLAIN, **pixel)


@pytest.fixture
def desktop(visit: Visit) -> Page:
    """The portal's start on a desktop, without the background."""
    return visit(PLAIN, **DESKTOP)


def _listen(page: Page, portal_url: str, complaints: list[str]) -> None:
    def on_console(message: ConsoleMessage) -> None:
        if message.type in {"error", "warning"} and message.text != BLOCKED and STALL not in message.text:
            complaints.append(f"console {message.type}: {message.text}")

    def on_request(request: Request) -> None:
        if not request.url.startswith((f"{portal_url}/", f"blob:{portal_url}/", "data:")):
            complaints.append(f"foreign request: {request.url}")

    page.on("console", on_console)
    page.on("pageerror", lambda error: complaints.append(f"exception: {error}"))
    page.on("request", on_request)


@pytest.fixture
def features(portal_url: str) -> Callable[[Page, str], list[dict[str, Any]]]:
    """Ask the portal's API for the features of a layer."""

    def ask(page: Page, layer: str) -> list[dict[str, Any]]:
        answer = page.request.get(f"{portal_url}/api/collections/{layer}/items?f=json&limit=1000")
        found: list[dict[str, Any]] = answer.json()["features"]
        return found

    return ask


@pytest.fixture
def on_canvas(features: Callable[[Page, str], list[dict[str, Any]]]) -> Callable[[Page, str], dict[str, Any]]:
    """Find a point feature that a person can see and tap: on the map, under no control; adds its place as "pixel"."""

    def find(page: Page, layer: str) -> dict[str, Any]:
        for feature in features(page, layer):
            x, y = page.evaluate("at => window.geoportal.project(...at)", feature["geometry"]["coordinates"])
            if page.evaluate("([x, y]) => document.elementFromPoint(x, y)?.tagName", [x, y]) == "CANVAS":
                return feature | {"pixel": (x, y)}
        raise AssertionError(f"no feature of {layer} on the map that could be tapped")

    return find


@pytest.fixture
def taps() -> Callable[[Page], int]:
    """Tell how often a person has tapped since the page was opened."""
    return lambda page: int(page.evaluate("taps"))


@pytest.fixture
def axe() -> Callable[[Page], list[str]]:
    """Look for barriers in what the page shows now: rule and element of each violation of WCAG 2.2 A and AA."""
    if not AXE.is_file():
        pytest.skip("axe is not installed: npm ci in client/")
    source = AXE.read_text(encoding="utf-8")

    def run(page: Page) -> list[str]:
        page.evaluate(source)  # not a script element: the page's policy would rightly refuse that
        options = json.dumps({"runOnly": {"type": "tag", "values": AXE_TAGS}, "resultTypes": ["violations"]})
        result = page.evaluate(f"axe.run(document, {options})")
        return [
            f"{violation['id']}: {node['html']}" for violation in result["violations"] for node in violation["nodes"]
        ]

    return run


@pytest.fixture
def shoot() -> Callable[..., Path]:
    """Keep a screenshot for people to look at, and compare it with the documentation's ``picture`` if it has a name.

    With WRITE_SCREENSHOTS=1 it takes that one's place.
    """

    def take(page: Page, name: str, *, picture: str | None = None) -> Path:
        SCREENSHOTS.mkdir(exist_ok=True)
        path = SCREENSHOTS / f"{name}.png"
        page.screenshot(path=path)
        if picture and os.environ.get("WRITE_SCREENSHOTS"):
            size = keep(path, PICTURES / picture)
            assert size <= PICTURE_LIMIT, f"{picture} is too large for the README"
        elif picture:
            found = differences(path, PICTURES / picture)
            renew = "look at both; if the new one is as wanted, renew the other with WRITE_SCREENSHOTS=1"
            assert found == [], f"{path} looks different from docs/images/{picture} ({renew})"
        return path

    return take


@pytest.fixture
def broken() -> Callable[..., Any]:
    """Let the server fail for one layer while the block runs."""

    @contextmanager
    def fail(page: Page, layer: str) -> Iterator[None]:
        pattern = f"**/api/collections/{layer}/items?**"
        page.route(pattern, lambda route: route.fulfill(status=500, body="broken"))
        yield
        page.unroute(pattern)

    return fail
