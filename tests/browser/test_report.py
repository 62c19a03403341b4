"""The report of a publication as planners open it: a file, with or without a network, on any screen, on paper."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from pipelines.compare.model import Changes, Counts, FeatureChange, FieldChange
from pipelines.report.finding import Finding
from tests.pipelines.reports import DHDN, drawn, finding, report

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

Open = Callable[..., "Page"]

SCREENS: dict[str, dict[str, Any]] = {
    "small phone": {"viewport": {"width": 320, "height": 640}},
    "phone": {"viewport": {"width": 412, "height": 839}},
    "desktop": {"viewport": {"width": 1280, "height": 800}},
}
RULES = ("codes", "inside", "near", "no_overlap", "condition", "range", "unique", "point_in", "outside-town")


def findings() -> list[Finding]:
    """Some of each kind, in places of their own."""
    kinds = [(rule, "refused" if number % 2 else "warned") for number, rule in enumerate(RULES)]
    kinds += [("geometry-invalid", "repaired"), ("number", "cleared")]
    return [
        finding(
            number * 10 + place,
            rule,
            action,  # type: ignore[arg-type]  # each is an action
            before="1.234,5 m²",
            after="1.230,0 m²",
            position=(9.125 + number / 500, 48.655 + place / 300),
        )
        for number, (rule, action) in enumerate(kinds)
        for place in range(5)
    ]


def changes() -> Changes:
    """A point that moved, and one that came."""
    at = {"type": "Point", "coordinates": [9.14, 48.66]}
    to = {"type": "Point", "coordinates": [9.141, 48.661]}
    moved = FeatureChange("P1", "changed", (FieldChange("name", "Alt", "Neu"),), 12.5, before=at, after=to)
    return Changes("pegel", 6, Counts(1, 1, 0, 12_000), (), (), (moved, FeatureChange("P2", "added", after=to)))


@pytest.fixture
def open_report(browser: "Browser", tmp_path: Path) -> Iterator[Open]:
    """Open a report from a file; whatever it asks for or complains about fails the test."""
    path, complaints, contexts = tmp_path / "bericht.html", list[str](), []
    effects = (("flattened", 12), ("rounded", 12_100))
    shown = report(*findings(), operation=DHDN, effects=effects, quality=(("exact", 90),))

    def open_page(language: str = "de", **device: Any) -> "Page":
        path.write_text(drawn(shown, language=language, changes=changes()), encoding="utf-8")
        context = browser.new_context(**device)
        contexts.append(context)
        page = context.new_page()
        page.on("console", lambda message: complaints.append(message.text))
        page.on("request", lambda request: complaints.append(request.url) if request.url != path.as_uri() else None)
        page.goto(path.as_uri())
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert complaints == []


@pytest.mark.parametrize("colour_scheme", ["light", "dark"])
@pytest.mark.parametrize("screen", SCREENS)
def test_axe_finds_no_barrier(
    open_report: Open, axe: Callable[["Page"], list[str]], shoot: Callable[..., Path], screen: str, colour_scheme: str
) -> None:
    page = open_report(color_scheme=colour_scheme, **SCREENS[screen])

    assert axe(page) == []
    assert shoot(page, f"report-{screen.replace(' ', '-')}-{colour_scheme}").stat().st_size > 0


@pytest.mark.parametrize("language", ["de", "en"])
def test_nothing_sticks_out_of_a_small_phone(open_report: Open, language: str) -> None:
    page = open_report(language, **SCREENS["small phone"])

    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_large_text_fits(open_report: Open) -> None:
    page = open_report(viewport={"width": 640, "height": 800})
    page.evaluate("document.documentElement.style.fontSize = '200%'")

    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_the_stylesheet_passes_the_pages_own_policy(open_report: Open) -> None:
    page = open_report(**SCREENS["desktop"])

    assert page.evaluate("getComputedStyle(document.querySelector('header')).maxWidth") == "1088px"


def test_a_rule_folds_by_keyboard_and_its_link_leads_to_it(open_report: Open) -> None:
    page = open_report(**SCREENS["desktop"])
    page.get_by_role("link", name="Flächen überlappen sich").press("Enter")
    details = page.locator("#no_overlap-refused")
    assert details.evaluate("each => each.getBoundingClientRect().top < innerHeight")

    details.locator("summary").press("Enter")

    assert details.get_attribute("open") is None


def test_marks_keep_their_size_on_a_phone(open_report: Open) -> None:
    page = open_report(**SCREENS["phone"])
    smallest = page.evaluate(
        "Math.min(...[...document.querySelectorAll('.mark path')].map(each => each.getBoundingClientRect().width))"
    )

    assert smallest >= 9


def test_it_prints_with_every_table(open_report: Open) -> None:
    page = open_report(**SCREENS["desktop"])

    assert page.pdf().startswith(b"%PDF")
    page.emulate_media(media="print")
    assert page.locator("details .scroll").first.evaluate("each => getComputedStyle(each).overflowX") == "visible"
