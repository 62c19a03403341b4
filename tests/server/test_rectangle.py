"""bbox: which numbers make a box, and where it lies."""

import math

import pytest
from pyproj import Transformer

from server.crs import BY_URI, CRS84, STORAGE
from server.problem import Problem
from server.rectangle import DOMAIN, Rectangle, parse_bbox

ETRS89 = BY_URI["http://www.opengis.net/def/crs/EPSG/0/4258"]
WEB_MERCATOR = BY_URI["http://www.opengis.net/def/crs/EPSG/0/3857"]


def test_crs84_is_longitude_first() -> None:
    assert parse_bbox("9.1,48.6,9.2,48.7", CRS84) == (Rectangle(4326, 9.1, 48.6, 9.2, 48.7),)


def test_etrs89_is_latitude_first() -> None:
    assert parse_bbox("48.6,9.1,48.7,9.2", ETRS89) == (Rectangle(4326, 9.1, 48.6, 9.2, 48.7),)


def test_utm_stays_in_metres() -> None:
    assert parse_bbox("510000,5393000,511000,5394000", STORAGE) == (Rectangle(25832, 510000, 5393000, 511000, 5394000),)


def test_web_mercator_becomes_degrees() -> None:
    to_degrees = Transformer.from_crs(3857, 4326, always_xy=True)
    (box,) = parse_bbox("1017000,6222000,1018000,6223000", WEB_MERCATOR)

    expected = (*to_degrees.transform(1017000, 6222000), *to_degrees.transform(1018000, 6223000))
    assert (box.west, box.south, box.east, box.north) == pytest.approx(expected, abs=1e-9)


def test_heights_are_left_aside() -> None:
    assert parse_bbox("9.1,48.6,0,9.2,48.7,500", CRS84) == parse_bbox("9.1,48.6,9.2,48.7", CRS84)


def test_whole_world_is_cut_to_where_utm_is_computed_well() -> None:
    assert parse_bbox("-180,-90,180,90", CRS84) == (Rectangle(4326, *DOMAIN),)


@pytest.mark.parametrize(
    "value",
    [
        pytest.param("-80,40,-70,50", id="north america"),
        pytest.param("170,-10,-170,10", id="over the antimeridian"),
        pytest.param("9,-90,10,-85", id="antarctica"),
    ],
)
def test_box_elsewhere_on_earth_selects_nothing(value: str) -> None:
    assert parse_bbox(value, CRS84) == ()


def test_box_around_the_back_of_the_earth_still_holds_the_town() -> None:
    west, east = parse_bbox("20,40,10,50", CRS84)

    assert (west.west, west.east, east.west, east.east) == (20, DOMAIN[2], DOMAIN[0], 10)


@pytest.mark.parametrize(
    "value",
    [
        "",
        "9.1,48.6,9.2",
        "9.1,48.6,9.2,48.7,1",
        "9.1,48.6,9.2,nord",
        "9.1,48.6,9.2,nan",
        "9.1,48.6,9.2,inf",
        "9.1,48.6,9.2,1e999",
        "9_1,48.6,92,48.7",
        "9.1,48.7,9.2,48.6",
    ],
)
def test_what_is_no_box_is_refused(value: str) -> None:
    with pytest.raises(Problem) as refusal:
        parse_bbox(value, CRS84)

    assert refusal.value.status == 400
    assert refusal.value.detail.de.startswith("bbox: ")


@pytest.mark.parametrize("crs", [STORAGE, WEB_MERCATOR])
def test_in_metres_west_of_east_is_a_mistake(crs: object) -> None:
    with pytest.raises(Problem, match="westliche Grenze"):
        parse_bbox("511000,5393000,510000,5394000", crs)  # type: ignore[arg-type]


def test_numbers_far_beyond_the_poles_do_not_overflow() -> None:
    (box,) = parse_bbox("-1e300,-1e300,1e300,1e300", WEB_MERCATOR)

    assert all(map(math.isfinite, (box.west, box.south, box.east, box.north)))


def test_contains_means_edges_too() -> None:
    box = Rectangle(4326, 9, 48, 10, 49)

    assert box.contains((9, 48, 10, 49))
    assert not box.contains((8.9, 48, 10, 49))
    assert not Rectangle(25832, 0, 0, 1e9, 1e9).contains((9, 48, 10, 49))
