"""How a style layer draws one feature: kind, colours and widths, for pictures without a map renderer."""

import re
from dataclasses import dataclass
from typing import Any, Literal

from pipelines.artefacts.expression import Properties, value_for
from pipelines.style import Layer

SIDE = 24
"""Pixels of the box that markers and tiles of patterns are drawn in."""

SHAPES = {
    "kreis": "M12 4a8 8 0 1 1 0 16a8 8 0 0 1 0-16z",
    "quadrat": "M5.5 5h13a.5.5 0 0 1 .5.5v13a.5.5 0 0 1-.5.5h-13a.5.5 0 0 1-.5-.5v-13a.5.5 0 0 1 .5-.5z",
    "raute": "M12 2.8L21.2 12L12 21.2L2.8 12z",
    "dreieck": "M12 3.5L21.5 20h-19z",
    "dreieckunten": "M12 20.5L2.5 4h19z",
    "sechseck": "M12 3L20 7.5v9L12 21L4 16.5V7.5z",
    "stern": "M12 2.2L14.9 8.9L22 9.5L16.600 14.2L18.2 21.2L12 17.5L5.800 21.2L7.400 14.2L2 9.5L9.100 8.9z",
    "kreuz": "M9 3.5h6v5.5h5.5v6h-5.5v5.5h-6v-5.5h-5.5v-6h5.5z",
}
"""Point symbols in a box of 24 × 24 as SVG paths; the map's are the same (client/src/legend/markers.ts)."""

PATTERNS = {
    "schraffur": "M-2 2L2 -2M-2 14L14 -2M-2 26L26 -2M10 26L26 10M22 26L26 22",
    "gegenschraffur": "M-2 22L2 26M-2 10L14 26M-2 -2L26 26M10 -2L26 14M22 -2L26 2",
    "punkte": "M6 6h.01M18 18h.01",
    "kreuze": "M3 3l6 6M9 3l-6 6M15 15l6 6M21 15l-6 6",
    "wellen": "M0 6q3 -4 6 0t6 0t6 0t6 0M0 18q3 -4 6 0t6 0t6 0t6 0",
}
"""Patterns of areas: lines in a tile of 24 × 24; the map's are the same (client/src/legend/patterns.ts)."""

BLACK = "#000000"
"""The style specification's default for every colour."""

Kind = Literal["area", "line", "circle", "marker", "label"]


@dataclass(frozen=True)
class Swatch:
    """One way to be drawn. Widths are CSS pixels, ``dash`` is in line widths, ``shape`` an SVG path for markers.

    ``pattern`` names the pattern that an area is filled with, None for one that is filled with its colour alone;
    ``lines`` is the colour of its lines where it is not the area's.
    """

    kind: Kind
    colour: str
    opacity: float = 1
    outline: str | None = None
    width: float = 1
    dash: tuple[float, ...] = ()
    shape: str | None = None
    pattern: str | None = None
    lines: str | None = None


def swatch(layer: Layer, properties: Properties, zoom: float) -> Swatch:
    """Return how ``layer`` draws a feature with these properties at ``zoom``."""
    said = {**layer.get("layout", {}), **layer.get("paint", {})}
    values = {name: value_for(value, properties, zoom) for name, value in said.items()}
    return DRAWN.get(layer["type"], _area)(values, layer["type"])


def _circle(values: dict[str, Any], _: str) -> Swatch:
    colour, opacity = _colour(values, "circle-color"), _number(values, "circle-opacity", 1)
    outline = values.get("circle-stroke-color")
    return Swatch("circle", colour, opacity, outline, width=2 * _number(values, "circle-radius", 5))


def _line(values: dict[str, Any], _: str) -> Swatch:
    dash = values.get("line-dasharray")
    lengths = tuple(part for part in dash if isinstance(part, int | float)) if isinstance(dash, list) else ()
    opacity, width = _number(values, "line-opacity", 1), _number(values, "line-width", 1)
    return Swatch("line", _colour(values, "line-color"), opacity, width=width, dash=lengths)


def parse(name: object) -> tuple[str, str] | None:
    """Return shape or pattern and colour of an image's name, such as ``raute-882255``; None where it is not ours."""
    found = re.fullmatch(r"([a-z]+)-([0-9a-f]{6})", str(name), re.IGNORECASE)
    return (found[1], f"#{found[2].lower()}") if found and (found[1] in SHAPES or found[1] in PATTERNS) else None


def line_width(pattern: str) -> float:
    """Return the width of a pattern's lines in the units of its tile; dots are lines without length."""
    return 3.5 if pattern == "punkte" else 1.5


def _symbol(values: dict[str, Any], _: str) -> Swatch:
    found = parse(values.get("icon-image"))
    if found and found[0] in SHAPES:
        return Swatch("marker", found[1], outline="#ffffff", width=24, shape=SHAPES[found[0]])
    return Swatch("label", _colour(values, "text-color"))


def _area(values: dict[str, Any], kind: str) -> Swatch:
    found = parse(values.get(f"{kind}-pattern"))
    if found and found[0] in PATTERNS:
        return Swatch("area", found[1], opacity=0, outline=found[1], pattern=found[0])
    opacity, outline = _number(values, f"{kind}-opacity", 1), values.get(f"{kind}-outline-color")
    return Swatch("area", _colour(values, f"{kind}-color"), opacity, outline)


DRAWN = {"circle": _circle, "line": _line, "symbol": _symbol}


def _colour(values: dict[str, Any], name: str) -> str:
    found = values.get(name)
    return found if isinstance(found, str) else BLACK


def _number(values: dict[str, Any], name: str, otherwise: float) -> float:
    found = values.get(name)
    return float(found) if isinstance(found, int | float) else otherwise
