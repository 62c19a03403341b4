"""The steps of a publication that make a new version, from the source to what readers see."""

from collections.abc import Iterator
from dataclasses import replace

import pyarrow as pa
from geopandas import GeoDataFrame

from pipelines.compare.compare import note_changes
from pipelines.compare.model import Counts
from pipelines.compare.pair import Pair, Side
from pipelines.errors import DefinitionError
from pipelines.publication import Stamp, snapshot_of
from pipelines.publishing import findings
from pipelines.publishing.companions import accompanied
from pipelines.publishing.identity import Identity
from pipelines.publishing.load import load
from pipelines.publishing.references import live_layers
from pipelines.publishing.release import Release, go_live, record, record_changes, record_revision
from pipelines.publishing.retention import Limits, prune
from pipelines.publishing.stillness import check_still
from pipelines.publishing.task import OnRecords, Task
from pipelines.publishing.tidying import sizes
from pipelines.publishing.verdict import Verdict, judge
from pipelines.report.outcome import Outcome
from pipelines.report.tally import Tally
from pipelines.stages.chain import features
from pipelines.tables import layer_table


def publish_features(task: Task, on_records: OnRecords | None, *, empty: bool, shrink: bool) -> Outcome:
    """Load the source and release what it holds, or say why not."""
    pa.set_memory_pool(pa.system_memory_pool())  # as fast as Arrow's own, which keeps what a batch leaves
    connection, dataset = task.connection, task.dataset
    layers = live_layers(connection, dataset)
    frames = features(dataset, task.located, task.settings, layers, task.tally, anywhere=empty)
    loaded = load(connection, dataset, task.version, _told(frames, task.tally, on_records))
    check_still(task.located)
    table = layer_table(dataset, task.version)
    verdict = judge(connection, dataset, table, loaded, task.tally, task.live, empty=empty, shrink=shrink)
    return _refused(task, verdict) if verdict.error else _released(task, verdict)


def publish_words(task: Task, live: Stamp, same: Identity) -> Outcome:
    """Make a version live that shows the live one's features in other words, or drawn in another way."""
    release = task.release(same, live.source["crs"])
    record_revision(task.connection, release, live.version)
    _show(task, release, live.features)
    return task.outcome("revised")


def _refused(task: Task, verdict: Verdict) -> Outcome:
    """Leave the live version live."""
    live = task.live.version if task.live else None
    return Outcome(task.dataset.id, "refused", live, verdict.report, verdict.error)


def _released(task: Task, verdict: Verdict) -> Outcome:
    """Make the version live whose table has just been loaded."""
    release = task.release(task.identity(task.tally.operation), task.tally.crs)
    record(task.connection, release, verdict.loaded, verdict.report)
    findings.store(task.connection, task.dataset.id, task.version, task.tally.findings())
    changes = _compare(task)
    _show(task, release, task.version)
    return replace(task.outcome("published", verdict.report), changes=changes)


def _compare(task: Task) -> Counts | None:
    """Note and count what is different from the live version, unless that is one of another release of the portal."""
    if not task.live:
        return None
    connection, dataset = task.connection, task.dataset
    try:
        before = snapshot_of(connection, dataset.id, task.live.version)
    except DefinitionError:
        return None
    old = Side(before, layer_table(before, task.live.features))
    new = Side(dataset, layer_table(dataset, task.version))
    counts = note_changes(connection, Pair(old, new), task.version)
    record_changes(connection, dataset.id, task.version, vars(counts))
    return counts


def _show(task: Task, release: Release, features: int) -> None:
    """Files first, since they take long; what readers have to wait for comes last."""
    connection, dataset, settings = task.connection, task.dataset, task.settings
    limits = Limits(settings.keep_versions, settings.keep_bytes)
    with accompanied(connection, settings, release, features, dry_run=task.dry_run):
        prune(connection, dataset.id, task.version, limits, sizes(settings, dataset.id))
        go_live(connection, dataset, task.version)


def _told(frames: Iterator[GeoDataFrame], tally: Tally, on_records: OnRecords | None) -> Iterator[GeoDataFrame]:
    for frame in frames:
        yield frame
        if on_records:
            on_records(tally.read)
