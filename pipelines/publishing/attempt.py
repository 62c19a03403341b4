"""A source taken through all stages into a temporary table: what would become of it, with nothing written."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy import Connection, Table

from pipelines.compare.model import Changes
from pipelines.database import Database
from pipelines.datasets import load_town
from pipelines.definition import Dataset
from pipelines.errors import UsageError
from pipelines.publication import Stamp, live_stamp
from pipelines.publishing.load import trial
from pipelines.publishing.lock import actor
from pipelines.publishing.references import live_layers
from pipelines.publishing.stillness import check_still
from pipelines.publishing.verdict import Verdict, judge
from pipelines.reading.fetch import locate
from pipelines.report.about import About
from pipelines.report.archive import write_whole
from pipelines.report.ground import ground
from pipelines.report.outcome import Outcome
from pipelines.report.page import page
from pipelines.report.tally import Tally
from pipelines.settings import Settings
from pipelines.stages.chain import features
from pipelines.style import load_style
from pipelines.text import Text, user_language


@dataclass(frozen=True)
class Attempt:
    """What would be published: ``table`` lives as long as the transaction of ``connection``."""

    settings: Settings
    connection: Connection
    dataset: Dataset
    table: Table
    verdict: Verdict
    live: Stamp | None

    @property
    def outcome(self) -> Outcome:
        """What the planner is told."""
        error = self.verdict.error
        return Outcome(self.dataset.id, "refused" if error else "checked", report=self.verdict.report, error=error)

    def write_page(self, target: Path, changes: Changes | None = None) -> None:
        """Write the report as one HTML page, with what would change. Raises UsageError."""
        written = self._page(changes)
        try:
            write_whole(target, lambda file: file.write(written))
        except OSError as error:
            raise not_writable(target, error) from None

    def _page(self, changes: Changes | None) -> str:
        town, dataset, error = load_town(self.settings), self.dataset, self.verdict.error
        contact = dataset.contact or town.contact
        about = About(town.name, contact, datetime.now(UTC), None, actor(), dataset.data_date, error)
        beneath = ground(self.connection, town)
        return page(self.verdict.report, dataset, about, beneath, language=user_language(), changes=changes)


def not_writable(target: Path, error: OSError) -> UsageError:
    """Return the refusal of a file that a person wanted to have written."""
    return UsageError(
        Text(f"{target} kann nicht geschrieben werden ({error.strerror}).", f"{target} cannot be written.")
    )


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
        check_still(located)
        verdict = judge(connection, dataset, table, loaded, tally, live)
        yield Attempt(settings, connection, dataset, table, verdict, live)
        connection.rollback()
