"""Has anything changed? Asked by a timer, so it must cost little when nothing has: names, sizes and times first."""

from sqlalchemy import Connection

from pipelines.definition import Dataset, TableSource
from pipelines.publication import Stamp, live_stamp
from pipelines.publishing.contents import live_contents
from pipelines.publishing.identity import identity
from pipelines.publishing.release import confirm
from pipelines.publishing.stillness import mark
from pipelines.publishing.tidying import still_open
from pipelines.report.outcome import Outcome
from pipelines.settings import Settings
from pipelines.stages.operation import operation_of
from pipelines.style import load_style


def unchanged(connection: Connection, settings: Settings, dataset: Dataset) -> Outcome | None:
    """Return the outcome of a layer whose files have the size and time of the live version's; None if unsure.

    Definition, style, grids and references are compared in full; only the files are not read. What lies at an
    address has no time here: it is asked for with the conditions of HTTP when it is fetched.
    """
    live = live_stamp(connection, dataset.id)
    if live is None or not _same_files(dataset, live):
        return None
    references, operation = live_contents(connection, dataset), operation_of(live.source["crs"], settings)
    same = identity(dataset, live.source["sha256"], load_style(settings, dataset), references, operation)
    if same.whole != live.identity or still_open(connection, settings, dataset):
        return None
    confirm(connection, dataset.id, live.version)
    return Outcome(dataset.id, "unchanged", live.version)


def _same_files(dataset: Dataset, live: Stamp) -> bool:
    """Rasters are many files in many places; they are hashed, which takes less time than anything else with them."""
    path = dataset.source.path if isinstance(dataset.source, TableSource) else None
    if path is None:
        return False
    try:
        seen = mark([path])
    except OSError:
        return False
    return (live.source["size"], live.source["modified"]) == (seen.size, seen.modified.isoformat())
