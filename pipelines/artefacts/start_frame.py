"""The frame of the start picture: its size and name, and how the pictures of layers are laid over each other.

A server needs no more than this, and so loads nothing that reads tables.
"""

from collections.abc import Iterable

from pipelines.artefacts.dark import darkened
from pipelines.artefacts.svg import element
from pipelines.town import Town

WIDTH, HEIGHT = 1920, 1200
"""CSS pixels: as much as a large screen shows."""

PAPER = "#f4f2ec"
"""The map's ground, as in client/src/appearance/background.ts."""


def start_name(town: Town) -> str:
    """Return the file's name, which tells the part of the world: a town may move its start."""
    longitude, latitude = town.centre
    return f"start_{longitude:g}_{latitude:g}_{town.zoom:g}.svg"


def laid_over(pictures: Iterable[str]) -> str:
    """Return the pictures of layers over each other, the first one lowest, on the map's paper."""
    ground = element("rect", **{"class": "papier"}, width=WIDTH, height=HEIGHT, fill=PAPER)
    return framed(1, in_the_dark(f".papier{{fill:{darkened(PAPER, 'ground')}}}"), ground, *pictures)


def framed(unit: int, *children: str) -> str:
    """Return an SVG of the picture's size whose coordinates count ``unit`` to the pixel."""
    box = f"0 0 {WIDTH * unit} {HEIGHT * unit}"
    return element("svg", *children, xmlns="http://www.w3.org/2000/svg", width=WIDTH, height=HEIGHT, viewBox=box)


def in_the_dark(rules: str) -> str:
    """A picture in a page is as light or dark as this page (CSS Color Adjustment 1, 2.1)."""
    return f"<style>@media (prefers-color-scheme:dark){{{rules}}}</style>"
