"""A report as one self-contained HTML page, for planners: no script, no request, print or mail it as it is."""

import re
from collections.abc import Iterator, Sequence
from functools import partial
from typing import TYPE_CHECKING

import numpy as np
import shapely
from markupsafe import Markup
from pyproj import Transformer
from shapely.geometry.base import BaseGeometry

from pipelines.definition import Dataset
from pipelines.report.about import About
from pipelines.report.before_after import Pair, before_after
from pipelines.report.explained import explained
from pipelines.report.finding import Finding
from pipelines.report.ground import Ground
from pipelines.report.model import Report, RuleCount
from pipelines.report.problem_map import glyphs, problem_map
from pipelines.report.render import number, stylesheet, templates
from pipelines.report.spot import Spot, spots_of
from pipelines.report.words import ACTIONS, CHANGES, effect_words, operation_words, quality_words, rule_words
from pipelines.storage import STORAGE_SRID
from pipelines.text import Language, Text

if TYPE_CHECKING:  # comparing imports the report's printing
    from pipelines.compare.model import Changes

Columns = list[tuple[str, Text]]

COLUMNS: Columns = [
    ("sheet", Text("Blatt", "Sheet")),
    ("line", Text("Zeile", "Line")),
    ("record", Text("Datensatz", "Record")),
    ("feature", Text("Kennung", "Id")),
    ("field", Text("Feld", "Field")),
    ("before", Text("vorher", "before")),
    ("after", Text("nachher", "after")),
    ("position", Text("Ort", "Place")),
    ("message", Text("Befund", "Finding")),
]
"""Attributes of a finding that a table shows, as far as any of its findings has them."""

SIZE = re.compile(r"\d+\.\d{3} m²?")

THINNEST = 3.0
"""Units of the bar, of 640, that a part has at least when it is not empty."""


def page(  # noqa: PLR0913 - what a report is made of
    report: Report,
    dataset: Dataset,
    about: About,
    ground: Ground,
    *,
    language: Language,
    spots: Sequence[Spot] | None = None,
    changes: "Changes | None" = None,
) -> str:
    """Return the page. ``spots`` are the places of all findings, by default of those that the report itemises.

    ``changes`` adds what the version changes, with a drawing of both states. Findings of an internal layer have no
    values in ``report`` already; this adds none.
    """
    style, style_hash = stylesheet()
    kinds = [(rule.rule, rule.action) for rule in report.rules]
    places = [spot for spot in (spots_of(report) if spots is None else spots) if (spot.rule, spot.action) in kinds]
    looks = glyphs(kinds)
    return (
        templates(language)
        .get_template("report.html")
        .render(
            report=report,
            dataset=dataset,
            about=about,
            heading=_heading(about).to(language),
            style=style,
            style_hash=style_hash,
            parts=_parts(report),
            bar=_bar(report),
            map=problem_map(ground, places, looks),
            looks=looks,
            sections=[(rule, _columns(rule.findings), *explained(rule.rule)) for rule in report.rules],
            anchor=_anchor,
            actions=ACTIONS,
            rule_words=rule_words,
            sized=partial(_sized, language=language),
            effects=list(_effects(report)),
            transformed=operation_words(report.operation),
            changes=changes,
            changes_map=before_after(_pairs(changes), language, ground) if changes else Markup(""),
            kinds=CHANGES,
        )
    )


def _heading(about: About) -> Text:
    if about.version:
        return Text(
            f"Bericht der Veröffentlichung, Fassung {about.version}", f"Publication report, version {about.version}"
        )
    return Text("Prüfbericht", "Report of a check")


def _parts(report: Report) -> list[tuple[str, int, Text, Text]]:
    """Name, count, head and meaning of what became of the records."""
    return [
        ("read", report.read, Text("gelesen", "read"), Text("so viele hat die Quelle", "as many as the source has")),
        (
            "loaded",
            report.loaded,
            Text("geladen", "loaded"),
            Text("sind Objekte der Ebene", "are features of the layer"),
        ),
        (
            "refused",
            report.refused,
            Text("abgewiesen", "refused"),
            Text("verletzen eine Regel; der Grund steht unten", "broke a rule; the reason stands below"),
        ),
        (
            "left",
            report.left_out,
            Text("ausgelassen", "left out"),
            Text("gehören nach der Definition nicht zu dieser Ebene", "belong elsewhere, says the definition"),
        ),
    ]


def _bar(report: Report) -> list[dict[str, object]]:
    """Parts of the bar from left to right; even one record among a million is seen."""
    counts = [(name, count) for name, count, *_ in _parts(report)[1:] if count]
    free = 640.0 - THINNEST * len(counts)
    parts: list[dict[str, object]] = []
    start = 0.0
    for name, count in counts:
        width = THINNEST + free * count / report.read
        parts.append({"name": name, "x": round(start, 2), "width": round(width, 2)})
        start += width
    return parts


def _sized(finding: Finding, name: str, language: Language) -> str | None:
    """An area or length with the decimal sign of the language: "812.500 m²" would be read as thousands in German."""
    value: str | None = getattr(finding, name)
    if value is None or finding.field is not None or not SIZE.fullmatch(value):
        return value
    written, unit = value.split()
    return f"{number(float(written), language, 3)} {unit}"


def _columns(findings: Sequence[Finding]) -> Columns:
    """Where the line is known, the record's number would only be mistaken for it."""
    filled = {name for name, _ in COLUMNS if any(getattr(each, name) is not None for each in findings)}
    if "line" in filled:
        filled.discard("record")
    return [(name, head) for name, head in COLUMNS if name in filled]


def _anchor(rule: RuleCount) -> str:
    return f"{rule.rule}-{rule.action}"


def _effects(report: Report) -> Iterator[tuple[Text, int]]:
    yield from ((effect_words(name, report), count) for name, count in report.effects)
    yield from ((quality_words(name), count) for name, count in report.quality)


def _pairs(changes: "Changes") -> Iterator[Pair]:
    """GeoJSON of both states, in degrees → EPSG:25832."""
    transformer = Transformer.from_crs("OGC:CRS84", STORAGE_SRID, always_xy=True)

    def projected(geometry: dict[str, object] | None) -> BaseGeometry | None:
        if geometry is None:
            return None
        shape = shapely.geometry.shape(geometry)
        moved: BaseGeometry = shapely.transform(
            shape, lambda xy: np.column_stack(transformer.transform(xy[:, 0], xy[:, 1]))
        )
        return moved

    return ((each.feature, projected(each.before), projected(each.after)) for each in changes.first)
