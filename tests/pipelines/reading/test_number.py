import math
import time

import numpy as np
import pandas as pd
import pytest

from pipelines.reading.number import numbers, without_unit


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("1.234,5", 1234.5, id="dot between thousands"),
        pytest.param("1 234,5", 1234.5, id="blank between thousands"),
        pytest.param("1\u202f234", 1234, id="narrow no-break space"),
        pytest.param("1,5", 1.5, id="decimal comma"),
        pytest.param(" −3,25 ", -3.25, id="minus sign and blanks"),
        pytest.param("1,5E+02", 150, id="exponent as Excel writes it"),
        pytest.param("1.5", None, id="a point that separates no thousands is no comma"),
        pytest.param("1.23.4", None, id="groups of two digits"),
        pytest.param(",", None, id="only a comma"),
        pytest.param("12 m", None, id="a unit"),
        pytest.param("", None, id="empty"),
    ],
)
def test_numbers_with_decimal_comma(text: str, expected: float | None) -> None:
    found = numbers(pd.Series([text]), ",")[0]

    assert math.isnan(found) if expected is None else found == expected


@pytest.mark.parametrize(("text", "expected"), [("1.234", 1.234), ("1,234", None), ("1e3", 1000), ("nan", None)])
def test_numbers_with_decimal_point(text: str, expected: float | None) -> None:
    found = numbers(pd.Series([text]), ".")[0]

    assert math.isnan(found) if expected is None else found == expected


def test_typed_numbers_do_not_depend_on_the_decimal_sign() -> None:
    cells = pd.Series([7.5, 2, "3,5", None, True, float("inf")], dtype=object)

    assert np.array_equal(numbers(cells, ","), [7.5, 2, 3.5, np.nan, np.nan, np.nan], equal_nan=True)


@pytest.mark.parametrize(
    ("unit", "cell", "bare"),
    [
        ("%", "12,5 %", "12,5"),
        ("%", "12,5 Prozent", "12,5"),
        ("€", "€ 1.234,50", "1.234,50"),
        ("€", "1.234,50 eur", "1.234,50"),
        ("€", "Euro 5", "5"),
        ("€", "€", "€"),
        ("€", "€ 5 €", "5"),
        ("€", " \t", ""),
        ("m²", " 85 qm ", "85"),
        ("l/s", "3 l/s", "3"),
        ("m", "12 km", "12 k"),
        ("m", "12 ft", "12 ft"),
        ("m", "m", "m"),
        ("m", 12.5, 12.5),
        ("m", None, None),
    ],
)
def test_the_declared_unit_may_stand_in_the_cell(unit: str, cell: object, bare: object) -> None:
    assert without_unit(pd.Series([cell], dtype=object), unit)[0] == bare


def test_a_cell_of_many_blanks_takes_no_time() -> None:
    began = time.perf_counter()

    without_unit(pd.Series(["a" + " " * 1600 + "b"]), "%")

    assert time.perf_counter() - began < 1
