"""Opening hours: whether it is open now, by the town's clock, and the hours in words."""

from collections.abc import Callable
from datetime import datetime
from zoneinfo import ZoneInfo

from playwright.sync_api import Page, expect

from tests.browser.conftest import DESKTOP, Visit

OFFICE = "/?ebenen=einrichtungen&objekt=einrichtungen:buergeramt&hintergrund=0"
TOWN = ZoneInfo("Europe/Berlin")


TIMES = {
    datetime(2026, 11, 24, 15, 0, tzinfo=TOWN): "Jetzt geöffnet bis 16 Uhr",
    datetime(2026, 11, 24, 17, 0, tzinfo=TOWN): "Jetzt geschlossen, öffnet morgen um 7:30 Uhr",
    datetime(2026, 1, 6, 10, 0, tzinfo=TOWN): "Jetzt geschlossen, öffnet morgen um 7:30 Uhr",  # Epiphany
}


def test_whether_it_is_open(visit: Visit, axe: Callable[[Page], list[str]]) -> None:
    page = visit(OFFICE, wait=False, timezone_id="America/New_York", **DESKTOP)
    state = page.locator("opening-state")
    page.wait_for_function("() => customElements.get('opening-state') !== undefined")
    for now, said in TIMES.items():
        page.clock.set_fixed_time(now)
        state.evaluate("element => element.requestUpdate()")
        expect(state).to_have_text(said)
    expect(page.locator("info-sheet")).to_contain_text("Dienstag 14–16\u00a0Uhr")
    assert axe(page) == []
