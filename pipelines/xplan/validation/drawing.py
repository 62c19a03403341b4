"""A drawing of one fault: the features concerned, and what is wrong with them, in the plan's own CRS."""

from dataclasses import dataclass

import shapely
from shapely.geometry.base import BaseGeometry

from pipelines.report.frame import Frame, frame_around
from pipelines.xplan.validation.finding import Finding
from pipelines.xplan.validation.validation import Validation

ROOM = 1.0
"""How much of what is around a fault is shown, in its own size."""

SMALLEST = 0.02
"""Metres across a drawing at least: faults of some millimetres are to be seen."""

FEATURES = 9
"""Features of one fault that are drawn."""


@dataclass(frozen=True)
class Drawing:
    """SVG paths in the units of ``frame``; ``spot`` is where the fault is, ``metres`` how wide the drawing is."""

    frame: Frame
    features: tuple[str, ...]
    fault: str
    spot: tuple[float, float]
    metres: float


def drawing(finding: Finding, validation: Validation) -> Drawing | None:
    """Return the drawing of a fault, None where it has no place."""
    if finding.shape is None or finding.point is None:
        return None
    around = _around(finding, validation)
    frame = frame_around([_window(finding.shape, around)], SMALLEST)
    window = shapely.box(
        frame.west, frame.north - frame.height / frame.scale, frame.west + frame.width / frame.scale, frame.north
    ).buffer(frame.width / frame.scale * 0.02, join_style="mitre")
    x, y = frame.project(shapely.get_coordinates(shapely.Point(*finding.point)))[0].tolist()
    return Drawing(
        frame=frame,
        features=tuple(path for shape in around if (path := frame.path(shape.intersection(window)))),
        fault=frame.path(finding.shape.intersection(window)),
        spot=(round(x, 1), round(y, 1)),
        metres=frame.width / frame.scale,
    )


def _around(finding: Finding, validation: Validation) -> list[BaseGeometry]:
    subject = validation.subject
    if subject is None:
        return []
    features = [subject.document.by_id.get(each) for each in finding.gml_ids[:FEATURES]]
    shapes = (subject.shape(each) for each in features if each is not None)
    return [each for each in shapes if each is not None]


def _window(fault: BaseGeometry, around: list[BaseGeometry]) -> BaseGeometry:
    """What is shown: the fault with room around it; of a point, the middle of the smallest feature that has it."""
    west, south, east, north = fault.bounds
    size = max(east - west, north - south)
    if not size:
        sizes = [max(b[2] - b[0], b[3] - b[1]) for each in around if any(b := each.bounds)]
        size = min(sizes, default=10.0) / (2 * ROOM)
    margin = max(size, SMALLEST) * ROOM / 2
    return shapely.box(west - margin, south - margin, east + margin, north + margin)
