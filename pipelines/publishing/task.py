"""One publication on its way: what is being published, from where, by whom."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property

from sqlalchemy import Connection

from pipelines.definition import Dataset
from pipelines.publication import Stamp
from pipelines.publishing.contents import live_contents
from pipelines.publishing.identity import Identity, identity
from pipelines.publishing.release import Origin, Release, new_version
from pipelines.reading.fetch import Located
from pipelines.report.model import Report
from pipelines.report.outcome import Outcome, Status
from pipelines.report.tally import Tally
from pipelines.settings import Settings
from pipelines.stages.operation import Operation
from pipelines.style import Style

OnRecords = Callable[[int], None]
"""Called with the number of records read so far."""


@dataclass(frozen=True)
class Task:
    """One publication, under the layer's lock and in one transaction; ``live`` is the version it replaces."""

    connection: Connection
    settings: Settings
    dataset: Dataset
    located: Located
    style: Style
    tally: Tally
    live: Stamp | None
    actor: str
    given: bool
    dry_run: bool

    @cached_property
    def version(self) -> int:
        """The number of the new version."""
        return new_version(self.connection, self.dataset.id)

    def identity(self, operation: Operation) -> Identity:
        """Return the hashes of what is being published."""
        references = live_contents(self.connection, self.dataset)
        return identity(self.dataset, self.located.sha256, self.style, references, operation)

    def release(self, same: Identity, crs: str | None) -> Release:
        """Describe the new version, whose source is in ``crs``."""
        origin = Origin(self.located, crs, self.given)
        started = self.tally.started_at
        return Release(self.dataset, self.version, same, self.style, origin, self.actor, started)

    def outcome(self, status: Status, report: Report | None = None) -> Outcome:
        """Tell that the new version is live, or that it could be."""
        if self.dry_run:
            return Outcome(self.dataset.id, "checked", self.live.version if self.live else None, report)
        return Outcome(self.dataset.id, status, self.version, report)
