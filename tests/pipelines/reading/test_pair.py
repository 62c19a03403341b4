import numpy as np
import pandas as pd
import pytest

from pipelines.reading.pair import pairs


@pytest.mark.parametrize(
    "cell",
    [
        "48.68, 9.13",
        "48.68,9.13",
        "48,68 9,13",
        "48,68, 9,13",
        "48,68; 9,13",
        "48.68 / 9.13",
        "(48,68 | 9,13)",
        "[48.68, 9.13]",
        " 48.68° 9.13° ",
    ],
)
def test_two_numbers_in_a_cell_with_either_decimal_sign(cell: str) -> None:
    first, second = pairs(pd.Series([cell]))

    assert (first[0], second[0]) == (48.68, 9.13)


@pytest.mark.parametrize("cell", [None, "", "48.68", "48,68,9,13", "48.68, 9.13, 410", "48.68 N, 9.13 E", "Rathaus 1"])
def test_anything_else_is_no_pair(cell: str | None) -> None:
    assert np.isnan(pairs(pd.Series([cell], dtype=object))).all()
