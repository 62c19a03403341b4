"""One publication on its way: what is being published, from where, by whom; and its last steps until it is live."""

from dataclasses import dataclass
from functools import cached_property

from sqlalchemy import Connection

from pipelines.compare.compare import note_changes
from pipelines.compare.pair import Pair, Side
from pipelines.definition import Dataset
from pipelines.errors import DefinitionError
from pipelines.publication import Stamp, snapshot_of
from pipelines.publishing import findings
from pipelines.publishing.companions import accompanied, sizes
from pipelines.publishing.identity import Identity, identity
from pipelines.publishing.load import Loaded
from pipelines.publishing.references import live_contents
from pipelines.publishing.release import Origin, Release, go_live, new_version, record, record_changes, record_revision
from pipelines.publishing.retention import Limits, prune
from pipelines.publishing.verdict import Verdict
from pipelines.reading.fetch import Located
from pipelines.report.model import Report
from pipelines.report.outcome import Outcome, Status
from pipelines.report.tally import Tally
from pipelines.settings import Settings
from pipelines.stages.transform import Operation
from pipelines.style import Style
from pipelines.tables import layer_table


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

    def revise(self, live: Stamp, same: Identity) -> Outcome:
        """Make a version live that shows the live one's features in other words, or drawn in another way."""
        release = self._release(same, live.source["crs"])
        record_revision(self.connection, release, live.version)
        self._show(release, live.features)
        return self._outcome("revised")

    def refuse(self, verdict: Verdict) -> Outcome:
        """Leave the live version live."""
        live = self.live.version if self.live else None
        return Outcome(self.dataset.id, "refused", live, verdict.report, verdict.error)

    def release(self, loaded: Loaded, report: Report) -> Outcome:
        """Make the version live whose table has just been loaded."""
        release = self._release(self.identity(self.tally.operation), self.tally.crs)
        record(self.connection, release, loaded, report)
        findings.store(self.connection, self.dataset.id, self.version, self.tally.findings())
        self._compare()
        self._show(release, self.version)
        return self._outcome("published", report)

    def _outcome(self, status: Status, report: Report | None = None) -> Outcome:
        if self.dry_run:
            return Outcome(self.dataset.id, "checked", self.live.version if self.live else None, report)
        return Outcome(self.dataset.id, status, self.version, report)

    def _release(self, same: Identity, crs: str | None) -> Release:
        origin = Origin(self.located, crs, self.given)
        started = self.tally.started_at
        return Release(self.dataset, self.version, same, self.style, origin, self.actor, started)

    def _compare(self) -> None:
        """Note what is different from the live version, unless that is one of another release of the portal."""
        if not self.live:
            return
        try:
            before = snapshot_of(self.connection, self.dataset.id, self.live.version)
        except DefinitionError:
            return
        old = Side(before, layer_table(before, self.live.features))
        new = Side(self.dataset, layer_table(self.dataset, self.version))
        counts = note_changes(self.connection, Pair(old, new), self.version)
        record_changes(self.connection, self.dataset.id, self.version, vars(counts))

    def _show(self, release: Release, features: int) -> None:
        """Files first, since they take long; what readers have to wait for comes last."""
        limits = Limits(self.settings.keep_versions, self.settings.keep_bytes)
        with accompanied(self.connection, self.settings, release, features, dry_run=self.dry_run):
            prune(self.connection, self.dataset.id, self.version, limits, sizes(self.settings, self.dataset.id))
            go_live(self.connection, self.dataset, self.version)
