"""A file's kind, its layers, sheets or lists, and how its table is written; runs where files are read."""

import csv
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from itertools import islice
from pathlib import Path

import pandas as pd
import pyogrio
from openpyxl.worksheet._read_only import ReadOnlyWorksheet
from pydantic import TypeAdapter

from pipelines.definition import TableSource
from pipelines.inspection.header import Head, find_head
from pipelines.inspection.sheet import COVER, Sheet, meant
from pipelines.reading.archive import damaged, unpacked
from pipelines.reading.delimited import DELIMITERS, LONGEST_CELL
from pipelines.reading.encoding import dbf_encoding, text_encoding
from pipelines.reading.fetch import Located
from pipelines.reading.formats import TABLES
from pipelines.reading.guard import guarded
from pipelines.reading.integrity import check_whole
from pipelines.reading.layers import OFTEN_EMPTY, VERTICES, layers
from pipelines.reading.layout import layout_of
from pipelines.reading.nas import converted
from pipelines.reading.readers import tables
from pipelines.reading.records import lists_in
from pipelines.reading.signatures import OPEN_OPTIONS, kind_of
from pipelines.reading.spreadsheet import opened, sheet_rows, sheets_of
from pipelines.reading.workbook import DAMAGED, is_seen, no_sheet, open_workbook

LOOKED_AT = 60
"""Rows at the beginning of a table in which its header is sought."""

WRITTEN = frozenset({"GeoJSON", "ESRIJSON", "TopoJSON"})
"""Kinds whose text is UTF-8 by their standard (RFC 7946 after RFC 8259, section 8.1), and not always in fact."""


@dataclass(frozen=True)
class Part:
    """A layer, sheet or list: its name, geometry type (None: a table) and number of records (None: unknown)."""

    name: str
    geometry: str | None = None
    records: int | None = None


@dataclass(frozen=True)
class Outline:
    """How a file is built. ``part`` is the one that is looked at, None where the file is but one table.

    ``hidden_columns`` are counted from 1, ``empty_formula`` is the first cell whose formula has no stored result.
    """

    name: str
    kind: str
    parts: tuple[Part, ...] = ()
    part: str | None = None
    encoding: str | None = None
    delimiter: str | None = None
    head: Head = field(default_factory=Head)
    hidden_columns: tuple[int, ...] = ()
    hidden_rows: int = 0
    empty_formula: str | None = None


RECEIVED = TypeAdapter(Outline)
"""Reads what comes from the confined process."""


def outline(located: Located, part: str | None) -> Iterator[dict[str, object]]:
    """Yield one outline, as a mapping of plain values, of the file and its ``part`` or the one that seems meant."""
    path = located.files[""]
    with unpacked(path, TABLES, part) as file:
        found = _outline(file, kind_of(file), part)
    yield asdict(found)


def from_plain(values: Mapping[str, object]) -> Outline:
    """Make the outline anew out of what :func:`outline` yields."""
    return RECEIVED.validate_python(values)


def raw_tables(source: TableSource, located: Located) -> Iterator[pd.DataFrame]:
    """Yield a file's batches as its reader gives them, before anybody asks for a CRS."""
    with unpacked(located.files[""], TABLES, source.layer) as path:
        yield from tables(path, source)


def _outline(path: Path, kind: str, part: str | None) -> Outline:
    match kind:
        case "csv":
            found = _delimited(path)
        case "xlsx":
            found = _workbook(path, part)
        case "ods" | "xls":
            found = _spreadsheet(path, kind, part)
        case "records":
            found = _lists(path, part)
        case "parquet" | "DATEX II":
            found = Outline(path.name, kind)
        case "NAS":
            with converted(path) as geopackage:
                found = replace(_vector(geopackage, "GPKG", part), name=path.name, kind=kind)
        case driver:
            found = _vector(path, driver, part)
    return found


def _lists(path: Path, part: str | None) -> Outline:
    names = tuple(Part(name) for name in lists_in(path))
    return Outline(path.name, "records", names, _meant(names, part), text_encoding(path, None))


def _vector(path: Path, driver: str, part: str | None) -> Outline:
    check_whole(path, driver)
    options = dict(OPEN_OPTIONS.get(driver, {}))
    if driver == "ESRI Shapefile":
        options["encoding"] = dbf_encoding(path, None)
    with guarded(path, driver):
        found = [Part(each.name, each.geometry, _count(path, each.name, options)) for each in layers(path, options)]
    there = tuple(each for each in found if each.records or driver not in OFTEN_EMPTY)
    encoding = text_encoding(path, None) if driver in WRITTEN else options.get("encoding")
    return Outline(path.name, driver, there, _meant(there, part), encoding)


