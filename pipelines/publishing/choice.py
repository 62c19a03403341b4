"""What a person chose to be live (a file of his own, a rollback, a withdrawal) stays when all layers are published."""

from sqlalchemy import Connection

from pipelines.definition import Dataset
from pipelines.errors import RefusedError
from pipelines.publication import live_stamp, newest_stamp
from pipelines.publishing.exposure import shows_internal
from pipelines.publishing.lock import lock
from pipelines.publishing.rollback import take_down
from pipelines.report.outcome import Outcome
from pipelines.text import Text


def chosen(connection: Connection, dataset: Dataset) -> Outcome | None:
    """Return what becomes of a layer that a person chose, None where nobody did.

    The choice stays, unless it shows what has become internal since: then nobody may see it any longer.
    """
    live, newest = live_stamp(connection, dataset.id), newest_stamp(connection, dataset.id)
    if newest is None or (live == newest and not newest.source["given"]):
        return None
    if live is None or not shows_internal(connection, dataset, live.version):
        return Outcome(dataset.id, "kept", live.version if live else None)
    lock(connection, dataset.id)
    take_down(connection, dataset.id)
    return Outcome(dataset.id, "refused", error=_withdrawn(dataset, live.version))


def _withdrawn(dataset: Dataset, version: int) -> RefusedError:
    return RefusedError(
        Text(
            f"{dataset.id}: Fassung {version}, von Hand gewählt, zeigte, was jetzt intern ist; sie ist zurückgezogen.",
            f"{dataset.id}: version {version}, chosen by hand, showed what is internal now; it is withdrawn.",
        ),
        Text("Die Datei noch einmal veröffentlichen.", "Publish the file again."),
    )
