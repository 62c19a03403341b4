"""The story of a publication: source → stages → table → live."""

# ruff: noqa: PLC0415 - what reads geodata takes a second to import; a source that has not changed needs none of it

import logging
from collections.abc import Container, Iterable, Iterator
from datetime import date
from functools import partial
from pathlib import Path

from pipelines.database import Database
from pipelines.datasets import load_each
from pipelines.definition import Dataset
from pipelines.errors import GeoportalError
from pipelines.failure import explain
from pipelines.plans.names import is_derived
from pipelines.publication import live_ids, live_stamp
from pipelines.publishing import rollback as back
from pipelines.publishing.choice import chosen
from pipelines.publishing.filing import filed
from pipelines.publishing.lock import actor as person
from pipelines.publishing.lock import lock
from pipelines.publishing.order import ordered
from pipelines.publishing.refresh import unchanged
from pipelines.publishing.release import confirm
from pipelines.publishing.space import check_space
from pipelines.publishing.task import OnRecords, Task
from pipelines.publishing.tidying import close_internal, still_open, tidy
from pipelines.reading.fetch import locate
from pipelines.reading.nursery import warm_up
from pipelines.report.outcome import OnProgress, Outcome, Progress
from pipelines.report.tally import Tally
from pipelines.settings import Settings
from pipelines.stages.operation import operation_of
from pipelines.style import load_style

log = logging.getLogger(__name__)


def check(
    settings: Settings,
    database: Database,
    dataset: Dataset,
    given: str | Path | None = None,
    *,
    html: Path | None = None,
) -> Outcome:
    """Let the source pass through all stages and report; nothing is written but ``html``, the report as a page.

    Raises UsageError when that file cannot be written.
    """
    from pipelines.publishing.attempt import attempted

    with attempted(settings, database, dataset, given) as attempt:
        if html:
            attempt.write_page(html)
        return attempt.outcome


def publish(  # noqa: PLR0913 - one keyword per option of the command
    settings: Settings,
    database: Database,
    dataset: Dataset,
    given: str | Path | None = None,
    *,
    force: bool = False,
    empty: bool = False,
    shrink: bool = False,
    dry_run: bool = False,
    as_of: date | None = None,
    actor: str | None = None,
    on_records: OnRecords | None = None,
) -> Outcome:
    """Load a new version beside the live one and make it live, in one transaction.

    Nothing happens when source, definition, style, coordinate operation and references are those of the live
    version, unless ``force``; when only words or the style are others, the new version shows the live one's features.
    ``empty`` lets a layer without features in the town go live and ``shrink`` one with far fewer than before, which
    are mistakes more often than not. ``given`` is a path or URL that stands in for the definition's, ``as_of`` its
    Datenstand, ``actor`` who publishes. ``dry_run`` takes everything back at the end. Too many bad records are an
    outcome with an error; else raises GeoportalError.
    """
    located = locate(dataset, settings, given)
    check_space(settings, located)
    dataset = dataset if given is None else dataset.for_given_source(as_of)
    style = load_style(settings, dataset)
    tally = Tally(dataset, located.name)
    who = actor or person()
    with database.publisher.begin() as connection:
        lock(connection, dataset.id, who=who)
        tidy(connection, settings, dataset.id)
        live = live_stamp(connection, dataset.id)
        task = Task(connection, settings, dataset, located, style, tally, live, who, given is not None, dry_run)
        outcome = None if force else _spared(task)
        outcome = outcome or _loaded(task, on_records, empty=empty, shrink=shrink)
        if outcome.error or dry_run:
            connection.rollback()
    if outcome.status in {"published", "revised", "unchanged"} and not dry_run:
        _close_internal(settings, database, dataset)
    return outcome if dry_run else filed(settings, database, task, outcome)


