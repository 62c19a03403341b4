"""The ``datetime`` parameter: an instant, a day or an interval, open at one end if need be."""

import re
from dataclasses import dataclass
from datetime import date, datetime, time

from pipelines.legal_time import LEGAL_TIME
from server.problem import Problem, invalid

_RFC3339 = re.compile(r"(\d{4}-\d\d-\d\d)(?:[Tt](\d\d:\d\d:\d\d(?:\.\d+)?)([Zz]|[+-]\d\d:\d\d))?")


@dataclass(frozen=True)
class Interval:
    """A time span with both ends included; None means open."""

    begin: datetime | None
    end: datetime | None

    @property
    def first_day(self) -> date | None:
        """The day in Germany on which the interval begins."""
        return _day(self.begin, date.min) if self.begin else None

    @property
    def last_day(self) -> date | None:
        """The day in Germany on which the interval ends."""
        return _day(self.end, date.max) if self.end else None


def parse_datetime(value: str) -> Interval:
    """Read ``2024-05-01``, ``2024-05-01T12:00:00Z`` or two of them joined by ``/``, one of them ``..`` or empty.

    Source: OGC API Features, Part 1, /req/core/fc-time-response. Raises Problem otherwise.
    """
    begin, slash, end = value.partition("/")
    if not slash:
        return Interval(_moment(value, time.min), _moment(value, time.max))
    interval = Interval(
        None if begin in {"", ".."} else _moment(begin, time.min), None if end in {"", ".."} else _moment(end, time.max)
    )
    if not interval.begin and not interval.end:
        raise _refusal()
    if interval.begin and interval.end and interval.begin > interval.end:
        raise invalid("datetime", "Der Anfang liegt nach dem Ende.", "The interval begins after its end.")
    return interval


def _moment(value: str, time_of_day: time) -> datetime:
    """A day alone begins or ends at ``time_of_day`` in Germany."""
    match = _RFC3339.fullmatch(value)
    if not match:
        raise _refusal()
    try:
        if match[2]:
            return datetime.fromisoformat(f"{match[1]}T{match[2]}{match[3].upper()}")
        return datetime.combine(date.fromisoformat(match[1]), time_of_day, LEGAL_TIME)
    except ValueError:
        raise _refusal() from None


def _day(moment: datetime, otherwise: date) -> date:
    try:
        return moment.astimezone(LEGAL_TIME).date()
    except OverflowError:  # 9999-12-31T23:59:59Z is a usual way to say "for ever"
        return otherwise


def _refusal() -> Problem:
    return invalid(
        "datetime",
        "Erwartet wird ein Tag (2024-05-01), ein Zeitpunkt (2024-05-01T12:00:00Z) oder ein Zeitraum "
        "(2024-05-01/2024-12-31, offen mit „..“).",
        "Expected is a day (2024-05-01), an instant (2024-05-01T12:00:00Z) or an interval "
        "(2024-05-01/2024-12-31, open with “..”).",
    )
