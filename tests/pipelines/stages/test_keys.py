import uuid
from collections.abc import Callable

from geopandas import GeoDataFrame

from pipelines.definition import Dataset
from pipelines.stages.keys import LONGEST, NAMESPACE, identify, name_based_id
from pipelines.stages.seen import Seen

MakeDataset = Callable[..., Dataset]
MakeFrame = Callable[..., GeoDataFrame]

POINT = "POINT (510000 5393000)"


def test_the_sources_own_key_is_the_id(make_dataset: MakeDataset, make_frame: MakeFrame) -> None:
    result, findings = identify(make_frame({"nummer": [7, 12]}, [POINT, POINT]), make_dataset(), Seen())

    assert list(result.columns) == ["id", "nummer", "geom"]
    assert result["id"].tolist() == ["7", "12"]
    assert not findings


def test_several_fields_make_a_uuid_that_never_changes(make_dataset: MakeDataset, make_frame: MakeFrame) -> None:
    dataset = make_dataset(key=["strasse", "haus"], fields={"strasse": None, "haus": None})

    result, _ = identify(make_frame({"strasse": ["Maiergasse"], "haus": ["8"]}, [POINT]), dataset, Seen())

    assert result["id"].iloc[0] == str(uuid.uuid5(NAMESPACE, '["baeume","Maiergasse","8"]'))
    assert result["id"].iloc[0] == "fa198d2a-6311-5634-ab3f-ee9b48d42105"


def test_a_position_is_a_key_whatever_the_order_of_its_points(make_dataset: MakeDataset, make_frame: MakeFrame) -> None:
    dataset = make_dataset(key="geom", geometry="Polygon", fields={})
    square = "POLYGON ((0 0, 4 0, 4 4, 0 4, 0 0))"
    turned = "POLYGON ((4 4, 4 0, 0 0, 0 4, 4 4))"
    moved = "POLYGON ((0 0, 4.001 0, 4 4, 0 4, 0 0))"

    result, (finding,) = identify(make_frame(wkt=[square, moved, turned]), dataset, Seen())
    (first, _), again = result["id"], identify(make_frame(wkt=[moved, turned]), dataset, Seen())[0]["id"]

    assert first == "2b11bc2b-cafd-5a34-8f84-f0edb1abeeb7"
    assert again.tolist() == result["id"].tolist()[::-1]
    assert (finding.record, finding.rule) == (3, "duplicate")
    assert "(Lage)" in finding.message.de


def test_a_position_tells_apart_what_has_the_same_name(make_dataset: MakeDataset, make_frame: MakeFrame) -> None:
    dataset = make_dataset(key=["art", "geom"], fields={"art": None})
    frame = make_frame({"art": ["Bank", "Bank", "Tisch", None]}, [POINT, "POINT (510001 5393000)", POINT, POINT])

    result, findings = identify(frame, dataset, Seen())

    assert result["id"].nunique() == 4
    assert not findings


def test_parts_do_not_run_together() -> None:
    assert len({name_based_id("a", "bc"), name_based_id("ab", "c"), name_based_id("a", "b", None, "c")}) == 3


def test_records_without_key_are_refused(make_dataset: MakeDataset, make_frame: MakeFrame) -> None:
    result, findings = identify(make_frame({"nummer": ["1", " ", None]}, [POINT] * 3), make_dataset(), Seen())

    assert result["id"].tolist() == ["1"]
    assert [(finding.record, finding.rule) for finding in findings] == [(2, "key"), (3, "key")]


def test_a_key_that_no_index_takes_is_refused(make_dataset: MakeDataset, make_frame: MakeFrame) -> None:
    longest, too_long = "ä" * (LONGEST // 2), "ä" * (LONGEST // 2) + "a"

    result, findings = identify(
        make_frame({"nummer": [longest, too_long, too_long]}, [POINT] * 3), make_dataset(), Seen()
    )

    assert result["id"].tolist() == [longest]
    assert [(finding.record, finding.rule, finding.action) for finding in findings] == [
        (2, "key", "refused"),
        (3, "key", "refused"),
    ]
    assert findings[0].message.de == "Der Schlüssel (nummer) ist zu lang: 2001 Bytes, erlaubt sind 2000."
    assert "ä" not in repr(findings[0]).replace("Schlüssel", "")
    assert findings[0].position is not None


def test_a_part_of_a_key_may_be_empty_but_not_all(make_dataset: MakeDataset, make_frame: MakeFrame) -> None:
    dataset = make_dataset(key=["haus", "zusatz"], fields={"haus": None, "zusatz": None})
    frame = make_frame({"haus": ["8", None], "zusatz": [None, None]}, [POINT, POINT])

    result, (finding,) = identify(frame, dataset, Seen())

    assert result.index.tolist() == [1]
    assert (finding.record, finding.rule) == (2, "key")


def test_the_first_of_equal_keys_stays_also_across_batches(make_dataset: MakeDataset, make_frame: MakeFrame) -> None:
    seen = Seen()
    dataset = make_dataset()

    first, found = identify(make_frame({"nummer": ["1", "1", "2"]}, [POINT] * 3), dataset, seen)
    second, found_later = identify(make_frame({"nummer": ["2", "3"]}, [POINT] * 2), dataset, seen)

    assert first.index.tolist() == [1, 3]
    assert second.index.tolist() == [2]
    assert [(one.record, one.rule, one.feature) for one in found] == [(2, "duplicate", "1")]
    assert [(one.record, one.feature) for one in found_later] == [(1, "2")]
    assert found[0].position is not None


def test_an_internal_layers_key_and_place_stand_in_no_finding(make_dataset: MakeDataset, make_frame: MakeFrame) -> None:
    frame = make_frame({"nummer": ["Kanarienvogel"] * 2}, [POINT, POINT])

    _, (finding,) = identify(frame, make_dataset(visibility="internal"), Seen())

    assert (finding.feature, finding.position) == (None, None)
    assert "Kanarienvogel" not in repr(finding)


def test_raster_areas_bring_their_id(make_dataset: MakeDataset, make_frame: MakeFrame) -> None:
    source = {"rasters": {"selten": "a.tif"}, "classes": [{"code": "5", "over": 5}]}
    frame = make_frame({"id": ["x", "y"], "tiefe": ["5", "5"]}, [POINT, POINT])

    result, _ = identify(frame, make_dataset(source=source, key=(), fields={"tiefe": None}), Seen())

    assert list(result.columns) == ["id", "tiefe", "geom"]
    assert result["id"].tolist() == ["x", "y"]
