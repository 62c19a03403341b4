"""Does a feature lie where the town is? What lies elsewhere was mostly given in another CRS than it says."""

from functools import lru_cache

import numpy as np
import shapely
from geopandas import GeoDataFrame
from numpy.typing import NDArray
from pyproj import Transformer
from shapely.geometry.base import BaseGeometry

from pipelines.definition import Dataset, RuleAction
from pipelines.errors import RefusedError
from pipelines.report.finding import Action, Finding
from pipelines.stages.coordinates import Mask, Rows
from pipelines.stages.position import positions
from pipelines.storage import STORAGE_SRID
from pipelines.text import Text

RULE = "outside-town"

ACTIONS: dict[RuleAction, Action] = {"warn": "warned", "refuse": "refused"}

STEP = 0.01
"""Degrees, some 1 km: between vertices this close a parallel is straight in UTM to a few decimetres."""

NEAR = 2_000.0
"""Metres around the extent in which coordinates are taken to mean the town."""

Extent = tuple[float, float, float, float]
"""West, south, east, north in CRS84 degrees."""


def outside_town(frame: GeoDataFrame, dataset: Dataset, extent: Extent) -> tuple[GeoDataFrame, list[Finding]]:
    """Warn of finished features of which no part lies in or near the town, or refuse them, as the definition says.

    How near is near is the definition's ``outside.buffer``: waterworks, forest and the ends of lines lie outside.
    """
    shapes, town = frame.geometry.to_numpy(), _surroundings(extent, dataset.outside.buffer)
    if not len(shapes) or town.contains(shapely.box(*shapely.total_bounds(shapes))):
        return frame, []
    far = shapely.disjoint(town, shapes)
    if not far.any():
        return frame, []
    away = frame[far]
    public = dataset.visibility == "public"
    places = positions(away.geometry) if public else [None] * len(away)
    message, action = _message(dataset.outside.buffer), ACTIONS[dataset.outside.action]
    findings = [
        Finding(record, RULE, action, message, feature=str(key) if public else None, position=place)
        for record, key, place in zip(away.index.tolist(), away["id"], places, strict=True)
    ]
    return frame if action == "warned" else frame[~far], findings


def near(x: Rows, y: Rows, extent: Extent) -> Mask:
    """Tell which of these places (EPSG:25832, not finite allowed) lie in the town or near it."""
    return np.asarray(shapely.contains_xy(_surroundings(extent, NEAR), x, y))


def touches(shape: BaseGeometry, extent: Extent) -> bool:
    """Tell whether any part of a shape (EPSG:25832) lies in the town or near it."""
    return bool(shapely.intersects(_surroundings(extent, NEAR), shape))


def _message(buffer: float) -> Text:
    kilometres = f"{buffer / 1000:g}"
    return Text(
        f"Liegt mehr als {kilometres} km außerhalb der Stadt.", f"Lies more than {kilometres} km outside the town."
    )


def elsewhere(dataset: Dataset, crs: str | None) -> RefusedError:
    """Return the error for a layer of which nothing lies in the town; ``crs`` is the one its source was read in."""
    named = f" ({_shown(crs)})" if crs else ""
    return RefusedError(
        Text(
            f"{dataset.id}: Kein einziges Objekt liegt in der Stadt oder in ihrer Nähe.",
            f"{dataset.id}: Not a single feature lies in the town or near it.",
        ),
        Text(
            f"Das Koordinatensystem{named} ist wahrscheinlich falsch, oder die Datei gehört zu einer anderen Stadt. "
            "Bitte crs, x und y in der Definition prüfen. Veröffentlicht bleibt, was es bisher war.",
            f"The coordinate system{named} is probably wrong, or the file belongs to another town. "
            "Please check crs, x and y in the definition. What was live stays live.",
        ),
    )


def _shown(crs: str) -> str:
    """Return the code, or the name out of WKT."""
    return crs.partition('["')[2].partition('"')[0] or crs


@lru_cache(maxsize=8)
def _surroundings(extent: Extent, buffer: float) -> shapely.Polygon:
    to_storage = Transformer.from_crs("OGC:CRS84", STORAGE_SRID, always_xy=True)

    def projected(corners: NDArray[np.float64]) -> NDArray[np.float64]:
        return np.column_stack(to_storage.transform(corners[:, 0], corners[:, 1]))

    area = shapely.transform(shapely.segmentize(shapely.box(*extent), STEP), projected).buffer(buffer)
    shapely.prepare(area)
    return area
