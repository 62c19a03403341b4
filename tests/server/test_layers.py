"""Features from the database, against the same features judged in Python."""

import json
import random
from typing import Any

import numpy as np
import pytest
import shapely
from pyproj import Transformer
from shapely.geometry import box, shape

from pipelines.curve import places
from pipelines.definition import Dataset
from server.crs import BY_URI, CRS84, STORAGE, Crs
from server.layers import Layers, Page
from server.problem import Problem
from server.query import parse
from tests.server.samples import AREAS, CANARY, TREES, Portal, area, tree

TOWN = (510000.0, 5393000.0, 511000.0, 5394100.0)


@pytest.fixture(scope="module")
def layers(samples: Portal) -> Layers:
    return Layers(samples.database.reader)


def page(layers: Layers, dataset: str = "baeume", **parameters: str) -> Page:
    given = [(name.replace("_", "-"), value) for name, value in parameters.items()]
    return layers.page(dataset, lambda definition: parse(given, definition))


def read(found: Page) -> list[dict[str, Any]]:
    return list(json.loads(b"[" + found.features + b"]"))


def ids(found: Page) -> list[str]:
    return [feature["id"] for feature in read(found)]


def features(layers: Layers, dataset: str = "baeume", **parameters: str) -> list[dict[str, Any]]:
    return read(page(layers, dataset, **parameters))


def along_the_curve() -> list[str]:
    """Ids of the trees in the layer's own order, found in Python."""
    found = [(tree(number)["geometry"]["coordinates"], f"B/{number:03d}") for number in range(100)]
    order, _ = places(np.array([[*at, *at] for at, _ in found], float))
    return [name for _, name in sorted(zip(order, (name for _, name in found), strict=True))]


def test_page_is_in_order_along_the_curve(layers: Layers) -> None:
    assert ids(page(layers, limit="4", offset="2")) == along_the_curve()[2:6]


def test_next_pages_by_key_are_the_layer(layers: Layers) -> None:
    found, following = list[str](), None
    while following or not found:
        more: dict[str, str] = {"after": str(following)} if following else {}
        each = page(layers, limit="7", **more)
        found, following = found + ids(each), each.following

    assert found == along_the_curve()


def test_pages_by_key_keep_to_their_box(layers: Layers) -> None:
    box_of_trees = {"bbox": "510095,5393000,510505,5394000", "bbox-crs": STORAGE.uri}
    found, following, numbers = list[str](), None, list[int | None]()
    while following or not found:
        more: dict[str, str] = {"after": str(following)} if following else {}
        each = page(layers, limit="7", **box_of_trees, **more)
        found, following, numbers = found + ids(each), each.following, [*numbers, each.matched]

    inside = [f"B/{number:03d}" for number in range(10, 51)]
    assert found == [name for name in along_the_curve() if name in inside]
    assert set(numbers) == {41}


def test_nothing_is_counted_where_nobody_asks(layers: Layers) -> None:
    assert page(layers, limit="4", skipCount="true").matched is None


def test_pages_together_are_the_layer(layers: Layers) -> None:
    pages = [page(layers, limit="30", offset=str(offset), sortby="art") for offset in range(0, 120, 30)]

    assert len({name for each in pages for name in ids(each)}) == 100
    assert [each.matched for each in pages] == [100] * 4


def test_feature_has_all_public_fields_in_declared_order(layers: Layers, trees: Dataset) -> None:
    feature = features(layers, limit="1")[0]

    assert list(feature["properties"]) == list(trees.public_fields)
    assert feature["properties"]["art"] == "Eiche < 10 m & > 3"


@pytest.mark.parametrize("crs", [CRS84, *BY_URI.values()], ids=lambda crs: crs.uri[-5:])
def test_coordinates_follow_the_axes_of_the_crs(layers: Layers, crs: Crs) -> None:
    x, y = Transformer.from_crs(25832, crs.srid, always_xy=True).transform(510010, 5393005)
    expected = (y, x) if crs.flipped else (x, y)

    found = features(layers, crs=crs.uri, nummer="B/001")[0]["geometry"]["coordinates"]
    assert found == pytest.approx(expected, abs=10**-crs.decimals)


@pytest.mark.parametrize("crs", BY_URI.values(), ids=lambda crs: crs.uri[-5:])
def test_properties_are_the_same_in_every_crs(layers: Layers, crs: Crs) -> None:
    assert [each["properties"] for each in features(layers, crs=crs.uri)] == [
        each["properties"] for each in features(layers)
    ]


def test_selected_properties_keep_the_order_of_the_request(layers: Layers) -> None:
    feature = features(layers, properties="zustand,höhe", nummer="B/001")[0]

    assert list(feature["properties"].items()) == [("zustand", "gut"), ("höhe", 0.25)]


