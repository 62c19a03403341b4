import csv
import io

import pytest

from pipelines.report.finding import Finding
from pipelines.report.listing import HEADS, write_listing
from pipelines.text import Text

PLAIN = Finding(3, "codes", "refused", Text("Kein Code.", "No code."), "P3", "art", "x;y", None, (9.1, 48.7))


def listed(*findings: Finding, internal: bool = False) -> tuple[str, list[list[str]]]:
    file = io.StringIO(newline="")
    assert write_listing(file, findings, internal=internal) == len(findings)
    written = file.getvalue()
    return written, list(csv.reader(io.StringIO(written.removeprefix("\ufeff"), newline=""), delimiter=";"))


def test_excel_in_german_reads_it() -> None:
    written, (head, row) = listed(PLAIN)

    assert written.startswith("\ufeffDatensatz;Blatt;Zeile;Kennung;")
    assert written.endswith("\r\n")
    assert tuple(head) == HEADS
    assert row == [
        "3", "", "", "P3", "art", "codes", "unbekannter Code", "abgewiesen", "x;y", "", "Kein Code.",
        "9,1000000", "48,7000000",
    ]  # fmt: skip


@pytest.mark.parametrize("start", ["=1+1", "+49", "-3,5", "@SUM(A1)", "\tx", "\rx", "=cmd|' /C calc'!A0"])
def test_no_cell_is_a_formula(start: str) -> None:
    found = Finding(1, "text", "refused", Text(start), start, start, start, start)

    _, (_, row) = listed(found)

    assert [cell for cell in row if cell[:1] in {"=", "+", "-", "@", "\t", "\r"}] == []
    assert row[8] == f"'{start}"


def test_of_an_internal_layer_only_record_field_and_rule_are_told() -> None:
    canary = "Kanarienvogel"
    found = Finding(1, "text", "refused", Text(canary), canary, "feld", canary, canary, (9.1234567, 48.7))

    written, _ = listed(found, internal=True)

    assert canary not in written
    assert "9,1234567" not in written
    assert "1;;;;feld;text;" in written


def test_a_rule_on_the_whole_layer_has_no_record() -> None:
    _, (_, row) = listed(Finding(None, "no_overlap", "warned", Text("Überlappt A.")))

    assert row[0] == ""


def test_sheet_and_row_lead_to_the_cell_also_in_internal_layers() -> None:
    found = Finding(3, "codes", "refused", Text("Kein Code."), sheet="=Schulen", line=14)

    _, (_, row) = listed(found, internal=True)

    assert row[:3] == ["3", "'=Schulen", "14"]
