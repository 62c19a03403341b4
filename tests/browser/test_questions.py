"""People come with a question: each card and each short address leads to its answer within four taps."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import PLAIN, READY, eventually, settled

if TYPE_CHECKING:
    from playwright.sync_api import Page

Visit = Callable[..., "Page"]
Axe = Callable[["Page"], list[str]]
Taps = Callable[["Page"], int]

MARKET = {"longitude": 9.1432, "latitude": 48.6966, "accuracy": 25}
HERE = {"geolocation": MARKET, "permissions": ["geolocation"]}
DRY = (9.1400, 48.7005)

MOST_TAPS = 4
"""From the start to the answer; test_search.py and test_plans.py go the way to school and to the plan."""


def test_start_offers_search_and_six_questions(start: "Page") -> None:
    expect(start.get_by_role("combobox", name="Adresse, Ort oder Thema suchen")).to_be_visible()
    assert start.locator(".question").all_inner_texts() == [
        "Wo parke ich?",
        "Wie kommt mein Kind zur Schule?",
        "Ist mein Haus bei Starkregen gefährdet?",
        "Wo gibt es WLAN?",
        "Was wird gebaut?",
        "Was gilt auf meinem Grundstück?",
    ]


def test_where_do_i_park(visit: Visit, pixel: dict[str, Any], axe: Axe, taps: Taps) -> None:
    page = visit(PLAIN, **HERE, **pixel)
    page.get_by_role("button", name="Wo parke ich?").tap()
    page.get_by_role("button", name="In meiner Nähe").tap()
    entries = page.locator("nearby-view .entry")
    expect(entries.first).to_contain_text("entfernt")
    assert axe(page) == []
    metres = [distance(text) for text in page.locator("nearby-view small").all_inner_texts()]
    assert metres == sorted(metres)
    entries.first.tap()
    expect(page.locator("info-sheet .facts")).to_contain_text("Gebühr")
    assert taps(page) <= MOST_TAPS


def distance(words: str) -> float:
    """Metres of "350 m entfernt" and the like."""
    if words == "genau hier":
        return 0
    number, unit, _ = words.replace("\u202f", " ").split()
    return float(number.replace(",", ".")) * (1000 if unit == "km" else 1)


def test_is_my_house_at_risk_in_heavy_rain(visit: Visit, pixel: dict[str, Any], axe: Axe, taps: Taps) -> None:
    page = visit(PLAIN, **HERE, **pixel)
    page.get_by_role("button", name="Ist mein Haus bei Starkregen gefährdet?").tap()
    expect(page.locator("portal-panel h2:visible")).to_have_text("Ist mein Haus bei Starkregen gefährdet?")
    assert axe(page) == []
    page.get_by_role("button", name="An meinem Standort").tap()
    expect(page.locator("place-view")).to_contain_text("An dieser Stelle")
    expect(page.locator("place-view p, place-view .entry").first).to_contain_text("Starkregen")
    assert taps(page) <= MOST_TAPS
    settled(page)
    page.touchscreen.tap(*page.evaluate("at => window.geoportal.project(...at)", DRY))
    expect(page.locator("place-view p")).to_have_text(
        "Hier ist nichts eingetragen bei: Starkregengefahren. Sicher ausgeschlossen ist damit nichts."
    )


def test_what_is_being_built(visit: Visit, pixel: dict[str, Any], taps: Taps) -> None:
    page = visit(**pixel)
    page.get_by_role("button", name="Was wird gebaut?").tap()
    page.wait_for_selector(READY)
    assert page.evaluate("[location.pathname, location.search]") == ["/bauen", ""]
    eventually(page, lambda: page.evaluate("window.geoportal.rendered('bauprojekte')") > 0)
    page.get_by_role("button", name="Liste: ").tap()
    page.locator("feature-list .entry").first.tap()
    expect(page.locator("info-sheet .facts")).to_be_visible()
    assert taps(page) <= MOST_TAPS
    page.get_by_role("button", name="Zurück").tap()
    page.get_by_role("button", name="Schließen").tap()
    eventually(page, lambda: page.evaluate("location.pathname") == "/")


@pytest.mark.parametrize(
    ("position", "words"),
    [({"geolocation": MARKET | {"latitude": 52.5}, "permissions": ["geolocation"]}, "außerhalb der Karte")],
)
def test_no_position_is_explained(visit: Visit, pixel: dict[str, Any], position: dict[str, Any], words: str) -> None:
    page = visit("/wlan?hintergrund=0", **position, **pixel)
    page.get_by_role("button", name="In meiner Nähe").tap()
    expect(page.get_by_role("alert")).to_contain_text(words)
