"""Brooks and green spaces with natural shapes, in EPSG:25832."""

from functools import cache

from shapely import LineString, Polygon

from deploy.sample.nature import BROOKS, GREEN, Brook, Green
from deploy.sample.projection import blob, curve
from deploy.sample.streets import SHEET


@cache
def brooks() -> tuple[tuple[Brook, LineString], ...]:
    """Each brook with its course from spring to mouth."""
    courses = ((brook, curve(brook.points).intersection(SHEET)) for brook in BROOKS)
    return tuple((brook, course) for brook, course in courses if isinstance(course, LineString))


@cache
def greens() -> tuple[tuple[Green, Polygon], ...]:
    """Each green space with its area; woods have a ragged edge, what people laid out has a straight one."""
    return tuple((green, _area(green)) for green in GREEN)


def _area(green: Green) -> Polygon:
    if green.kind in {"wald", "wiese"}:
        area = blob(green.outline, green.name, levels=3, roughness=0.09).intersection(SHEET)
    else:
        area = blob(green.outline, green.name, roughness=0.02)
    return area if isinstance(area, Polygon) else Polygon()