def publish_all(  # noqa: PLR0913 - one keyword per option of the commands
    settings: Settings,
    database: Database,
    datasets: Iterable[Dataset] | None = None,
    *,
    force: bool = False,
    quick: bool = False,
    on_progress: OnProgress | None = None,
) -> list[Outcome]:
    """Publish these layers, by default all that are defined; one that fails does not stop the others.

    Without ``datasets``, a wrong definition is an outcome too, and so is a live layer that has none any longer.

    ``quick`` takes a file of the same size and time for the same, without reading it.

    Layers that others refer to come first, so that these are published anew with them. What a person chose to be
    live (a file of his own, a rollback, a withdrawal) stays, unless ``force``.
    Raises DefinitionError when layers refer to each other in a circle.
    """
    each = load_each(settings) if datasets is None else {dataset.id: dataset for dataset in datasets}
    by_id = {name: found for name, found in each.items() if isinstance(found, Dataset)}
    wrong = {name: found for name, found in each.items() if isinstance(found, GeoportalError)}
    order = ordered(by_id.values())
    tell = on_progress or (lambda _: None)
    outcomes = [Outcome(name, "failed", error=error) for name, error in wrong.items()]
    for done, dataset_id in enumerate(order):
        tell(Progress(dataset_id, 0, done, len(order)))
        on_records = partial(_tell_records, tell, dataset_id, done, len(order))
        outcomes.append(_attempt(settings, database, by_id[dataset_id], on_records, force=force, quick=quick))
    return outcomes if datasets else [*outcomes, *_undefined(database, each)]


def rollback(database: Database, dataset_id: str, version: int | None = None, today: Dataset | None = None) -> int:
    """Make a kept version live again, by default the one that the live one replaced; return its number.

    A version that shows what is internal in ``today``'s definition is refused.
    """
    with database.publisher.begin() as connection:
        lock(connection, dataset_id)
        return back.roll_back(connection, dataset_id, version, today)


def withdraw(database: Database, dataset_id: str) -> None:
    """Take a layer off the map and out of the API; its versions stay for a rollback."""
    with database.publisher.begin() as connection:
        lock(connection, dataset_id)
        back.take_down(connection, dataset_id)


def _spared(task: Task) -> Outcome | None:
    """What becomes of a source whose features are those of the live version; None when they must be loaded."""
    if not task.live:
        return None
    same = task.identity(operation_of(task.live.source["crs"], task.settings))
    if same.whole == task.live.identity:
        confirm(task.connection, task.dataset.id, task.live.version, task.located)
        return Outcome(task.dataset.id, "unchanged", task.live.version)
    if same.content != task.live.content:
        return None
    from pipelines.publishing.making import publish_words

    return publish_words(task, task.live, same)


def _loaded(task: Task, on_records: OnRecords | None, *, empty: bool, shrink: bool) -> Outcome:
    """Load and release, or say why not."""
    warm_up()
    from pipelines.publishing.making import publish_features

    return publish_features(task, on_records, empty=empty, shrink=shrink)


def _close_internal(settings: Settings, database: Database, dataset: Dataset) -> None:
    """Close what older versions show too much of, now or, after an interruption, when nothing else has changed.

    The version that is live is so, whatever happens here; what stays open is closed by the next look.
    """
    try:
        with database.publisher.begin() as connection:
            if still_open(connection, settings, dataset):
                lock(connection, dataset.id)
                close_internal(connection, settings, dataset)
    except Exception as error:  # noqa: BLE001 - see above
        reason = explain(error, settings).to("en")
        log.warning("%s: older versions may still show what is internal now: %s", dataset.id, reason)


def _undefined(database: Database, defined: Container[str]) -> Iterator[Outcome]:
    """Live layers whose definition is gone: only a person knows whether that was meant."""
    with database.publisher.connect() as connection:
        found = live_ids(connection)
    return (Outcome(name, "undefined") for name in sorted(found) if name not in defined and not is_derived(name))


def _attempt(  # noqa: PLR0913 - what a run over all layers hands down
    settings: Settings, database: Database, dataset: Dataset, on_records: OnRecords, *, force: bool, quick: bool
) -> Outcome:
    try:
        spared = None if force else _untouched(settings, database, dataset, quick=quick)
        return spared or publish(settings, database, dataset, force=force, on_records=on_records)
    except Exception as error:  # noqa: BLE001 - one layer's failure must not take the others down
        return Outcome(dataset.id, "failed", error=explain(error, settings))


def _untouched(settings: Settings, database: Database, dataset: Dataset, *, quick: bool) -> Outcome | None:
    """What becomes of a layer that a person chose, or, looking quickly, whose files seem to be the same."""
    with database.publisher.begin() as connection:
        return chosen(connection, dataset) or (unchanged(connection, settings, dataset) if quick else None)


def _tell_records(tell: OnProgress, dataset_id: str, done: int, total: int, records: int) -> None:
    tell(Progress(dataset_id, records, done, total))
