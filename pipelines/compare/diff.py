"""``geoportal diff``: what a source would change, without changing anything."""

from dataclasses import dataclass
from pathlib import Path

from pipelines.compare.compare import compare, write_geojson
from pipelines.compare.model import Changes, Counts
from pipelines.compare.pair import Pair, Side
from pipelines.database import Database
from pipelines.definition import Dataset
from pipelines.publication import snapshot_of
from pipelines.publishing.attempt import Attempt, attempted, not_writable
from pipelines.report.outcome import Outcome
from pipelines.settings import Settings
from pipelines.tables import layer_table


@dataclass(frozen=True)
class Diff:
    """What would become of a source, and what it would change."""

    dataset: Dataset
    outcome: Outcome
    changes: Changes


def diff(  # noqa: PLR0913 - one keyword per option of the command
    settings: Settings,
    database: Database,
    dataset: Dataset,
    given: str | Path | None = None,
    *,
    geojson: Path | None = None,
    html: Path | None = None,
) -> Diff:
    """Load the source into a temporary table and compare it with the live version; nothing else is written.

    ``geojson`` receives every difference, ``html`` the report with a map of the first. Raises UsageError when a file
    cannot be written, DefinitionError when the live version is one of another release, and what a check raises.
    """
    with attempted(settings, database, dataset, given) as attempt:
        pair = _pair(attempt)
        changes = compare(attempt.connection, pair, attempt.live.version) if pair and attempt.live else _first(attempt)
        if geojson and pair:
            _write(attempt, pair, geojson)
        if html:
            attempt.write_page(html, changes)
        return Diff(dataset, attempt.outcome, changes)


def _pair(attempt: Attempt) -> Pair | None:
    if attempt.live is None:
        return None
    before = snapshot_of(attempt.connection, attempt.dataset.id, attempt.live.version)
    old = Side(before, layer_table(before, attempt.live.features))
    return Pair(old, Side(attempt.dataset, attempt.table))


def _first(attempt: Attempt) -> Changes:
    """Where nothing is live, every feature is new, and there is nothing to compare it with."""
    return Changes(
        attempt.dataset.id, None, Counts(attempt.verdict.report.loaded, 0, 0, 0), tuple(attempt.dataset.fields)
    )


def _write(attempt: Attempt, pair: Pair, target: Path) -> None:
    try:
        write_geojson(attempt.connection, pair, target)
    except OSError as error:
        raise not_writable(target, error) from None
