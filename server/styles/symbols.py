"""Ways to draw a feature that SLD and QGIS know, too. Lengths are pixels of 0.28 mm, colours are #rrggbb."""

from dataclasses import dataclass
from typing import Literal

Part = tuple[Literal["field", "text"], str]
"""A piece of a label: the value of a field, or a fixed text."""


@dataclass(frozen=True)
class Fill:
    """An area; ``outline`` is the colour of a line of one pixel around it."""

    colour: str
    opacity: float
    outline: str | None


@dataclass(frozen=True)
class Pattern:
    """An area filled with one of the map's own patterns, without a colour beneath; ``size`` is the side of its tile."""

    name: str
    colour: str
    opacity: float
    size: float


@dataclass(frozen=True)
class Line:
    """A line, or the outline of an area; ``dash`` is in pixels."""

    colour: str
    opacity: float
    width: float
    dash: tuple[float, ...]
    cap: str
    join: str


@dataclass(frozen=True)
class Circle:
    """A disc with a ring outside it."""

    colour: str
    opacity: float
    radius: float
    ring: str
    ring_width: float


@dataclass(frozen=True)
class Marker:
    """A shape of the map's own markers; ``size`` is the side of the box that it is drawn in."""

    shape: str
    colour: str
    size: float


@dataclass(frozen=True)
class Label:
    """A text; ``anchor`` is which part of it lies at the feature, ``offset`` moves it (x, y downwards, in pixels)."""

    parts: tuple[Part, ...]
    size: float
    colour: str
    halo: str
    halo_width: float
    bold: bool
    italic: bool
    anchor: str
    offset: tuple[float, float]
    along: bool


Symbol = Fill | Pattern | Line | Circle | Marker | Label
