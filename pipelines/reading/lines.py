"""Where a record stands in the planner's own file: the row that Excel shows, or the line of a text file."""

from bisect import bisect_right
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING, Self

from pipelines.text import Text

if TYPE_CHECKING:  # reports are told without pandas, whose import takes longer than telling them
    import pandas as pd

NOTE = "lines"
"""Key of ``frame.attrs``."""


@dataclass(frozen=True)
class Lines:
    """Lines of a batch's records, counted from 1; ``sheet`` is that of a workbook, None for a text file.

    ``starts`` names a record and its line wherever the lines go on in another way than the records before it: where
    rows are blank or break inside a cell. Most batches have one, however long they are.
    """

    starts: Mapping[int, int]
    sheet: str | None = None

    @classmethod
    def found(cls, lines: Iterable[tuple[int, int]], sheet: str | None = None) -> Self:
        """Take in pairs of record and line, in the order of the file."""
        starts: dict[int, int] = {}
        ahead: int | None = None
        for record, line in lines:
            if line - record != ahead:
                starts[record] = line
                ahead = line - record
        return cls(starts, sheet)

    @classmethod
    def of(cls, frame: "pd.DataFrame") -> Self | None:
        """Return what a reader noted of its batch, None for formats whose records have no line."""
        noted = frame.attrs.get(NOTE)
        return cls(**noted) if noted else None

    def note(self, frame: "pd.DataFrame") -> "pd.DataFrame":
        """Write the lines into ``frame.attrs``, from where reports take them."""
        frame.attrs[NOTE] = {"starts": dict(self.starts), "sheet": self.sheet}
        return frame

    def line(self, record: int) -> int | None:
        """Return the line of a record, None for one that comes before all of the batch."""
        place = bisect_right(self._records, record)
        return self.starts[self._records[place - 1]] + record - self._records[place - 1] if place else None

    def then(self, others: Iterable[Self]) -> Self:
        """Return the lines of the whole source, of which these are the first batch's."""
        starts = dict(self.starts)
        for each in others:
            starts |= each.starts
        return replace(self, starts=starts)

    @cached_property
    def _records(self) -> list[int]:
        return list(self.starts)


def told(record: int, line: int | None, sheet: str | None) -> Text:
    """Say where a record stands: sheet and row, or line, or else its number."""
    if line is None:
        return Text(f"Datensatz {record}", f"record {record}")
    if sheet is None:
        return Text(f"Zeile {line}", f"line {line}")
    return Text(f"Blatt „{sheet}“, Zeile {line}", f"sheet “{sheet}”, row {line}")
