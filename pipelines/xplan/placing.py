"""Plans on the map: linear copies of their geometry in the storage CRS, EPSG:25832."""

from collections.abc import Sequence

import numpy as np
import shapely
from numpy.typing import NDArray
from pyproj import Transformer
from shapely.geometry.base import BaseGeometry

from pipelines.settings import Settings
from pipelines.stages.operation import find_grids, operation_of
from pipelines.xplan.geometry import Geometry
from pipelines.xplan.linear import TOLERANCE, shape

Points = NDArray[np.float64]


def placed(
    geometries: Sequence[Geometry], code: int, settings: Settings, tolerance: float = TOLERANCE
) -> list[BaseGeometry]:
    """Return geometries of the CRS EPSG:``code`` in EPSG:25832, by the operation that fits the town best.

    Raises GeometryError for what cannot be drawn, SourceError where no operation leads there.
    """
    return moved([shape(each, tolerance) for each in geometries], code, settings)


def moved(shapes: Sequence[BaseGeometry], code: int, settings: Settings) -> list[BaseGeometry]:
    """Bring shapes of the CRS EPSG:``code`` to EPSG:25832. Raises SourceError where no operation leads there."""
    operation = operation_of(f"EPSG:{code}", settings)
    if operation.is_null or not shapes:
        return list(shapes)
    find_grids()
    transform = Transformer.from_pipeline(operation.pipeline).transform

    def move(points: Points) -> Points:
        return np.column_stack(transform(points[:, 0], points[:, 1]))

    return list(shapely.transform(np.array(shapes, dtype=object), move))
