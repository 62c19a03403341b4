"""Pages of single features, as whoever follows a shared link sees them."""

import re
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import pytest
from playwright.sync_api import expect

if TYPE_CHECKING:
    from playwright.sync_api import Page


@pytest.mark.parametrize("width", [390, 1280])
@pytest.mark.parametrize("path", ["/o/schulen/pmhg", "/o/parken/P06?lang=en"])
def test_a_page_has_no_barriers_and_fits(
    visit: Callable[..., "Page"], axe: Callable[["Page"], list[str]], shoot: Callable[..., Any], path: str, width: int
) -> None:
    page = visit(path, wait=False, viewport={"width": width, "height": 844})
    shoot(page, f"place-{path.split('/')[2]}-{width}")

    assert axe(page) == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    heights = page.locator(".choices a").evaluate_all("links => links.map(link => link.offsetHeight)")
    assert min(heights) >= 44


def test_it_leads_to_the_map(visit: Callable[..., "Page"]) -> None:
    page = visit("/o/schulen/pmhg", wait=False)
    page.get_by_role("link", name="Auf der Karte ansehen").click()

    expect(page).to_have_url(re.compile("objekt=schulen:pmhg"))
