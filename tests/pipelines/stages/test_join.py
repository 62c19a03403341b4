from collections.abc import Callable

import pytest
import shapely
from geopandas import GeoDataFrame, GeoSeries

from pipelines.definition import Dataset
from pipelines.errors import DefinitionError
from pipelines.stages.join import join

MakeDataset = Callable[..., Dataset]
MakeFrame = Callable[..., GeoDataFrame]

QUARTERS = {
    "stadtteile": GeoDataFrame(
        {"name": ["Musberg", "Stetten", "Hof", "Hof"], "nr": [1, 2, 3, 4]},
        geometry=GeoSeries(shapely.points([(1, 1), (2, 2), (3, 3), (4, 4)]), name="geom", crs=25832),
    )
}


@pytest.fixture
def dataset(make_dataset: MakeDataset) -> Dataset:
    return make_dataset(fields={"nummer": None, "ort": None}, join={"dataset": "stadtteile", "on": {"ort": "name"}})


def test_records_get_the_geometry_of_their_feature(dataset: Dataset, make_frame: MakeFrame) -> None:
    frame = make_frame({"nummer": ["1", "2", "3"], "ort": ["Stetten", "Musberg ", "Stetten"]})

    result, findings, quality = join(frame, dataset, QUARTERS)

    assert result.geometry.x.tolist() == [2, 1, 2]
    assert result.crs.to_epsg() == 25832
    assert quality == {"exact": 3}
    assert not findings


@pytest.mark.parametrize(
    ("quarter", "rule"), [("Hof", "join-ambiguous"), ("Weidach", "join-missing"), (None, "join-missing")]
)
def test_records_without_exactly_one_feature_are_refused(
    dataset: Dataset, make_frame: MakeFrame, quarter: str | None, rule: str
) -> None:
    result, (finding,), quality = join(make_frame({"nummer": ["1"], "ort": [quarter]}), dataset, QUARTERS)

    assert result.empty
    assert (finding.record, finding.rule, finding.action) == (1, rule, "refused")
    assert not quality


def test_several_columns_and_other_types_join(make_dataset: MakeDataset, make_frame: MakeFrame) -> None:
    dataset = make_dataset(
        fields={"nummer": None, "ort": None, "teil": None},
        join={"dataset": "stadtteile", "on": {"ort": "name", "teil": "nr"}},
    )

    result, _, _ = join(make_frame({"nummer": ["1"], "ort": ["Hof"], "teil": ["4"]}), dataset, QUARTERS)

    assert result.geometry.x.tolist() == [4]


def test_a_column_that_the_other_layer_lacks_is_a_mistake_of_the_definition(
    make_dataset: MakeDataset, make_frame: MakeFrame
) -> None:
    dataset = make_dataset(
        fields={"nummer": None, "ort": None}, join={"dataset": "stadtteile", "on": {"ort": "nahme", "nummer": "nr"}}
    )

    with pytest.raises(DefinitionError) as caught:
        join(make_frame({"nummer": ["1"], "ort": ["Hof"]}), dataset, QUARTERS)

    assert caught.value.to("de") == (
        "In der Ebene „stadtteile“ fehlt, was join.on dort braucht: „nahme“. Vorhanden sind: name, nr."
    )
    assert caught.value.to("en") == "The layer “stadtteile” lacks what join.on needs there: “nahme”. It has: name, nr."


def test_internal_keys_stand_in_no_finding(make_dataset: MakeDataset, make_frame: MakeFrame) -> None:
    dataset = make_dataset(
        fields={"nummer": None, "ort": {"visibility": "internal"}},
        join={"dataset": "stadtteile", "on": {"ort": "name"}},
    )

    _, (finding,), _ = join(make_frame({"nummer": ["1"], "ort": ["Kanaria"]}), dataset, QUARTERS)

    assert "Kanaria" not in repr(finding)


def test_a_layer_with_its_own_geometry_passes(make_dataset: MakeDataset, make_frame: MakeFrame) -> None:
    frame = make_frame({"nummer": ["1"]}, ["POINT (5 5)"])

    assert join(frame, make_dataset(), {})[0] is frame
