"""The story of a publication: source → stages → table → live."""

from collections.abc import Callable, Container, Generator, Iterable, Iterator
from functools import partial
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

from geopandas import GeoDataFrame
from sqlalchemy import Connection

from pipelines.ahead import ahead
from pipelines.database import Database
from pipelines.datasets import load_each
from pipelines.definition import Dataset
from pipelines.errors import DefinitionError, GeoportalError, RefusedError
from pipelines.failure import explain
from pipelines.identity import identity
from pipelines.load import load
from pipelines.lock import lock
from pipelines.publication import live_ids, live_stamp, newest_stamp
from pipelines.reading.fetch import locate
from pipelines.references import live_identities, live_layers
from pipelines.release import (
    Origin,
    Release,
    confirm,
    go_live,
    next_version,
    prune,
    record,
    roll_back,
    shows_internal,
    take_down,
)
from pipelines.report.model import make_report, refusal
from pipelines.report.outcome import OnProgress, Outcome, Progress
from pipelines.report.tally import Tally
from pipelines.settings import Settings
from pipelines.stages.chain import features, operation_of
from pipelines.style import load_style
from pipelines.text import Text

OnRecords = Callable[[int], None]
"""Called with the number of records read so far."""


def check(settings: Settings, database: Database, dataset: Dataset, given: str | Path | None = None) -> Outcome:
    """Let the source pass through all stages and report; nothing is written."""
    located = locate(dataset, settings, given)
    load_style(settings, dataset)
    tally = Tally(dataset, located.name)
    with database.publisher.connect() as connection:
        layers = live_layers(connection, dataset)
    usable = sum(len(frame) for frame in features(dataset, located, settings, layers, tally))
    report = make_report(tally, usable)
    error = refusal(report, dataset)
    return Outcome(dataset.id, "refused" if error else "checked", report=report, error=error)


def publish(  # noqa: PLR0913 - one keyword per option of the command
    settings: Settings,
    database: Database,
    dataset: Dataset,
    given: str | Path | None = None,
    *,
    force: bool = False,
    empty: bool = False,
    dry_run: bool = False,
    on_records: OnRecords | None = None,
) -> Outcome:
    """Load a new version beside the live one and make it live, in one transaction.

    Nothing happens when source, definition, style, coordinate operation and references are those of the live
    version, unless ``force``. ``empty`` lets a layer without features go live, which is a mistake more often than not.
    ``given`` is a path or URL that stands in for the definition's. ``dry_run`` takes
    everything back at the end. Too many bad records are an outcome with an error; else raises GeoportalError.
    """
    located = locate(dataset, settings, given)
    dataset = dataset if given is None else dataset.for_given_source()
    style = load_style(settings, dataset)
    tally = Tally(dataset, located.name)
    with database.publisher.begin() as connection:
        lock(connection, dataset.id)
        identify = partial(identity, dataset, located.sha256, style, live_identities(connection, dataset))
        live = live_stamp(connection, dataset.id)
        if live and not force and live.identity == identify(operation_of(live.source["crs"], settings)):
            confirm(connection, dataset.id, live.version)
            return Outcome(dataset.id, "unchanged", live.version)
        layers = live_layers(connection, dataset)
        version = next_version(connection, dataset.id)
        frames = features(dataset, located, settings, layers, tally)
        loaded = load(connection, dataset, version, ahead(_told(frames, tally, on_records)))
        report = make_report(tally, loaded.count)
        error = refusal(report, dataset, may_be_empty=empty)
        if not error:
            origin = Origin(located, tally.crs, given is not None)
            release = Release(dataset, version, identify(tally.operation), style, origin, loaded, report)
            record(connection, release, tally)
            prune(connection, dataset.id, version, settings.keep_versions)
            go_live(connection, dataset, version)
        if error or dry_run:
            connection.rollback()
            return Outcome(dataset.id, "refused" if error else "checked", live.version if live else None, report, error)
    return Outcome(dataset.id, "published", version, report)


