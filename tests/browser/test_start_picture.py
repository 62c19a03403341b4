"""Until the map is drawn, a small picture of the same part of the town stands in its place."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Any

import httpx
import numpy as np
import pytest
from playwright.sync_api import FloatRect, Page, Route, expect

from tests.browser.conftest import DESKTOP, READY, Visit
from tests.browser.likeness import squares

PICTURE = "#startbild"


@contextmanager
def without_map(visit: Visit, path: str, **device: Any) -> Iterator[Page]:
    """Open a page whose map comes only when the block ends."""
    held: list[Route] = []
    page = visit(path, wait=False, routes={"**/assets/map-*.js": partial(list.append, held)}, **device)
    page.locator("start-view .question").first.wait_for()
    yield page
    while not held:
        page.wait_for_timeout(20)  # lets the driver tell of requests
    held[0].continue_()
    page.wait_for_selector(READY)
    assert page.locator(PICTURE).count() == 0


def seen(page: Page, path: Path, part: FloatRect) -> np.ndarray[Any, Any]:
    """A part of the map without its buttons."""
    page.locator(PICTURE).evaluate_all("all => Promise.all(all.map(each => each.querySelector('img').decode()))")
    page.screenshot(path=path, clip=part)
    return squares(path)


def test_it_is_there_before_the_map_and_nothing_moves_when_that_comes(
    visit: Visit, pixel: dict[str, Any], tmp_path: Path
) -> None:
    part: FloatRect = {"x": 0, "y": 72, "width": 344, "height": 336}
    with without_map(visit, "/", **pixel) as page:
        before = seen(page, tmp_path / "before.png", part)
        assert before.std() > 5, "more than paper"
    after = seen(page, tmp_path / "after.png", part)
    apart = np.median(np.abs(after - before))
    assert apart < 3
    assert np.median(np.abs(after[:, :-1] - before[:, 1:])) > apart, "it lies best where it is"


def test_a_tap_on_it_is_answered_by_the_map(
    start: Page, visit: Visit, pixel: dict[str, Any], on_canvas: Callable[[Page, str], dict[str, Any]]
) -> None:
    school = on_canvas(start, "schulen")
    with without_map(visit, "/", **pixel) as page:
        page.touchscreen.tap(*school["pixel"])
        expect(page.locator("#hinweise")).to_contain_text("die Karte lädt noch")
    expect(page.locator("portal-panel h2:visible")).to_have_text(school["properties"]["name"])
    expect(page.locator("#hinweise")).to_be_empty()


def test_it_is_as_dark_as_the_page(visit: Visit, tmp_path: Path) -> None:
    with without_map(visit, "/", **DESKTOP, color_scheme="dark") as page:
        part: FloatRect = {"x": 500, "y": 200, "width": 600, "height": 500}
        assert np.median(seen(page, tmp_path / "dark.png", part)) < 60


@pytest.mark.parametrize("path", ["/#map=15/48.69/9.14", "/?hintergrund=0"])
def test_an_address_that_leads_elsewhere_does_not_show_it(visit: Visit, pixel: dict[str, Any], path: str) -> None:
    with without_map(visit, path, **pixel) as page:
        expect(page.locator(PICTURE)).to_have_count(0)


def test_its_address_is_for_ever(portal_url: str) -> None:
    page = httpx.get(portal_url).text
    path = page.partition('<figure id="startbild"><img src="')[2].partition('"')[0]
    picture = httpx.get(portal_url + path)
    assert picture.headers["Cache-Control"].endswith("immutable")
    assert picture.num_bytes_downloaded < 20_000
    former = httpx.get(f"{portal_url}/background/start/000000000000.svg")
    assert (former.content, former.headers["Cache-Control"]) == (picture.content, "no-cache")
