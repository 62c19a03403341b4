"""All findings as a table for Excel in German: semicolons, decimal commas, a byte-order mark, no formula."""

import csv
import re
from collections.abc import Iterable, Iterator
from typing import TextIO

from sqlalchemy import Connection, select

from pipelines import portal
from pipelines.report.finding import Finding
from pipelines.report.model import without_values
from pipelines.report.words import ACTIONS, rule_words
from pipelines.text import Text

FORMULA = re.compile(r"^[=+\-@\t\r\n]")
"""How text begins that Excel and others would compute (CWE-1236); an apostrophe before it makes it text."""

BOM = "\N{ZERO WIDTH NO-BREAK SPACE}"

HEADS = (
    "Datensatz",
    "Blatt",
    "Zeile",
    "Kennung",
    "Feld",
    "Regel",
    "Bedeutung",
    "Folge",
    "vorher",
    "nachher",
    "Befund",
    "Längengrad",
    "Breitengrad",
)

BATCH = 1_000
"""Findings read from the database at once."""


def write_listing(file: TextIO, findings: Iterable[Finding], *, internal: bool) -> int:
    """Write one line per finding and return how many there are; ``file`` must not translate line ends.

    Of an ``internal`` layer no value, place or message is told, as in its report.
    """
    file.write(BOM)
    writer = csv.writer(file, delimiter=";", lineterminator="\r\n")
    writer.writerow(HEADS)
    count = 0
    for finding in findings:
        writer.writerow(_row(without_values(finding) if internal else finding))
        count += 1
    return count


def read_findings(connection: Connection, dataset_id: str, version: int) -> Iterator[Finding]:
    """Read the findings of a version in the order in which they were noted, some at a time; messages are German."""
    table = portal.finding
    query = select(table).where(table.c.dataset == dataset_id, table.c.version == version).order_by(table.c.id)
    rows = connection.execute(query, execution_options={"stream_results": True, "yield_per": BATCH})
    for row in rows:
        position = None if row.longitude is None else (row.longitude, row.latitude)
        what = (row.record, row.rule, row.action, Text(row.message))
        yield Finding(*what, row.feature, row.field, row.before, row.after, position, row.sheet, row.line)


def _row(finding: Finding) -> list[str]:
    east, north = finding.position or (None, None)
    told = (
        finding.feature,
        finding.field,
        finding.rule,
        rule_words(finding.rule).de,
        ACTIONS[finding.action].de,
        finding.before,
        finding.after,
        finding.message.de,
    )
    where = [_counted(finding.record), _guarded(finding.sheet), _counted(finding.line)]
    return [*where, *map(_guarded, told), _degrees(east), _degrees(north)]


def _counted(value: int | None) -> str:
    return "" if value is None else str(value)


def _guarded(text: str | None) -> str:
    return f"'{text}" if text and FORMULA.match(text) else text or ""


def _degrees(value: float | None) -> str:
    return "" if value is None else f"{value:.7f}".replace(".", ",")
