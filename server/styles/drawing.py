"""Properties of a MapLibre layer, for one feature at one zoom level → symbols as SLD and QGIS have them."""

import re
from collections.abc import Iterator
from typing import Any

from pipelines.artefacts.expression import value_for
from pipelines.artefacts.swatch import PATTERNS, SHAPES, SIDE, parse
from pipelines.text import Text
from server.styles.symbols import Circle, Fill, Label, Line, Marker, Part, Pattern, Symbol

ASIDE = frozenset({"text-field", "text-font"})
"""What is read apart: a label's text, and a list of fonts that looks like an expression."""


class Inexact(Exception):  # noqa: N818 - a finding, not a failure
    """What a style layer has and other programs have not."""

    def __init__(self, reason: Text) -> None:
        super().__init__(reason.de)
        self.reason = reason


def drawn_as(kind: str, said: dict[str, Any], sample: dict[str, Any], zoom: float) -> tuple[Symbol, ...]:
    """Return how a layer of a kind draws ``sample`` at a zoom level; ``said`` are its properties. Raises Inexact."""
    values = {name: value_for(value, sample, zoom) for name, value in said.items() if name not in ASIDE}
    return tuple(DRAWN[kind](values, said))


def _fill(values: dict[str, Any], _: dict[str, Any]) -> Iterator[Symbol]:
    opacity = float(values.get("fill-opacity", 1))
    if pattern := values.get("fill-pattern"):
        found = parse(pattern)
        if not found or found[0] not in PATTERNS:
            raise Inexact(Text(f"Muster „{pattern}“", f"pattern “{pattern}”"))
        if opacity > 0:
            yield Pattern(*found, opacity, SIDE)
    elif opacity > 0:
        outline = values.get("fill-outline-color")
        yield Fill(_colour(values, "fill-color"), opacity, _hex(outline) if outline else None)


def _line(values: dict[str, Any], _: dict[str, Any]) -> Iterator[Symbol]:
    width, opacity = float(values.get("line-width", 1)), float(values.get("line-opacity", 1))
    if width > 0 and opacity > 0:
        dash = tuple(round(part * width, 3) for part in values.get("line-dasharray") or ())
        cap, join = values.get("line-cap", "butt"), values.get("line-join", "miter")
        yield Line(_colour(values, "line-color"), opacity, round(width, 3), dash, cap, join)


def _circle(values: dict[str, Any], _: dict[str, Any]) -> Iterator[Symbol]:
    ring_width = float(values.get("circle-stroke-width", 0))
    opacity, radius = float(values.get("circle-opacity", 1)), round(float(values.get("circle-radius", 5)), 3)
    ring = _colour(values, "circle-stroke-color")
    yield Circle(_colour(values, "circle-color"), opacity, radius, ring, round(ring_width, 3))


def _point(values: dict[str, Any], said: dict[str, Any]) -> Iterator[Symbol]:
    if icon := values.get("icon-image"):
        found = parse(icon)
        if not found or found[0] not in SHAPES:
            raise Inexact(Text(f"Bild „{icon}“", f"image “{icon}”"))
        yield Marker(*found, round(SIDE * float(values.get("icon-size", 1)), 3))
    if "text-field" in said:
        yield _label(values, said)


def _label(values: dict[str, Any], said: dict[str, Any]) -> Label:
    size = round(float(values.get("text-size", 16)), 3)
    font = " ".join(said.get("text-font") or ())
    anchor = values.get("text-anchor", "center")
    x, y = values.get("text-offset") or (0, 0)
    return Label(
        tuple(_parts(said["text-field"])),
        size,
        _colour(values, "text-color"),
        _colour(values, "text-halo-color"),
        float(values.get("text-halo-width", 0)),
        "Bold" in font,
        "Italic" in font,
        anchor,
        (round(x * size, 3), round(y * size, 3)),
        values.get("symbol-placement", "point") != "point",
    )


DRAWN = {"fill": _fill, "line": _line, "circle": _circle, "symbol": _point}


def _parts(text: Any) -> Iterator[Part]:
    if isinstance(text, str):
        if "{" in text:
            raise Inexact(Text("Beschriftung mit Platzhaltern", "a label with placeholders"))
        yield "text", text
        return
    name, *parts = text
    if name == "get":
        yield "field", parts[0]
    elif name == "concat":
        for part in parts:
            yield from _parts(part)
    elif name == "to-string" or (name == "coalesce" and parts[1:] == [""]):
        yield from _parts(parts[0])
    else:
        raise Inexact(Text(f"Beschriftung mit „{name}“", f"a label with “{name}”"))


def _colour(values: dict[str, Any], name: str) -> str:
    return _hex(values.get(name) or "#000000")


def _hex(colour: Any) -> str:
    if isinstance(colour, str) and re.fullmatch(r"#[0-9a-fA-F]{6}", colour):
        return colour.lower()
    if isinstance(colour, str) and re.fullmatch(r"#[0-9a-fA-F]{3}", colour):
        return "#" + "".join(2 * digit for digit in colour[1:]).lower()
    raise Inexact(Text(f"Farbe „{colour}“", f"colour “{colour}”"))
