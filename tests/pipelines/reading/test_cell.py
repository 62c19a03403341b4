from datetime import date, datetime

import numpy as np
import pandas as pd
import pytest

from pipelines.reading.cell import texts


@pytest.mark.parametrize(
    ("cells", "expected"),
    [
        pytest.param(pd.Series([" a\u00a0", "", "  "]), ["a", None, None], id="trimmed, blank is missing"),
        pytest.param(pd.Series([5.0, np.nan, 5.25]), ["5", None, "5.25"], id="whole floats"),
        pytest.param(pd.Series([2**62], dtype="int64"), ["4611686018427387904"], id="great integers"),
        pytest.param(pd.Series([True, False]), ["true", "false"], id="booleans"),
        pytest.param(pd.Series([True, None, 1], dtype=object), ["true", None, "1"], id="mixed"),
        pytest.param(
            pd.Series([datetime(2023, 10, 31), datetime(2023, 10, 31, 9, 5), date(2023, 1, 2)], dtype=object),  # noqa: DTZ001 - Excel has no time zones
            ["2023-10-31", "2023-10-31T09:05:00", "2023-01-02"],
            id="dates",
        ),
        pytest.param(pd.Series([["a", "ä"]], dtype=object), ['["a", "ä"]'], id="list"),
    ],
)
def test_cells_as_text(cells: pd.Series, expected: list[str | None]) -> None:
    found = texts(cells)

    assert found.dtype == "string"
    assert found.astype(object).where(found.notna(), None).tolist() == expected
