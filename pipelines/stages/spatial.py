"""Rules about where features lie, seen from another layer; what they compare with is prepared once per publication."""

from collections.abc import Callable

import numpy as np
import shapely
from geopandas import GeoDataFrame
from numpy.typing import NDArray

from pipelines.definition import InsideRule, NearRule, PointInRule
from pipelines.reading.cell import texts
from pipelines.stages.reference import References, reference, require_fields
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
    """Prepare the areas; a point on a border lies in the areas on both sides of it."""
    layer = reference(references, rule.dataset)
    named = _named(layer, rule)
    areas = layer.geometry.to_numpy()
    areas = shapely.buffer(areas, rule.buffer) if rule.buffer else areas
    shapely.prepare(areas)
    tree = shapely.STRtree(areas)

    def test(frame: GeoDataFrame) -> Mask:
        points = _points(frame.geometry.to_numpy())
        ours, theirs = tree.query(points)
        hit = shapely.intersects(areas[theirs], points[ours])  # the prepared one first: so it is used
        return _without_partner(frame, named, ours[hit], theirs[hit], list(rule.equals))

    return test


def near(rule: NearRule, references: References) -> Test:
    """Prepare the other layer's features."""
    layer = reference(references, rule.dataset)
    named = _named(layer, rule)
    others = layer.geometry.to_numpy()
    shapely.prepare(others)
    tree = shapely.STRtree(others)

    def test(frame: GeoDataFrame) -> Mask:
        shapes = frame.geometry.to_numpy()
        west, south, east, north = shapely.bounds(shapes).T
        around = shapely.box(west - rule.within, south - rule.within, east + rule.within, north + rule.within)
        ours, theirs = tree.query(around)
        hit = shapely.dwithin(others[theirs], shapes[ours], rule.within)
        return _without_partner(frame, named, ours[hit], theirs[hit], list(rule.equals))

    return test


def _points(geometry: NDArray[np.object_]) -> NDArray[np.object_]:
    is_point = shapely.get_type_id(geometry) == shapely.GeometryType.POINT
    return np.where(is_point, geometry, shapely.point_on_surface(geometry))


def _named(others: GeoDataFrame, rule: PointInRule | NearRule) -> list[NDArray[np.object_]]:
    """Return the other layer's values as text, in the order of ``equals``; "" is nobody's name."""
    by = Text(f"die Regel {rule.rule}", f"the rule {rule.rule}")
    require_fields(others, rule.dataset, rule.equals.values(), by)
    return [texts(others[name]).to_numpy(dtype=object, na_value="") for name in rule.equals.values()]


def _without_partner(
    frame: GeoDataFrame,
    named: list[NDArray[np.object_]],
    ours: NDArray[np.intp],
    theirs: NDArray[np.intp],
    fields: list[str],
) -> Mask:
    """Tell which features are in no pair of equal values; one that lacks a value claims nothing."""
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
