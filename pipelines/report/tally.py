"""Counts kept while batches pass through the stages, so that read = loaded + refused + left out."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from pipelines.definition import Dataset
from pipelines.reading.lines import NOTE, Lines
from pipelines.report.finding import Action, Finding
from pipelines.report.spool import Spool
from pipelines.stages.operation import NONE, Operation

if TYPE_CHECKING:  # a source that has not changed is told without any frame
    from geopandas import GeoDataFrame

SHOWN = 100
"""Findings per rule and action that a report itemises; the spool has them all."""


class Tally:
    """What happened to the records of one source so far.

    ``crs`` and ``operation`` are known once the first batch came; lists without coordinates have none.
    """

    def __init__(self, dataset: Dataset, source: str) -> None:
        self.dataset = dataset
        self.source = source
        self.started_at = datetime.now(UTC)
        self.crs: str | None = None
        self.operation: Operation = NONE
        self.read = self.refused = self.left_out = 0
        self.counts: Counter[tuple[str, Action]] = Counter()
        self.quality: Counter[str] = Counter()
        self.effects: Counter[str] = Counter()
        self._first: dict[tuple[str, Action], list[Finding]] = defaultdict(list)
        self._batch: list[Finding] = []
        self._ids: dict[int, str] = {}
        self._lines: Lines | None = None
        self._spool = Spool()

    @property
    def kept(self) -> int:
        """Records that passed all stages so far."""
        return self.read - self.refused - self.left_out

    def came(self, frame: "GeoDataFrame") -> "GeoDataFrame":
        """Count the records of a batch as they come from the source, and what reading says it did to many at once.

        Their lines are taken off the frame, so that the stages need not copy them with each of their steps.
        """
        self._lines = Lines.of(frame)
        frame.attrs.pop(NOTE, None)
        self.read += len(frame)
        self.effects.update(frame.attrs.get("effects", {}))
        return frame

    def took(self, before: "GeoDataFrame", after: "GeoDataFrame") -> "GeoDataFrame":
        """Count the records that belong to other layers."""
        self.left_out += len(before) - len(after)
        return after

    def passed(self, before: "GeoDataFrame", step: tuple["GeoDataFrame", list[Finding]]) -> "GeoDataFrame":
        """Note a stage's findings and count the records it refused; every one of them needs a finding."""
        after, findings = step
        reported = {finding.record for finding in findings if finding.action == "refused"}
        if reported or len(before) != len(after):
            gone = set(before.index.difference(after.index))
            if gone != reported or len(before) - len(after) != len(gone):
                records = sorted(map(str, gone ^ reported))[:5]
                message = f"records {records} are refused without a finding, or kept with one"
                raise AssertionError(message)
            self.refused += len(gone)
        self._batch += findings
        self.counts.update((finding.rule, finding.action) for finding in findings)
        return after

    def measured(
        self, before: "GeoDataFrame", step: tuple["GeoDataFrame", list[Finding], Counter[str]], total: Counter[str]
    ) -> "GeoDataFrame":
        """Note a stage that also counts: how well matches fit, or what happened to geometries as a whole."""
        after, findings, counts = step
        total.update(counts)
        return self.passed(before, (after, findings))

    def add(self, finding: Finding) -> None:
        """Note a finding about a feature of the finished layer, which is a feature less when it is refused."""
        self.refused += finding.action == "refused"
        self.counts[finding.rule, finding.action] += 1
        self._keep([finding])

    def identified(self, frame: "GeoDataFrame") -> "GeoDataFrame":
        """Learn the ids of a batch's records, which findings of earlier stages could not know."""
        if self._batch and self.dataset.visibility == "public":
            noted = [finding.record for finding in self._batch if finding.feature is None]
            self._ids = frame["id"].reindex(noted).dropna().to_dict()
        return frame

    def finished(self) -> None:
        """Close a batch: its findings go to disk, so that memory does not grow with them."""
        if self._batch:
            self._keep([self._named(finding) for finding in self._batch])
        self._batch, self._ids = [], {}

    def findings(self) -> Iterator[Finding]:
        """Yield every finding, in the order of the source."""
        self.finished()
        return iter(self._spool)

    def first(self, rule: str, action: Action, count: int) -> tuple[Finding, ...]:
        """Return the first ``count`` findings of a rule and action, at most ``SHOWN``."""
        self.finished()
        return tuple(self._first[rule, action][:count])

    def _named(self, finding: Finding) -> Finding:
        if finding.record is None:
            return finding
        line, sheet = (self._lines.line(finding.record), self._lines.sheet) if self._lines else (None, None)
        feature = finding.feature or self._ids.get(finding.record)
        if (feature, line) == (finding.feature, None):
            return finding
        return replace(finding, feature=feature, sheet=sheet, line=line)

    def _keep(self, findings: Iterable[Finding]) -> None:
        found = list(findings)
        for finding in found:
            kept = self._first[finding.rule, finding.action]
            if len(kept) < SHOWN:
                kept.append(finding)
        self._spool.extend(found)
