"""What the calendar allows: days within a range, codes that were in force when the data were taken."""

from datetime import UTC, date, datetime

import numpy as np
import pandas as pd

from pipelines.definition import CodeList
from pipelines.legal_time import LEGAL_TIME
from pipelines.stages.spatial import Mask

LAST = datetime.max.replace(tzinfo=LEGAL_TIME).astimezone(UTC)
"""In Germany the year 9999 ends an hour earlier than in UTC, and Python knows no later one."""


def beyond(values: pd.Series, first: date | None, last: date | None) -> Mask:
    """Tell which days, or times by their day in Germany, lie before ``first`` or after ``last``; missing ones never."""
    day = _days(values)
    early = day < pd.Timestamp(first) if first else np.zeros(len(day), dtype=bool)
    late = day > pd.Timestamp(last) if last else np.zeros(len(day), dtype=bool)
    broken: Mask = np.asarray(early, dtype=bool) | np.asarray(late, dtype=bool)
    return broken


def out_of_force(values: pd.Series, codes: CodeList, day: date) -> Mask:
    """Tell which codes did not hold on ``day``: their own time or that of the whole list was not yet, or is over."""
    whole = _holds(codes.valid_from, codes.valid_to, day)
    stale = [code for code, one in codes.values.items() if not (whole and _holds(one.valid_from, one.valid_to, day))]
    broken: Mask = values.astype("string").isin(stale).to_numpy(dtype=bool)
    return broken


def _holds(first: date | None, last: date | None, day: date) -> bool:
    return (first is None or first <= day) and (last is None or day <= last)


def _days(values: pd.Series) -> pd.Series:
    if isinstance(values.dtype, pd.DatetimeTZDtype):
        local: pd.Series = (
            values.mask(values > LAST, LAST).dt.tz_convert(LEGAL_TIME).dt.tz_localize(None).dt.normalize()
        )
        return local
    days: pd.Series = pd.to_datetime(values, errors="coerce")
    return days
