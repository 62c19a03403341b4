"""The document under test, with what several rules ask for: drawn geometries, sections, plans."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from pipelines.xplan.catalogue import PLANS, SECTIONS
from pipelines.xplan.geometry import Geometry
from pipelines.xplan.linear import GeometryError, shape
from pipelines.xplan.model import Document, Feature, Object, Reference
from pipelines.xplan.validation.edges import is_tangle

OUTSIDE = frozenset({"1800", "2000"})
"""XP_BedeutungenBereich: Kompensationsbereich, InformationenAusserhalbGeltungsbereich; they may lie outside."""


@dataclass(frozen=True, slots=True)
class Drawing:
    """One geometry of a feature; ``shape`` is in the plan's CRS, None where ``error`` says why there is none."""

    feature: Feature
    name: str
    geometry: Geometry
    shape: BaseGeometry | None
    error: GeometryError | None


@dataclass(frozen=True)
class Subject:
    """``today`` decides which provisions are in force (startBedingung, endeBedingung)."""

    document: Document
    today: date

    @cached_property
    def drawings(self) -> tuple[Drawing, ...]:
        """All geometries of all features in the order of the document, envelopes left out."""
        return tuple(
            _drawn(feature, name, geometry)
            for feature in self.document.features
            for name, geometry in feature.geometries
            if geometry.kind != "Envelope"
        )

    @cached_property
    def shapes(self) -> Mapping[int, BaseGeometry]:
        """The main geometry of each feature by its identity (``id``); what is invalid is made valid for comparing."""
        found: dict[int, BaseGeometry] = {}
        tangles = {id(each) for each in self.tangles}
        for each in self.drawings:
            if each.shape is not None and id(each.feature) not in found and id(each) not in tangles:
                found[id(each.feature)] = each.shape if each.shape.is_valid else shapely.make_valid(each.shape)
        return found

    @cached_property
    def tangles(self) -> Sequence[Drawing]:
        """Areas whose edges are too many at one place to be compared with others."""
        drawn = ((each, each.shape) for each in self.drawings if each.shape is not None)
        return [each for each, shape in drawn if shapely.get_dimensions(shape) == 2 and is_tangle(shape)]

    def shape(self, feature: Feature) -> BaseGeometry | None:
        """Return the main geometry of a feature, None where it has none that can be drawn."""
        return self.shapes.get(id(feature))

    @cached_property
    def _sections(self) -> Mapping[int, Feature]:
        """The section of each feature by its identity, whichever of the two names the other."""
        found: dict[int, Feature] = {}
        for feature in self.document.features:
            for _, reference in feature.references:
                target = self.document.target(reference)
                if target is None:
                    continue
                if target.class_name in SECTIONS and feature.class_name not in PLANS:
                    found.setdefault(id(feature), target)
                elif feature.class_name in SECTIONS and target.class_name not in PLANS:
                    found.setdefault(id(target), feature)
        return found

    def section(self, feature: Feature) -> Feature | None:
        """Return the Bereich that a feature belongs to."""
        return self._sections.get(id(feature))

    def plan(self, feature: Feature) -> Feature | None:
        """Return the plan of a Bereich or of a feature in one; the only plan where no relation says it."""
        section = feature if feature.class_name in SECTIONS else self.section(feature)
        return self._plans.get(id(section), self._only_plan)

    @cached_property
    def _plans(self) -> Mapping[int, Feature]:
        """The plan of each Bereich by its identity."""
        found = ((section, next(self.targets(section, "gehoertZuPlan"), None)) for section in self.sections)
        return {id(section): plan for section, plan in found if plan is not None}

    @cached_property
    def _only_plan(self) -> Feature | None:
        plans = self.document.plans
        return plans[0] if len(plans) == 1 else None

    @cached_property
    def sections(self) -> tuple[Feature, ...]:
        """All Bereiche in the order of the document."""
        return tuple(each for each in self.document.features if each.class_name in SECTIONS)

    def scope(self, feature: Feature) -> Feature | None:
        """Return whose scope holds a feature: its Bereich's where that has one, else its plan's (2.2.3.1)."""
        section = self.section(feature)
        if section is not None and self.shape(section) is not None:
            return section
        return self.plan(feature)

    def is_in_force(self, feature: Feature) -> bool:
        """Tell whether a provision has begun and not ended today; only BP_ objects may begin and end."""
        if not feature.class_name.startswith("BP_"):
            return True
        begin, end = (_date(feature, name) for name in ("startBedingung", "endeBedingung"))
        return (begin is None or begin <= self.today) and (end is None or self.today < end)

    def closes(self, feature: Feature) -> bool:
        """Tell whether a feature must close up with others: an area of level 0 with flaechenschluss, in force today."""
        if feature.text("flaechenschluss") not in ("true", "1") or feature.text("ebene") not in (None, "", "0"):
            return False
        shape = self.shape(feature)
        return shape is not None and shapely.get_dimensions(shape) == 2 and self.is_in_force(feature)

    @cached_property
    def _closing(self) -> tuple[Sequence[Feature], shapely.STRtree]:
        features = [each for each in self.document.features if self.closes(each)]
        return features, shapely.STRtree([self.shapes[id(each)] for each in features])

    def closing_at(self, shape: BaseGeometry, least: float) -> list[Feature]:
        """Return the areas that must close up and lie beneath one, at least so many metres wide."""
        features, tree = self._closing
        found = np.sort(tree.query(shape, predicate="intersects"))
        shared = shapely.buffer(shapely.intersection(tree.geometries[found], shape), -least / 2)
        return [features[each] for each in found[~shapely.is_empty(shared)]]

    @cached_property
    def _lists(self) -> dict[tuple[int, str], frozenset[str | None]]:
        return {}

    def listed(self, feature: Feature, name: str) -> frozenset[str | None]:
        """Return the gml:ids that a relation of a plan or Bereich leads to; it may have thousands, so it is kept."""
        key = (id(feature), name)
        if key not in self._lists:
            self._lists[key] = frozenset(value.target for value in feature.values(name) if isinstance(value, Reference))
        return self._lists[key]

    def targets(self, feature: Feature, name: str) -> Iterator[Feature]:
        """Yield the features that a relation leads to and that are in the document."""
        for relation, reference in feature.references:
            if relation == name and (target := self.document.target(reference)) is not None:
                yield target


def _drawn(feature: Feature, name: str, geometry: Geometry) -> Drawing:
    try:
        return Drawing(feature, name, geometry, shape(geometry), None)
    except GeometryError as error:
        return Drawing(feature, name, geometry, None, error)


def _date(feature: Feature, name: str) -> date | None:
    held = feature.first(name)
    text = held.text("datumAbsolut") if isinstance(held, Object) else None
    try:
        return date.fromisoformat(text[:10]) if text else None
    except ValueError:
        return None
