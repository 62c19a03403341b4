"""CSV and its relatives, as offices write them: text only, every cell as it stands in the file."""

import csv
import logging
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

import pandas as pd

from pipelines.definition import TableSource
from pipelines.errors import SourceError
from pipelines.reading.batch import BATCH, numbered
from pipelines.reading.encoding import text_encoding
from pipelines.reading.guard import damaged
from pipelines.reading.headers import cleaned, joined
from pipelines.reading.lines import Lines
from pipelines.reading.signatures import empty
from pipelines.text import Text

if TYPE_CHECKING:
    from _csv import Reader as Rows

DELIMITERS = (";", ",", "\t", "|")
LONGEST_CELL = 16 * 1024**2
"""A district's outline as WKT is one cell."""
END_OF_FILE = "\x1a"
"""What DOS programs write behind the last line."""
SNIFFED = 20
"""Lines that tell the delimiter."""

log = logging.getLogger(__name__)


def read_delimited(path: Path, source: TableSource) -> Iterator[pd.DataFrame]:
    """Yield batches of text columns; index is the record's number, blank lines are no records, ``attrs`` note lines.

    Raises SourceError when the encoding is wrong, a quote is never closed or a row has more cells than the header.
    """
    csv.field_size_limit(LONGEST_CELL)
    encoding = text_encoding(path, source.encoding)
    delimiter = source.delimiter or _sniffed(path, encoding, source.header_row)
    try:
        with path.open(encoding=encoding, newline="") as file:
            rows = csv.reader(islice(file, source.header_row - 1, None), delimiter=delimiter, strict=True)
            yield from _batches(rows, path, source)
    except (UnicodeDecodeError, LookupError) as error:
        raise _wrong_encoding(path, encoding, error) from None


def _batches(rows: "Rows", path: Path, source: TableSource) -> Iterator[pd.DataFrame]:
    skipped = source.header_row - 1
    header = [row for row in (_row(rows, path, skipped) for _ in range(source.header_rows)) if row is not None]
    if not header and not path.stat().st_size:
        raise empty(path)
    if not header:
        raise SourceError(
            Text(f"{path.name} hat keine Kopfzeile.", f"{path.name} has no header row."),
            Text("Stimmt header_row in der Definition?", "Is header_row right in the definition?"),
        )
    names = cleaned(joined(header))
    start = 1
    while True:
        batch = list(islice(_full_rows(rows, path, skipped, len(names)), BATCH))
        table = pd.DataFrame([row for _, row in batch], columns=names, index=numbered(start, len(batch)))
        if batch or start == 1:
            yield Lines.found((record, line) for record, (line, _) in enumerate(batch, start)).note(table)
        if len(batch) < BATCH:
            return
        start += len(batch)


def _full_rows(rows: "Rows", path: Path, skipped: int, width: int) -> Iterator[tuple[int, list[str]]]:
    """Yield each row that holds anything, with the line where it begins; cells missing at its end are empty.

    Only the last row may not lack cells and its line break too: there the file was cut off.
    """
    last: list[str] = []
    done = rows.line_num
    while (row := _row(rows, path, skipped)) is not None:
        line, done = skipped + done + 1, rows.line_num
        if row and row[-1].endswith(END_OF_FILE):
            row[-1] = row[-1].rstrip(END_OF_FILE)
        if not any(cell.strip() for cell in row):
            continue
        if any(cell.strip() for cell in row[width:]):
            raise SourceError(
                Text(
                    f"{path.name}, Zeile {line}: {len(row)} Zellen, die Kopfzeile hat {width}.",
                    f"{path.name}, line {line}: {len(row)} cells, the header has {width}.",
                ),
                Text(
                    "Enthält ein Wert das Trennzeichen, muss er in Anführungszeichen stehen.",
                    "A value that contains the delimiter must stand in quotes.",
                ),
            )
        yield line, row[:width] + [""] * (width - len(row))
        last = row
    if 0 < len(last) < width and not _ends_with_line(path):
        raise damaged(path)


def _ends_with_line(path: Path) -> bool:
    with path.open("rb") as file:
        file.seek(max(0, path.stat().st_size - 2))  # in UTF-16 a line break has two bytes
        return bool(set(file.read()) & set(b"\r\n"))


def _row(rows: "Rows", path: Path, skipped: int) -> list[str] | None:
    try:
        return next(rows, None)
    except csv.Error as error:
        line = rows.line_num + skipped
        raise SourceError(
            Text(f"{path.name}, Zeile {line}: kein gültiges CSV.", f"{path.name}, line {line}: {error}."),
            Text("Fehlt ein Anführungszeichen?", "Is a quote missing?"),
        ) from None


def _sniffed(path: Path, encoding: str, header_row: int) -> str:
    """Return the delimiter that makes most columns of the header, counted outside of quotes."""
    try:
        with path.open(encoding=encoding, newline="") as file:
            lines = list(islice(file, header_row - 1, header_row - 1 + SNIFFED))
    except (UnicodeDecodeError, LookupError) as error:
        raise _wrong_encoding(path, encoding, error) from None
    return max(DELIMITERS, key=lambda delimiter: len(next(csv.reader(lines, delimiter=delimiter), [])))


def _wrong_encoding(path: Path, encoding: str, error: Exception) -> SourceError:
    log.info("%s: %s", path.name, error)
    return SourceError(
        Text(
            f"{path.name} ist nicht in der Kodierung {encoding} geschrieben.",
            f"{path.name} is not written in the encoding {encoding}.",
        ),
        Text("Bitte encoding in der Definition prüfen.", "Please check encoding in the definition."),
    )
