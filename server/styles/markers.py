"""The map's own markers and patterns for programs that cannot draw them: one as SVG, all of a style as a sprite."""

from collections.abc import Iterator
from typing import Any

import resvg_py

from pipelines.artefacts.svg import document, element
from pipelines.artefacts.swatch import PATTERNS, SHAPES, SIDE, line_width, parse
from pipelines.style import Style

STROKE = 3

Json = dict[str, Any]


def image(name: str, colour: str) -> str:
    """Return a marker, or a tile of a pattern, as the map draws it, as SVG; ``colour`` is #rrggbb."""
    return document(SIDE, SIDE, name, [_outline(name, colour) if name in SHAPES else _lines(name, colour)])


def markers_of(style: Style) -> list[str]:
    """Return the names of all markers and patterns that a style can draw."""
    images = [layer.get("layout", {}).get("icon-image") for layer in style]
    images += [layer.get("paint", {}).get("fill-pattern") for layer in style]
    return sorted({name for image in images for name in _texts(image) if parse(name)})


def sprite_index(names: list[str], ratio: int) -> Json:
    """Say where each marker lies in the picture, as MapLibre's sprites do."""
    side = SIDE * ratio
    return {
        name: {"x": number * side, "y": 0, "width": side, "height": side, "pixelRatio": ratio}
        for number, name in enumerate(names)
    }


def sprite(names: list[str], ratio: int) -> bytes:
    """Return the picture as PNG, the markers side by side; ``ratio`` is pixels per CSS pixel."""
    found = [(number, parsed) for number, name in enumerate(names) if (parsed := parse(name))]
    shapes = [
        element("g", _drawn(shape, colour), transform=f"translate({number * SIDE} 0)")
        for number, (shape, colour) in found
    ]
    return resvg_py.svg_to_bytes(svg_string=document(max(1, len(names)) * SIDE, SIDE, "", shapes), zoom=ratio)


def _drawn(name: str, colour: str) -> str:
    return _outline(name, colour) if name in SHAPES else _tile(name, colour)


def _tile(pattern: str, colour: str) -> str:
    """A pattern's lines, cut off at the edges of their tile."""
    return element("svg", _lines(pattern, colour), width=SIDE, height=SIDE, viewBox=f"0 0 {SIDE} {SIDE}")


def _lines(pattern: str, colour: str) -> str:
    width = line_width(pattern)
    return element("path", d=PATTERNS[pattern], fill="none", stroke=colour, stroke_width=width, stroke_linecap="round")


def _outline(shape: str, colour: str) -> str:
    """A white line behind the shape, half of which is seen; client/src/map/marker-image.ts does the same."""
    around = element(
        "path", d=SHAPES[shape], fill="none", stroke="#ffffff", stroke_width=STROKE, stroke_linejoin="round"
    )
    return around + element("path", d=SHAPES[shape], fill=colour)


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    if isinstance(value, list):
        for part in value:
            yield from _texts(part)
