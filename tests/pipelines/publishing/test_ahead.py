"""Drawing ahead changes nothing but the time."""

import threading
from collections.abc import Generator

import pytest

from pipelines.publishing.ahead import ahead


def counting(closed: list[bool], until: int = 5, wrong: int | None = None) -> Generator[int]:
    try:
        for number in range(until):
            if number == wrong:
                raise ValueError(number)
            yield number
    finally:
        closed.append(True)


def test_everything_comes_in_order() -> None:
    assert list(ahead(counting([]))) == [0, 1, 2, 3, 4]


def test_what_goes_wrong_comes_in_its_place() -> None:
    batches, seen = ahead(counting([], wrong=3)), list[int]()

    with pytest.raises(ValueError, match="3"):
        seen.extend(batches)
    assert seen == [0, 1, 2]


def test_a_consumer_that_stops_ends_the_thread_and_closes_the_source() -> None:
    closed: list[bool] = []
    batches = ahead(counting(closed))
    next(batches)
    batches.close()

    assert closed == [True]
    assert not [thread for thread in threading.enumerate() if thread.name.startswith("ahead")]
