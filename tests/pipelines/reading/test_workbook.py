from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import openpyxl
import pandas as pd
import pytest

from pipelines.definition import TableSource
from pipelines.errors import SourceError
from pipelines.reading import workbook
from pipelines.reading.lines import Lines
from pipelines.reading.workbook import read_workbook

Rows = list[list[Any]]
Write = Callable[..., Path]


@pytest.fixture
def write(tmp_path: Path) -> Write:
    """Write a workbook with these sheets."""

    def run(**sheets: Rows) -> Path:
        book = openpyxl.Workbook()
        book.remove(book.active)
        for name, rows in sheets.items():
            sheet = book.create_sheet(name)
            for row in rows:
                sheet.append(row)
        path = tmp_path / "a.xlsx"
        book.save(path)
        return path

    return run


def read(path: Path, **source: Any) -> pd.DataFrame:
    return pd.concat(list(read_workbook(path, TableSource(path=path, **source))))


def test_cells_keep_their_types(write: Write) -> None:
    moment = datetime(2023, 10, 31, 9, 5)  # noqa: DTZ001 - Excel has no time zones
    path = write(Liste=[["nr", "wert", "tag", "ja"], [7, 1.5, moment, True], ["007", None, date(2023, 1, 2), False]])

    table = read(path)

    assert table.iloc[0].tolist() == [7, 1.5, moment, True]
    assert table["nr"].iloc[1] == "007"


def test_records_stand_in_the_rows_that_excel_shows(write: Write) -> None:
    rows = [["Schulen 2026"], [], ["nr", None], [None, "name"], [1, "a"], [], [2, "b"]]
    path = write(Deckblatt=[["Stadt"]], Schulen=rows)

    (table,) = read_workbook(path, TableSource(path=path, sheet="Schulen", header_row=3, header_rows=2))

    lines = Lines.of(table)
    assert lines is not None
    assert (lines.sheet, [lines.line(record) for record in table.index]) == ("Schulen", [5, 7])


def test_the_named_sheet_below_its_title_rows(write: Write) -> None:
    path = write(Deckblatt=[["Stadt"]], Daten=[["Liste der Kitas"], [], ["Höhe\n(m)", " name "], [1, "a"]])

    table = read(path, sheet="Daten", header_row=3)

    assert table.columns.tolist() == ["Höhe (m)", "name"]
    assert table.index.tolist() == [1]


def test_record_plus_header_row_is_excels_row(write: Write) -> None:
    path = write(Liste=[["Titel"], ["nr"], [1], [None], [3]])

    assert read(path, header_row=2).index.tolist() == [1, 3]


def test_columns_that_are_only_formatted_do_not_count(write: Write) -> None:
    path = write(Liste=[["nr", None, None], [1, None, None]])
    book = openpyxl.load_workbook(path)
    book["Liste"]["Z1"].font = openpyxl.styles.Font(bold=True)
    book.save(path)

    assert read(path).columns.tolist() == ["nr"]


def test_filled_cells_without_a_name_above_are_columns_after_their_position(write: Write) -> None:
    path = write(Liste=[["Nr", "Name"], [1, "a"], [2, "b", None, "gesperrt"], [3, "c", " "]])

    table = read(path)

    assert table.columns.tolist() == ["Nr", "Name", "Spalte 4"]
    assert table["Spalte 4"].tolist() == [None, "gesperrt", None]


def test_a_note_far_to_the_right_is_one_column(write: Write) -> None:
    path = write(Liste=[["Nr"], [1]])
    book = openpyxl.load_workbook(path)
    book["Liste"]["XFD2"] = "Ende"
    book.save(path)

    assert read(path).columns.tolist() == ["Nr", "Spalte 16384"]


def test_a_cell_right_of_the_last_column_is_refused_where_it_comes_late(
    write: Write, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(workbook, "BATCH", 2)
    rows = [["Nr"], [1, None, "x"], [2], [3, None, "y"], [4, "gesperrt"]]

    with pytest.raises(SourceError, match="Blatt „Liste“ hat in B5 eine Zelle rechts der letzten Spalte"):
        read(write(Liste=rows))

    assert read(write(Liste=rows[:-1]))["Spalte 3"].tolist() == ["x", None, "y"]


def test_formulas_give_their_last_result(tmp_path: Path, write: Write) -> None:
    path = write(Liste=[["nr", "summe"], [1, "=1+1"]])
    with ZipFile(path) as packed:
        members = {name: packed.read(name) for name in packed.namelist()}
    sheet = members["xl/worksheets/sheet1.xml"]
    members["xl/worksheets/sheet1.xml"] = sheet.replace(b"<v />", b"<v>2</v>").replace(b"<v></v>", b"<v>2</v>")
    with ZipFile(path, "w") as packed:
        for name, content in members.items():
            packed.writestr(name, content)

    assert read(path)["summe"].tolist() == [2]


def test_long_sheets_come_in_batches(write: Write, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workbook, "BATCH", 2)
    path = write(Liste=[["nr"], [1], [2], [3]])

    batches = list(read_workbook(path, TableSource(path=path)))

    assert [batch.index.tolist() for batch in batches] == [[1, 2], [3]]


def test_a_missing_sheet_lists_those_there_are(write: Write) -> None:
    with pytest.raises(SourceError) as caught:
        read(write(Liste=[["nr"]], Hilfe=[["x"]]), sheet="Daten")

    assert caught.value.hint is not None
    assert caught.value.hint.de == "Vorhanden: Liste, Hilfe."


@pytest.mark.parametrize("content", [b"", b"kein Excel", b"PK\x03\x04"])
def test_what_is_no_workbook_is_refused(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "a.xlsx").write_bytes(content)

    with pytest.raises(SourceError):
        read(tmp_path / "a.xlsx")


def test_an_archive_of_something_else_is_no_workbook(tmp_path: Path) -> None:
    with ZipFile(tmp_path / "a.xlsx", "w") as packed:
        packed.writestr("a.txt", "x")

    with pytest.raises(SourceError, match="beschädigt oder unvollständig"):
        read(tmp_path / "a.xlsx")


@pytest.mark.parametrize(
    ("rows", "header_row"),
    [
        pytest.param([["nr"], [1]], 9, id="beyond the sheet"),
        pytest.param([["nr"], [], [1]], 2, id="blank above records"),
        pytest.param([["Titel"], []], 2, id="blank below a title"),
    ],
)
def test_a_header_that_is_not_there_is_told(write: Write, rows: Rows, header_row: int) -> None:
    with pytest.raises(SourceError, match=f"Blatt „Liste“ hat in Zeile {header_row} keine Kopfzeile") as caught:
        read(write(Liste=rows), header_row=header_row)

    assert caught.value.hint is not None
    assert "header_row" in caught.value.hint.de


@pytest.mark.parametrize("header_row", [1, 9])
def test_an_empty_sheet_is_an_empty_table(write: Write, header_row: int) -> None:
    assert read(write(Liste=[]), header_row=header_row).shape == (0, 0)


def test_a_real_table_with_title_rows(shared_data: Path) -> None:
    table = read(shared_data / "parking" / "goldbeck.xlsx")

    assert len(table) == 11
    assert {"ID", "Längengrad", "Breitengrad"} <= set(table.columns)
