from collections.abc import Callable
from typing import Any

import numpy as np
import pandas as pd
import pytest
from geopandas import GeoDataFrame

from pipelines.definition import Dataset
from pipelines.errors import SourceError
from pipelines.stages.columns import columns

MakeDataset = Callable[..., Dataset]
MakeFrame = Callable[..., GeoDataFrame]


@pytest.fixture
def cast_one(make_dataset: MakeDataset, make_frame: MakeFrame) -> Callable[..., Any]:
    """Send one column ``wert`` through the stage: what is left of it, and the findings."""

    def run(cells: list[object], layer: str = "public", **field: Any) -> tuple[list[object], list[Any]]:
        fields = {"nummer": None, "wert": field}
        dataset = make_dataset(fields=fields, source={"path": "a.csv", "decimal": ","}, visibility=layer)
        numbers = [str(number) for number in range(len(cells))]
        frame = make_frame({"nummer": numbers, "wert": pd.Series(cells, dtype=object)})
        result, findings = columns(frame, dataset)
        return [None if pd.isna(value) else value for value in result["wert"]], findings

    return run


def test_declared_fields_in_their_order_and_nothing_else(make_dataset: MakeDataset, make_frame: MakeFrame) -> None:
    frame = make_frame({"Höhe (m)": ["3,5"], "geheim": ["Kanarienvogel"], "nummer": ["7"]}, ["POINT (1 2)"])
    dataset = make_dataset(
        fields={"nummer": {"type": "integer"}, "hoehe": {"source": "Höhe (m)", "type": "number"}},
        source={"path": "a.csv", "decimal": ","},
    )

    result, findings = columns(frame, dataset)

    assert list(result.columns) == ["nummer", "hoehe", "geom"]
    assert result.iloc[0][["nummer", "hoehe"]].tolist() == [7, 3.5]
    assert result.geometry.name == "geom"
    assert not findings


def test_a_missing_source_column_stops_the_source(make_dataset: MakeDataset, make_frame: MakeFrame) -> None:
    with pytest.raises(SourceError, match="Vorhanden sind: Nummer"):
        columns(make_frame({"Nummer": ["1"]}), make_dataset())


def test_a_source_without_records_and_columns_is_empty(make_dataset: MakeDataset, make_frame: MakeFrame) -> None:
    result, findings = columns(make_frame(wkt=[]), make_dataset())

    assert list(result.columns) == ["nummer", "geom"]
    assert not findings


def test_a_wrong_value_refuses_the_record_and_is_shown(cast_one: Callable[..., Any]) -> None:
    values, (finding,) = cast_one(["12", "viele"], type="integer")

    assert values == [12]
    assert (finding.record, finding.rule, finding.action, finding.field) == (2, "integer", "refused", "wert")
    assert finding.before == "viele"
    assert "„viele“" in finding.message.de


def test_on_error_clear_empties_the_value(cast_one: Callable[..., Any]) -> None:
    values, (finding,) = cast_one(["www.a.de", "https://a.de"], type="url", on_error="clear")

    assert values == [None, "https://a.de"]
    assert finding.action == "cleared"


@pytest.mark.parametrize("cell", ["31.02.2024", "01.01.0001 00:00:00", "9999-12-31T23:59:59-05:00"])
def test_a_moment_that_does_not_exist_is_a_wrong_value(cast_one: Callable[..., Any], cell: str) -> None:
    values, (refused,) = cast_one([cell, "2023-10-31T10:00:00Z"], type="datetime")
    emptied, (cleared,) = cast_one([cell], type="datetime", on_error="clear")

    assert values == [pd.Timestamp("2023-10-31T10:00:00Z")]
    assert emptied == [None]
    assert (refused.record, refused.rule, refused.action, refused.before) == (1, "datetime", "refused", cell)
    assert (cleared.rule, cleared.action) == ("datetime", "cleared")


@pytest.mark.parametrize("zone", ["UTC", "+02:00", "Europe/Berlin"])
@pytest.mark.parametrize("moment", ["0000-12-31T20:00:00", "10000-01-01T20:00:00"])
def test_a_typed_moment_that_python_does_not_know_is_a_wrong_value_not_an_empty_one(
    make_dataset: MakeDataset, make_frame: MakeFrame, moment: str, zone: str
) -> None:
    moments = np.array([moment, "2023-10-31T10:00:00", "NaT"], dtype="datetime64[us]")
    typed = pd.Series(moments).dt.tz_localize("UTC").dt.tz_convert(zone)
    dataset = make_dataset(fields={"nummer": None, "zeit": {"type": "datetime"}})

    result, (finding,) = columns(make_frame({"nummer": ["1", "2", "3"], "zeit": typed}), dataset)

    assert result.index.tolist() == [2, 3]
    assert result["zeit"].tolist() == [pd.Timestamp("2023-10-31T10:00:00Z"), pd.NaT]
    assert (finding.record, finding.rule, finding.before) == (1, "datetime", moment.replace("T", " ") + "+00:00")


@pytest.mark.parametrize(("layer", "field"), [("public", "internal"), ("internal", "public")])
def test_values_that_are_internal_stand_in_no_finding(cast_one: Callable[..., Any], layer: str, field: str) -> None:
    _, (finding,) = cast_one(["Kanarienvogel"], layer, type="integer", visibility=field)

    assert "Kanarienvogel" not in repr(finding)


def test_a_missing_required_value_refuses(cast_one: Callable[..., Any]) -> None:
    values, findings = cast_one(["a", " ", "–", None], required=True, null=["–"])

    assert values == ["a"]
    assert [finding.rule for finding in findings] == ["required"] * 3


