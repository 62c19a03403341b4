"""Does a plan lie where its CRS is for? Degrees, swapped axes and the wrong zone pass all rules on geometry."""

from collections.abc import Iterator

import numpy as np
import shapely
from pyproj import CRS, Transformer
from pyproj.exceptions import CRSError

from pipelines.text import Text
from pipelines.xplan.crs import epsg
from pipelines.xplan.validation.finding import Finding, Severity
from pipelines.xplan.validation.subject import Subject

NAME, TITLE = "region", "Lage im Gebiet des Koordinatensystems"

MARGIN = 6.0
"""Degrees beyond the area of use: in Germany, plans of one zone of UTM reach into the next."""


def check_region(subject: Subject) -> Iterator[Finding]:
    """Yield the scopes that lie far outside of the area of use that EPSG's register names for their CRS."""
    plans = subject.document.plans
    for each in subject.drawings:
        code = epsg(each.geometry.any_srs_name or subject.document.srs_name or "")
        if each.feature in plans and each.shape is not None and code and _is_elsewhere(each.shape.centroid, code):
            yield Finding(NAME, Severity.ERROR, _message(each.shape.centroid, code), (each.feature.gml_id,))


def _is_elsewhere(point: shapely.Point, code: int) -> bool:
    try:
        crs = CRS.from_epsg(code)
    except CRSError:  # 2.1.3.1 tells of it
        return False
    area = crs.area_of_use
    if area is None or point.is_empty:
        return False
    degrees = Transformer.from_crs(crs, "OGC:CRS84", always_xy=True).transform(point.x, point.y)
    west, south, east, north = area.bounds
    there = west - MARGIN <= degrees[0] <= east + MARGIN and south - MARGIN <= degrees[1] <= north + MARGIN
    return not (np.isfinite(degrees).all() and there)


def _message(point: shapely.Point, code: int) -> Text:
    at = f"{point.x:.2f} / {point.y:.2f}"
    return Text(
        f"Der Plan liegt bei {at}, wo EPSG:{code} nicht gilt. Sind es Grad, oder sind Rechts- und Hochwert vertauscht?",
        f"The plan lies at {at}, where EPSG:{code} does not hold. Are these degrees, or are the axes swapped?",
    )
