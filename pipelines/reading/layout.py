"""What a sheet of an Excel workbook holds beside its values: hidden rows and columns, merged cells, empty formulas,
and where its cells lead.

openpyxl tells none of it while it streams rows, so the sheet's XML is searched once more, in pieces.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import IO
from zipfile import ZipFile

from openpyxl import Workbook
from openpyxl.utils.cell import range_boundaries
from openpyxl.worksheet._read_only import ReadOnlyWorksheet

from pipelines.reading.hyperlink import HYPERLINK, Targets, targets
from pipelines.reading.merged import Merged

PIECE = 1024**2
"""Bytes of XML that are searched at once."""
ROW_END = re.compile(rb"</(?:\w+:)?row>")
COLUMN = re.compile(rb"<(?:\w+:)?col\s([^>]*)>")
ROW = re.compile(rb"<(?:\w+:)?row\s([^>]*[^>/])>")
MERGED = re.compile(rb'<(?:\w+:)?mergeCell\s[^>]*ref="([A-Z]+\d+:[A-Z]+\d+)"')
FORMULA = re.compile(
    rb"<(?:\w+:)?c\s([^>]*)>\s*<(?:\w+:)?f\b[^>]*(?:/>|>[^<]*</(?:\w+:)?f>)\s*"
    rb"(?:<(?:\w+:)?v\s*/>|<(?:\w+:)?v></(?:\w+:)?v>)?\s*</(?:\w+:)?c>"
)
"""A formula without a result; one whose result is the empty text says so by its type."""
HIDDEN = re.compile(rb'\bhidden="(?:1|true)"')
LAST_COLUMN = 16_384


@dataclass(frozen=True)
class Layout:
    """``hidden_columns`` and ``hidden_rows`` are counted from 1, ``empty_formulas`` is how many have no
    result, ``empty_formula`` the first such cell, ``targets`` where hyperlinks lead out of the workbook.
    """

    hidden_columns: frozenset[int] = frozenset()
    hidden_rows: frozenset[int] = frozenset()
    merged: tuple[Merged, ...] = ()
    empty_formula: str | None = None
    empty_formulas: int = 0
    targets: Targets = field(default_factory=dict)


def layout_of(book: Workbook, sheet: ReadOnlyWorksheet) -> Layout:
    """Search the sheet of a workbook that is open for reading. Raises what a broken archive raises."""
    archive: ZipFile = book._archive  # noqa: SLF001 - opened and checked already
    member: str = sheet._worksheet_path  # noqa: SLF001 - names of members are free
    columns: set[int] = set()
    rows: set[int] = set()
    merged: list[Merged] = []
    formulas: list[str] = []
    hyperlinks: list[bytes] = []
    count = 0
    with archive.open(member) as file:
        for piece in _pieces(file):
            if b"hidden=" in piece:
                columns.update(_hidden_columns(piece))
                rows.update(_hidden_rows(piece))
            if b"mergeCell " in piece:
                merged += _merged(piece)
            if b"hyperlink " in piece:
                hyperlinks += HYPERLINK.findall(piece)
            if b"<f" in piece or b":f" in piece:
                found = list(_empty_formulas(piece))
                formulas, count = formulas or found[:1], count + len(found)
    leading = targets(archive, member, hyperlinks) if hyperlinks else {}
    return Layout(frozenset(columns), frozenset(rows), tuple(merged), next(iter(formulas), None), count, leading)


def _pieces(file: IO[bytes]) -> Iterator[bytes]:
    """Cut behind rows, so that no cell is torn."""
    rest = b""
    while read := file.read(PIECE):
        rest += read
        if ends := list(ROW_END.finditer(rest)):
            cut = ends[-1].end()
            yield rest[:cut]
            rest = rest[cut:]
    yield rest


def _hidden_columns(piece: bytes) -> Iterator[int]:
    for found in COLUMN.finditer(piece):
        first, last = (_number(found[1], name) for name in (b"min", b"max"))
        if HIDDEN.search(found[1]) and first and last:
            yield from range(first, min(last, LAST_COLUMN) + 1)


def _hidden_rows(piece: bytes) -> Iterator[int]:
    """Rows without cells end their tag at once; nobody misses them."""
    for found in ROW.finditer(piece):
        if HIDDEN.search(found[1]) and (number := _number(found[1], b"r")):
            yield number


def _merged(piece: bytes) -> Iterator[Merged]:
    for found in MERGED.finditer(piece):
        column, first, _, last = range_boundaries(found[1].decode("ascii"))
        if first and last and column and last > first:
            yield Merged(column, first, last)


def _empty_formulas(piece: bytes) -> Iterator[str]:
    for found in FORMULA.finditer(piece):
        cell = re.search(rb'\br="([A-Z]+\d+)"', found[1])
        if cell and b't="str"' not in found[1]:
            yield cell[1].decode("ascii")


def _number(attributes: bytes, name: bytes) -> int | None:
    found = re.search(rb"\b" + name + rb'="(\d{1,7})"', attributes)
    return int(found[1]) if found else None
