import re
from collections.abc import Callable
from pathlib import Path
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile

import openpyxl
import pandas as pd
import pytest
from openpyxl.worksheet.hyperlink import Hyperlink
from openpyxl.worksheet.worksheet import Worksheet

from pipelines.definition import TableSource
from pipelines.reading import layout
from pipelines.reading.layout import Layout, layout_of
from pipelines.reading.merged import Merged, Spread
from pipelines.reading.workbook import open_workbook, read_workbook

ROWS: list[list[Any]] = [
    ["Stadtteil", "Name", "Plätze"],
    ["Echterdingen", "A", 1],
    [None, "B", 2],
    [None, "C", 3],
    ["Stetten", "D", 4],
]
Write = Callable[..., Path]


@pytest.fixture
def write(tmp_path: Path) -> Write:
    def run(change: Callable[[Worksheet], object], rows: list[list[Any]] = ROWS) -> Path:
        book = openpyxl.Workbook()
        sheet = book.active
        for row in rows:
            sheet.append(row)
        change(sheet)
        book.save(tmp_path / "a.xlsx")
        return tmp_path / "a.xlsx"

    return run


def found(path: Path) -> Layout:
    book = open_workbook(path)
    try:
        return layout_of(book, book.worksheets[0])
    finally:
        book.close()


def read(path: Path, **source: Any) -> pd.DataFrame:
    (table,) = read_workbook(path, TableSource(path=path, **source))
    return table


def test_a_plain_sheet_has_nothing_special(write: Write) -> None:
    assert found(write(lambda _: None)) == Layout()


def test_hidden_rows_and_columns_are_found(write: Write) -> None:
    def hide(sheet: Worksheet) -> None:
        sheet.column_dimensions["B"].hidden = True
        sheet.row_dimensions[3].hidden = sheet.row_dimensions[5].hidden = True

    path = write(hide)

    assert found(path) == Layout(frozenset({2}), frozenset({3, 5}))
    assert read(path)["Name"].tolist() == ["A", "B", "C", "D"]
    assert read(path).attrs["effects"] == {"merged": 0, "hidden": 2, "uncalculated": 0, "targets": 0}


def test_merged_cells_give_their_value_to_all_their_rows(write: Write) -> None:
    path = write(lambda sheet: sheet.merge_cells("A2:A4"))

    assert found(path).merged == (Merged(1, 2, 4),)
    assert read(path)["Stadtteil"].tolist() == ["Echterdingen"] * 3 + ["Stetten"]
    assert read(path).attrs["effects"] == {"merged": 2, "hidden": 0, "uncalculated": 0, "targets": 0}


def test_a_merged_header_gives_nothing_to_the_rows_below(write: Write) -> None:
    path = write(lambda sheet: sheet.merge_cells("A1:A3"), [["Nr", "x"], [None, 1], [None, 2], [7, 3]])

    assert read(path)["Nr"].tolist() == [None, None, 7]


def test_values_are_spread_across_batches_and_blank_rows() -> None:
    spread = Spread([Merged(1, 3, 6), Merged(2, 4, 5)], header=2)

    rows = list(spread.rows([(3, ("a", 1)), (4, (None, "b")), (6, (None, None)), (7, (None, None))]))

    assert rows == [(3, ("a", 1)), (4, ("a", "b")), (6, ("a", None)), (7, (None, None))]
    assert spread.count == 2


@pytest.mark.parametrize("size", [layout.PIECE, 64])
def test_links_behind_cells_that_do_not_show_them_are_counted(
    write: Write, monkeypatch: pytest.MonkeyPatch, size: int
) -> None:
    monkeypatch.setattr(layout, "PIECE", size)
    addresses = {
        "B1": "https://example.org/kopf",
        "B2": "https://example.org/1",
        "B3": "https://example.org/2?a=1&b=2",
        "B5": "mailto:amt@example.org",
    }

    def link(sheet: Worksheet) -> None:
        for cell, address in addresses.items():
            sheet[cell].hyperlink = address
            sheet[cell].value = "Name" if cell == "B1" else "siehe hier"
        sheet["B4"].hyperlink = Hyperlink(ref="B4", location="Sheet!A1")

    path = write(link)

    assert found(path).targets == {
        1: {2: addresses["B1"]},
        2: {2: addresses["B2"]},
        3: {2: addresses["B3"]},
        5: {2: addresses["B5"]},
    }
    assert read(path)["Name"].tolist()[0] == "siehe hier"
    assert read(path).attrs["effects"]["targets"] == 3


@pytest.mark.parametrize(
    ("shown", "address", "anchor"),
    [
        ("https://example.org/1", "https://example.org/1", None),
        ("www.example.org", "http://www.example.org/", None),
        ("Amt@Example.org", "mailto:amt@example.org", None),
        ("https://example.org/Größe", "https://example.org/Gr%C3%B6%C3%9Fe", None),
        ("https://example.org/1#a&b", "https://example.org/1", "a&b"),
    ],
)
def test_a_link_that_its_cell_shows_is_not_lost(write: Write, shown: str, address: str, anchor: str | None) -> None:
    def link(sheet: Worksheet) -> None:
        sheet["B2"].hyperlink = Hyperlink(ref="B2", target=address, location=anchor)
        sheet["B2"].value = shown

    path = write(link)

    assert found(path).targets
    assert read(path).attrs["effects"]["targets"] == 0


@pytest.mark.parametrize("size", [layout.PIECE, 64])
def test_formulas_without_result_are_counted_and_the_first_is_named(
    write: Write, monkeypatch: pytest.MonkeyPatch, size: int
) -> None:
    monkeypatch.setattr(layout, "PIECE", size)
    path = write(lambda sheet: (sheet.cell(4, 3, "=C2*2"), sheet.cell(5, 3, "=C2*3")))

    assert (found(path).empty_formula, found(path).empty_formulas) == ("C4", 2)
    assert read(path).attrs["effects"]["uncalculated"] == 2


@pytest.mark.parametrize("result", ['<c r="C4"><f>C2*2</f><v>2</v></c>', '<c r="C4" t="str"><f>""</f><v></v></c>'])
def test_a_formula_with_a_result_or_an_empty_text_is_none(write: Write, result: str) -> None:
    path = write(lambda sheet: sheet.cell(4, 3, "=C2*2"))
    with ZipFile(path) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    name = "xl/worksheets/sheet1.xml"
    changed, count = re.subn(rb'<c r="C4"><f>C2\*2</f>(?:<v ?/>|<v></v>)</c>', result.encode(), members[name])
    assert count == 1
    with ZipFile(path, "w", ZIP_DEFLATED) as archive:
        for member, content in (members | {name: changed}).items():
            archive.writestr(member, content)

    assert found(path).empty_formula is None
    assert len(read(path)) == 4


def test_the_first_sheet_is_the_first_that_people_see(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.active.append(["geheim"])
    book.active.sheet_state = "hidden"
    book.create_sheet("Schulen").append(["nr"])
    book.save(tmp_path / "a.xlsx")

    assert read(tmp_path / "a.xlsx").columns.tolist() == ["nr"]
    assert read(tmp_path / "a.xlsx", sheet="Sheet").columns.tolist() == ["geheim"]
