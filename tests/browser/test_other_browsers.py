"""Firefox and WebKit: the start, the search, lists, information and the map, and all of that without a server."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from pipelines.settings import Settings
from tests.browser.conftest import SCHOOLS_KEPT
from tests.browser.other_browsers import OtherBrowser, firefox, screen, webkit
from tests.conftest import free_port, serving

NEEDED = {"firefox": ("firefox-esr", "Xvfb"), "webkit": ("WebKitWebDriver", "Xvfb")}
START = {"firefox": firefox, "webkit": webkit}

READY = "document.documentElement.dataset.ready === '1'"


@pytest.fixture(scope="module")
def display() -> Iterator[str]:
    with screen() as display:
        yield display


@pytest.fixture(params=NEEDED)
def other(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[OtherBrowser]:
    """A new visitor's browser, at the portal's start."""
    missing = [program for program in NEEDED[request.param] if not shutil.which(program)]
    if missing:
        pytest.skip(f"not installed: {', '.join(missing)}")
    with START[request.param](request.getfixturevalue("display"), tmp_path) as browser:
        yield browser


def test_a_walk_through_the_portal_with_a_server_and_without(other: OtherBrowser, portal_settings: Settings) -> None:
    settings = portal_settings.model_copy(update={"port": free_port()})
    with serving(settings) as url:
        other.open(url)
        other.wait("document.querySelectorAll('.question').length === 6")
        other.wait(READY)
        assert other.run("return window.geoportal.rendered('schulen')") > 0
        find_a_school(other)
        read_the_list(other)
        other.wait(f"window.kept || void ({SCHOOLS_KEPT})().then(kept => {{ window.kept = kept; }})")
    other.open(f"{url}/?ebenen=schulen")
    other.wait("document.getElementById('stand').textContent.includes('Offline: Stand')")
    read_the_list(other)


def find_a_school(other: OtherBrowser) -> None:
    other.type("search-box input", "Lindachschule")
    other.wait("document.querySelector('[role=option]')?.textContent.includes('Lindachschule')")
    other.click("[role=option]")
    other.wait("document.querySelector('info-sheet .facts')?.textContent.includes('Schulart')")
    assert "objekt=schulen:" in other.run("return location.search")
    other.click(".panel-title .close")


def read_the_list(other: OtherBrowser) -> None:
    other.click("[aria-label='Liste: Schulen']")
    other.wait("document.querySelectorAll('feature-list .entry').length === 9")
    other.click("feature-list .entry")
    other.wait("document.querySelector('info-sheet .facts')?.textContent.includes('Schulart')")
    other.click(".panel-title .close")
