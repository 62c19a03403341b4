"""In which row of a table the column names stand, and what is written above it."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from pipelines.inspection.words import PERSON, PERSONAL
from pipelines.reading.headers import joined

NUMBER = re.compile(r"[+-]?[\d.,\s]*\d[\d.,\s]*%?")
SEPARATOR = re.compile(r"sep=.?", re.IGNORECASE)
STATE = re.compile(r"\bStand\b\D{0,8}?(?:(\d{1,2})\.\s?(\d{1,2})\.\s?(\d{4})|(\d{4})-(\d\d)-(\d\d))", re.IGNORECASE)
"""The day that the data describe, as people write it above a table: Stand: 31.10.2026."""
PIECES = re.compile(r"\s*[,;|]\s+|\s+[–|-]\s+")
"""What stands between the pieces of a title."""
FULL = 0.7
"""Share of the table's usual width that a header fills at least; a title fills a cell or two."""

FEW = 0.1
"""Share of a header's cells that may be numbers."""


@dataclass(frozen=True)
class Head:
    """The header's row, counted from 1, the title above it (None: none), how many rows it takes, and the data's day."""

    row: int = 1
    title: str | None = None
    rows: int = 1
    data_date: date | None = None


def find_head(rows: Sequence[Sequence[object]]) -> Head:
    """Return the first row that is nearly as wide as the table below it and holds words.

    Where there is no such row, the first one counts. ``rows`` are the beginning of the table, cells of any type.
    """
    for place in range(len(rows)):
        is_alone, goes_on = _is_head(rows[place:]), _goes_on(rows[place:])
        if is_alone or (goes_on and not _is_head(rows[place + 1 :])):
            return Head(place + 1, _title(rows[:place]), 2 if goes_on else 1, _data_date(rows[:place]))
    return Head()


def _is_head(rows: Sequence[Sequence[object]]) -> bool:
    widths = [_filled(row) for row in rows]
    return widths[0] > 1 and widths[0] >= FULL * max(widths[1:], default=0) and _is_header(rows[0])


def _goes_on(rows: Sequence[Sequence[object]]) -> bool:
    """Whether the second row names columns, too, of groups that the first one names (Größe: Höhe, Breite).

    It holds words alone, names what the first row leaves open, and no two columns are called alike by both; and the
    rows below it differ from it: there are numbers below its words, or its gaps are filled.
    """
    if len(rows) < 3 or not _filled(rows[0]):
        return False
    above, names, below = rows[0], rows[1], rows[2:]
    named = [place for place, cell in enumerate(names) if _text(cell)]
    both = [name for name in joined([above, names]) if name]
    if len(named) < 2 or not _are_words([_text(names[place]) for place in named]) or len(set(both)) < len(both):
        return False
    if len(both) < FULL * max(map(_filled, below)):
        return False
    opens = any(not _cell(above, place) for place in named)
    numbers = any(_turns_to_numbers(_cell(names, place), [_cell(row, place) for row in below]) for place in named)
    gaps = [place for place, cell in enumerate(above) if _text(cell) and place not in named]
    return opens and (numbers or any(_cell(row, place) for row in below for place in gaps))


def _turns_to_numbers(name: str, cells: Sequence[str]) -> bool:
    filled = [cell for cell in cells if cell]
    return bool(filled) and not NUMBER.fullmatch(name) and all(map(NUMBER.fullmatch, filled))


def _cell(row: Sequence[object], place: int) -> str:
    return _text(row[place]) if place < len(row) else ""


def _filled(row: Sequence[object]) -> int:
    return sum(1 for cell in row if _text(cell))


def _is_header(row: Sequence[object]) -> bool:
    """Words, no one twice, and hardly a number; a year may be a column's name, such as in counts by year."""
    words = [_text(cell) for cell in row if _text(cell)]
    return len(set(words)) == len(words) and _are_words(words)


def _are_words(words: Sequence[str]) -> bool:
    numbers = [word for word in words if NUMBER.fullmatch(word) and not re.fullmatch(r"(?:19|20)\d\d", word)]
    return len(numbers) <= FEW * len(words)


def _title(rows: Sequence[Sequence[object]]) -> str | None:
    """What people wrote first, without names of people and the day, which stand elsewhere or nowhere.

    Excel's line that names the delimiter (sep=;) is none, nor is the sign of a comment part of it.
    """
    line = next(filter(None, map(_line, rows)), "")
    pieces = PIECES.split(line)
    shown = [piece for piece in pieces if not _names_people(piece) and not _day(piece)]
    return (line if shown == pieces else ", ".join(shown)) or None


def _line(row: Sequence[object]) -> str:
    words = [_text(cell).lstrip("# ") for cell in row if not SEPARATOR.fullmatch(_text(cell))]
    return " ".join(filter(None, words))


def _names_people(piece: str) -> bool:
    words = piece.split()
    rests = (" ".join(words[place:]) for place in range(len(words)))
    return bool(PERSONAL.search(re.sub(r"\W+", "_", piece.lower()))) or any(map(PERSON.fullmatch, rests))


def _data_date(rows: Sequence[Sequence[object]]) -> date | None:
    return next(filter(None, map(_day, map(_line, rows))), None)


def _day(line: str) -> date | None:
    found = STATE.search(line)
    if not found:
        return None
    day, month, year, *iso = found.groups()
    try:
        return date(int(year), int(month), int(day)) if year else date(*map(int, iso))
    except ValueError:  # 31.02.2026
        return None


def _text(cell: object) -> str:
    return "" if cell is None else " ".join(str(cell).split())
