"""What is wrong with one geometry, before it is known whose it is."""

from dataclasses import dataclass

import shapely
from shapely.geometry.base import BaseGeometry

from pipelines.text import Text
from pipelines.xplan.geometry import Geometry

SAME = 0.002
"""Metres below which two points of a plan are the same (2.2.1.1)."""


@dataclass(frozen=True, slots=True)
class Flaw:
    """``gml_id`` is that of the part concerned; ``shape`` is where, None for the whole."""

    message: Text
    gml_id: str | None = None
    shape: BaseGeometry | None = None


def at(part: Geometry, message: Text, x: float, y: float) -> Flaw:
    """Make a flaw at one point of a part."""
    return Flaw(message, part.gml_id, shapely.Point(x, y))
