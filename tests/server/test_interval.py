"""datetime: days, instants and intervals."""

from datetime import UTC, date, datetime

import pytest

from pipelines.legal_time import LEGAL_TIME
from server.interval import Interval, parse_datetime
from server.problem import Problem


def test_day_lasts_from_midnight_to_midnight_in_germany() -> None:
    interval = parse_datetime("2024-05-01")

    assert interval == Interval(
        datetime(2024, 5, 1, tzinfo=LEGAL_TIME), datetime(2024, 5, 1, 23, 59, 59, 999_999, tzinfo=LEGAL_TIME)
    )
    assert (interval.first_day, interval.last_day) == (date(2024, 5, 1), date(2024, 5, 1))


def test_instant_is_one_moment() -> None:
    moment = datetime(2024, 5, 1, 12, tzinfo=UTC)

    assert parse_datetime("2024-05-01T12:00:00Z") == Interval(moment, moment)


def test_instant_lies_on_the_day_that_it_is_in_germany() -> None:
    assert parse_datetime("2024-05-01T22:30:00Z").first_day == date(2024, 5, 2)


@pytest.mark.parametrize("value", ["2024-05-01/..", "2024-05-01/"])
def test_open_end(value: str) -> None:
    interval = parse_datetime(value)

    assert (interval.first_day, interval.last_day) == (date(2024, 5, 1), None)


@pytest.mark.parametrize("value", ["../2024-05-01T10:00:00.5+02:00", "/2024-05-01T10:00:00.5+02:00"])
def test_open_begin(value: str) -> None:
    assert parse_datetime(value) == Interval(None, datetime(2024, 5, 1, 8, 0, 0, 500_000, tzinfo=UTC))


def test_for_ever_is_a_day_too() -> None:
    assert parse_datetime("2024-05-01/9999-12-31T23:59:59Z").last_day == date.max


@pytest.mark.parametrize(
    "value",
    [
        "",
        "..",
        "../..",
        "/",
        "gestern",
        "2024",
        "2024-5-1",
        "2024-02-30",
        "0000-01-01",
        "2024-05-01T12:00:00",
        "2024-05-01T25:00:00Z",
        "2024-05-01T12:00:00+99:00",
        "2024-05-02/2024-05-01",
        "2024-05-01/2024-05-02/2024-05-03",
        "２０２４-05-01",
    ],
)
def test_everything_else_is_refused(value: str) -> None:
    with pytest.raises(Problem) as refusal:
        parse_datetime(value)

    assert refusal.value.status == 400
