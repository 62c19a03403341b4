import json
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from pipelines.errors import SourceError
from pipelines.reading import records
from pipelines.reading.cell import texts
from pipelines.reading.records import find_records, read_records
from pipelines.reading.sandbox import frames


def write(folder: Path, document: Any) -> Path:
    path = folder / "a.json"
    path.write_text(json.dumps(document))
    return path


def find(path: Path, layer: str | None = None) -> list[Any]:
    return find_records(path, layer)


def test_a_list_of_objects_is_a_table(tmp_path: Path) -> None:
    big = 2**53 + 1
    path = write(tmp_path, [{"nr": big, "ort": {"lat": 48.7}}, {"nr": None, "bilder": ["a", "ä"], "ja": True}])

    table = pd.concat(list(read_records(find(path))))

    assert table.columns.tolist() == ["nr", "ort.lat", "bilder", "ja"]
    assert table["nr"].tolist() == [big, None]
    assert table["bilder"].tolist() == [None, '["a", "ä"]']
    assert table.index.tolist() == [1, 2]


def test_a_list_under_a_name_is_a_table(tmp_path: Path) -> None:
    path = write(tmp_path, {"stand": "heute", "lots": [{"name": "a"}], "frei": [1], "alte": [{"name": "b"}]})

    with pytest.raises(SourceError, match=r"mehrere Listen\. Vorhanden: lots, alte"):
        find_records(path, None)
    assert next(read_records(find(path, "lots")))["name"].tolist() == ["a"]


def test_the_only_list_of_objects_needs_no_name(tmp_path: Path) -> None:
    assert find(write(tmp_path, {"zahlen": [1], "lots": [{"name": "a"}]})) == [{"name": "a"}]


def test_long_lists_come_in_batches_with_all_columns(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(records, "BATCH", 2)

    batches = list(read_records([{"a": 1}, {"a": 2}, {"b": 3}]))

    assert [batch.columns.tolist() for batch in batches] == [["a", "b"], ["a", "b"]]
    assert [batch.index.tolist() for batch in batches] == [[1, 2], [3]]


def test_an_empty_list_is_an_empty_table(tmp_path: Path) -> None:
    (table,) = read_records(find(write(tmp_path, [])))

    assert table.empty


def test_a_list_of_numbers_is_refused() -> None:
    with pytest.raises(SourceError, match="keine Liste von Objekten"):
        list(read_records([1, 2]))


@pytest.mark.parametrize("content", [b"[{", b"\xff\xfe[", b"[" * 100_000], ids=["cut off", "not UTF-8", "too deep"])
def test_broken_json_is_refused(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "a.json").write_bytes(content)

    with pytest.raises(SourceError, match="kein gültiges JSON"):
        find_records(tmp_path / "a.json", None)


def test_a_record_survives_half_an_emoji(tmp_path: Path) -> None:
    path = tmp_path / "a.json"
    path.write_text(r'[{"name": "\ud83d kaputt", "tags": ["\ud83d"]}, {"name": "gut \ud83d\ude00", "tags": []}]')

    (table,) = read_records(find(path))

    arrived = frames.decoded(frames.encoded(table))
    assert texts(arrived["name"]).tolist() == ["\ufffd kaputt", "gut 😀"]
    assert texts(arrived["tags"]).tolist() == ['["\ufffd"]', "[]"]


@pytest.mark.parametrize(
    "rows",
    [
        pytest.param([{"a": {"b": 1}, "a.b": 2}], id="in one record"),
        pytest.param([{"a.b": 1}, {"a": {"b": 2}}], id="in two records"),
        pytest.param([{"a": {"b": {"c": 1}, "b.c": 2}}], id="further down"),
    ],
)
def test_two_members_under_one_name_are_refused(rows: list[Any]) -> None:
    with pytest.raises(SourceError, match=r"kommen mehrfach vor: a\.b"):
        list(read_records(rows))
