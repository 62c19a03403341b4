"""Values that Python or pandas cannot hold, which nobody need have asked for, come through as text."""

from pathlib import Path

import pyarrow as pa
import pytest
from pyarrow import parquet

from pipelines.reading.cell import texts
from pipelines.reading.parquet import read_parquet
from pipelines.reading.sandbox import frames

BEFORE_CHRIST = -62_135_596_801
"""Seconds from 1970 to the last one before the year 1."""


def through(folder: Path, values: pa.Array) -> list[str | None]:
    """Write a column, read it, send it out of the reading process and write its cells."""
    parquet.write_table(pa.table({"wert": values}), folder / "a.parquet")
    (frame,) = read_parquet(folder / "a.parquet", 0.01)
    found = texts(frames.decoded(frames.encoded(frame))["wert"])
    return found.astype(object).where(found.notna(), None).tolist()


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        pytest.param(pa.array([7, 2**64 - 1, None], pa.uint64()), ["7", str(2**64 - 1), None], id="great number"),
        pytest.param(pa.array([7, 2**63 - 1, None], pa.uint64()), ["7", str(2**63 - 1), None], id="just not so great"),
        pytest.param(pa.array([2**64 - 1], pa.uint64()).dictionary_encode(), [str(2**64 - 1)], id="in a dictionary"),
        pytest.param(
            pa.array([90_000_000_000, None, 1], pa.duration("ns")),
            ["0:01:30", None, "P0DT0H0M0.000000001S"],
            id="duration in nanoseconds",
        ),
        pytest.param(pa.array([90], pa.duration("s")), ["0:01:30"], id="duration in seconds"),
        pytest.param(
            pa.array([2**50, -(2**62)], pa.duration("s")),
            ["P13031248921DT18H57M4S", "P-53375995583651DT16H14M56S"],
            id="endless duration",
        ),
        pytest.param(
            pa.array([0, BEFORE_CHRIST * 1000, None, 10**15], pa.timestamp("ms")),
            ["1970-01-01", "0000-12-31T23:59:59.000", None, "33658-09-27T01:46:40.000"],
            id="years before 1 and after 9999",
        ),
        pytest.param(
            pa.array([0, BEFORE_CHRIST * 10**6], pa.timestamp("us", "Europe/Berlin")),
            ["1970-01-01T01:00:00+01:00", "0000-12-31T23:59:59.000000Z"],
            id="with a time zone",
        ),
        pytest.param(
            pa.array([0, -(2**62)], pa.timestamp("ns", "Europe/Berlin")),
            ["1970-01-01T01:00:00+01:00", "1823-11-12T00:59:49.572612096+00:53:28"],
            id="local time before time zones",
        ),
        pytest.param(pa.array([0, -800_000, None], pa.date32()), ["1970-01-01", "-221-09-04", None], id="days"),
        pytest.param(pa.array([-800_000 * 86_400_000], pa.date64()), ["-221-09-04"], id="days in milliseconds"),
        pytest.param(
            pa.array([[BEFORE_CHRIST * 1000], None], pa.list_(pa.timestamp("ms"))),
            ['["0000-12-31T23:59:59.000"]', None],
            id="in a list",
        ),
        pytest.param(
            pa.array(
                [{"am": BEFORE_CHRIST * 1000, "nr": 1}, None], pa.struct({"am": pa.timestamp("ms"), "nr": pa.int8()})
            ),
            ['{"am": "0000-12-31T23:59:59.000", "nr": 1}', None],
            id="in a structure",
        ),
    ],
)
def test_values_come_through_whatever_their_size(tmp_path: Path, values: pa.Array, expected: list[str | None]) -> None:
    assert through(tmp_path, values) == expected
