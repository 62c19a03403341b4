"""Geometries as text in degrees, beside what GEOS and PROJ make of them one by one."""

import json
from typing import Any

import numpy as np
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray
from pyproj import Transformer
from shapely.geometry import shape
from shapely.geometry.base import BaseGeometry

from pipelines.definition import Dimensions
from pipelines.publishing.geometry import in_degrees
from pipelines.wkb import ewkb, wkb

TO_DEGREES = Transformer.from_crs(25832, "OGC:CRS84", always_xy=True)

EAST, NORTH = 507_000, 5_393_000

places = st.tuples(st.integers(0, 5_000_000), st.integers(0, 5_000_000)).map(
    lambda millimetres: (EAST + millimetres[0] / 1000, NORTH + millimetres[1] / 1000)
)
points = places.map(shapely.Point)
lines = st.lists(places, min_size=2, max_size=6, unique=True).map(shapely.LineString)
crowds = st.lists(places, min_size=1, max_size=4).map(shapely.MultiPoint)
areas = places.map(lambda at: shapely.Point(at).buffer(20, quad_segs=2))
ringed = places.map(lambda at: shapely.Point(at).buffer(20, quad_segs=2).difference(shapely.Point(at).buffer(5)))
several = st.lists(areas, min_size=1, max_size=3).map(lambda parts: shapely.multipolygons([*parts]))
roads = st.lists(lines, min_size=1, max_size=3).map(lambda parts: shapely.multilinestrings([*parts]))


@given(st.lists(points | lines | crowds | areas | ringed | several | roads, min_size=1, max_size=12))
@settings(max_examples=100, deadline=None)
def test_every_geometry_is_what_proj_and_geos_make_of_it(drawn: list[BaseGeometry]) -> None:
    shapes = array(drawn)
    written, box = in_degrees(shapes, "xy")

    expected = [shapely.transform(each, degrees) for each in drawn]
    assert [shape(json.loads(text)) for text in written.to_pylist()] == expected
    assert box == tuple(shapely.total_bounds(array(expected)).tolist())


@given(
    st.lists(points | lines | crowds | areas | ringed | several | roads, min_size=1, max_size=12),
    st.sampled_from("2ZM"),
)
@settings(max_examples=50, deadline=None)
def test_binary_is_what_geos_writes_with_an_srid(drawn: list[BaseGeometry], ordinate: str) -> None:
    flat = array(drawn)
    shapes = flat if ordinate == "2" else shapely.force_3d(flat, 450.5)
    if ordinate == "M":
        texts = [text.replace(" Z ", " M ") for text in shapely.to_wkt(shapes, rounding_precision=-1)]
        shapes = shapely.from_wkt(np.array(texts))

    assert (
        ewkb(shapes, 25832).to_pylist() == shapely.to_wkb(shapely.set_srid(shapes, 25832), include_srid=True).tolist()
    )
    assert wkb(shapes).to_pylist() == shapely.to_wkb(shapes, output_dimension=4, flavor="iso").tolist()


def test_nothing_stays_nothing_between_shapes() -> None:
    shapes = shapely.from_wkt(
        np.array([None, "POINT (1 2)", "POINT EMPTY", None, "POLYGON EMPTY", "LINESTRING (0 0, 1 2)"])
    )

    assert wkb(shapes).to_pylist() == shapely.to_wkb(shapes).tolist()
    assert ewkb(shapes, 25832).null_count == 2


@pytest.mark.parametrize("several", [False, True])
@pytest.mark.parametrize(
    ("dimensions", "given", "kept"),
    [
        ("xyz", "LINESTRING Z ({0} {1} 450.5, {0} 5393900 451)", [450.5, 451]),
        ("xym", "LINESTRING M ({0} {1} 7, {0} 5393900 8)", []),
        ("xyzm", "LINESTRING ZM ({0} {1} 450.5 7, {0} 5393900 451 8)", [450.5, 451]),
    ],
)
def test_heights_stay_and_measures_go(dimensions: Dimensions, given: str, kept: list[float], *, several: bool) -> None:
    if several:
        given = given.replace("LINE", "MULTILINE").replace("(", "((").replace(")", "))")
    shapes = array([shapely.from_wkt(given.format(EAST, NORTH))])

    (text,) = in_degrees(shapes, dimensions)[0].to_pylist()

    coordinates = np.array(json.loads(text)["coordinates"]).reshape(2, -1)
    assert coordinates[:, 2:].ravel().tolist() == kept


def test_degrees_have_seven_decimals_at_most() -> None:
    number = np.arange(20_000)
    shapes = np.asarray(shapely.points(EAST + number / 7, NORTH + number / 11))

    numbers = [number for text in in_degrees(shapes, "xy")[0].to_pylist() for number in json.loads(text)["coordinates"]]

    assert max(len(repr(number).partition(".")[2]) for number in numbers) == 7


def array(shapes: list[BaseGeometry]) -> NDArray[np.object_]:
    result = np.empty(len(shapes), dtype=object)
    result[:] = shapes
    return result


def degrees(coordinates: NDArray[np.float64]) -> NDArray[Any]:
    return np.round(np.column_stack(TO_DEGREES.transform(coordinates[:, 0], coordinates[:, 1])), 7)
