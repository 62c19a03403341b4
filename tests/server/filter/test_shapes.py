"""Geometries of a filter: order of axes, edges that bend in UTM, places where UTM has no numbers."""

import json

import numpy as np
import pytest
import shapely
from pyproj import Transformer
from shapely.geometry import box
from shapely.geometry.base import BaseGeometry

from pipelines.definition import Dataset
from server.crs import BY_URI, CRS84, STORAGE, Crs
from server.filter import read_filter
from server.problem import Problem
from tests.server.filter.conftest import Ask
from tests.server.filter.layer import houses

HOUSES = houses()
WHERE = BY_URI.values()


def bent(area: BaseGeometry, crs: Crs) -> BaseGeometry:
    """The area in EPSG:25832, its edges followed closely."""
    to_storage = Transformer.from_crs(crs.srid, 25832, always_xy=True)
    west, south, east, north = area.bounds
    dense = shapely.segmentize(area, max(east - west, north - south) / 500)
    return shapely.transform(dense, lambda points: np.column_stack(to_storage.transform(*points.T)))


def turned(area: BaseGeometry, crs: Crs) -> BaseGeometry:
    """The area as a client writes it."""
    return shapely.transform(area, lambda points: points[:, ::-1]) if crs.flipped else area


def around_some(crs: Crs) -> BaseGeometry:
    """A rectangle in ``crs`` that cuts through the houses."""
    from_storage = Transformer.from_crs(25832, crs.srid, always_xy=True)
    west, south = from_storage.transform(510_031, 5_393_027)
    east, north = from_storage.transform(510_084, 5_393_093)
    return box(west, south, east, north)


@pytest.mark.parametrize("crs", WHERE, ids=lambda crs: str(crs.srid))
def test_every_crs_with_its_axes(ask: Ask, crs: Crs) -> None:
    area = around_some(crs)
    within = sorted(house.id for house in HOUSES if house.shape.within(bent(area, crs)))
    met = sorted(house.id for house in HOUSES if house.shape.intersects(bent(area, crs)))
    bounds = ", ".join(map(repr, turned(area, crs).bounds))

    assert 0 < len(within) < len(met) < len(HOUSES)
    assert ask(f"S_WITHIN(geometry, {turned(area, crs).wkt})", filter_crs=crs.uri) == within
    assert ask(f"S_INTERSECTS(geom, BBOX({bounds}))", filter_crs=crs.uri) == met


@pytest.mark.parametrize("crs", [crs for crs in WHERE if crs != STORAGE], ids=lambda crs: str(crs.srid))
@pytest.mark.parametrize("longitude", [-179.0, -90.0, 60.0, 99.0, 170.0])
def test_elsewhere_on_earth_selects_nothing(ask: Ask, crs: Crs, longitude: float) -> None:
    from_degrees = Transformer.from_crs(4326, crs.srid, always_xy=True)
    corners = [from_degrees.transform(longitude, -60.0), from_degrees.transform(longitude + 0.9, 60.0)]
    area = turned(box(*corners[0], *corners[1]), crs)

    assert ask(f"S_INTERSECTS(geometry, {area.wkt})", filter_crs=crs.uri) == []
    assert len(ask(f"S_DISJOINT(geometry, {area.wkt})", filter_crs=crs.uri)) == len(HOUSES)
    assert ask(f"S_WITHIN(geometry, {area.wkt})", filter_crs=crs.uri) == []


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("S_WITHIN(geometry, BBOX(-180, -90, 180, 90))", len(HOUSES)),
        ("S_INTERSECTS(geometry, BBOX(8, -90, 180, 90))", len(HOUSES)),
        ("S_INTERSECTS(geometry, BBOX(170, 40, 8, 60))", 0),
        ("S_INTERSECTS(geometry, BBOX(170, 40, 10, 60))", len(HOUSES)),
        ("S_DISJOINT(geometry, BBOX(170, 40, 8, 60))", len(HOUSES)),
        ("S_INTERSECTS(geometry, POINT(-170 -20))", 0),
        ("S_CROSSES(geometry, POINT(-170 -20))", 0),
    ],
)
def test_far_corners_select_the_right_side(ask: Ask, text: str, found: int) -> None:
    assert len(ask(text)) == found


