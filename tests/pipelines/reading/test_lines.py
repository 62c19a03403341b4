from pathlib import Path

import pandas as pd
import pytest

from pipelines.definition import TableSource
from pipelines.reading.delimited import read_delimited
from pipelines.reading.lines import Lines, told


def numbers(frame: pd.DataFrame) -> list[int | None]:
    lines = Lines.of(frame)
    assert lines is not None
    return [lines.line(record) for record in frame.index]


@pytest.mark.parametrize("lines", [[2, 3, 4], [2, 5, 6, 9], [7]])
def test_each_record_has_its_line(lines: list[int]) -> None:
    found = Lines.found(enumerate(lines, start=11))

    assert [found.line(record) for record in range(11, 11 + len(lines))] == lines
    assert found.line(10) is None


def test_lines_that_go_on_take_no_room() -> None:
    assert Lines.found((record, record + 1) for record in range(1, 10_001)).starts == {1: 2}


def test_batches_together_are_the_source() -> None:
    whole = Lines({1: 2}, "A").then([Lines({3: 9}, "A"), Lines({5: 11}, "A")])

    assert [whole.line(record) for record in (1, 2, 3, 5)] == [2, 3, 9, 11]
    assert whole.sheet == "A"


def test_a_frame_without_lines_has_none() -> None:
    assert Lines.of(pd.DataFrame()) is None


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize(
    ("rows", "source", "expected"),
    [
        (["nr;name", "1;a", "2;b"], {}, [2, 3]),
        (["Liste", "", "nr;name", "1;a", "", ";", "2;b"], {"header_row": 3}, [4, 7]),
        (["nr;name", '1;"a', 'b"', "2;c"], {}, [2, 4]),
        (["Größe;", "nr;name", "1;a"], {"header_rows": 2}, [3]),
        (['nr;"na', 'me"', "1;a"], {}, [3]),
    ],
)
def test_lines_are_those_of_an_editor(
    tmp_path: Path, end: str, rows: list[str], source: dict[str, int], expected: list[int]
) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(end.join(rows).encode())

    (frame,) = read_delimited(path, TableSource.model_validate({"path": path, **source}))

    assert numbers(frame) == expected


def test_they_are_told_as_people_find_them() -> None:
    assert told(3, 14, "Schulen").to("de") == "Blatt „Schulen“, Zeile 14"
    assert told(3, 14, None).to("de") == "Zeile 14"
    assert (told(3, None, None).de, told(3, 14, "A").to("en")) == ("Datensatz 3", "sheet “A”, row 14")
