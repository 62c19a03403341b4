"""Does a feature lie where the town is? What lies elsewhere was mostly given in another CRS than it says."""

from functools import lru_cache

import numpy as np
import shapely
from geopandas import GeoDataFrame
from numpy.typing import NDArray
from pyproj import Transformer

from pipelines.definition import Dataset
from pipelines.errors import RefusedError
from pipelines.report.finding import Finding
from pipelines.stages.position import positions
from pipelines.tables import STORAGE_SRID
from pipelines.text import Text

RULE = "outside-town"

NEAR = 2_000.0
"""Metres around the extent in which a town's own features may lie: waterworks, forest, ends of lines."""

STEP = 0.01
"""Degrees, some 1 km: between vertices this close a parallel is straight in UTM to a few decimetres."""

MESSAGE = Text(
    f"Liegt mehr als {NEAR / 1000:g} km außerhalb der Stadt.", f"Lies more than {NEAR / 1000:g} km outside the town."
)

Extent = tuple[float, float, float, float]
"""West, south, east, north in CRS84 degrees."""


def outside_town(frame: GeoDataFrame, dataset: Dataset, extent: Extent) -> tuple[GeoDataFrame, list[Finding]]:
    """Warn of finished features of which no part lies in the town's extent or near it; none is refused."""
    away = frame[shapely.disjoint(_surroundings(extent), frame.geometry.to_numpy())]
    public = dataset.visibility == "public"
    places = positions(away.geometry) if public else [None] * len(away)
    return frame, [
        Finding(int(record), RULE, "warned", MESSAGE, feature=str(key) if public else None, position=place)
        for record, key, place in zip(away.index, away["id"], places, strict=True)
    ]


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
def _surroundings(extent: Extent) -> shapely.Polygon:
    to_storage = Transformer.from_crs("OGC:CRS84", STORAGE_SRID, always_xy=True)

    def projected(corners: NDArray[np.float64]) -> NDArray[np.float64]:
        return np.column_stack(to_storage.transform(corners[:, 0], corners[:, 1]))

    area = shapely.transform(shapely.segmentize(shapely.box(*extent), STEP), projected).buffer(NEAR)
    shapely.prepare(area)
    return area
