"""Counts kept while batches pass through the stages, so that read = loaded + refused + left out."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from itertools import chain

import geopandas as gpd

from pipelines.definition import Dataset
from pipelines.report.finding import Action, Finding
from pipelines.stages.transform import NONE, Operation

KEPT = 10_000
"""Findings kept per rule and action; more are counted, not itemised, so that memory stays bounded."""


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
        self._kept: dict[tuple[str, Action], list[Finding]] = defaultdict(list)

    @property
    def kept(self) -> int:
        """Records that passed all stages so far."""
        return self.read - self.refused - self.left_out

    def came(self, frame: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
        """Count the records of a batch as they come from the source."""
        self.read += len(frame)
        return frame

    def took(self, before: gpd.GeoDataFrame, after: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
        """Count the records that belong to other layers."""
        self.left_out += len(before) - len(after)
        return after

    def passed(self, before: gpd.GeoDataFrame, step: tuple[gpd.GeoDataFrame, list[Finding]]) -> gpd.GeoDataFrame:
        """Note a stage's findings and count the records it refused; every one of them needs a finding."""
        after, findings = step
        gone = set(before.index) - set(after.index)
        reported = {finding.record or 0 for finding in findings if finding.action == "refused"}
        if gone != reported or len(before) - len(after) != len(gone):
            message = f"records {sorted(gone ^ reported)[:5]} are refused without a finding, or kept with one"
            raise AssertionError(message)
        self.refused += len(gone)
        self._note(findings)
        return after

    def measured(
        self, before: gpd.GeoDataFrame, step: tuple[gpd.GeoDataFrame, list[Finding], Counter[str]], total: Counter[str]
    ) -> gpd.GeoDataFrame:
        """Note a stage that also counts: how well matches fit, or what happened to geometries as a whole."""
        after, findings, counts = step
        total.update(counts)
        return self.passed(before, (after, findings))

    def findings(self) -> Iterator[Finding]:
        """Yield the findings kept, rule by rule."""
        return chain.from_iterable(self._kept.values())

    def first(self, rule: str, action: Action, count: int) -> tuple[Finding, ...]:
        """Return the first ``count`` findings of a rule and action."""
        return tuple(self._kept[rule, action][:count])

    def _note(self, findings: Iterable[Finding]) -> None:
        for finding in findings:
            key = (finding.rule, finding.action)
            self.counts[key] += 1
            if len(self._kept[key]) < KEPT:
                self._kept[key].append(finding)
