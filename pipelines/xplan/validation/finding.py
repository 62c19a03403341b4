"""One thing that a plan breaks: which rule, how bad, who and where."""

from dataclasses import dataclass
from enum import StrEnum

from shapely.geometry.base import BaseGeometry

from pipelines.text import Text


class Severity(StrEnum):
    """A plan with errors is not valid; one with warnings is."""

    ERROR = "error"
    WARNING = "warning"


@dataclass(frozen=True, slots=True)
class Finding:
    """``rule`` is the number of a Konformitätsbedingung or the name of a check of structure.

    ``shape`` is what is wrong (a point, the overlap, the gap) in the plan's CRS, easting first; None where nothing
    can be drawn. ``gml_ids`` are the features or geometries concerned, the one to mend first.
    """

    rule: str
    severity: Severity
    message: Text
    gml_ids: tuple[str, ...] = ()
    shape: BaseGeometry | None = None
    line: int | None = None

    @property
    def point(self) -> tuple[float, float] | None:
        """A point of the fault, easting first, None where it has no place."""
        if self.shape is None or self.shape.is_empty:
            return None
        spot = self.shape.representative_point()
        return spot.x, spot.y
