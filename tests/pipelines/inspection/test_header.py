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
