"""A source taken through all stages into a temporary table: what would become of it, with nothing written."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import Connection, Table

from pipelines.database import Database
from pipelines.definition import Dataset
from pipelines.errors import RefusedError
from pipelines.load import trial
from pipelines.publication import Stamp, live_stamp
from pipelines.reading.fetch import locate
from pipelines.references import live_layers
from pipelines.report.model import Report, make_report, refusal
from pipelines.report.outcome import Outcome
from pipelines.report.tally import Tally
from pipelines.settings import Settings
from pipelines.shrinking import shrunk
from pipelines.stages.chain import features
from pipelines.style import load_style


@dataclass(frozen=True)
class Attempt:
    """What would be published: ``table`` lives as long as the transaction of ``connection``."""

    connection: Connection
    dataset: Dataset
    table: Table
    report: Report
    live: Stamp | None
    error: RefusedError | None

    @property
    def outcome(self) -> Outcome:
        """What the planner is told."""
        return Outcome(self.dataset.id, "refused" if self.error else "checked", report=self.report, error=self.error)


@contextmanager
def attempted(
    settings: Settings, database: Database, dataset: Dataset, given: str | Path | None = None
) -> Iterator[Attempt]:
    """Load the source into a temporary table for the length of the block; nobody waits for it, nothing stays."""
    located = locate(dataset, settings, given)
    load_style(settings, dataset)
    tally = Tally(dataset, located.name)
    with database.publisher.connect() as connection:
        layers, live = live_layers(connection, dataset), live_stamp(connection, dataset.id)
        table, loaded = trial(connection, dataset, features(dataset, located, settings, layers, tally))
        report = make_report(tally, loaded.count)
        error = refusal(report, dataset) or shrunk(report, dataset, live)
        yield Attempt(connection, dataset, table, report, live, error)
        connection.rollback()
