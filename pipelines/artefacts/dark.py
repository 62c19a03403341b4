"""How a background layer looks in the dark: its style is drawn for daylight, and its colours follow.

The map does the same (client/src/appearance/look.ts); dark.json beside it holds examples for both.
"""

import math
from dataclasses import dataclass, replace
from typing import Literal

from pipelines.artefacts.expression import Properties
from pipelines.artefacts.swatch import Swatch, swatch
from pipelines.style import Layer

Role = Literal["ground", "line", "text"]

ROLES: dict[str, tuple[str, Role]] = {
    "area": ("fill-color", "ground"),
    "line": ("line-color", "line"),
    "circle": ("circle-color", "ground"),
}
"""By the kind of a swatch: the paint property that its colour comes from, and what it is on the map."""


@dataclass(frozen=True)
class Colour:
    """OKLCH: lightness 0 to 1, chroma from 0 (grey), hue in radians."""

    lightness: float
    chroma: float
    hue: float


def swatch_in_the_dark(layer: Layer, properties: Properties, zoom: float) -> Swatch:
    """Return how ``layer`` draws a feature in the dark; what its style says of that itself goes first."""
    own = layer.get("metadata", {}).get("dark", {})
    found = swatch(layer | {"paint": layer.get("paint", {}) | own}, properties, zoom)
    name, role = ROLES[found.kind]
    outline = found.outline and darkened(found.outline, "text")
    return replace(found, colour=found.colour if name in own else darkened(found.colour, role), outline=outline)


def darkened(colour: str, role: Role) -> str:
    """Return a colour as it is in the dark; one that is not written as ``#rrggbb`` stays."""
    given = read(colour)
    return write(_dark(given, role)) if given else colour


def _dark(colour: Colour, role: Role) -> Colour:
    light = colour.lightness
    if role == "text":
        return replace(colour, lightness=_within(0.78, 0.62 + (1 - light) * 0.35, 0.94), chroma=colour.chroma * 0.8)
    if role == "line":
        return replace(colour, lightness=_within(0.34, 0.24 + (0.96 - light) * 0.75, 0.72), chroma=colour.chroma * 0.9)
    paper = colour.chroma < 0.03  # warm paper would be brown in the dark
    lightness = _within(0.22, 0.24 + (0.96 - light) * 0.5, 0.6)
    return Colour(lightness, 0.009, 2.9) if paper else replace(colour, lightness=lightness, chroma=colour.chroma * 0.5)


def _within(low: float, value: float, high: float) -> float:
    return min(high, max(low, value))


def read(colour: str) -> Colour | None:
    """Read ``#rrggbb``; None for anything else."""
    try:
        red, green, blue = (_decoded(part / 255) for part in bytes.fromhex(colour.removeprefix("#")))
    except ValueError:
        return None
    # Björn Ottosson, "A perceptual color space for image processing": linear sRGB → OKLab
    x = math.cbrt(0.4122214708 * red + 0.5363325363 * green + 0.0514459929 * blue)
    y = math.cbrt(0.2119034982 * red + 0.6806995451 * green + 0.1073969566 * blue)
    z = math.cbrt(0.0883024619 * red + 0.2817188376 * green + 0.6299787005 * blue)
    a = 1.9779984951 * x - 2.428592205 * y + 0.4505937099 * z
    b = 0.0259040371 * x + 0.7827717662 * y - 0.808675766 * z
    return Colour(0.2104542553 * x + 0.793617785 * y - 0.0040720468 * z, math.hypot(a, b), math.atan2(b, a))


def write(colour: Colour) -> str:
    """Write a colour as ``#rrggbb``; what no screen can show is brought to the nearest that it can."""
    light, a, b = colour.lightness, colour.chroma * math.cos(colour.hue), colour.chroma * math.sin(colour.hue)
    x = (light + 0.3963377774 * a + 0.2158037573 * b) ** 3
    y = (light - 0.1055613458 * a - 0.0638541728 * b) ** 3
    z = (light - 0.0894841775 * a - 1.291485548 * b) ** 3
    linear = (
        4.0767416621 * x - 3.3077115913 * y + 0.2309699292 * z,
        -1.2684380046 * x + 2.6097574011 * y - 0.3413193965 * z,
        -0.0041960863 * x - 0.7034186147 * y + 1.707614701 * z,
    )
    return "#" + "".join(f"{math.floor(255 * _encoded(_within(0, part, 1)) + 0.5):02x}" for part in linear)


def _decoded(value: float) -> float:
    """IEC 61966-2-1: the curve of sRGB."""
    return value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4


def _encoded(value: float) -> float:
    return 12.92 * value if value <= 0.0031308 else 1.055 * value ** (1 / 2.4) - 0.055
