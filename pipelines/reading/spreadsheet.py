"""Tables of LibreOffice (.ods) and of Excel before 2007 (.xls), through calamine."""

import re
from collections.abc import Iterator
from datetime import timedelta
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pandas as pd
from python_calamine import CalamineError, CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

from pipelines.definition import TableSource
from pipelines.errors import SourceError
from pipelines.reading.archive import DAMAGE, check_size, damaged
from pipelines.reading.layout import Layout
from pipelines.reading.merged import Merged, Row
from pipelines.reading.workbook import batches, first_seen, no_sheet
from pipelines.text import Text

CONTENT = "content.xml"
"""Where an OpenDocument file has its tables."""
BLANKS = re.compile(rb">\s+<(/?(?:table:|text:p\b))")


def read_spreadsheet(path: Path, source: TableSource, kind: str) -> Iterator[pd.DataFrame]:
    """Yield batches of typed cells as ``read_workbook`` does; ``kind`` is "ods" or "xls".

    The whole sheet is in memory. Raises SourceError for broken files and for a sheet that is not there.
    """
    with opened(path, kind) as book:
        names = sheets_of(book)
        if not names or source.sheet not in {None, *names}:
            raise no_sheet(path, names, source.sheet)
        name = source.sheet or first_seen(names)
        yield from batches(sheet_rows(book, name), source, name, _layout(book, name))


def opened(path: Path, kind: str) -> CalamineWorkbook:
    """Return the workbook, which is to be closed. Raises SourceError where it cannot be read."""
    if kind == "ods":
        check_size(path)
    try:
        return CalamineWorkbook.from_filelike(_dense(path)) if kind == "ods" else CalamineWorkbook.from_path(path)
    except (CalamineError, OSError, *DAMAGE) as error:
        if "password" in str(error).casefold():
            raise _locked(path) from None
        raise damaged(path, error) from None


def _dense(path: Path) -> BytesIO:
    """The file without blanks between the tags of its tables, which GDAL and QGIS write and calamine stumbles over."""
    dense = BytesIO()
    with ZipFile(path) as source, ZipFile(dense, "w") as target:
        for each in source.infolist():
            content = source.read(each)
            target.writestr(each, BLANKS.sub(rb"><\1", content) if each.filename == CONTENT else content)
    dense.seek(0)
    return dense


def sheets_of(book: CalamineWorkbook) -> dict[str, bool]:
    """Return the sheets that hold cells, in their order, and whether the program shows them."""
    return {
        each.name: each.visible == SheetVisibleEnum.Visible
        for each in book.sheets_metadata
        if each.typ == SheetTypeEnum.WorkSheet
    }


def _layout(book: CalamineWorkbook, name: str) -> Layout:
    """calamine counts from 0, knows no merged cells of an ODS, and nothing of hidden rows."""
    ranges = book.get_sheet_by_name(name).merged_cell_ranges or []
    merged = (Merged(left + 1, top + 1, bottom + 1) for (top, left), (bottom, _) in ranges if bottom > top)
    return Layout(merged=tuple(merged))


def sheet_rows(book: CalamineWorkbook, name: str) -> list[Row]:
    """Return all rows of a sheet, None for empty cells."""
    return [tuple(map(_cell, row)) for row in book.get_sheet_by_name(name).to_python(skip_empty_area=False)]


def _cell(value: object) -> object:
    if isinstance(value, timedelta):  # a time of the day, as both programs count it
        return str(value)
    return None if value == "" else value


def _locked(path: Path) -> SourceError:
    return SourceError(
        Text(f"{path.name} ist mit einem Kennwort geschützt.", f"{path.name} is protected by a password."),
        Text("Bitte ohne Kennwort speichern.", "Please save it without a password."),
    )
