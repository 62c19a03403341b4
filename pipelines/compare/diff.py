"""``geoportal diff``: what a source would change, without changing anything."""

from dataclasses import dataclass
from pathlib import Path

from pipelines.attempt import Attempt, attempted
from pipelines.compare.compare import compare, write_geojson
from pipelines.compare.model import Changes, Counts
from pipelines.compare.pair import Pair, Side
from pipelines.database import Database
from pipelines.definition import Dataset
from pipelines.errors import UsageError
from pipelines.publication import snapshot_of
from pipelines.report.outcome import Outcome
from pipelines.settings import Settings
from pipelines.tables import layer_table
from pipelines.text import Text


@dataclass(frozen=True)
class Diff:
    """What would become of a source, and what it would change."""

    dataset: Dataset
    outcome: Outcome
    changes: Changes


def diff(
    settings: Settings,
    database: Database,
    dataset: Dataset,
    given: str | Path | None = None,
    *,
    geojson: Path | None = None,
) -> Diff:
    """Load the source into a temporary table and compare it with the live version; nothing else is written.

    ``geojson`` receives every difference. Raises UsageError when that file cannot be written, DefinitionError when
    the live version is one of another release of the portal, and what a check raises.
    """
    with attempted(settings, database, dataset, given) as attempt:
        if attempt.live is None:
            return Diff(dataset, attempt.outcome, _first(attempt))
        before = snapshot_of(attempt.connection, dataset.id, attempt.live.version)
        old = Side(before, layer_table(before, attempt.live.features))
        pair = Pair(old, Side(dataset, attempt.table))
        if geojson:
            _write(attempt, pair, geojson)
        return Diff(dataset, attempt.outcome, compare(attempt.connection, pair, attempt.live.version))


def _first(attempt: Attempt) -> Changes:
    """Where nothing is live, every feature is new, and there is nothing to compare it with."""
    return Changes(attempt.dataset.id, None, Counts(attempt.report.loaded, 0, 0, 0), tuple(attempt.dataset.fields))


def _write(attempt: Attempt, pair: Pair, target: Path) -> None:
    try:
        write_geojson(attempt.connection, pair, target)
    except OSError as error:
        raise UsageError(
            Text(f"{target} kann nicht geschrieben werden ({error.strerror}).", f"{target} cannot be written.")
        ) from None
