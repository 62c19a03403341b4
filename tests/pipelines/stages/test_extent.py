from collections.abc import Callable

import numpy as np
import pytest
from geopandas import GeoDataFrame

from pipelines.definition import Dataset
from pipelines.stages.extent import elsewhere, near, outside_town

MakeDataset = Callable[..., Dataset]
MakeFrame = Callable[..., GeoDataFrame]

EXTENT = (9.07, 48.65, 9.21, 48.73)
POINTS = ["POINT (510700 5393000)", "POINT (510700 5398500)", "POINT (510700 5403000)"]


def test_near_the_town_is_no_finding(make_dataset: MakeDataset, make_frame: MakeFrame) -> None:
    frame = make_frame({"id": ["a", "b", "c"]}, POINTS)

    result, (finding,) = outside_town(frame, make_dataset(), EXTENT)

    assert len(result) == 3
    assert (finding.record, finding.feature, finding.action) == (3, "c", "warned")
    assert finding.position == pytest.approx((9.14, 48.78), abs=0.01)


def test_a_line_that_reaches_into_the_town_belongs_to_it(make_dataset: MakeDataset, make_frame: MakeFrame) -> None:
    frame = make_frame({"id": ["a"]}, ["LINESTRING (510700 5393000, 560000 5450000)"])

    assert outside_town(frame, make_dataset(geometry="LineString"), EXTENT)[1] == []


def test_an_internal_layers_features_stand_in_no_finding(make_dataset: MakeDataset, make_frame: MakeFrame) -> None:
    _, (finding,) = outside_town(
        make_frame({"id": ["Kanarienvogel"]}, POINTS[2:]), make_dataset(visibility="internal"), EXTENT
    )

    assert (finding.feature, finding.position) == (None, None)


@pytest.mark.parametrize(
    ("crs", "words"),
    [("EPSG:31467", " (EPSG:31467) "), ('PROJCRS["Stadtnetz",BASEGEOGCRS[…]]', " (Stadtnetz) "), (None, "system ist")],
)
def test_the_likely_cause_is_named(make_dataset: MakeDataset, crs: str | None, words: str) -> None:
    hint = elsewhere(make_dataset(), crs).hint

    assert hint is not None
    assert words in hint.de


def test_the_definition_says_how_far_is_too_far_and_what_then(make_dataset: MakeDataset, make_frame: MakeFrame) -> None:
    frame = make_frame({"id": ["a", "b", "c"]}, POINTS)

    wide = outside_town(frame, make_dataset(outside={"buffer": 20_000}), EXTENT)
    strict, (finding,) = outside_town(frame, make_dataset(outside={"action": "refuse"}), EXTENT)

    assert wide[1] == []
    assert strict["id"].tolist() == ["a", "b"]
    assert (finding.record, finding.action) == (3, "refused")


def test_places_that_are_no_numbers_are_not_near() -> None:
    x, y = np.array([510_700, np.inf, np.nan, 0]), np.array([5_393_000, np.inf, 5_393_000, 0])

    assert near(x, y, EXTENT).tolist() == [True, False, False, False]
