"""Where faults are, in degrees: for maps, and for people who have the plan in no CAD."""

from collections.abc import Callable, Iterator
from typing import Any

import numpy as np
import shapely
from numpy.typing import NDArray
from pyproj import Transformer
from pyproj.exceptions import CRSError
from shapely.geometry.base import BaseGeometry

from pipelines.xplan.validation.finding import Finding
from pipelines.xplan.validation.validation import Validation

DECIMALS = 7
"""Of a degree: a centimetre."""

COARSE = 5e-7
"""Degrees by which lines of a drawing may leave those of the plan: five centimetres."""

Move = Callable[[BaseGeometry], BaseGeometry]


def to_degrees(crs: int | None) -> Move | None:
    """Return what moves a plan's geometry, easting first, to longitude and latitude; None where the CRS is unknown."""
    if crs is None:
        return None
    try:
        transform = Transformer.from_crs(crs, "OGC:CRS84", always_xy=True).transform
    except CRSError:  # a number that EPSG's register does not have
        return None

    def move(shape: BaseGeometry) -> BaseGeometry:
        def moved(points: NDArray[np.float64]) -> NDArray[np.float64]:
            return np.round(np.column_stack(transform(points[:, 0], points[:, 1])), DECIMALS)

        degrees: BaseGeometry = shapely.transform(shape, moved)
        return degrees

    return move


def place(finding: Finding, move: Move | None) -> list[float] | None:
    """Return longitude and latitude of a finding, None where it has no place."""
    if finding.point is None or move is None:
        return None
    point = move(shapely.Point(*finding.point))
    return [float(each) for each in point.coords[0]] if np.isfinite(point.coords[0]).all() else None


def to_geojson(validation: Validation) -> dict[str, Any]:
    """Return the places of all faults as a FeatureCollection; those without a place have no geometry."""
    move = to_degrees(validation.crs)
    return {
        "type": "FeatureCollection",
        "features": [_feature(each, validation, move) for each in validation.findings],
    }


def to_drawing(validation: Validation) -> dict[str, Any]:
    """Return the plan's features, for looking at, and all faults with a place as a FeatureCollection.

    The plan's are named by ``class`` and ``gml_id``, faults by their place among the findings (``finding``).
    """
    move = to_degrees(validation.crs)
    features = [*_plan(validation, move), *_faults(validation, move)] if move is not None else []
    return {"type": "FeatureCollection", "features": features}


def _plan(validation: Validation, move: Move) -> Iterator[dict[str, Any]]:
    if (subject := validation.subject) is None:
        return
    for feature in subject.document.features:
        if (shape := subject.shape(feature)) is not None:
            named = {"class": feature.class_name, "gml_id": feature.gml_id}
            yield from _placed(shape, move, named, COARSE)


def _faults(validation: Validation, move: Move) -> Iterator[dict[str, Any]]:
    for number, finding in enumerate(validation.findings):
        if finding.shape is not None:
            yield from _placed(finding.shape, move, {"finding": number, "severity": finding.severity.value})


def _placed(
    shape: BaseGeometry, move: Move, properties: dict[str, Any], tolerance: float = 0.0
) -> Iterator[dict[str, Any]]:
    moved = move(shape)
    if not moved.is_empty and np.isfinite(shapely.get_coordinates(moved)).all():
        drawn = moved.simplify(tolerance) if tolerance else moved
        yield {"type": "Feature", "geometry": shapely.geometry.mapping(drawn), "properties": properties}


def _feature(finding: Finding, validation: Validation, move: Move | None) -> dict[str, Any]:
    shape = finding.shape if place(finding, move) and finding.shape is not None and move is not None else None
    geometry = shapely.geometry.mapping(move(shape)) if shape is not None and move is not None else None
    return {
        "type": "Feature",
        "geometry": geometry,
        "properties": {
            "rule": finding.rule,
            "title": validation.title(finding.rule),
            "severity": finding.severity.value,
            "message": finding.message.de,
            "gml_ids": list(finding.gml_ids),
        },
    }
