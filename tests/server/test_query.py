"""HTTP parameters → FeatureQuery."""

from datetime import UTC, date, datetime

import pytest

from pipelines.definition import Dataset
from server.crs import BY_URI, CRS84
from server.problem import Problem
from server.query import ITEMS, MAX_LIMIT, FeatureQuery, Order, parse
from server.rectangle import Rectangle


def test_nothing_asked_means_the_first_hundred(trees: Dataset) -> None:
    assert parse([], trees) == FeatureQuery(limit=100, offset=0, crs=CRS84)


@pytest.mark.parametrize(
    ("name", "value", "expected"),
    [
        ("limit", "7", FeatureQuery(limit=7)),
        ("limit", "999999", FeatureQuery(limit=MAX_LIMIT)),
        ("offset", "2147483647", FeatureQuery(offset=2147483647)),
        ("bbox", "9,48,10,49", FeatureQuery(boxes=(Rectangle(4326, 9, 48, 10, 49),))),
        ("properties", "art,jahr", FeatureQuery(properties=("art", "jahr"))),
        ("sortby", "-jahr,art", FeatureQuery(order=(Order("jahr", descending=True), Order("art", descending=False)))),
        ("sortby", " art", FeatureQuery(order=(Order("art", descending=False),))),
        ("skipGeometry", "true", FeatureQuery(geometry=False)),
        ("resultType", "hits", FeatureQuery(hits=True)),
        ("resulttype", "hits", FeatureQuery(hits=True)),
        ("crs", list(BY_URI)[1], FeatureQuery(crs=BY_URI[list(BY_URI)[1]])),
        ("art", "Eiche < 10 m & > 3", FeatureQuery(equal=(("art", "Eiche < 10 m & > 3"),))),
        ("höhe", "3.50", FeatureQuery(equal=(("höhe", 3.5),))),
        ("jahr", "1900", FeatureQuery(equal=(("jahr", 1900),))),
        ("geschützt", "false", FeatureQuery(equal=(("geschützt", False),))),
        ("gepflanzt", "2001-03-15", FeatureQuery(equal=(("gepflanzt", date(2001, 3, 15)),))),
        ("geprüft", "2024-05-02T10:00:00Z", FeatureQuery(equal=(("geprüft", datetime(2024, 5, 2, 10, tzinfo=UTC)),))),
    ],
)
def test_one_parameter(trees: Dataset, name: str, value: str, expected: FeatureQuery) -> None:
    assert parse([(name, value)], trees) == expected


def test_box_in_another_crs(trees: Dataset) -> None:
    query = parse([("bbox", "48,9,49,10"), ("bbox-crs", "http://www.opengis.net/def/crs/EPSG/0/4258")], trees)

    assert query.boxes == (Rectangle(4326, 9, 48, 10, 49),)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("limit", "0"),
        ("limit", "-1"),
        ("limit", "1.5"),
        ("limit", "zehn"),
        ("limit", "٣"),
        ("limit", "9" * 5000),
        ("offset", "-1"),
        ("offset", "1" + "0" * 20),
        ("bbox", "1,2,3"),
        ("bbox-crs", list(BY_URI)[1]),
        ("crs", "EPSG:25832"),
        ("datetime", "gestern"),
        ("properties", "melder"),
        ("properties", ""),
        ("properties", "art,art"),
        ("sortby", "melder"),
        ("sortby", "--art"),
        ("sortby", ""),
        ("skipGeometry", "1"),
        ("resultType", "index"),
        ("jahr", "abc"),
        ("jahr", "9223372036854775808"),
        ("höhe", "nan"),
        ("höhe", "3,5"),
        ("geschützt", "ja"),
        ("gepflanzt", "1.5.2024"),
        ("geprüft", "heute"),
        ("art", "a\0b"),
        ("melder", "x"),
        ("geom", "x"),
        ("foo", "bar"),
        ("filter", "jahr ="),
        ("filter-lang", "cql2-text"),
        ("filter-crs", CRS84.uri),
    ],
)
def test_refusal_names_the_parameter(trees: Dataset, name: str, value: str) -> None:
    with pytest.raises(Problem) as refusal:
        parse([(name, value)], trees)

    assert (refusal.value.status, refusal.value.code) == (400, "InvalidParameterValue")
    assert name in refusal.value.detail.de
    assert name in refusal.value.detail.to("en")


def test_refusal_never_lists_internal_fields(trees: Dataset) -> None:
    with pytest.raises(Problem) as refusal:
        parse([("foo", "bar")], trees)

    assert "art" in refusal.value.detail.de
    assert "melder" not in refusal.value.detail.de


def test_parameter_twice_is_refused(trees: Dataset) -> None:
    with pytest.raises(Problem, match="zweimal"):
        parse([("limit", "1"), ("limit", "2")], trees)


def test_parameter_twice_in_two_spellings_is_refused(trees: Dataset) -> None:
    with pytest.raises(Problem, match="zweimal") as refusal:
        parse([("resulttype", "hits"), ("resultType", "results")], trees)

    assert refusal.value.status == 400


def test_field_called_like_a_parameter_is_no_filter(trees: Dataset) -> None:
    fields = {"limit": {"type": "integer"}, "nummer": None}
    odd = Dataset.model_validate(trees.model_dump() | {"fields": fields, "info": ()})

    assert "limit" in ITEMS
    assert parse([("limit", "5")], odd) == FeatureQuery(limit=5)


def test_box_around_the_whole_layer_is_no_condition() -> None:
    query = FeatureQuery(boxes=(Rectangle(4326, 9, 48, 10, 49),))

    assert query.on((9.1, 48.1, 9.9, 48.9)).boxes is None
    assert query.on((8.9, 48.1, 9.9, 48.9)) == query
    assert query.on(None) == query
