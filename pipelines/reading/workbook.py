"""Excel workbooks: one sheet, a header row anywhere, cells with their types and formulas with their last result."""

import warnings
from collections.abc import Iterable, Iterator, Mapping
from contextlib import closing
from itertools import chain, islice
from pathlib import Path
from zipfile import BadZipFile

import openpyxl
import pandas as pd
from openpyxl import Workbook
from openpyxl.utils.cell import get_column_letter
from openpyxl.utils.exceptions import InvalidFileException
from openpyxl.worksheet._read_only import ReadOnlyWorksheet

from pipelines.definition import TableSource
from pipelines.errors import SourceError
from pipelines.reading.archive import check_size, damaged
from pipelines.reading.batch import BATCH
from pipelines.reading.headers import cleaned, joined, unnamed
from pipelines.reading.hyperlink import unseen
from pipelines.reading.layout import Layout, layout_of
from pipelines.reading.lines import Lines
from pipelines.reading.merged import Row, Spread
from pipelines.text import Text

DAMAGED = (BadZipFile, KeyError, ValueError, SyntaxError)
"""What openpyxl raises where a part of the workbook is missing or broken."""


def read_workbook(path: Path, source: TableSource) -> Iterator[pd.DataFrame]:
    """Yield batches of typed cells; index is the record's number, counted from below the header.

    Blank rows are no records, but keep their number; ``attrs`` note the sheet and the rows that Excel shows.
    Raises SourceError for broken files and for a sheet that is not there.
    """
    book = open_workbook(path)
    try:
        sheet = _sheet(book, path, source.sheet)
        layout = layout_of(book, sheet)
        with closing(sheet.iter_rows(values_only=True)) as rows:  # else an error leaves the file open
            yield from batches(rows, source, sheet.title, layout)
    except DAMAGED as error:
        raise damaged(path, error) from None
    finally:
        book.close()


def batches(sheet: Iterable[Row], source: TableSource, name: str, layout: Layout) -> Iterator[pd.DataFrame]:
    """Yield batches of what stands below the header row among all of a sheet's rows; blank rows keep their number.

    Merged cells give their value to all their rows, hidden rows are read, formulas without a stored result are empty,
    hyperlinks are left behind; ``attrs`` count all four. Cells right of the last name are columns after their position.
    Raises SourceError where the header is blank and the sheet is not, and for such a cell that comes late.
    """
    rows = iter(sheet)
    titles = _drawn(rows, source.header_row - 1)
    named = joined([_trimmed(row) for row in _drawn(rows, source.header_rows)])
    above = source.header_row + source.header_rows - 1
    lines, spread = Lines({1: above + 1}, name), Spread(layout.merged, above)
    filled = ((number, row) for number, row in enumerate(rows, start=above + 1) if _is_filled(row))
    first = _drawn(filled, BATCH)
    if not named and (any(map(_is_filled, titles)) or first):
        raise _no_header(name, source.header_row)
    beyond = _beyond((row for _, row in first), len(named))
    names = cleaned([*named, *map(unnamed, beyond)])
    numbered_rows = spread.rows(chain(first, filled))
    uncalculated = layout.empty_formulas
    while True:
        before = spread.count
        batch = _drawn(numbered_rows, BATCH)
        index = pd.Index([number - above for number, _ in batch], name="record", dtype="int64")
        if late := set(_beyond((row for _, row in batch), len(named))) - set(beyond):
            raise _late(name, batch, min(late))
        cells = [_width(row, len(named)) + _picked(row, beyond) for _, row in batch]
        table = lines.note(pd.DataFrame(cells, columns=names, index=index, dtype=object))
        hidden = sum(1 for number, _ in batch if number in layout.hidden_rows)
        targets = sum(unseen(row, layout.targets[number]) for number, row in batch if number in layout.targets)
        effects = {"merged": spread.count - before, "hidden": hidden, "uncalculated": uncalculated, "targets": targets}
        table.attrs["effects"] = effects
        uncalculated = 0  # the first batch tells of them all
        yield table
        if len(batch) < BATCH:
            return


