from datetime import date

import pytest

from pipelines.inspection.header import Head, find_head

TITLE = ["Bänke der Stadt", None, None, None]
TIMES = [[8, 12, 14, 16], [9, 11, 13, 15]]


@pytest.mark.parametrize(
    ("rows", "head"),
    [
        pytest.param([["nr", "art"], [1, "Bank"], [2, "Tisch"]], Head(), id="one row"),
        pytest.param(
            [["nr", "Größe", None], [None, "Höhe", "Breite"], [1, 0.5, 2], [2, 0.4, 3]], Head(rows=2), id="a group"
        ),
        pytest.param(
            [
                TITLE,
                ["Vormittag", None, "Nachmittag", None],
                ["von", "bis", "von", "bis"],
                [8, 12, 14, 16],
                [9, 11, 13, 15],
            ],
            Head(2, "Bänke der Stadt", 2),
            id="names that only their groups tell apart, below a title",
        ),
        pytest.param(
            [TITLE, ["nr", "art", "x", "y"], [1, "Bank", 2, 3], [2, "Tisch", 3, 4]],
            Head(2, "Bänke der Stadt"),
            id="a title alone is no group",
        ),
        pytest.param(
            [["name", None, "art", "ort"], ["Bank", "alt", "Holz", "A"], ["Tisch", "neu", "Stein", "B"]],
            Head(),
            id="words below a column without name are a record",
        ),
        pytest.param(
            [["name", "art", "jahr"], ["Bank", "Holz", "k.A."], ["Tisch", "Stein", 1990]],
            Head(),
            id="nothing is left open",
        ),
    ],
)
def test_a_header_may_take_two_rows(rows: list[list[object]], head: Head) -> None:
    assert find_head(rows) == head


@pytest.mark.parametrize(
    ("above", "title", "day"),
    [
        (["Bänke der Stadt", "Bearbeiter Hr. Müller"], "Bänke der Stadt", None),
        (["Bänke, Stand: 31.10.2026, Ansprechpartnerin: Frau Muster"], "Bänke", date(2026, 10, 31)),
        (["Bänke – Frau Muster", "Stand vom 1.2.2026"], "Bänke", date(2026, 2, 1)),
        (["Bearbeiter: Hr. Müller", "Bänke"], None, None),
        (["Bänke, Stand: 31.02.2026"], "Bänke, Stand: 31.02.2026", None),
        (["Bänke - Stühle; Stand 2026", "Bestand 31.10.2026"], "Bänke - Stühle; Stand 2026", None),
    ],
)
def test_a_title_is_the_first_row_without_people_and_the_day(
    above: list[str], title: str | None, day: date | None
) -> None:
    rows: list[list[object]] = [[line, None, None, None] for line in above]
    head = find_head([*rows, ["nr", "art", "x", "y"], [1, "Bank", 2, 3], [2, "Tisch", 3, 4]])

    assert (head.title, head.data_date) == (title, day)