def _count(path: Path, layer: str, options: Mapping[str, str]) -> int:
    return int(pyogrio.read_info(path, layer=layer, force_feature_count=True, **options)["features"])


def _meant(parts: tuple[Part, ...], wanted: str | None) -> str | None:
    """The named part, else the largest with geometry, else the first that is no mere cover; None where there is one."""
    if wanted in [part.name for part in parts]:
        return wanted
    if len(parts) < 2:
        return None
    if spatial := [part for part in parts if part.geometry and part.name not in VERTICES]:
        return max(spatial, key=lambda part: part.records or 0).name
    largest = max(part.records or 0 for part in parts)
    return next(part.name for part in parts if (part.records or 0) >= COVER * largest)


def _delimited(path: Path) -> Outline:
    csv.field_size_limit(LONGEST_CELL)
    encoding = text_encoding(path, None)
    with path.open(encoding=encoding, newline="", errors="replace") as file:
        lines = [line[:LONGEST_CELL] for line in islice(file, LOOKED_AT)]
    read = {sign: _rows(lines, sign) for sign in DELIMITERS}
    delimiter = max(DELIMITERS, key=lambda sign: _evenness([row for _, row in read[sign]]))
    starts, rows = zip(*read[delimiter], strict=True) if lines else ((), ())
    head = find_head(rows)
    return Outline(
        path.name, "csv", (), None, encoding, delimiter, replace(head, row=starts[head.row - 1] if starts else 1)
    )


def _rows(lines: Sequence[str], delimiter: str) -> list[tuple[int, list[str]]]:
    """Rows, of which one may take several lines, and the line where each begins, counted from 1."""
    found, reader, done = [], csv.reader(lines, delimiter=delimiter), 0
    for row in reader:
        found.append((done + 1, row))
        done = reader.line_num
    if len(found) == 1:  # a quotation mark that nobody closes takes everything in
        return [
            (number, row) for number, line in enumerate(lines, 1) for row in csv.reader([line], delimiter=delimiter)
        ]
    return found


def _evenness(rows: list[list[str]]) -> tuple[int, int]:
    """How many rows have the same number of cells, more than one, and how many that is."""
    widths = pd.Series([len(row) for row in rows if len(row) > 1], dtype="int64")
    if widths.empty:
        return 0, 0
    usual = int(widths.mode().max())
    return int((widths == usual).sum()), usual


def _workbook(path: Path, part: str | None) -> Outline:
    book = open_workbook(path)
    try:
        sheets = {sheet.title: sheet for sheet in book.worksheets}
        if not sheets:
            raise no_sheet(path, sheets, part)
        found = [_sheet(name, sheet) for name, sheet in sheets.items()]
        named = meant(found, part)
        rows = next(sheet.rows for sheet in found if named in {sheet.name, None})
        chosen = sheets[named] if named else next(iter(sheets.values()))
        layout = layout_of(book, chosen)
    except DAMAGED as error:
        raise damaged(path, error) from None
    finally:
        book.close()
    special = tuple(sorted(layout.hidden_columns)), len(layout.hidden_rows), layout.empty_formula
    return Outline(path.name, "xlsx", _parts(found), named, None, None, find_head(rows), *special)


def _sheet(name: str, sheet: ReadOnlyWorksheet) -> Sheet:
    rows = [list(row) for row in islice(sheet.iter_rows(values_only=True), LOOKED_AT)]
    return Sheet(name, _rows_of(sheet), rows, is_seen(sheet))


def _parts(sheets: Sequence[Sheet]) -> tuple[Part, ...]:
    return tuple(Part(sheet.name, None, sheet.records) for sheet in sheets)


def _rows_of(sheet: ReadOnlyWorksheet) -> int:
    sheet.reset_dimensions()
    return sum(1 for row in sheet.iter_rows(values_only=True) if any(cell is not None for cell in row))


def _spreadsheet(path: Path, kind: str, part: str | None) -> Outline:
    with opened(path, kind) as book:
        seen = sheets_of(book)
        contents = {name: sheet_rows(book, name) for name in seen}
    sheets = [Sheet(name, len(rows), rows[:LOOKED_AT], seen[name]) for name, rows in contents.items()]
    named = meant(sheets, part)
    rows = next((sheet.rows for sheet in sheets if named in {sheet.name, None}), [])
    return Outline(path.name, kind, _parts(sheets), named, head=find_head([list(row) for row in rows]))
