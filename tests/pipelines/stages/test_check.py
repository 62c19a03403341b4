from collections.abc import Callable
from datetime import date
from typing import Any

import pandas as pd
import pytest
import shapely
from geopandas import GeoDataFrame, GeoSeries

from pipelines.definition import Dataset, FieldType
from pipelines.errors import DefinitionError
from pipelines.stages.cast import DTYPES
from pipelines.stages.check import Seen, check

MakeDataset = Callable[..., Dataset]
MakeFrame = Callable[..., GeoDataFrame]

TOWN = {
    "stadtgrenze": GeoDataFrame(
        geometry=GeoSeries([shapely.box(510_000, 5_390_000, 510_010, 5_390_010)], name="geom", crs=25832)
    )
}
CONDITION = {"rule": "condition"}
INSIDE = {"rule": "inside", "dataset": "stadtgrenze"}
POINTS = ["POINT (510005 5390005)", "POINT (510010 5390005)", "POINT (510012 5390005)"]


@pytest.mark.parametrize(("action", "left", "noted"), [("warn", [1, 2, 3], "warned"), ("refuse", [1, 2], "refused")])
def test_features_outside_are_warned_or_refused(
    make_dataset: MakeDataset, make_frame: MakeFrame, action: str, left: list[int], noted: str
) -> None:
    frame = make_frame({"id": ["a", "b", "c"]}, POINTS)

    result, (finding,) = check(frame, make_dataset(rules=[INSIDE | {"action": action}]), TOWN, {})

    assert result.index.tolist() == left
    assert (finding.record, finding.feature, finding.rule, finding.action) == (3, "c", "inside", noted)
    assert finding.position == pytest.approx((9.136, 48.663), abs=0.01)


def test_a_buffer_forgives_the_borders_generalisation(make_dataset: MakeDataset, make_frame: MakeFrame) -> None:
    _, findings = check(make_frame({"id": ["a"]}, POINTS[2:]), make_dataset(rules=[INSIDE | {"buffer": 3}]), TOWN, {})

    assert not findings


def test_unique_values_are_unique_across_batches(make_dataset: MakeDataset, make_frame: MakeFrame) -> None:
    rules = [{"rule": "unique", "fields": ["nummer", "art"]}]
    dataset = make_dataset(fields={"nummer": None, "art": None}, rules=rules)
    columns = {"id": ["a", "b", "c", "d"], "nummer": ["1", "1", "1", None], "art": ["x", "y", "x", "x"]}
    seen: Seen = {}

    first, found = check(make_frame(columns, [POINTS[0]] * 4), dataset, {}, seen)
    second, found_later = check(make_frame(columns, [POINTS[0]] * 4), dataset, {}, seen)

    assert first["id"].tolist() == ["a", "b", "d"]
    assert [finding.feature for finding in found] == ["c"]
    assert second["id"].tolist() == ["d"]
    assert [finding.feature for finding in found_later] == ["a", "b", "c"]


def test_an_internal_layers_features_stand_in_no_finding(make_dataset: MakeDataset, make_frame: MakeFrame) -> None:
    frame = make_frame({"id": ["Kanarienvogel"]}, POINTS[2:])

    _, (finding,) = check(frame, make_dataset(rules=[INSIDE], visibility="internal"), TOWN, {})

    assert (finding.feature, finding.position) == (None, None)


QUARTERS = {
    "stadtteile": GeoDataFrame(
        {"name": ["Stetten", "Musberg"]},
        geometry=GeoSeries(
            [shapely.box(510_000, 5_390_000, 510_010, 5_390_010), shapely.box(510_010, 5_390_000, 510_020, 5_390_010)],
            name="geom",
            crs=25832,
        ),
    )
}
STREETS = {
    "strassen": GeoDataFrame(
        {"name": ["Maiergasse", None]},
        geometry=GeoSeries.from_wkt(
            ["LINESTRING (510000 5390000, 510100 5390000)", "LINESTRING (510000 5390050, 510100 5390050)"],
            crs=25832,
        ).rename("geom"),
    )
}
QUARTER = {"rule": "point_in", "dataset": "stadtteile"}
NAMED = QUARTER | {"equals": {"ort": "name"}}
NEAR = {"rule": "near", "dataset": "strassen", "within": 30}