def test_words_for_nothing_are_nothing(cast_one: Callable[..., Any]) -> None:
    values, findings = cast_one(["N/A", " -1 ", "3"], type="integer", null=["n/a", "-1"])

    assert values == [None, None, 3]
    assert not findings


CODES = {"values": {"ganz": {"label": "ganz", "also": ["vollständig  erschlossen"]}, "teils": "teils", "1": "eins"}}


def test_every_spelling_becomes_its_code(cast_one: Callable[..., Any]) -> None:
    values, findings = cast_one(["GANZ", "Vollständig erschlossen ", "teils", 1.0, None], codes=CODES)

    assert values == ["ganz", "ganz", "teils", "1", None]
    assert not findings


@pytest.mark.parametrize(("value", "hinted"), [("11,1", True), ("1.234,5", True), ("elf", False)])
def test_a_decimal_comma_names_the_line_that_helps(
    make_dataset: MakeDataset,
    make_frame: MakeFrame,
    value: str,
    hinted: bool,  # noqa: FBT001 - a test's parameter
) -> None:
    dataset = make_dataset(fields={"nummer": {"type": "number"}})
    _, (finding,) = columns(make_frame({"nummer": [value]}), dataset)

    assert ('decimal: ","' in finding.message.de) is hinted


def test_an_unknown_code_names_the_known_ones(cast_one: Callable[..., Any]) -> None:
    values, (finding,) = cast_one(["halb"], codes=CODES)

    assert values == []
    assert finding.rule == "codes"
    assert "ganz, teils, 1" in finding.message.de


@pytest.mark.parametrize(
    ("bounds", "kept"),
    [([0, 10], [0, 10]), ([None, 5], [-1, 0]), ([5, None], [10, 11])],
)
def test_a_range_includes_its_ends(cast_one: Callable[..., Any], bounds: list[Any], kept: list[int]) -> None:
    values, findings = cast_one(["-1", "0", "10", "11", None], type="integer", range=bounds, on_error="clear")

    assert [value for value in values if value is not None] == kept
    assert {finding.rule for finding in findings} == {"range"}


def test_a_pattern_fits_the_whole_value(cast_one: Callable[..., Any]) -> None:
    values, (finding,) = cast_one(["S-12", "S-123", None], pattern=r"S-\d{2}")

    assert values == ["S-12", None]
    assert (finding.record, finding.rule) == (2, "pattern")


def test_one_cell_has_one_finding_and_a_record_all_of_its_cells(
    make_dataset: MakeDataset, make_frame: MakeFrame
) -> None:
    dataset = make_dataset(fields={"nummer": {"type": "integer", "pattern": "x"}, "jahr": {"type": "integer"}})
    frame = make_frame({"nummer": ["a"], "jahr": ["b"]})

    result, findings = columns(frame, dataset)

    assert len(result) == 0
    assert [(finding.field, finding.rule) for finding in findings] == [("nummer", "integer"), ("jahr", "integer")]


def test_raster_areas_keep_their_id(make_dataset: MakeDataset, make_frame: MakeFrame) -> None:
    classes = [{"code": "5", "over": 5}]
    dataset = make_dataset(
        source={"rasters": {"selten": "a.tif"}, "classes": classes}, key=(), fields={"tiefe": {"source": "class"}}
    )
    frame = make_frame({"scenario": ["selten"], "class": ["5"], "id": ["x"]}, ["POINT (1 2)"])

    result, _ = columns(frame, dataset)

    assert list(result.columns) == ["id", "tiefe", "geom"]


@pytest.mark.parametrize("name", ["unter_18", "gesamt"])
def test_counts_that_may_be_withheld_are_never_told(
    make_dataset: MakeDataset, make_frame: MakeFrame, name: str
) -> None:
    counts = {"unter_18": ["3"], "ab_18": ["40"], "gesamt": ["43"]}
    fields = {"nummer": None} | {count: {"type": "integer", "range": [0, 100]} for count in counts}
    suppress = {"parts": ["unter_18", "ab_18"], "total": "gesamt"}
    frame = make_frame({"nummer": ["1"]} | counts | {name: ["777"]})

    _, (finding,) = columns(frame, make_dataset(fields=fields, suppress=suppress))

    assert (finding.field, finding.rule, finding.before, finding.after) == (name, "range", None, None)
    assert "777" not in finding.message.de + finding.message.to("en")


def test_a_number_may_bring_its_declared_unit(make_dataset: MakeDataset, make_frame: MakeFrame) -> None:
    fields = {"nummer": None, "anteil": {"type": "number", "unit": "%"}, "preis": {"type": "number", "unit": "€"}}
    source = {"path": "liste.csv", "decimal": ","}
    frame = make_frame({"nummer": ["1"], "anteil": ["12,5 %"], "preis": ["1.234,50 EUR"]}, ["POINT (0 0)"])

    result, findings = columns(frame, make_dataset(fields=fields, source=source))

    assert findings == []
    assert (result["anteil"].iloc[0], result["preis"].iloc[0]) == (12.5, 1234.5)


def test_a_short_year_is_refused_with_a_hint(make_dataset: MakeDataset, make_frame: MakeFrame) -> None:
    frame = make_frame({"nummer": ["1"], "tag": ["31.10.23"]}, ["POINT (0 0)"])

    result, (finding,) = columns(frame, make_dataset(fields={"nummer": None, "tag": {"type": "date"}}))

    assert result.empty
    assert (
        finding.message.de == "tag: „31.10.23“ – erwartet wird ein Datum wie 31.10.2023. Das Jahr braucht vier Ziffern."
    )
