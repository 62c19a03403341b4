"""Rules that only the whole layer can answer, asked of its loaded table within the publication's transaction.

To be called right after the table is filled and indexed, before the report is made::

    refused = check_whole(connection, dataset, table, tally)

``refused`` features are gone from the table then: so many less are loaded, and the tally has counted them.
"""

from collections.abc import Iterator
from importlib.resources import files
from typing import Protocol

from psycopg.sql import SQL
from sqlalchemy import Connection, Table

from pipelines.definition import Dataset, NoOverlapRule
from pipelines.driver import driver, identifier
from pipelines.report.finding import Action, Finding
from pipelines.text import Text, figure

PAIRS = SQL((files("pipelines") / "sql" / "overlap.sql").read_text(encoding="utf-8"))
DELETE = SQL("DELETE FROM {table} WHERE id = ANY(%(ids)s)")

Overlap = tuple[str, str, float, float, float]
"""Later id, earlier id, shared square metres, longitude, latitude."""


class Notes(Protocol):
    """What takes findings about features of the finished layer; each refused one is a feature less."""

    def add(self, finding: Finding) -> None:
        """Note one finding, and count the feature as refused if it is."""


def check_whole(connection: Connection, dataset: Dataset, table: Table, notes: Notes) -> int:
    """Apply the rules on the whole layer to ``table``, delete what they refuse, and return how many that are.

    Memory holds the ids of refused features only; pairs stay in the database until they are looked at.
    """
    refused = 0
    for rule in dataset.rules:
        if isinstance(rule, NoOverlapRule):
            ids: list[str] = []
            for finding, feature in _overlaps(connection, dataset, table, rule):
                notes.add(finding)
                if finding.action == "refused":
                    ids.append(feature)
            driver(connection).execute(DELETE.format(table=identifier(table)), {"ids": ids})
            refused += len(ids)
    return refused


def _overlaps(
    connection: Connection, dataset: Dataset, table: Table, rule: NoOverlapRule
) -> Iterator[tuple[Finding, str]]:
    """Yield a finding, and the feature it is about, for each pair; a feature is refused once.

    What is refused is no longer in anybody's way: pairs come in the order of the later ids, so that is known.
    """
    gone: set[str] = set()
    refuse = rule.action == "refuse"
    with driver(connection).cursor("overlaps") as cursor:  # named: the pairs stay at the server
        for pair in cursor.execute(PAIRS.format(table=identifier(table)), {"tolerance": rule.tolerance}):
            later, earlier = pair[0], pair[1]
            if refuse and (later in gone or earlier in gone):
                continue
            if refuse:
                gone.add(later)
            yield _finding(pair, dataset, "refused" if refuse else "warned"), later


def _finding(pair: Overlap, dataset: Dataset, action: Action) -> Finding:
    later, earlier, area, longitude, latitude = pair
    if dataset.visibility == "internal":
        return Finding(None, "no_overlap", action, Text("Überlappt eine andere Fläche.", "Overlaps another area."))
    metres = figure(f"{area:.1f}")
    message = Text(f"Überlappt {earlier} um {metres.de} m².", f"Overlaps {earlier} by {metres.en} m².")
    position = (round(longitude, 7), round(latitude, 7))
    return Finding(None, "no_overlap", action, message, feature=later, position=position)
