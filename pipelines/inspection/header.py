"""In which row of a table the column names stand, and what is written above it."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

NUMBER = re.compile(r"[+-]?[\d.,\s]*\d[\d.,\s]*%?")
SEPARATOR = re.compile(r"sep=.?", re.IGNORECASE)
FULL = 0.7
"""Share of the table's usual width that a header fills at least; a title fills a cell or two."""

FEW = 0.1
"""Share of a header's cells that may be numbers."""


@dataclass(frozen=True)
class Head:
    """The header's row, counted from 1, and the text above it, None where there is none."""

    row: int = 1
    title: str | None = None


def find_head(rows: Sequence[Sequence[object]]) -> Head:
    """Return the first row that is nearly as wide as the table below it and holds words.

    Where there is no such row, the first one counts. ``rows`` are the beginning of the table, cells of any type.
    """
    widths = [_filled(row) for row in rows]
    for place, row in enumerate(rows):
        below = max(widths[place + 1 :], default=widths[place])
        if widths[place] > 1 and widths[place] >= FULL * below and _is_header(row):
            return Head(place + 1, _title(rows[:place]))
    return Head()


def _filled(row: Sequence[object]) -> int:
    return sum(1 for cell in row if _text(cell))


def _is_header(row: Sequence[object]) -> bool:
    """Words, no one twice, and hardly a number; a year may be a column's name, such as in counts by year."""
    words = [_text(cell) for cell in row if _text(cell)]
    numbers = [word for word in words if NUMBER.fullmatch(word) and not re.fullmatch(r"(?:19|20)\d\d", word)]
    return len(set(words)) == len(words) and len(numbers) <= FEW * len(words)


def _title(rows: Sequence[Sequence[object]]) -> str | None:
    """What people wrote; not Excel's line that names the delimiter (sep=;), nor the sign of a comment."""
    words = [_text(cell).lstrip("# ") for row in rows for cell in row if not SEPARATOR.fullmatch(_text(cell))]
    return " ".join(filter(None, words)) or None


def _text(cell: object) -> str:
    return "" if cell is None else " ".join(str(cell).split())