def publish_all(
    settings: Settings,
    database: Database,
    datasets: Iterable[Dataset] | None = None,
    *,
    force: bool = False,
    on_progress: OnProgress | None = None,
) -> list[Outcome]:
    """Publish these layers, by default all that are defined; one that fails does not stop the others.

    Without ``datasets``, a wrong definition is an outcome too, and so is a live layer that has none any longer.

    Layers that others refer to come first, so that these are published anew with them. What a person chose to be
    live (a file of his own, a rollback, a withdrawal) stays, unless ``force``.
    Raises DefinitionError when layers refer to each other in a circle.
    """
    each = load_each(settings) if datasets is None else {dataset.id: dataset for dataset in datasets}
    by_id = {name: found for name, found in each.items() if isinstance(found, Dataset)}
    wrong = {name: found for name, found in each.items() if isinstance(found, GeoportalError)}
    order = _order(by_id.values())
    tell = on_progress or (lambda _: None)
    outcomes = [Outcome(name, "failed", error=error) for name, error in wrong.items()]
    for done, dataset_id in enumerate(order):
        tell(Progress(dataset_id, 0, done, len(order)))
        on_records = partial(_tell_records, tell, dataset_id, done, len(order))
        outcomes.append(_attempt(settings, database, by_id[dataset_id], on_records, force=force))
    return outcomes if datasets else [*outcomes, *_undefined(database, each)]


def _undefined(database: Database, defined: Container[str]) -> Iterator[Outcome]:
    """Live layers whose definition is gone: only a person knows whether that was meant."""
    with database.publisher.connect() as connection:
        found = live_ids(connection)
    return (Outcome(name, "undefined") for name in sorted(found) if name not in defined)


def _attempt(
    settings: Settings, database: Database, dataset: Dataset, on_records: OnRecords, *, force: bool
) -> Outcome:
    try:
        with database.publisher.begin() as connection:
            live, newest = live_stamp(connection, dataset.id), newest_stamp(connection, dataset.id)
            if newest and not force and (live != newest or newest.source["given"]):
                return _keep(connection, dataset, live.version if live else None)
        return publish(settings, database, dataset, force=force, on_records=on_records)
    except Exception as error:  # noqa: BLE001 - one layer's failure must not take the others down
        return Outcome(dataset.id, "failed", error=explain(error, settings))


def _keep(connection: Connection, dataset: Dataset, version: int | None) -> Outcome:
    """A person's choice stays, unless it shows what has become internal since: then nobody may see it any longer."""
    if version is None or not shows_internal(connection, dataset, version):
        return Outcome(dataset.id, "kept", version)
    lock(connection, dataset.id)
    take_down(connection, dataset.id)
    withdrawn = RefusedError(
        Text(
            f"{dataset.id}: Fassung {version}, von Hand gewählt, zeigte, was jetzt intern ist; sie ist zurückgezogen.",
            f"{dataset.id}: version {version}, chosen by hand, showed what is internal now; it is withdrawn.",
        ),
        Text("Die Datei noch einmal veröffentlichen.", "Publish the file again."),
    )
    return Outcome(dataset.id, "refused", error=withdrawn)


def _tell_records(tell: OnProgress, dataset_id: str, done: int, total: int, records: int) -> None:
    tell(Progress(dataset_id, records, done, total))


def _told(frames: Iterator[GeoDataFrame], tally: Tally, on_records: OnRecords | None) -> Generator[GeoDataFrame]:
    for frame in frames:
        yield frame
        if on_records:
            on_records(tally.read)


def _order(datasets: Iterable[Dataset]) -> list[str]:
    """Layers that others refer to come first; a reference to no definition is left to the layer's own error."""
    references = {dataset.id: dataset.references for dataset in datasets}
    sorter = TopologicalSorter({name: sorted(named & references.keys()) for name, named in references.items()})
    try:
        return list(sorter.static_order())
    except CycleError as error:
        circle = " → ".join(error.args[1])
        raise DefinitionError(
            Text(f"Ebenen beziehen sich im Kreis aufeinander: {circle}.", f"Layers refer in a circle: {circle}.")
        ) from None


def rollback(database: Database, dataset_id: str, version: int | None = None, today: Dataset | None = None) -> int:
    """Make a kept version live again, by default the one that the live one replaced; return its number.

    A version that shows what is internal in ``today``'s definition is refused.
    """
    with database.publisher.begin() as connection:
        lock(connection, dataset_id)
        return roll_back(connection, dataset_id, version, today)


def withdraw(database: Database, dataset_id: str) -> None:
    """Take a layer off the map and out of the API; its versions stay for a rollback."""
    with database.publisher.begin() as connection:
        lock(connection, dataset_id)
        take_down(connection, dataset_id)
