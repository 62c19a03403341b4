"""Days and times as German files write them → dates, and moments in UTC."""

import re
from datetime import UTC, datetime

import numpy as np
import pandas as pd

from pipelines.legal_time import LEGAL_TIME

ISO_DATE = r"\d{4}-\d{1,2}-\d{1,2}"
TIME = r"\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?"
OFFSET = r"(?:Z|[+-]\d{2}(?::?\d{2})?)"
DAY_AND_TIME = rf"^({ISO_DATE})(?:(?:T|,? )({TIME})(?: ?({OFFSET})| Uhr)?)?$"

COMPLETE_MOMENT = r"\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(?:\.\d{1,6})?(?:Z|[+-]\d{2}:\d{2})"
"""What programs write; a whole column of it needs no closer look."""

GERMAN_DATE = r"^(\d{1,2})\.\s?(\d{1,2})\.\s?(\d{4})(?!\d)"
WORDY_DATE = re.compile(r"^(\d{1,2})\.?\s+([A-Za-zÄä]{3,9})\.?\s+(\d{4})(?!\d)")

EARLIEST, LATEST = datetime.min.replace(tzinfo=UTC), datetime.max.replace(tzinfo=UTC)
"""The years 1 to 9999, the only ones that Python knows. Midnight of 01.01.0001, which .NET writes for no time at all,
is in the year 0 of UTC."""

MONTHS = {
    word: number
    for number, words in enumerate(
        (
            "januar jänner jan january",
            "februar feber feb february",
            "märz maerz mär mrz mar march",
            "april apr",
            "mai may",
            "juni jun june",
            "juli jul july",
            "august aug",
            "september sept sep",
            "oktober okt october oct",
            "november nov",
            "dezember dez december dec",
        ),
        start=1,
    )
    for word in words.split()
}
"""Number of a month by its German and English names, whole and short."""


def dates(text: pd.Series) -> pd.Series:
    """Return :class:`datetime.date` objects, None where a text (dtype ``string``) is missing or no day."""
    found = within_years(pd.to_datetime(_parts(text)[0], format="%Y-%m-%d", errors="coerce", utc=True))
    days: pd.Series = found.dt.date.astype(object).where(found.notna(), None)
    return days


def datetimes(text: pd.Series) -> pd.Series:
    """Return moments (dtype ``datetime64[us, UTC]``), NaT where a text is missing or none; a day begins at midnight.

    Times without an offset are legal time. None lies before the year 1 or after the year 9999 in UTC.
    """
    if text.str.fullmatch(COMPLETE_MOMENT).fillna(value=True).all():
        return within_years(pd.to_datetime(text, format="ISO8601", errors="coerce", utc=True))
    parts = _parts(text)
    moment = parts[0] + "T" + parts[1].fillna("00:00").str.replace(r"^(\d):", r"0\1:", regex=True)
    local = pd.to_datetime(moment.where(parts[2].isna()), format="ISO8601", errors="coerce")
    first = np.ones(len(text), dtype=bool)  # of the doubled hour in autumn
    zoned = local.dt.tz_localize(LEGAL_TIME, ambiguous=first, nonexistent="NaT").dt.tz_convert("UTC")
    fixed = pd.to_datetime(moment + parts[2], format="ISO8601", errors="coerce", utc=True)
    return within_years(zoned.fillna(fixed))


def within_years(moments: pd.Series) -> pd.Series:
    """Return moments in UTC to the microsecond, NaT for those before EARLIEST or after LATEST."""
    return moments.where(moments.between(EARLIEST, LATEST)).astype("datetime64[us, UTC]")


def _parts(text: pd.Series) -> pd.DataFrame:
    """Day, time and offset of each text."""
    return _iso(text).str.extract(DAY_AND_TIME)


def _iso(text: pd.Series) -> pd.Series:
    """Write the day as 2023-10-31. Years have four digits, since two would be a guess."""
    if text.str.contains("[A-Za-zÄä]{3}", regex=True).any():  # a function for each value is slow
        text = text.str.replace(WORDY_DATE, _numbered, regex=True)
    german = text.str.replace(GERMAN_DATE, r"\3-\2-\1", regex=True)
    iso = german.str.replace(r"^(\d{4})/(\d{1,2})/(\d{1,2})", r"\1-\2-\3", regex=True)
    padded = iso.str.replace(r"^(\d{4})-(\d)-", r"\1-0\2-", regex=True)
    result: pd.Series = padded.str.replace(r"^(\d{4}-\d{2})-(\d)(?!\d)", r"\1-0\2", regex=True)
    return result


def _numbered(match: re.Match[str]) -> str:
    """Write 31. Oktober 2023 as 2023-10-31; a word that names no month stays, and the text is no date."""
    day, word, year = match.groups()
    month = MONTHS.get(word.casefold())
    return f"{year}-{month}-{day}" if month else match[0]
