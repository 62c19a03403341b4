from collections.abc import Callable

import pytest
import shapely
from geopandas import GeoDataFrame, GeoSeries

from pipelines.definition import Dataset
from pipelines.stages.check import Seen, check

MakeDataset = Callable[..., Dataset]
MakeFrame = Callable[..., GeoDataFrame]

TOWN = {
    "stadtgrenze": GeoDataFrame(
        geometry=GeoSeries([shapely.box(510_000, 5_390_000, 510_010, 5_390_010)], name="geom", crs=25832)
    )
}
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
