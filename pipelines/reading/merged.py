"""Cells that are merged over several rows: what people see beside all of them stands in the first one only."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

Row = tuple[object, ...]


@dataclass(frozen=True)
class Merged:
    """The first column of a merged range, and its first and last row, counted from 1."""

    column: int
    first: int
    last: int


class Spread:
    """Gives the value of merged cells to all their rows; ``count`` is how many values that were so far."""

    def __init__(self, merged: Iterable[Merged], header: int) -> None:
        """Leave alone what begins in the ``header``'s last row or above it: titles and names of columns."""
        self.count = 0
        self._starts: dict[int, list[Merged]] = defaultdict(list)
        for each in merged:
            if each.first > header:
                self._starts[each.first].append(each)

    def rows(self, numbered: Iterable[tuple[int, Row]]) -> Iterator[tuple[int, Row]]:
        """Yield rows with their number in the sheet, filled."""
        open_now: list[tuple[Merged, object]] = []
        for number, row in numbered:
            open_now = [(each, value) for each, value in open_now if number <= each.last]
            yield number, self._filled(row, open_now) if open_now else row
            starting = self._starts.get(number, ())
            open_now += [(each, row[each.column - 1]) for each in starting if each.column <= len(row)]

    def _filled(self, row: Row, merged: Iterable[tuple[Merged, object]]) -> Row:
        cells = list(row)
        for each, value in merged:
            if value is not None and each.column <= len(cells) and cells[each.column - 1] is None:
                cells[each.column - 1] = value
                self.count += 1
        return tuple(cells)
