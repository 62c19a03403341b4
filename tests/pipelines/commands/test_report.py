"""``geoportal report``: the same report again, on the terminal, as a page, as a table, for machines."""

import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest

from pipelines import cli
from pipelines.database import Database
from pipelines.definition import Dataset
from pipelines.run import publish
from pipelines.settings import Settings
from tests.conftest import environment
from tests.pipelines import samples

Call = Callable[..., tuple[int, str, str]]


@pytest.fixture
def call(settings: Settings, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Call:
    for name, value in (environment(settings) | {"LC_ALL": "de_DE.UTF-8"}).items():
        monkeypatch.setenv(name, value)

    def run(*arguments: str) -> tuple[int, str, str]:
        with pytest.raises(SystemExit) as ended:
            cli.main(arguments)
        out, err = capsys.readouterr()
        return int(ended.value.code or 0), out, err

    return run


@pytest.fixture(autouse=True)
def published(settings: Settings, database: Database, tmp_path: Path) -> Dataset:
    lines = [samples.line(number) for number in range(1, 10)]
    source = samples.write(tmp_path, *lines, samples.line(10, plaetze="viele"))
    dataset = samples.describe(source, max_refused=0.5)
    publish(settings, database, dataset)
    return dataset


def test_the_report_is_shown_again(call: Call) -> None:
    code, out, _ = call("report", "parkplaetze")

    assert code == 0
    assert re.search(r"abgewiesen\s+│ 1 ", out)
    assert "Datensatz 10" in out


def test_machines_read_it(call: Call) -> None:
    code, out, _ = call("report", "parkplaetze", "1", "--json")

    assert code == 0
    assert json.loads(out)["version"] == 1
    assert json.loads(out)["records"] == {"read": 10, "loaded": 9, "refused": 1, "left_out": 0}


def test_page_and_table_are_written_where_asked(call: Call, tmp_path: Path) -> None:
    page, table = tmp_path / "bericht.html", tmp_path / "befunde.csv"

    code, out, _ = call("report", "parkplaetze", "--html", str(page), "--csv", str(table))

    assert code == 0
    assert str(page) in out
    assert 'href="befunde.csv"' in page.read_text(encoding="utf-8")
    assert table.read_bytes().startswith(b"\xef\xbb\xbfDatensatz;")


def test_a_page_alone_links_to_nothing(call: Call, tmp_path: Path) -> None:
    call("report", "parkplaetze", "--html", str(tmp_path / "bericht.html"))

    assert "CSV" not in (tmp_path / "bericht.html").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (["parkplaetze", "9"], 2, "keine Fassung 9"),
        (["schulen"], 2, "noch nie veröffentlicht"),
        (["parkplaetze", "--html", "/nirgendwo/bericht.html"], 2, "nicht beschreibbar"),
    ],
)
def test_mistakes_are_said_in_words(call: Call, arguments: list[str], code: int, said: str) -> None:
    ended, _, err = call("report", *arguments)

    assert ended == code
    assert said in err
    assert "Traceback" not in err
