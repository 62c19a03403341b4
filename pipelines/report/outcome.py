"""What became of one layer, and how far a run over all layers is."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from pipelines.compare.model import Counts
from pipelines.errors import GeoportalError
from pipelines.report.model import Report

Status = Literal["published", "revised", "unchanged", "kept", "checked", "refused", "failed", "undefined"]
"""revised: other words or another style, the same features.
kept: a person chose what is live (own file, rollback, withdrawal), so a run over all layers leaves it alone.
undefined: the layer is live, but no definition names it any longer."""


@dataclass(frozen=True)
class Outcome:
    """What became of one layer. ``version`` is the live one; ``error`` says why nothing was published.

    ``changes`` counts what the version is different in from the one that it replaced, if it replaced one.
    ``page`` is where the report lies on this machine as a page, if it was filed.
    """

    dataset: str
    status: Status
    version: int | None = None
    report: Report | None = None
    error: GeoportalError | None = None
    changes: Counts | None = None
    page: Path | None = None

    def to_json(self) -> dict[str, Any]:
        """Return the outcome for machines; its keys stay the same in every release."""
        return {
            "dataset": self.dataset,
            "status": self.status,
            "version": self.version,
            "report": self.report.to_json() if self.report else None,
            "error": self.error.to_json() if self.error else None,
        }


@dataclass(frozen=True)
class Progress:
    """How far a run over all layers is: ``done`` of ``total`` layers, and ``records`` read of ``dataset``."""

    dataset: str
    records: int
    done: int
    total: int


OnProgress = Callable[[Progress], None]
