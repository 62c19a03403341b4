"""Whether the map follows a finger while very much is drawn: tasks that keep the page from answering."""

import time
from collections.abc import Iterator
from contextlib import contextmanager

from playwright.sync_api import Page, sync_playwright

from benchmarks.client.visit import SOFTWARE_GL, chromium

SLOWDOWN = 4
"""Lighthouse's factor for a phone of the middle class."""

READY = "html[data-ready='1']"

PATIENCE = 180
"""Seconds until all is drawn, and again for the pushes; whatever takes longer is no figure."""

OBSERVE = """
window.tasks = [];
new PerformanceObserver(list => tasks.push(...list.getEntries().map(task => task.duration)))
    .observe({ type: 'longtask' });
"""

PUSH = """
async () => {
    const canvas = document.querySelector('canvas');
    const place = () => String(window.geoportal.project(9, 48));
    const pause = time => new Promise(done => setTimeout(done, time));
    const send = (type, x, y) => canvas.dispatchEvent(new MouseEvent(type, {
        bubbles: true, cancelable: true, view: window, clientX: x, clientY: y,
        button: 0, buttons: type === 'mouseup' ? 0 : 1,
    }));
    const end = performance.now() + 60_000;
    for (const way of [200, -200]) {
        const [x, y] = [206 - way / 2, 250];
        const before = place();
        send('mousedown', x, y);
        for (let step = 1; step <= 10; step++) {
            await pause(16);
            send('mousemove', x + way * step / 10, y + way / 4 * step / 10);
        }
        send('mouseup', x + way, y + way / 4);
        await pause(600);
        while (place() === before && performance.now() < end) await pause(100);  // no frame yet
        if (place() === before) return false;
    }
    return true;
}
"""
"""Two drags of 200 pixels, there and back, with a finger's pace, after each of which the map glides on. A finger does
not wait for the page; real input would, through the driver."""


@contextmanager
def phone(url: str) -> Iterator[Page]:
    """Open a page on a phone, and wait until all of it is drawn. Raises TimeoutError of Playwright."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium(), args=list(SOFTWARE_GL))
        device = {**playwright.devices["Pixel 7"], "device_scale_factor": 1}
        page = browser.new_context(locale="de-DE", service_workers="block", **device).new_page()
        page.goto(url)
        page.wait_for_selector(READY, timeout=PATIENCE * 1000)
        yield page
        browser.close()


def longest_tasks(page: Page, rounds: int, layer: str) -> list[float]:
    """Push the map to and fro on a slowed processor; the longest task of each round in milliseconds, 0 for none.

    One round at least, and no further one once patience has run out.
    """
    session = page.context.new_cdp_session(page)
    session.send("Emulation.setCPUThrottlingRate", {"rate": SLOWDOWN})
    page.evaluate(OBSERVE)
    longest: list[float] = []
    end = time.monotonic() + PATIENCE
    while not longest or (len(longest) < rounds and time.monotonic() < end):
        longest.append(_push(page))
    session.send("Emulation.setCPUThrottlingRate", {"rate": 1})
    page.wait_for_selector(READY, timeout=PATIENCE * 1000)
    if not drawn(page, layer):
        message = "the map has been pushed off its polygons"
        raise RuntimeError(message)
    return longest


def drawn(page: Page, layer: str) -> int:
    """How many features of a layer are seen."""
    return int(page.evaluate("layer => window.geoportal.rendered(layer)", layer))


def _push(page: Page) -> float:
    page.evaluate("tasks.length = 0")
    if not page.evaluate(PUSH):
        message = "the map does not follow a finger"
        raise RuntimeError(message)
    return float(page.evaluate("Math.max(0, ...tasks)"))
