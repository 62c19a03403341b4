"""Excel workbooks: one sheet, a header row anywhere, cells with their types and formulas with their last result."""

import warnings
from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path
from zipfile import BadZipFile

import openpyxl
import pandas as pd
from openpyxl import Workbook
from openpyxl.utils.exceptions import InvalidFileException
from openpyxl.worksheet._read_only import ReadOnlyWorksheet

from pipelines.definition import TableSource
from pipelines.errors import SourceError
from pipelines.reading.archive import check_size, damaged
from pipelines.reading.batch import BATCH
from pipelines.reading.headers import cleaned, joined
from pipelines.reading.lines import Lines
from pipelines.text import Text

Row = tuple[object, ...]


def read_workbook(path: Path, source: TableSource) -> Iterator[pd.DataFrame]:
    """Yield batches of typed cells; index is the record's number, counted from below the header.

    Blank rows are no records, but keep their number; ``attrs`` note the sheet and the rows that Excel shows.
    Raises SourceError for broken files and for a sheet that is not there.
    """
    check_size(path)
    book = open_workbook(path)
    try:
        sheet = _sheet(book, path, source.sheet)
        yield from batches(sheet.iter_rows(min_row=source.header_row, values_only=True), source, sheet.title)
    except (BadZipFile, KeyError, ValueError, SyntaxError) as error:
        raise damaged(path, error) from None
    finally:
        book.close()


def batches(sheet: Iterable[Row], source: TableSource, name: str) -> Iterator[pd.DataFrame]:
    """Yield batches of a sheet's rows from its header row on; blank rows keep their number."""
    rows = iter(sheet)
    names = cleaned(joined([_trimmed(row) for row in _drawn(rows, source.header_rows)]))
    lines = Lines({1: source.header_row + source.header_rows}, name)
    numbered_rows = ((record, row) for record, row in enumerate(rows, start=1) if any(cell is not None for cell in row))
    while True:
        batch = _drawn(numbered_rows, BATCH)
        index = pd.Index([record for record, _ in batch], name="record", dtype="int64")
        cells = [_width(row, len(names)) for _, row in batch]
        yield lines.note(pd.DataFrame(cells, columns=names, index=index, dtype=object))
        if len(batch) < BATCH:
            return


def _drawn[T](rows: Iterator[T], count: int) -> list[T]:
    """Read on, without openpyxl's warnings on styles and drop-down lists, which hold no data."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", UserWarning)
        return list(islice(rows, count))


def _trimmed(header: Row) -> Row:
    """Cut off the empty cells on the right, which formatting alone makes exist."""
    last = max((position for position, cell in enumerate(header, start=1) if cell is not None), default=0)
    return header[:last]


def _width(row: Row, width: int) -> Row:
    return row[:width] + (None,) * (width - len(row))


def open_workbook(path: Path) -> Workbook:
    """Return the workbook, to be closed. Raises SourceError where it cannot be read."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", UserWarning)  # as in _drawn
            return openpyxl.load_workbook(path, read_only=True, data_only=True)
    except (BadZipFile, InvalidFileException, KeyError, ValueError, OSError) as error:
        raise damaged(path, error) from None


def _sheet(book: Workbook, path: Path, name: str | None) -> ReadOnlyWorksheet:
    sheets = {sheet.title: sheet for sheet in book.worksheets}
    if not sheets or (name is not None and name not in sheets):
        raise no_sheet(path, sheets, name)
    sheet = sheets[name] if name is not None else book.worksheets[0]
    sheet.reset_dimensions()  # some programs write a wrong size, and openpyxl would believe it
    return sheet


def no_sheet(path: Path, sheets: Iterable[str], name: str | None) -> SourceError:
    """Return the error for a sheet that is not there, with those that are."""
    listed = ", ".join(sheets) or "–"
    return SourceError(
        Text(f"{path.name} hat kein Blatt „{name or '–'}“.", f"{path.name} has no sheet “{name or '–'}”."),
        Text(f"Vorhanden: {listed}.", f"There is: {listed}."),
    )
