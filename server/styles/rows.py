"""A style's rules as the rows of a table for people: one per class and kind of symbol, whatever its size."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from pipelines.text import Text
from server.styles.qml import expression
from server.styles.rules import Rule
from server.styles.symbols import Circle, Fill, Label, Line, Marker, Pattern

KINDS = {
    Fill: Text("Fläche", "area"),
    Pattern: Text("Muster", "pattern"),
    Line: Text("Linie", "line"),
    Circle: Text("Punkt", "point"),
    Marker: Text("Zeichen", "marker"),
    Label: Text("Beschriftung", "label"),
}


@dataclass(frozen=True)
class Row:
    """``condition`` is an expression of QGIS, empty where all features are meant; ``colour`` is #rrggbb.

    ``scales`` are the denominators from and below which it is drawn, None without limit.
    """

    title: Text
    condition: str
    kind: Text
    colour: str
    scales: tuple[float | None, float | None]


def tabulated(rules: Iterable[Rule]) -> list[Row]:
    """Return the rows in drawing order; rules that differ in size or scale alone are one."""
    rows: dict[tuple[str, Row], Row] = {}
    for rule in rules:
        condition = expression(rule.condition) if rule.condition else ""
        row = Row(rule.title, condition, KINDS[type(rule.symbol)], rule.symbol.colour, (None, None))
        before = rows.get((rule.layer, row))
        scales = _joined(before.scales, rule.scales) if before else rule.scales
        rows[rule.layer, row] = replace(row, scales=scales)
    return list(rows.values())


def _joined(
    one: tuple[float | None, float | None], other: tuple[float | None, float | None]
) -> tuple[float | None, float | None]:
    from_, below = (one[0], other[0]), (one[1], other[1])
    return (
        None if None in from_ else min(each for each in from_ if each is not None),
        None if None in below else max(each for each in below if each is not None),
    )