@pytest.mark.parametrize("crs", [CRS84, STORAGE], ids=["CRS84", "25832"])
def test_geometry_can_be_skipped(layers: Layers, crs: Crs) -> None:
    assert {each["geometry"] for each in features(layers, skipGeometry="true", crs=crs.uri)} == {None}


def test_sorting_puts_missing_values_last_in_both_directions(layers: Layers) -> None:
    up, down = (
        [each["properties"]["höhe"] for each in features(layers, sortby=key, limit="100")] for key in ("höhe", "-höhe")
    )

    present = [value for value in up if value is not None]
    assert present == sorted(present)
    assert down[: len(present)] == present[::-1]
    assert up[len(present) :] == down[len(present) :] == [None] * (100 - len(present))


@pytest.mark.parametrize(
    ("parameters", "chosen"),
    [
        ({"art": "Linde"}, lambda number: number % 3 == 1),
        ({"jahr": "1907"}, lambda number: number % 50 == 7),
        ({"geschützt": "true", "zustand": "tot"}, lambda number: number % 10 == 0),
        ({"gepflanzt": "2003-03-15"}, lambda number: number % 24 == 3 and number % 5),
        ({"geprüft": "2024-05-02T10:00:00Z"}, lambda number: number % 28 == 1 and number % 4),
        ({"höhe": "2.5"}, lambda number: number == 10),
        ({"art": "'; DROP TABLE data.baeume_v1; --"}, lambda _: False),
    ],
)
def test_fields_select(layers: Layers, parameters: dict[str, str], chosen: Any) -> None:
    expected = [f"B/{number:03d}" for number in range(100) if chosen(number)]
    found = page(layers, **parameters)

    assert (sorted(ids(found)), found.matched) == (sorted(expected), len(expected))


def moments(number: int) -> list[str]:
    """The dates of a tree, as days in Germany."""
    properties = tree(number)["properties"]
    return [value[:10] for value in (properties["gepflanzt"], properties["geprüft"]) if value]


@pytest.mark.parametrize(
    ("interval", "first", "last"),
    [
        ("2024-05-10", "2024-05-10", "2024-05-10"),
        ("2005-01-01/2010-01-01", "2005-01-01", "2010-01-01"),
        ("../2003-12-31", "0", "2003-12-31"),
        ("2024-05-20/..", "2024-05-20", "9"),
        ("1950-01-01", "1950-01-01", "1950-01-01"),
    ],
)
def test_datetime_meets_the_span_of_a_features_dates(layers: Layers, interval: str, first: str, last: str) -> None:
    expected = [
        f"B/{number:03d}"
        for number in range(100)
        if not moments(number) or (min(moments(number)) <= last and max(moments(number)) >= first)
    ]

    assert sorted(ids(page(layers, datetime=interval))) == expected


def test_datetime_meets_the_time_that_the_definition_names(portal: Portal) -> None:
    """Open where a date is missing, unlike the span of all dates."""
    portal.publish(TREES | {"time": {"start": "gepflanzt", "end": "geprüft"}}, [tree(number) for number in range(20)])
    first, last = "2010-01-01", "2010-12-31"
    dates = {number: tree(number)["properties"] for number in range(20)}
    expected = [
        f"B/{number:03d}"
        for number, each in dates.items()
        if (each["gepflanzt"] or "0")[:10] <= last and (each["geprüft"] or "9")[:10] >= first
    ]

    assert sorted(ids(page(Layers(portal.database.reader), datetime=f"{first}/{last}"))) == expected
    assert len(expected) < len(dates)


def test_layer_without_dates_matches_every_datetime(layers: Layers) -> None:
    assert page(layers, "flaechen", datetime="1800-01-01").matched == 8


@pytest.mark.parametrize("crs", BY_URI.values(), ids=lambda crs: crs.uri[-5:])
def test_box_selects_what_python_selects(layers: Layers, crs: Crs) -> None:
    """Random boxes, whose edges are straight in their own CRS."""
    chance = random.Random(crs.srid)
    transform = Transformer.from_crs(25832, crs.srid, always_xy=True).transform
    own = {str(number): shapely.segmentize(shape(area(number)["geometry"]), 1) for number in range(8)}
    own = {
        number: shapely.transform(each, lambda xy: np.column_stack(transform(*xy.T))) for number, each in own.items()
    }
    for _ in range(15):
        x1, x2 = sorted(chance.uniform(TOWN[0], TOWN[2]) for _ in "ab")
        y1, y2 = sorted(chance.uniform(5393990, 5394050) for _ in "ab")
        (w, e), (s, n) = transform([x1, x2], [y1, y2])
        if w > e or s > n:  # a thin box turned over by the convergence of the meridians
            continue
        edges = (s, w, n, e) if crs.flipped else (w, s, e, n)
        expected = [number for number, each in own.items() if each.intersects(box(w, s, e, n))]
        found = page(layers, "flaechen", bbox=",".join(map(repr, edges)), bbox_crs=crs.uri)
        assert (sorted(ids(found)), found.matched) == (sorted(expected), len(expected)), edges


