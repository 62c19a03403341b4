"""Whether the map follows a finger while very much is drawn: tasks that keep the page from answering."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from playwright.sync_api import Page, sync_playwright

from benchmarks.client.visit import SOFTWARE_GL, chromium

SLOWDOWN = 4
"""Lighthouse's factor for a phone of the middle class."""

READY = "html[data-ready='1']"
PATIENCE_MS = 180_000

OBSERVE = """
window.tasks = [];
new PerformanceObserver(list => tasks.push(...list.getEntries().map(task => task.duration)))
    .observe({ type: 'longtask' });
"""


@contextmanager
def phone(url: str) -> Iterator[Page]:
    """Open a page on a phone, and wait until all of it is drawn."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium(), args=list(SOFTWARE_GL))
        device = {**playwright.devices["Pixel 7"], "device_scale_factor": 1}
        page = browser.new_context(locale="de-DE", service_workers="block", **device).new_page()
        page.goto(url)
        page.wait_for_selector(READY, timeout=PATIENCE_MS)
        yield page
        browser.close()


def longest_tasks(page: Page, rounds: int, layer: str) -> list[float]:
    """Push the map to and fro on a slowed processor; the longest task of each round in milliseconds, 0 for none."""
    session = page.context.new_cdp_session(page)
    session.send("Emulation.setCPUThrottlingRate", {"rate": SLOWDOWN})
    page.evaluate(OBSERVE)
    longest = [_longest(page, lambda: _push(page)) for _ in range(rounds)]
    session.send("Emulation.setCPUThrottlingRate", {"rate": 1})
    page.wait_for_selector(READY, timeout=PATIENCE_MS)
    assert drawn(page, layer) > 0, "the map has been pushed off its polygons"
    return longest


def drawn(page: Page, layer: str) -> int:
    """How many features of a layer are seen."""
    return int(page.evaluate("layer => window.geoportal.rendered(layer)", layer))


def _longest(page: Page, act: Callable[[], None]) -> float:
    page.evaluate("tasks.length = 0")
    act()
    return float(page.evaluate("Math.max(0, ...tasks)"))


def _push(page: Page) -> None:
    """Two drags of 200 pixels, there and back, with a finger's pace."""
    for way in (200, -200):
        x, y = 206 - way / 2, 250
        page.mouse.move(x, y)
        page.mouse.down()
        page.mouse.move(x + way, y + way / 4, steps=10)  # each waits until the page has taken the one before
        page.mouse.up()
        page.wait_for_timeout(600)  # the map glides on
