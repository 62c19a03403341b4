"""Where faults are, in degrees: for maps, and for people who have the plan in no CAD."""

from collections.abc import Callable
from typing import Any

import numpy as np
import shapely
from numpy.typing import NDArray
from pyproj import Transformer
from shapely.geometry.base import BaseGeometry

from pipelines.xplan.validation.finding import Finding
from pipelines.xplan.validation.validation import Validation

DECIMALS = 7
"""Of a degree: a centimetre."""

Move = Callable[[BaseGeometry], BaseGeometry]


def to_degrees(crs: int | None) -> Move | None:
    """Return what moves a plan's geometry, easting first, to longitude and latitude; None where the CRS is unknown."""
    if crs is None:
        return None
    transform = Transformer.from_crs(crs, "OGC:CRS84", always_xy=True).transform

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