def _drawn[T](rows: Iterator[T], count: int) -> list[T]:
    """Read on, without openpyxl's warnings on styles and drop-down lists, which hold no data."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", UserWarning)
        return list(islice(rows, count))


def _is_filled(row: Row) -> bool:
    return any(cell is not None for cell in row)


def _no_header(sheet: str, row: int) -> SourceError:
    return SourceError(
        Text(
            f"Das Blatt „{sheet}“ hat in Zeile {row} keine Kopfzeile.",
            f"The sheet “{sheet}” has no header row in row {row}.",
        ),
        Text("Stimmt header_row in der Definition?", "Is header_row right in the definition?"),
    )


def _trimmed(header: Row) -> Row:
    """Cut off the empty cells on the right, which formatting alone makes exist."""
    last = max((position for position, cell in enumerate(header, start=1) if cell is not None), default=0)
    return header[:last]


def _width(row: Row, width: int) -> Row:
    return row[:width] + (None,) * (width - len(row))


def _beyond(rows: Iterable[Row], width: int) -> list[int]:
    """Return which columns without a name hold anything: notes beside a table, or where a name was forgotten."""
    beyond = (each for row in rows if len(row) > width for each in enumerate(row[width:], start=width + 1))
    return sorted({position for position, cell in beyond if cell is not None and str(cell).strip()})


def _picked(row: Row, columns: Iterable[int]) -> Row:
    return tuple(row[column - 1] if column <= len(row) else None for column in columns)


def _late(sheet: str, rows: Iterable[tuple[int, Row]], column: int) -> SourceError:
    """What stands in the first batch makes columns; who has read that far cannot be given one more."""
    number = next(number for number, row in rows if column in _beyond([row], column - 1))
    cell = f"{get_column_letter(column)}{number}"
    return SourceError(
        Text(
            f"Das Blatt „{sheet}“ hat in {cell} eine Zelle rechts der letzten Spalte.",
            f"The sheet “{sheet}” has a cell right of its last column in {cell}.",
        ),
        Text(
            "Bitte der Spalte in der Kopfzeile einen Namen geben, oder die Zelle leeren.",
            "Please give the column a name in the header row, or empty the cell.",
        ),
    )


def open_workbook(path: Path) -> Workbook:
    """Return the workbook, to be closed. Raises SourceError where it cannot be read, or unpacks to too much."""
    check_size(path)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", UserWarning)  # as in _drawn
            return openpyxl.load_workbook(path, read_only=True, data_only=True)
    except (InvalidFileException, AttributeError, TypeError, OSError, *DAMAGED) as error:
        raise damaged(path, error) from None


def _sheet(book: Workbook, path: Path, name: str | None) -> ReadOnlyWorksheet:
    sheets = {sheet.title: sheet for sheet in book.worksheets}
    if not sheets or (name is not None and name not in sheets):
        raise no_sheet(path, sheets, name)
    sheet = sheets[name if name is not None else first_seen({each.title: is_seen(each) for each in sheets.values()})]
    sheet.reset_dimensions()  # some programs write a wrong size, and openpyxl would believe it
    return sheet


def is_seen(sheet: ReadOnlyWorksheet) -> bool:
    """Tell whether Excel shows the sheet."""
    return bool(sheet.sheet_state == "visible")


def first_seen(sheets: Mapping[str, bool]) -> str:
    """Return the first of the sheets that people see: hidden ones, often internal, must be asked for by name."""
    return next((name for name, seen in sheets.items() if seen), next(iter(sheets)))


def no_sheet(path: Path, sheets: Iterable[str], name: str | None) -> SourceError:
    """Return the error for a sheet that is not there, with those that are."""
    listed = ", ".join(sheets) or "–"
    return SourceError(
        Text(f"{path.name} hat kein Blatt „{name or '–'}“.", f"{path.name} has no sheet “{name or '–'}”."),
        Text(f"Vorhanden: {listed}.", f"There is: {listed}."),
    )
