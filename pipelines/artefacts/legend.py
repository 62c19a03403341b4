"""The legend of a layer as a picture, made from its style and the labels of its codes, like the map's own."""

import math
import textwrap
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from pipelines.artefacts.expression import field_of, is_expression, passes
from pipelines.artefacts.notice import Notice
from pipelines.artefacts.svg import document, element, words
from pipelines.artefacts.swatch import PATTERNS, SIDE, Swatch, line_width, swatch
from pipelines.definition import Field
from pipelines.style import Layer, Style
from pipelines.text import Language, Text

ZOOM = 16
CLASSIFIED = (
    *("icon-image", "circle-color", "fill-color", "fill-pattern", "line-color", "fill-extrusion-color", "text-color"),
)
"""What styles divide features by, the most telling first."""

OTHER = Text("andere", "other")
BELOW = Text("unter {high}", "below {high}")
BETWEEN = Text("{low} bis unter {high}", "{low} to under {high}")
FROM = Text("ab {low}", "{low} and more")
YES, NO = Text("ja", "yes"), Text("nein", "no")

WIDTH, MARGIN, BOX, LINE, SIZE = 320, 12, 26, 18, 13
COLUMNS = 38
"""Characters of a label that surely fit into a line."""


@dataclass(frozen=True)
class Row:
    """A line of the legend; a heading has no swatch."""

    label: str
    swatch: Swatch | None


def draw_legend(style: Style, notice: Notice, language: Language) -> str:
    """Return the legend as SVG, on white."""
    y = MARGIN + SIZE
    title = notice.title.to(language)
    parts = []
    for part in textwrap.wrap(title, COLUMNS - 4) or [title]:
        parts.append(words(part, MARGIN, y, SIZE + 2, font_weight="bold", fill="#1f2933"))
        y += LINE + 2
    y += 4
    for row in rows(style, notice, language):
        lines = textwrap.wrap(row.label, COLUMNS if row.swatch else COLUMNS + 4) or [""]
        if row.swatch:
            parts.append(_picture(row.swatch, MARGIN, y - SIZE - 1))
        left = MARGIN + BOX + 8 if row.swatch else MARGIN
        for line in lines:
            parts.append(words(line, left, y, SIZE, fill="#1f2933" if row.swatch else "#52606d"))
            y += LINE
        y += 4
    height = y - SIZE + MARGIN / 2
    white = element("rect", width=WIDTH, height=height, fill="#ffffff")
    return document(WIDTH, height, title, [white, *parts])


def rows(style: Style, notice: Notice, language: Language) -> Iterator[Row]:
    """Yield the lines of the legend: layers with classes first, then by ``metadata.order``, then from the top down."""
    layers = [layer for layer in style if _legend(layer)] or [_speaking(style)]
    layers.reverse()
    divided = {layer["id"]: _classes(layer, notice, language) for layer in layers}
    for layer in sorted(layers, key=lambda layer: (not divided[layer["id"]], _place(layer))):
        legend = _legend(layer)
        title = (Text(legend["de"], legend.get("en")) if legend else notice.title).to(language)
        classes = divided[layer["id"]]
        if not classes:
            yield Row(title, _drawn(style, layer, {}))
            continue
        if title != notice.title.to(language):
            yield Row(title, None)
        yield from (Row(label, _drawn(style, layer, sample)) for label, sample in classes)


def _drawn(style: Style, layer: Layer, sample: dict[str, Any]) -> Swatch:
    """How a class looks: areas with the pattern that the next layer lays over them without words of its own."""
    found = swatch(layer, sample, ZOOM)
    above = style[style.index(layer) + 1 :][:1]
    for over in above if found.kind == "area" and not found.pattern else ():
        same = over.get("filter") == layer.get("filter")
        if not _legend(over) and (same or (sample and passes(over.get("filter"), sample, ZOOM))):
            lines = swatch(over, sample, ZOOM)
            found = replace(found, pattern=lines.pattern, lines=lines.colour) if lines.pattern else found
    return found


def _place(layer: Layer) -> float:
    order: float = layer.get("metadata", {}).get("order", math.inf)
    return order


def _legend(layer: Layer) -> dict[str, str] | None:
    found: dict[str, str] | None = layer.get("metadata", {}).get("legend")
    return found


def _speaking(style: Style) -> Layer:
    return next((layer for layer in style if layer["type"] != "symbol"), style[0])


def _classes(layer: Layer, notice: Notice, language: Language) -> list[tuple[str, dict[str, Any]]]:
    said = {**layer.get("layout", {}), **layer.get("paint", {})}
    found = (_divided(said[name], notice, language) for name in CLASSIFIED if name in said)
    classes = next((classes for classes in found if classes), [])
    return [
        (label, sample)
        for label, sample in classes
        if not _is_rest(sample) or passes(layer.get("filter"), sample, ZOOM)
    ]


def _is_rest(sample: dict[str, Any]) -> bool:
    """Whether a sample stands for all values that no class names."""
    return None in sample.values()


