from collections.abc import Callable
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from pipelines.definition import TableSource
from pipelines.errors import SourceError
from pipelines.reading import delimited
from pipelines.reading.delimited import read_delimited

Read = Callable[..., pd.DataFrame]


@pytest.fixture
def read(tmp_path: Path) -> Read:
    def run(content: str | bytes, **source: Any) -> pd.DataFrame:
        path = tmp_path / "a.csv"
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return pd.concat(list(read_delimited(path, TableSource(path=path, **source))))

    return run


@pytest.mark.parametrize(
    "content",
    [
        pytest.param("nr;name\n1;Straße\n2;b\n", id="semicolon"),
        pytest.param("\ufeffnr,name\r\n1,Straße\r\n2,b\r\n", id="comma, mark, CRLF"),
        pytest.param("nr\tname\n1\tStraße\n2\tb", id="tab, no last line break"),
        pytest.param("nr;name\n1;Straße\n2;b\n".encode("cp1252"), id="cp1252"),
        pytest.param("nr;name\n1;Straße\n2;b\n".encode("utf-16"), id="UTF-16"),
        pytest.param('"nr";"name"\n"1";"Straße"\n"2";"b"\n', id="quotes"),
    ],
)
def test_dialects_give_the_same_table(read: Read, content: str | bytes) -> None:
    table = read(content)

    assert table.to_dict("list") == {"nr": ["1", "2"], "name": ["Straße", "b"]}
    assert table.index.tolist() == [1, 2]
    assert table.index.name == "record"


def test_cells_stay_text(read: Read) -> None:
    assert read("a;b;c\n007;1,50;NA\n").iloc[0].tolist() == ["007", "1,50", "NA"]


def test_title_rows_are_skipped(read: Read) -> None:
    assert read("Liste; Stand 2023\n\nnr,name\n1,a\n", header_row=3).columns.tolist() == ["nr", "name"]


def test_quoted_cells_hold_delimiters_and_line_breaks(read: Read) -> None:
    table = read('nr,wkt\n1,"POLYGON ((0 0, 1 1, 1 0, 0 0))"\n2,"a\nb ""c"""\n')

    assert table["wkt"].tolist() == ["POLYGON ((0 0, 1 1, 1 0, 0 0))", 'a\nb "c"']


def test_a_declared_delimiter_is_used(read: Read) -> None:
    assert read("a;b,c|d\n1;2,3|4\n", delimiter="|").columns.tolist() == ["a;b,c", "d"]


def test_blank_rows_are_no_records_and_short_rows_end_empty(read: Read) -> None:
    table = read("a;b;c\n1;2;3\n;;\n\n4\n5;6;7;\n")

    assert table.to_numpy().tolist() == [["1", "2", "3"], ["4", "", ""], ["5", "6", "7"]]
    assert table.index.tolist() == [1, 2, 3]


def test_long_files_come_in_batches(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(delimited, "BATCH", 2)
    path = tmp_path / "a.csv"
    path.write_text("a\n" + "1\n" * 5)

    assert [batch.index.tolist() for batch in read_delimited(path, TableSource(path=path))] == [[1, 2], [3, 4], [5]]


def test_a_header_alone_is_an_empty_table(read: Read) -> None:
    table = read("a;b\n")

    assert table.empty
    assert table.columns.tolist() == ["a", "b"]


@pytest.mark.parametrize(
    ("content", "source", "words"),
    [
        pytest.param("", {}, "ist leer", id="empty file"),
        pytest.param("a\n1\n", {"header_row": 9}, "keine Kopfzeile", id="header beyond the end"),
        pytest.param("a;b\n1;2\n1;2;3\n", {}, "Zeile 3: 3 Zellen, die Kopfzeile hat 2", id="long row"),
        pytest.param('a;b\n1;"2\n3;4\n', {}, "kein gültiges CSV", id="open quote"),
        pytest.param("a\nß\n".encode("cp1252"), {"encoding": "utf-8"}, "Kodierung utf-8", id="wrong encoding"),
        pytest.param("a\n1\n", {"encoding": "utf-99"}, "Kodierung utf-99", id="no such encoding"),
        pytest.param("a;a\n1;2\n", {}, "mehrfach", id="equal columns"),
    ],
)
def test_broken_files_are_refused_with_the_place(
    read: Read, content: str | bytes, source: dict[str, Any], words: str
) -> None:
    with pytest.raises(SourceError, match=words):
        read(content, **source)


def test_line_numbers_count_the_title_rows(read: Read) -> None:
    with pytest.raises(SourceError, match="Zeile 4"):
        read("Titel\n\na;b\n1;2;3\n", header_row=3)


@pytest.mark.parametrize("content", ["nr;name\n1;a\n2;b\x1a", "nr;name\n1;a\n2;b\r\n\x1a"])
def test_the_mark_at_the_end_of_dos_files_is_no_value(read: Read, content: str) -> None:
    assert read(content).to_dict("list") == {"nr": ["1", "2"], "name": ["a", "b"]}
