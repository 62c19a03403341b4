"""A validation as one self-contained HTML page, in the look of the portal's other reports: print or mail it."""

from collections.abc import Iterator
from dataclasses import dataclass

from pipelines.report.render import stylesheet, templates
from pipelines.text import Language
from pipelines.xplan.validation.drawing import Drawing, drawing
from pipelines.xplan.validation.finding import Finding
from pipelines.xplan.validation.places import place, to_degrees
from pipelines.xplan.validation.validation import Check, Status, Validation

DRAWN = 100
"""Faults that the page shows with a drawing; beyond them it has the table only."""

SHOWN = 1_000
"""Faults that the page shows at all; JSON and GeoJSON have them all."""


@dataclass(frozen=True)
class Shown:
    """One finding with its number on the page."""

    number: int
    finding: Finding
    place: list[float] | None
    drawing: Drawing | None


def page(validation: Validation, *, language: Language = "de") -> str:
    """Return the page."""
    style, style_hash = stylesheet()
    shown = list(_shown(validation))
    by_rule: dict[str, list[Shown]] = {}
    for each in shown:
        by_rule.setdefault(each.finding.rule, []).append(each)
    return (
        templates(language)
        .get_template("xplan.html")
        .render(
            validation=validation,
            style=style,
            style_hash=style_hash,
            rules=[(_check(validation, rule), found) for rule, found in by_rule.items()],
            hidden=len(validation.findings) - len(shown),
            done=[each for each in validation.checks if each.status is Status.DONE],
            others=[each for each in validation.checks if each.status is not Status.DONE],
        )
    )


def _shown(validation: Validation) -> Iterator[Shown]:
    move = to_degrees(validation.crs)
    for number, finding in enumerate(validation.findings[:SHOWN], start=1):
        drawn = drawing(finding, validation) if number <= DRAWN else None
        yield Shown(number, finding, place(finding, move), drawn)


def _check(validation: Validation, rule: str) -> Check:
    return next(each for each in validation.checks if each.number == rule)
