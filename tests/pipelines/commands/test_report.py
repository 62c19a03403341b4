"""``geoportal report``: the same report again, on the terminal, as a page, as a table, for machines."""

import json
import re
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest

from pipelines import cli
from pipelines.database import Database
from pipelines.definition import Dataset, TableSource
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
    assert "Zeile 11: " in out


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


def test_a_finding_names_the_row_that_excel_shows_wherever_it_is_told(
    call: Call, settings: Settings, database: Database, tmp_path: Path
) -> None:
    book = openpyxl.Workbook()
    sheet = book.create_sheet("Parkplätze")
    table = [line.split(";") for line in (samples.HEADER, samples.line(1), "", samples.line(2, plaetze="viele"))]
    for row in [["Stand 2026"], [], *table]:
        sheet.append(row)
    book.save(tmp_path / "parken.xlsx")
    source = TableSource(path=tmp_path / "parken.xlsx", sheet="Parkplätze", header_row=3, x="lon", y="lat")
    dataset = samples.describe(tmp_path / "parken.xlsx", max_refused=0.5)
    publish(settings, database, dataset.model_copy(update={"source": source}))
    page, listing = tmp_path / "bericht.html", tmp_path / "befunde.csv"

    _, terminal, _ = call("report", "parkplaetze")
    _, machine, _ = call("report", "parkplaetze", "--json")
    call("report", "parkplaetze", "--html", str(page), "--csv", str(listing))

    assert "Blatt „Parkplätze“, Zeile 6: " in terminal
    (rule,) = json.loads(machine)["rules"]
    assert [(each["sheet"], each["line"]) for each in rule["findings"]] == [("Parkplätze", 6)]
    assert listing.read_text(encoding="utf-8-sig").splitlines()[1].startswith("3;Parkplätze;6;P2;")
    written = page.read_text(encoding="utf-8")
    assert '<td class="value"><bdi>Parkplätze</bdi></td><td class="number">6</td>' in re.sub(r">\s+<", "><", written)
    assert ">Datensatz</th>" not in written
