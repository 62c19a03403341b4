from collections.abc import Callable

import pytest
from geopandas import GeoDataFrame

from pipelines.definition import Dataset
from pipelines.stages.columns import columns

MakeDataset = Callable[..., Dataset]
MakeFrame = Callable[..., GeoDataFrame]

FIELDS = {"nummer": None, "hoehe": {"type": "number"}, "jahr": {"type": "integer", "on_error": "clear"}}
BAD = {"nummer": ["B1", "B2", "B3"], "hoehe": ["hoch", "2", "3"], "jahr": ["1999", "neulich", "2001"]}
PLACES = ["POINT (510000 5390000)", None, "POINT (510000 5390000)"]


def test_a_bad_cells_feature_and_place_are_told(make_dataset: MakeDataset, make_frame: MakeFrame) -> None:
    _, findings = columns(make_frame(BAD, PLACES), make_dataset(fields=FIELDS))

    assert [(each.record, each.action, each.feature) for each in findings] == [
        (1, "refused", "B1"),
        (2, "cleared", "B2"),
    ]
    assert findings[0].position == pytest.approx((9.136, 48.663), abs=0.01)
    assert findings[1].position is None


def test_a_key_of_several_fields_is_no_name(make_dataset: MakeDataset, make_frame: MakeFrame) -> None:
    _, findings = columns(make_frame(BAD, PLACES), make_dataset(fields=FIELDS, key=["nummer", "jahr"]))

    assert [each.feature for each in findings] == [None, None]


def test_places_in_another_crs_are_not_taken_for_ours(make_dataset: MakeDataset, make_frame: MakeFrame) -> None:
    frame = make_frame(BAD, PLACES).set_crs(4326, allow_override=True)

    _, findings = columns(frame, make_dataset(fields=FIELDS))

    assert [each.position for each in findings] == [None, None]


def test_an_internal_layers_features_and_places_stay_untold(make_dataset: MakeDataset, make_frame: MakeFrame) -> None:
    _, findings = columns(make_frame(BAD, PLACES), make_dataset(fields=FIELDS, visibility="internal"))

    assert [(each.feature, each.position) for each in findings] == [(None, None)] * 2
