import re
from typing import Any

import numpy as np
import pandas as pd
import pytest

from pipelines.definition import TableSource
from pipelines.errors import SourceError
from pipelines.reading.lines import Lines
from pipelines.reading.notation import Notations

NORTH, EAST = "48°41'32,5\"N", "9°07'50,0\"O"
PLACE = (pytest.approx(9.1305555, abs=1e-6), pytest.approx(48.6923611, abs=1e-6))


def source(**keys: Any) -> TableSource:
    return TableSource.model_validate({"path": "a.csv", "x": "Länge", "y": "Breite", **keys})


def table(*rows: tuple[object, object]) -> pd.DataFrame:
    frame = pd.DataFrame(rows, columns=["Länge", "Breite"], index=pd.RangeIndex(1, len(rows) + 1))
    return Lines({1: 4}, "Schulen").note(frame)


def together(*cells: str) -> pd.DataFrame:
    return Lines({1: 2}).note(pd.DataFrame({"Lage": cells}, index=pd.RangeIndex(1, len(cells) + 1)))


def test_marked_angles_are_read_without_a_word_in_the_definition() -> None:
    x, y = Notations(source()).coordinates(table((EAST, NORTH), (None, None), ("9.13° O", "48.69° N"), ("?", "?")))

    assert (x[0], y[0]) == PLACE
    assert (x[2], y[2]) == (9.13, 48.69)
    assert np.isnan([x[1], y[1], x[3], y[3]]).all()


def test_unmarked_ones_only_where_the_definition_says_so() -> None:
    cells = table(("9 07 50", "48 41 32,5"))

    assert np.isnan(Notations(source()).coordinates(cells)).all()
    x, y = Notations(source(degrees="dms")).coordinates(cells)
    assert (x[0], y[0]) == PLACE


def test_where_the_definition_says_decimal_they_are_not_read() -> None:
    assert np.isnan(Notations(source(degrees="decimal")).coordinates(table((EAST, NORTH)))).all()


@pytest.mark.parametrize("decimal", [9.13, "9.13"])
def test_two_notations_are_refused_with_both_rows(decimal: object) -> None:
    said = re.escape(f"(Blatt „Schulen“, Zeile 5: „{EAST}“), teils als Zahl (Blatt „Schulen“, Zeile 4: „9.13“)")

    with pytest.raises(SourceError, match=said):
        Notations(source()).coordinates(table((decimal, "48.69"), (EAST, NORTH)))


def test_so_they_are_where_one_column_differs_from_the_other() -> None:
    with pytest.raises(SourceError, match="teils als Zahl"):
        Notations(source()).coordinates(table((EAST, "48.69")))


def test_the_second_batch_must_be_like_the_first() -> None:
    notations = Notations(source())
    notations.coordinates(table((EAST, NORTH)))

    with pytest.raises(SourceError, match="teils in Grad, Minuten und Sekunden"):
        notations.coordinates(table(("9.13", "48.69")))


def test_a_number_where_angles_are_declared_is_refused() -> None:
    with pytest.raises(SourceError, match=r"degrees: dms.*Zeile 5: „9.13“"):
        Notations(source(degrees="dms")).coordinates(table((EAST, NORTH), ("9.13", "48.69")))


def test_latitude_where_longitude_is_expected_is_refused_with_the_fix() -> None:
    with pytest.raises(SourceError, match="Zeile 4") as refused:
        Notations(source()).coordinates(table((NORTH, EAST)))
    assert "source: {x: Breite, y: Länge}" in refused.value.to("de")

    x, y = Notations(source(axes="yx")).coordinates(table((NORTH, EAST)))
    assert (y[0], x[0]) == PLACE


@pytest.mark.parametrize("cell", [f"{NORTH} {EAST}", f"{NORTH}, {EAST}", "N 48° 41.54167 E 9° 7.83333"])
def test_both_may_stand_in_one_cell(cell: str) -> None:
    keys = source(x=None, y=None, yx="Lage")

    x, y = Notations(keys).coordinates(together(cell))

    assert (x[0], y[0]) == PLACE


def test_the_order_in_a_cell_must_be_the_declared_one() -> None:
    with pytest.raises(SourceError) as refused:
        Notations(source(x=None, y=None, xy="Lage")).coordinates(together(f"{NORTH} {EAST}"))
    assert "source: {yx: Lage}" in refused.value.to("de")


def test_two_notations_in_cells_with_both_are_refused() -> None:
    with pytest.raises(SourceError, match=r"Zeile 2: „48\.68, 9\.13“"):
        Notations(source(x=None, y=None, yx="Lage")).coordinates(together("48.68, 9.13", f"{NORTH} {EAST}"))
