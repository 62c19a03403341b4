"""A citizen's browser talks to the town only, keeps nothing, and loads little."""

import gzip
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pipelines.settings import ROOT
from tests.browser.conftest import READY, Visit, settled

if TYPE_CHECKING:
    from playwright.sync_api import Page

OWN_BUDGET = 60_000
"""Bytes (gzip) of our own code with Lit: what a phone loads before the first paint."""

WHOLE_BUDGET = 360_000
"""Bytes (gzip) of all JavaScript of the first view; MapLibre's worker is part of its file."""

LOADED = """
performance.getEntriesByType('resource')
    .filter(entry => entry.startTime <= performance.getEntriesByName('map-idle')[0].startTime)
    .map(entry => new URL(entry.name).pathname)
"""
"""What the page had asked for when the map was idle; afterwards it gets ready for times without a network."""


def weights() -> dict[str, int]:
    """Name and gzipped size of every built script."""
    scripts = (ROOT / "client" / "dist" / "assets").glob("*.js")
    return {path.name: len(gzip.compress(path.read_bytes(), 9)) for path in scripts}


def test_walk_through_asks_the_town_only(visit: Visit, pixel: dict[str, Any], portal_url: str) -> None:
    phone = visit(**pixel)
    asked: list[str] = []
    phone.on("request", lambda request: asked.append(request.url))
    phone.locator(".handle").tap()
    phone.locator("details.group > summary", has_text="Digitale Stadt").tap()
    phone.get_by_role("switch", name="Öffentliches WLAN").tap()
    phone.wait_for_selector(READY)
    phone.get_by_role("button", name="Liste: Öffentliches WLAN").tap()
    phone.locator("feature-list .entry").first.tap()
    settled(phone)
    assert asked
    assert [url for url in asked if not url.startswith((portal_url, f"blob:{portal_url}"))] == []


def test_page_keeps_nothing_on_the_device(start: "Page") -> None:
    assert start.context.cookies() == []
    assert start.evaluate("localStorage.length + sessionStorage.length") == 0


def test_policy_allows_neither_inline_code_nor_foreign_hosts(start: "Page", portal_url: str) -> None:
    policy = start.request.get(portal_url).headers["content-security-policy"]
    assert "unsafe" not in policy
    assert "default-src 'self'" in policy
    for source in re.findall(r"(?:script|connect)-src ([^;]*)", policy):
        assert source.split() == ["'self'"]
    (styles,) = re.findall(r"style-src ([^;]*)", policy)
    own, *hashes = styles.split()
    assert own == "'self'"
    assert [each for each in hashes if not each.startswith("'sha256-")] == [], "only styles that the page came with"


def test_scripts_stay_within_their_budget(start: "Page") -> None:
    sizes = weights()
    paths = start.evaluate(LOADED)
    loaded = {Path(path).name for path in paths} & set(sizes)
    assert {name.partition("-")[0] for name in loaded} == {"index", "map"}, "tools come when they are opened"
    assert sum(sizes[name] for name in loaded if name.startswith("index-")) <= OWN_BUDGET
    assert sum(sizes[name] for name in loaded) <= WHOLE_BUDGET


def test_few_requests_until_the_map_is_idle(start: "Page") -> None:
    requests = start.evaluate(LOADED)
    assert len(requests) <= 15, requests
