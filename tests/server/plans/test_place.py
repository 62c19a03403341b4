"""What is told of a plan at a place only while it is so."""

from datetime import date

import pytest

from server.plans.place import ongoing

OUT = {"from": "2026-11-02", "to": "2026-12-04", "url": "https://stadt.example/12"}


@pytest.mark.parametrize(
    ("today", "told"),
    [("2026-11-01", None), ("2026-11-02", OUT), ("2026-12-04", OUT), ("2026-12-05", None)],
)
def test_people_may_comment_from_the_first_day_to_the_last(today: str, told: dict[str, str] | None) -> None:
    assert ongoing(OUT, date.fromisoformat(today)) == told
