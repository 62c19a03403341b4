"""A drawing of features before and after a publication."""

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
import shapely
from markupsafe import Markup
from shapely.geometry.base import BaseGeometry

from pipelines.report.frame import Frame, frame_around
from pipelines.report.ground import Ground
from pipelines.report.render import templates
from pipelines.text import Language

Pair = tuple[str, BaseGeometry | None, BaseGeometry | None]
"""Feature id, geometry before and after in EPSG:25832; None where the feature was not, or will not be, there."""


@dataclass(frozen=True)
class Side:
    """One state of a feature, called before or after: its lines and rings as a path, its points."""

    name: str
    path: str
    area: bool
    points: tuple[tuple[float, float], ...]


@dataclass(frozen=True)
class Drawing:
    """One feature in both states; ``way`` leads a moved point from the old place to the new one."""

    feature: str
    sides: tuple[Side, ...]
    way: tuple[float, ...] | None


def before_after(pairs: Iterable[Pair], language: Language, ground: Ground | None = None) -> Markup:
    """Draw features as they were, dashed, and as they will be; the border of ``ground`` lies beneath.

    Returns "" when there is nothing to draw.
    """
    listed = list(pairs)
    shapes = [shape for _, *both in listed for shape in both if shape is not None and not shape.is_empty]
    if not shapes:
        return Markup("")
    frame = frame_around(shapes)
    template = templates(language).get_template("before_after.html")
    border = tuple(frame.path(shape) for shape in ground.border) if ground else ()
    return Markup(  # noqa: S704 - the template has escaped every value
        template.render(frame=frame, border=border, drawings=[_drawing(pair, frame) for pair in listed])
    )


def _drawing(pair: Pair, frame: Frame) -> Drawing:
    feature, before, after = pair
    sides = tuple(_side(name, shape, frame) for name, shape in (("before", before), ("after", after)) if shape)
    places = [side.points[0] for side in sides if len(side.points) == 1]
    moved = len(places) == 2 and places[0] != places[1]
    return Drawing(feature, sides, (*places[0], *places[1]) if moved else None)


def _side(name: str, shape: BaseGeometry, frame: Frame) -> Side:
    parts = shapely.get_parts(shape)
    lone = parts[shapely.get_dimensions(parts) == 0]
    points = np.round(frame.project(shapely.get_coordinates(lone)), 1)
    return Side(name, frame.path(shape), shapely.get_dimensions(shape) == 2, tuple(map(tuple, points.tolist())))
