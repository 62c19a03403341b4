"""Which sheet of a workbook is meant: covers and legends are narrow, short, and place nothing."""

from collections.abc import Sequence
from dataclasses import dataclass

from pipelines.inspection.header import find_head
from pipelines.inspection.words import STREET, X_NAME, Y_NAME, column_name, names_axis

COVER = 0.1
"""Share of the largest sheet's rows below which a sheet is a cover or a legend."""
WIDE = 3
"""Columns beyond which a wider sheet is no likelier one: covers have a column, or two with words and their meaning."""


@dataclass(frozen=True)
class Sheet:
    """A sheet's name, its number of rows, the first of them, and whether people see it."""

    name: str
    records: int
    rows: Sequence[Sequence[object]]
    is_seen: bool = True


def meant(sheets: Sequence[Sheet], wanted: str | None) -> str | None:
    """Return the named sheet, else, of those that people see, the first of the likely ones that is no mere cover.

    Likely are sheets with coordinates or addresses, then wide ones. None where there is but one sheet.
    """
    if wanted in [sheet.name for sheet in sheets]:
        return wanted
    if len(sheets) < 2:
        return None
    seen = [sheet for sheet in sheets if sheet.is_seen] or sheets
    best = max(map(_likelihood, seen))
    likely = [sheet for sheet in seen if _likelihood(sheet) == best]
    largest = max(sheet.records for sheet in likely)
    return next(sheet.name for sheet in likely if sheet.records >= COVER * largest)


def _likelihood(sheet: Sheet) -> tuple[bool, int]:
    widest = max((sum(1 for cell in row if cell not in {None, ""}) for row in sheet.rows), default=0)
    return _places(sheet), min(widest, WIDE)


def _places(sheet: Sheet) -> bool:
    """Whether columns are called like coordinates or addresses, and there is a row below them."""
    head = find_head(sheet.rows)
    below = head.row - 1 + head.rows
    names = [str(cell) for row in sheet.rows[head.row - 1 : below] for cell in row if cell is not None]
    has_axes = all(any(names_axis(name, axis) for name in names) for axis in (X_NAME, Y_NAME))
    return len(sheet.rows) > below and (has_axes or any(STREET.search(column_name(name, ())) for name in names))