def _divided(value: Any, notice: Notice, language: Language) -> list[tuple[str, dict[str, Any]]]:
    """Labels and samples of the classes into which an expression divides the features."""
    if not is_expression(value):
        return []
    name, *parts = value
    at = 1 if name == "interpolate" else 0
    key = field_of(parts[at]) if len(parts) > at else None
    field = notice.fields.get(key) if key else None
    if key and field and name in DIVIDES:
        return [(label, {key: sample}) for label, sample in DIVIDES[name](field, parts[at + 1 :], language)]
    return next((found for part in parts if (found := _divided(part, notice, language))), [])


def _matches(field: Field, branches: Sequence[Any], language: Language) -> list[tuple[str, Any]]:
    groups = [each if isinstance(each, list) else [each] for each in branches[:-1:2]]
    named = [(", ".join(_label(field, value, language) for value in group), group[0]) for group in groups]
    covered = {str(value) for group in groups for value in group}
    complete = field.codes is not None and field.codes.values.keys() <= covered
    return named if complete else [*named, (OTHER.to(language), None)]


def _steps(field: Field, stops: Sequence[Any], language: Language) -> list[tuple[str, Any]]:
    limits = list(stops[1::2])
    ranges = zip([None, *limits], [*limits, None], strict=True)
    return [(_range(field, low, high, language), limits[0] - 1 if low is None else low) for low, high in ranges]


def _stops(field: Field, stops: Sequence[Any], language: Language) -> list[tuple[str, Any]]:
    return [(_quantity(field, stop, language), stop) for stop in stops[::2]]


DIVIDES = {"match": _matches, "step": _steps, "interpolate": _stops}


def _range(field: Field, low: float | None, high: float | None, language: Language) -> str:
    phrase = BELOW if low is None else FROM if high is None else BETWEEN
    with_unit = {
        name: _quantity(field, value, language) for name, value in (("low", low), ("high", high)) if value is not None
    }
    if low is not None and high is not None:
        with_unit["low"] = _number(low, language)
    return phrase.to(language).format(**with_unit)


def _label(field: Field, value: Any, language: Language) -> str:
    if field.codes and str(value) in field.codes.values:
        return field.codes.values[str(value)].label.to(language)
    if isinstance(value, bool):
        return (YES if value else NO).to(language)
    return _quantity(field, value, language) if isinstance(value, int | float) else str(value)


def _quantity(field: Field, value: float, language: Language) -> str:
    return f"{_number(value, language)} {field.unit}" if field.unit else _number(value, language)


def _number(value: float, language: Language) -> str:
    english = f"{value:,g}" if abs(value) < 1_000_000 else f"{value:,.0f}"
    return english.translate(str.maketrans(",.", ".,")) if language == "de" else english


def _picture(drawn: Swatch, x: float, y: float) -> str:
    """A swatch in a box of BOX × LINE pixels whose top left corner is at x, y."""
    middle, centre = y + LINE / 2, x + BOX / 2
    if drawn.kind == "marker":
        place = f"translate({centre - 9} {middle - 9}) scale(.75)"
        return element("path", d=drawn.shape, fill=drawn.colour, stroke="#9aa5b1", stroke_width=0.6, transform=place)
    if drawn.kind == "circle":
        radius = min(drawn.width, 16) / 2
        return element(
            "circle",
            cx=centre,
            cy=middle,
            r=radius,
            fill=drawn.colour,
            fill_opacity=drawn.opacity,
            stroke=drawn.outline,
        )
    if drawn.kind == "line":
        width = max(1.5, min(drawn.width, 7))
        dash = " ".join(f"{part * width:g}" for part in drawn.dash) or None
        d = f"M{x:g} {middle:g}h{BOX}"
        line = element(
            "path", d=d, stroke=drawn.colour, stroke_opacity=drawn.opacity, stroke_width=width, stroke_dasharray=dash
        )
        pale = element("path", d=d, stroke="#9aa5b1", stroke_width=width + 1.2) if drawn.colour.lower() in PALE else ""
        return pale + line
    if drawn.kind == "label":
        return words("Aa", x + 4, middle + 4, SIZE, fill=drawn.colour)
    lines = _lines(drawn.pattern, drawn.lines or drawn.colour, x, y + 1) if drawn.pattern else ""
    area = element(
        "rect",
        x=x,
        y=y + 1,
        width=BOX,
        height=LINE - 3,
        rx=2,
        fill=drawn.colour,
        fill_opacity=drawn.opacity,
        stroke=drawn.outline or "#7b8794",
        stroke_width=0.8,
    )
    return area + lines


def _lines(pattern: str, colour: str, x: float, y: float) -> str:
    """A pattern in the box of an area; the inner ``svg`` cuts it off at the edges."""
    width, height = BOX, LINE - 3
    path = element(
        "path",
        d=PATTERNS[pattern],
        fill="none",
        stroke=colour,
        stroke_width=line_width(pattern),
        stroke_linecap="round",
    )
    return element("svg", path, x=x, y=y, width=width, height=height, viewBox=f"0 0 {SIDE} {SIDE * height / width:g}")


PALE = frozenset({"#ffffff", "#fff", "white"})
