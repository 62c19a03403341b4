"""The map's own markers for programs that cannot draw them: one as SVG, all of a style as a sprite."""

import re
from collections.abc import Iterator
from typing import Any

import resvg_py

from pipelines.artefacts.svg import document, element
from pipelines.artefacts.swatch import SHAPES
from pipelines.style import Style

NAME = re.compile(r"([a-z]+)-([0-9a-fA-F]{6})")

SIDE = 24
"""Pixels of the box that a marker is drawn in."""

STROKE = 3

Json = dict[str, Any]


def marker(shape: str, colour: str) -> str:
    """Return a marker as the map draws it, as SVG; ``colour`` is #rrggbb."""
    return document(SIDE, SIDE, shape, [_outline(shape, colour)])


def parse(name: str) -> tuple[str, str] | None:
    """Return shape and colour of ``<shape>-<rrggbb>``, None where it is no marker."""
    found = NAME.fullmatch(name)
    return (found[1], f"#{found[2].lower()}") if found and found[1] in SHAPES else None


def markers_of(style: Style) -> list[str]:
    """Return the names of all markers that a style can draw."""
    images = [layer.get("layout", {}).get("icon-image") for layer in style]
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
        element("g", _outline(shape, colour), transform=f"translate({number * SIDE} 0)")
        for number, (shape, colour) in found
    ]
    return resvg_py.svg_to_bytes(svg_string=document(max(1, len(names)) * SIDE, SIDE, "", shapes), zoom=ratio)


def _outline(shape: str, colour: str) -> str:
    """A white line behind the shape, half of which is seen; client/src/marker-image.ts does the same."""
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