def features_broken(
    dataset: Dataset, frame: GeoDataFrame, references: dict[str, GeoDataFrame] | None = None
) -> list[str | None]:
    _, findings = check(frame, dataset, references or {}, {})
    return [finding.feature for finding in findings]


@pytest.mark.parametrize(
    ("rule", "broken"),
    [
        pytest.param(QUARTER, ["c", "d"], id="in no area"),
        pytest.param(QUARTER | {"buffer": 10}, ["d"], id="buffer"),
        pytest.param(NAMED, ["b", "c"], id="in another area, a missing name claims nothing"),
    ],
)
def test_points_lie_in_the_area_they_name(
    make_dataset: MakeDataset, make_frame: MakeFrame, rule: dict[str, object], broken: list[str]
) -> None:
    dataset = make_dataset(fields={"nummer": None, "ort": None}, rules=[rule])
    columns = {"id": list("abcd"), "ort": ["Stetten", "Stetten", "Musberg", None]}
    places = ["510005 5390005", "510015 5390005", "510025 5390005", "510100 5390005"]
    frame = make_frame(columns, [f"POINT ({place})" for place in places])

    assert features_broken(dataset, frame, QUARTERS) == broken


def test_an_area_lies_where_a_point_on_it_does(make_dataset: MakeDataset, make_frame: MakeFrame) -> None:
    dataset = make_dataset(geometry="Polygon", fields={"nummer": None, "ort": None}, rules=[NAMED])
    mostly_stetten = shapely.box(510_002, 5_390_002, 510_011, 5_390_009).wkt
    frame = make_frame({"id": ["a", "b"], "ort": ["Stetten", "Musberg"]}, [mostly_stetten] * 2)

    assert features_broken(dataset, frame, QUARTERS) == ["b"]


def test_features_lie_near_the_street_they_name(make_dataset: MakeDataset, make_frame: MakeFrame) -> None:
    columns = {"id": list("abc"), "strasse": ["Maiergasse", "Ringstraße", None]}
    frame = make_frame(columns, ["POINT (510050 5390030)", "POINT (510050 5390020)", "POINT (510050 5390081)"])

    def broken(rule: dict[str, object]) -> list[str | None]:
        dataset = make_dataset(fields={"nummer": None, "strasse": None}, rules=[rule])
        return features_broken(dataset, frame, STREETS)

    assert broken(NEAR) == ["c"]
    assert broken(NEAR | {"equals": {"strasse": "name"}}) == ["b"]


def test_a_column_that_the_other_layer_lacks_is_a_mistake_of_the_definition(
    make_dataset: MakeDataset, make_frame: MakeFrame
) -> None:
    dataset = make_dataset(rules=[QUARTER | {"equals": {"nummer": "bezirk"}}])

    with pytest.raises(DefinitionError, match="bezirk"):
        check(make_frame({"id": ["a"], "nummer": ["1"]}, POINTS[:1]), dataset, QUARTERS, {})


def test_other_layers_are_prepared_once(make_dataset: MakeDataset, make_frame: MakeFrame) -> None:
    seen: Seen = {}
    dataset = make_dataset(rules=[INSIDE])
    check(make_frame({"id": ["a"]}, POINTS[:1]), dataset, TOWN, seen)

    _, findings = check(make_frame({"id": ["b"]}, POINTS[2:]), dataset, {}, seen)

    assert [finding.feature for finding in findings] == ["b"]


@pytest.mark.parametrize(
    ("rule", "broken"),
    [
        pytest.param({"where": "bis >= von"}, ["b"], id="missing values break nothing"),
        pytest.param({"where": "bis IS NOT NULL", "when": "art = 'Baustelle'"}, ["c"], id="only where it applies"),
    ],
)
def test_conditions_between_fields(
    make_dataset: MakeDataset, make_frame: MakeFrame, rule: dict[str, str], broken: list[str]
) -> None:
    day = {"type": "date"}
    dataset = make_dataset(fields={"nummer": None, "art": None, "von": day, "bis": day}, rules=[CONDITION | rule])
    columns = {
        "id": list("abcd"),
        "art": ["Baustelle", "Baustelle", "Baustelle", "Fest"],
        "von": [date(2023, 1, 1)] * 4,
        "bis": [date(2023, 1, 2), date(2022, 1, 1), None, None],
    }

    assert features_broken(dataset, make_frame(columns, [POINTS[0]] * 4)) == broken


