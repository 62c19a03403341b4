from collections.abc import Callable

import pytest
import shapely
from geopandas import GeoDataFrame, GeoSeries

from pipelines.definition import Take
from pipelines.errors import RefusedError, SourceError
from pipelines.stages.take import take

MakeFrame = Callable[..., GeoDataFrame]

TOWN = {"stadtgrenze": GeoDataFrame(geometry=GeoSeries([shapely.box(0, 0, 10, 10)], name="geom", crs=25832))}


def test_records_with_the_wanted_values_are_taken(make_frame: MakeFrame) -> None:
    frame = make_frame({"Ort": ["Musberg ", "Stetten", "Hof", None], "Art": [1.0, 1.0, 2.0, 1.0]})

    taken = take(frame, Take(where={"Ort": ("Musberg", "Hof"), "Art": ("1",)}), {})

    assert taken.index.tolist() == [1]


def test_records_inside_are_taken_and_those_on_the_border(make_frame: MakeFrame) -> None:
    frame = make_frame(wkt=["POINT (5 5)", "POINT (10 5)", "POINT (11 5)", "LINESTRING (9 5, 20 5)", None])

    assert take(frame, Take(inside="stadtgrenze"), TOWN).index.tolist() == [1, 2, 4]


def test_a_buffer_widens_the_area(make_frame: MakeFrame) -> None:
    frame = make_frame(wkt=["POINT (11 5)", "POINT (14 5)"])

    assert take(frame, Take(inside="stadtgrenze", buffer=2), TOWN).index.tolist() == [1]


def test_without_conditions_all_are_taken(make_frame: MakeFrame) -> None:
    assert len(take(make_frame({"a": [1, 2]}), Take(), {})) == 2


def test_a_missing_column_is_named(make_frame: MakeFrame) -> None:
    with pytest.raises(SourceError, match="„Ort“"):
        take(make_frame({"ort": ["a"]}), Take(where={"Ort": ("a",)}), {})


def test_the_area_must_be_published(make_frame: MakeFrame) -> None:
    with pytest.raises(RefusedError, match="stadtgrenze"):
        take(make_frame(wkt=["POINT (1 1)"]), Take(inside="stadtgrenze"), {})