def test_part_far_away_keeps_its_meaning(ask: Ask) -> None:
    """No house holds a point in Australia, so none holds it and one of its own together."""
    inside = [shapely.Point(house.shape.centroid) for house in HOUSES]
    at = Transformer.from_crs(25832, 4326, always_xy=True).transform(inside[0].x, inside[0].y)
    near, far = f"({at[0]} {at[1]})", "(150 -30)"

    assert "H0" in ask(f"S_CONTAINS(geometry, MULTIPOINT({near}))")
    assert ask(f"S_CONTAINS(geometry, MULTIPOINT({near}, {far}))") == []
    assert "H0" in ask(f"S_CROSSES(geometry, MULTIPOINT({near}, {far}))")
    assert "H0" not in ask(f"S_CROSSES(geometry, MULTIPOINT({near}))")


def test_long_edge_is_straight_where_it_was_drawn(ask: Ask) -> None:
    """A parallel north of all houses in degrees, whose straight line in UTM would run south of them."""
    north = "48.69575"
    area = f"POLYGON((-2 {north}, 20 {north}, 20 60, -2 60, -2 {north}))"
    expected = bent(box(-2, float(north), 20, 60), CRS84)

    assert ask(f"S_INTERSECTS(geometry, {area})") == sorted(h.id for h in HOUSES if h.shape.intersects(expected))


def test_collection_is_all_its_parts(ask: Ask) -> None:
    parts = "POINT(510035 5393035), POLYGON((510090 5393000, 510120 5393000, 510120 5393200, 510090 5393000))"
    shape = shapely.from_wkt(f"GEOMETRYCOLLECTION({parts})")
    met = sorted(house.id for house in HOUSES if house.shape.intersects(shape))

    assert ask(f"S_INTERSECTS(geometry, GEOMETRYCOLLECTION({parts}))", filter_crs=STORAGE.uri) == met
    assert len(ask(f"S_DISJOINT(geometry, GEOMETRYCOLLECTION({parts}))", filter_crs=STORAGE.uri)) == 80 - len(met)


@pytest.mark.parametrize(
    ("written", "told"),
    [
        ("POLYGON((0 0, 1 1, 1 0, 0 1, 0 0))", "Self-intersection"),
        ("POLYGON((0 0, 1 1))", "Geometrie"),
        ("POINT EMPTY", "CQL2"),
        ("POINT(510000 5393000)", "filter-crs"),
        ("BBOX(1, 2, 3)", "vier oder sechs"),
        ("BBOX(1, 3, 2, 1)", "südlich"),
        ("POINT(1e400 1)", "CQL2"),
        ("POLYGON(" + "(" * 20 + "1 1", "WKT"),
        ("LINESTRING(" + ", ".join(f"9 {48 - 96 * (n % 2)}" for n in range(200)) + ")", "zu lang"),
    ],
)
def test_what_is_no_place_is_refused(dataset: Dataset, written: str, told: str) -> None:
    with pytest.raises(Problem) as refused:
        read_filter({"filter": f"S_INTERSECTS(geometry, {written})"}, dataset)

    assert refused.value.status == 400
    assert told in refused.value.detail.de


@pytest.mark.parametrize(
    "shape",
    [
        {"type": "Point"},
        {"type": "Point", "coordinates": "abc"},
        {"type": "Point", "coordinates": []},
        {"type": "Polygon", "coordinates": [[[0, 0], [1, 1]]]},
        {"type": "Feature", "geometry": {"type": "Point", "coordinates": [9, 48]}},
        {"type": 5},
        {"bbox": [1, 2, True, 4]},
        {"bbox": {}},
        {"type": "GeometryCollection", "geometries": [{"type": "Point", "coordinates": [None, 1]}]},
    ],
)
def test_json_that_is_no_place_is_refused(dataset: Dataset, shape: object) -> None:
    written = json.dumps({"op": "s_intersects", "args": [{"property": "geometry"}, shape]})

    with pytest.raises(Problem) as refused:
        read_filter({"filter": written, "filter-lang": "cql2-json"}, dataset)
    assert refused.value.status == 400
