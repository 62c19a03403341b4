"""Rules about where features lie, seen from another layer; what they compare with is prepared once per publication."""

from collections.abc import Callable

import numpy as np
import shapely
from geopandas import GeoDataFrame
from numpy.typing import NDArray

from pipelines.definition import InsideRule, NearRule, PointInRule
from pipelines.errors import DefinitionError
from pipelines.reading.cell import texts
from pipelines.stages.reference import References, reference
from pipelines.text import Text

Mask = NDArray[np.bool_]
Test = Callable[[GeoDataFrame], Mask]
"""Tells which features of a batch break a rule."""


def inside(rule: InsideRule, references: References) -> Test:
    """Prepare the union of the areas; a feature on its very border is inside."""
    area = reference(references, rule.dataset).geometry.union_all().buffer(rule.buffer)
    shapely.prepare(area)
    return lambda frame: ~shapely.covers(area, frame.geometry.to_numpy())


def point_in(rule: PointInRule, references: References) -> Test:
    """Prepare a search for the areas around a point on each feature."""
    areas = reference(references, rule.dataset)
    named = _named(areas, rule)
    tree = shapely.STRtree(areas.geometry.to_numpy())

    def test(frame: GeoDataFrame) -> Mask:
        points = _points(frame.geometry.to_numpy())
        pairs = tree.query(points, predicate="dwithin", distance=rule.buffer)
        return _without_partner(frame, named, pairs, list(rule.equals))

    return test


def near(rule: NearRule, references: References) -> Test:
    """Prepare a search for the other layer's features within the distance."""
    others = reference(references, rule.dataset)
    named = _named(others, rule)
    tree = shapely.STRtree(others.geometry.to_numpy())

    def test(frame: GeoDataFrame) -> Mask:
        pairs = tree.query(frame.geometry.to_numpy(), predicate="dwithin", distance=rule.within)
        return _without_partner(frame, named, pairs, list(rule.equals))

    return test


def _points(geometry: NDArray[np.object_]) -> NDArray[np.object_]:
    is_point = shapely.get_type_id(geometry) == shapely.GeometryType.POINT
    return np.where(is_point, geometry, shapely.point_on_surface(geometry))


def _named(others: GeoDataFrame, rule: PointInRule | NearRule) -> list[NDArray[np.object_]]:
    """Return the other layer's values as text, in the order of ``equals``; "" is nobody's name."""
    if unknown := [name for name in rule.equals.values() if name not in others.columns]:
        raise DefinitionError(
            Text(
                f"Die Regel {rule.rule} nennt „{unknown[0]}“, das es in „{rule.dataset}“ nicht gibt.",
                f"The rule {rule.rule} names “{unknown[0]}”, which “{rule.dataset}” does not have.",
            )
        )
    return [texts(others[name]).to_numpy(dtype=object, na_value="") for name in rule.equals.values()]


def _without_partner(
    frame: GeoDataFrame, named: list[NDArray[np.object_]], pairs: NDArray[np.int64], fields: list[str]
) -> Mask:
    """Tell which features have no pair of equal values; one that lacks a value claims nothing."""
    ours, theirs = pairs
    agree = np.ones(len(ours), dtype=bool)
    claims = np.ones(len(frame), dtype=bool)
    for field, other in zip(fields, named, strict=True):
        mine = texts(frame[field])
        claims &= mine.notna().to_numpy()
        agree &= mine.to_numpy(dtype=object)[ours] == other[theirs]
    found = np.zeros(len(frame), dtype=bool)
    found[ours[agree]] = True
    missing: Mask = claims & ~found
    return missing
