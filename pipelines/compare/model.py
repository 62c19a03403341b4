"""What is different between two versions of a layer: counts of all, details of the first."""

from dataclasses import dataclass
from typing import Any, Literal

Kind = Literal["added", "changed", "removed"]

Geometry = dict[str, Any]
"""A geometry of GeoJSON: CRS84, longitude first, 7 decimals."""


@dataclass(frozen=True)
class FieldChange:
    """One value that is another now; both are None for a field whose values no report may tell."""

    field: str
    before: object
    after: object


@dataclass(frozen=True)
class FeatureChange:
    """One feature that came, went or is another now.

    ``fields`` are those whose values differ. ``moved`` is how far the shape lies from the old one in metres (the
    Hausdorff distance; None: not at all), ``size_before`` and ``size_after`` are m² of areas and m of lines.
    ``before`` and ``after`` are the shapes. An internal layer's places and shapes are None.
    """

    feature: str
    change: Kind
    fields: tuple[FieldChange, ...] = ()
    moved: float | None = None
    size_before: float | None = None
    size_after: float | None = None
    position: tuple[float, float] | None = None
    before: Geometry | None = None
    after: Geometry | None = None

    def to_json(self) -> dict[str, Any]:
        """Return the change for machines, without the shapes: these are in the GeoJSON."""
        return {
            "feature": self.feature,
            "change": self.change,
            "fields": [vars(field) for field in self.fields],
            "moved": self.moved,
            "size_before": self.size_before,
            "size_after": self.size_after,
            "position": self.position,
        }


@dataclass(frozen=True)
class Counts:
    """Numbers of features; a feature is unchanged when the columns that both versions have are, and its shape."""

    added: int
    changed: int
    removed: int
    unchanged: int


@dataclass(frozen=True)
class Changes:
    """A source compared with the live ``version`` (None: nothing is live, everything is new).

    ``fields_added`` and ``fields_removed`` are columns that only one of both has; they are not compared. ``first``
    holds the first 100 features of every kind.
    """

    dataset: str
    version: int | None
    counts: Counts
    fields_added: tuple[str, ...] = ()
    fields_removed: tuple[str, ...] = ()
    first: tuple[FeatureChange, ...] = ()

    def to_json(self) -> dict[str, Any]:
        """Return the changes for machines; the keys stay the same in every release."""
        return {
            "dataset": self.dataset,
            "version": self.version,
            "counts": vars(self.counts),
            "fields_added": self.fields_added,
            "fields_removed": self.fields_removed,
            "features": [change.to_json() for change in self.first],
        }