@pytest.mark.parametrize("bbox", ["-80,40,-70,50", "170,-90,-170,90", "10,49,11,50"])
def test_box_elsewhere_selects_nothing(layers: Layers, bbox: str) -> None:
    assert page(layers, bbox=bbox).matched == 0


@pytest.mark.parametrize("bbox", ["-180,-90,180,90", "9,48,10,49", "20,-90,10,90"])
def test_box_around_the_town_selects_everything(layers: Layers, bbox: str) -> None:
    assert page(layers, bbox=bbox, limit="3").matched == 100


def test_huge_numbers_in_storage_metres_are_no_error(layers: Layers) -> None:
    assert page(layers, bbox="-1e300,-1e300,1e300,1e300", bbox_crs=STORAGE.uri, limit="1").matched == 100


@pytest.mark.parametrize(
    ("parameters", "matched"),
    [({}, 100), ({"limit": "1"}, 100), ({"art": "Linde"}, 33), ({"art": "Linde", "offset": "99"}, 33)],
)
def test_hits_count_without_features(layers: Layers, parameters: dict[str, str], matched: int) -> None:
    found = page(layers, resultType="hits", **parameters)

    assert (found.features, found.matched) == (b"", matched)


@pytest.mark.parametrize(("offset", "returned"), [("32", 1), ("33", 0), ("5000", 0)])
def test_number_matched_is_exact_beyond_the_end(layers: Layers, offset: str, returned: int) -> None:
    found = page(layers, art="Linde", offset=offset)

    assert (found.returned, found.matched) == (returned, 33)


def test_feature_by_id(layers: Layers) -> None:
    feature = json.loads(layers.feature("baeume", "B/007", STORAGE))

    assert feature["id"] == "B/007"
    assert feature["geometry"]["coordinates"] == [510070, 5393035]


@pytest.mark.parametrize("feature", ["B/999", "", "a\0b", "B/007' OR '1'='1"])
def test_unknown_feature_is_404(layers: Layers, feature: str) -> None:
    with pytest.raises(Problem) as refusal:
        layers.feature("baeume", feature, CRS84)

    assert refusal.value.status == 404


@pytest.mark.parametrize("dataset", ["nirgends", "streng_geheim"])
def test_layer_that_is_not_public_is_404(layers: Layers, dataset: str) -> None:
    with pytest.raises(Problem) as refusal:
        page(layers, dataset)

    assert refusal.value.status == 404
    assert CANARY not in str(refusal.value)


def test_next_version_is_read_at_once(portal: Portal) -> None:
    layers = Layers(portal.database.reader)
    portal.publish(TREES, [tree(number) for number in range(3)])
    before = page(layers)
    fields = TREES["fields"] | {"pate": {"source": "art"}}
    portal.publish(TREES, [tree(number) for number in range(5)], fields=fields)
    after = page(layers)

    assert (before.wanted.layer.version, before.matched) == (1, 3)
    assert (after.wanted.layer.version, after.matched) == (2, 5)
    assert read(after)[0]["properties"]["pate"] == "Eiche < 10 m & > 3"


def test_query_is_asked_of_the_definition_that_is_read(portal: Portal) -> None:
    layers = Layers(portal.database.reader)
    portal.publish(AREAS, [area(1)])
    page(layers, "flaechen", name="Fläche 1")
    portal.publish(AREAS, [area(1)], fields={"nummer": {"type": "integer"}})

    with pytest.raises(Problem) as refusal:
        page(layers, "flaechen", name="Fläche 1")
    assert refusal.value.status == 400


def test_empty_layer_has_empty_pages(portal: Portal) -> None:
    portal.publish(AREAS, [])

    found = page(Layers(portal.database.reader), "flaechen", bbox="9,48,10,49")
    assert (found.features, found.matched) == (b"", 0)


def test_sixty_fields_can_be_selected(portal: Portal) -> None:
    """PostgreSQL's functions take a hundred arguments at most."""
    fields = {"nummer": {"type": "integer"}} | {f"f{number}": {"source": "name"} for number in range(60)}
    portal.publish(AREAS, [area(1)], fields=fields)

    layers = Layers(portal.database.reader)
    feature = features(layers, "flaechen", properties=",".join(fields))[0]
    assert list(feature["properties"]) == list(fields)
