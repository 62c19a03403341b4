"""No withheld count may follow from what is published and from the sums of rows and columns."""

from collections.abc import Callable, Iterator
from itertools import product

import numpy as np
import pytest
from geopandas import GeoDataFrame
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from pipelines.definition import Suppress
from pipelines.stages.suppression import suppress, withheld

MakeFrame = Callable[..., GeoDataFrame]
Counts = NDArray[np.int64]
Mask = NDArray[np.bool_]

BELOW = 3


def tables(rows: int, columns: int, greatest: int) -> st.SearchStrategy[Counts]:
    row = st.lists(st.integers(0, greatest), min_size=columns, max_size=columns)
    return st.lists(row, min_size=rows, max_size=rows).map(lambda cells: np.array(cells, dtype="int64"))


def possible(parts: Counts, hidden: Mask) -> Counts:
    """Every table a reader has to reckon with: shown cells, shown totals and the columns' sums as they are.

    ``hidden`` has the totals as its last column. Returns tables × rows × columns, the totals again last.
    """
    found = [np.array(table) for table in _fill(parts, hidden, tuple(parts.sum(axis=0).tolist()))]
    return np.array([np.column_stack([table, table.sum(axis=1)]) for table in found])


def _fill(parts: Counts, hidden: Mask, left: tuple[int, ...]) -> Iterator[list[tuple[int, ...]]]:
    last = len(parts) == 1  # its cells are what the columns still lack
    cells = zip(parts[0].tolist(), hidden[0].tolist(), left, strict=False)
    for row in product(*([rest] if last else range(rest + 1) if mask else [cell] for cell, mask, rest in cells)):
        if not _agrees(row, parts[0], hidden[0]):
            continue
        rest = tuple(have - took for have, took in zip(left, row, strict=True))
        if last and not any(rest):
            yield [row]
        elif not last and min(rest) >= 0:
            yield from ([row, *others] for others in _fill(parts[1:], hidden[1:], rest))


def _agrees(row: tuple[int, ...], truth: Counts, hidden: Mask) -> bool:
    cells = np.array([*row, sum(row)]) == np.array([*truth, truth.sum()])
    return bool(cells[~hidden].all())


def check_safe(parts: Counts, hidden: Mask) -> None:
    """Each withheld count could be several numbers, one of them not small."""
    tables_left = possible(parts, hidden)
    for row, column in zip(*np.nonzero(hidden), strict=True):
        values = set(tables_left[:, row, column].tolist())
        assert len(values) > 1
        assert max(values) >= BELOW


@settings(max_examples=150, deadline=None)
@given(tables(3, 3, 4))
def test_no_withheld_count_can_be_worked_out(parts: Counts) -> None:
    hidden = withheld(parts, None, BELOW)

    if not hidden.all():  # else nothing at all is published
        check_safe(parts, np.column_stack([hidden, np.zeros(len(parts), dtype=bool)]))


@settings(max_examples=150, deadline=None)
@given(tables(3, 2, 5))
def test_withheld_totals_cannot_be_worked_out_either(parts: Counts) -> None:
    hidden = withheld(parts, parts.sum(axis=1), BELOW)

    if not hidden.all():
        check_safe(parts, hidden)


@settings(max_examples=200, deadline=None)
@given(tables(5, 6, 40), st.integers(2, 6))
def test_rows_and_columns_with_a_withheld_count_have_another_and_enough_between_them(parts: Counts, below: int) -> None:
    hidden = withheld(parts, None, below)

    assert hidden[parts < below].all()
    if hidden.all():
        return
    for cells, masks in ((parts, hidden), (parts.T, hidden.T)):
        for line, mask in zip(cells, masks, strict=True):
            assert not mask.any() or (mask.sum() >= 2 and line[mask].sum() >= below)


def test_a_table_of_large_counts_is_shown_whole() -> None:
    assert not withheld(np.full((4, 5), 100), np.full(4, 500), 5).any()


def test_counting_withheld_cells_is_not_enough() -> None:
    """Two circles of withheld cells, and one cell that links them: its count is the difference of known sums."""
    parts = np.full((4, 4), 4)
    parts[:2, :2] = parts[2:, 2:] = 2
    parts[1, 2] = 1
    small = np.column_stack([parts < BELOW, np.zeros(4, dtype=bool)])

    hidden = withheld(parts, parts.sum(axis=1), BELOW)

    assert {int(table[1, 2]) for table in possible(parts, small)} == {1}
    assert {int(table[1, 2]) for table in possible(parts, hidden)} >= {0, 1, 2, 3}


def test_a_quarter_too_small_is_withheld_whole_and_another_total_with_it() -> None:
    parts = np.array([[1, 1, 1], [100, 90, 80], [70, 60, 50]])

    hidden = withheld(parts, parts.sum(axis=1), 5)

    assert hidden[0].all()
    assert hidden[:, 3].sum() >= 2


def test_a_table_that_cannot_be_protected_is_withheld_whole() -> None:
    assert withheld(np.array([[2, 40, 50]]), np.array([92]), 5).all()


def test_withheld_values_are_empty_and_in_no_finding(make_frame: MakeFrame) -> None:
    frame = make_frame(
        {"kinder": [3, 987654, 987651], "alte": [987653, 987652, 987655], "gesamt": [987656, 1975306, 1975306]}
    ).astype({"kinder": "Int64", "alte": "Int64", "gesamt": "Int64"})

    result, findings = suppress(frame, Suppress(parts=("kinder", "alte"), total="gesamt", below=5))

    assert result["kinder"].isna().tolist() == result["alte"].isna().tolist()
    assert result["kinder"].isna().sum() == 2
    assert result["gesamt"].tolist() == frame["gesamt"].tolist()
    assert {(finding.rule, finding.action) for finding in findings} == {("suppressed", "cleared")}
    assert len(findings) == 4
    assert "98765" not in repr(findings)


def test_small_counts_and_their_cover_read_the_same(make_frame: MakeFrame) -> None:
    frame = make_frame({"a": [1, 50, 60], "b": [50, 60, 70]}).astype("object").astype({"a": "Int64", "b": "Int64"})

    _, findings = suppress(frame.set_geometry("geom"), Suppress(parts=("a", "b"), below=5))

    assert len({(finding.rule, finding.message) for finding in findings}) == 1


def test_a_missing_count_counts_as_small(make_frame: MakeFrame) -> None:
    frame = make_frame({"a": [None, 50, 60], "b": [50, 60, 70]}).astype({"a": "Int64", "b": "Int64"})

    result, findings = suppress(frame, Suppress(parts=("a", "b"), below=5))

    assert result["a"].isna().sum() == result["b"].isna().sum() == 2
    assert len(findings) == 3


@pytest.mark.parametrize("rows", [0, 1])
def test_empty_and_single_rows_do_no_harm(make_frame: MakeFrame, rows: int) -> None:
    frame = make_frame({"a": [9] * rows, "b": [9] * rows}).astype({"a": "Int64", "b": "Int64"})

    result, findings = suppress(frame, Suppress(parts=("a", "b"), below=5))

    assert len(result) == rows
    assert not findings