def test_a_condition_says_what_was_expected_and_what_is_there(make_dataset: MakeDataset, make_frame: MakeFrame) -> None:
    fields = {"nummer": None, "hoch": {"type": "number"}, "tief": {"type": "number"}}
    frame = make_frame({"id": ["a"], "hoch": [1.5], "tief": [2.0]}, POINTS[:1])

    def said(**changes: Any) -> tuple[str, str | None]:
        rule = CONDITION | {"where": "hoch >= tief"} | changes.pop("rule", {})
        _, (finding,) = check(frame, make_dataset(fields=fields | changes, rules=[rule]), {}, {})
        return finding.message.de, finding.before

    assert said() == ("Nicht erfüllt ist: hoch >= tief.", "hoch = 1.5, tief = 2")
    assert said(rule={"message": "Oben ist unten."}) == ("Oben ist unten.", "hoch = 1.5, tief = 2")
    assert said(tief={"type": "number", "visibility": "internal"})[1] is None


def test_a_field_is_unique_across_batches(make_dataset: MakeDataset, make_frame: MakeFrame) -> None:
    dataset = make_dataset(fields={"nummer": None, "schild": {"unique": True, "on_error": "clear"}})
    seen: Seen = {}
    check(make_frame({"id": ["a"], "schild": ["12"]}, POINTS[:1]), dataset, {}, seen)

    result, (finding,) = check(make_frame({"id": ["b", "c"], "schild": ["12", "13"]}, POINTS[:2]), dataset, {}, seen)

    assert result["schild"].isna().tolist() == [True, False]
    assert (finding.action, finding.field, finding.before) == ("cleared", "schild", "12")


@pytest.mark.parametrize(
    ("kind", "value", "broken"),
    [
        ("date", date(2020, 1, 1), False),
        ("date", date(2019, 12, 31), True),
        ("date", date(2020, 12, 31), False),
        ("date", date(2021, 1, 1), True),
        ("date", None, False),
        ("datetime", pd.Timestamp("2020-12-31T22:30Z"), False),
        pytest.param("datetime", pd.Timestamp("2020-12-31T23:30Z"), True, id="already the new year in Germany"),
        pytest.param("datetime", pd.Timestamp("9999-12-31T23:30Z"), True, id="already the year 10000 in Germany"),
    ],
)
def test_days_lie_within_their_range(
    make_dataset: MakeDataset, make_frame: MakeFrame, *, kind: FieldType, value: object, broken: bool
) -> None:
    field = {"type": kind, "range": [date(2020, 1, 1), date(2020, 12, 31)]}
    dataset = make_dataset(fields={"nummer": None, "tag": field})
    frame = make_frame({"id": ["a"], "tag": pd.Series([value], dtype=DTYPES[kind])}, POINTS[:1])

    result, findings = check(frame, dataset, {}, {})

    assert ([finding.rule for finding in findings], len(result)) == ((["range"], 0) if broken else ([], 1))


@pytest.mark.parametrize(("data_date", "broken"), [("2022-12-31", ["a"]), ("2023-06-01", []), ("2025-01-01", ["b"])])
def test_codes_hold_at_the_data_date(
    make_dataset: MakeDataset, make_frame: MakeFrame, data_date: str, broken: list[str]
) -> None:
    values = {
        "neu": {"label": "neu", "valid_from": "2023-01-01"},
        "alt": {"label": "alt", "valid_to": "2024-12-31"},
        "immer": "immer",
    }
    dataset = make_dataset(fields={"nummer": None, "art": {"codes": {"values": values}}}, data_date=data_date)
    frame = make_frame({"id": list("abcd"), "art": ["neu", "alt", "immer", None]}, [POINTS[0]] * 4)

    result, findings = check(frame, dataset, {}, {})

    assert [finding.feature for finding in findings] == broken
    assert len(result) == 4
