"""Files and search rows of versions: where they lie, and which of them go."""

from sqlalchemy import Connection

from pipelines.artefacts.store import FOLDER, Store
from pipelines.database import Database
from pipelines.definition import Dataset
from pipelines.publication import history
from pipelines.publishing.lock import lock
from pipelines.publishing.rollback import shows_internal
from pipelines.publishing.search import drop
from pipelines.settings import Settings


def store_of(settings: Settings) -> Store:
    """Return the store of this portal's artefacts."""
    return Store(settings.home / FOLDER)


def tidy(connection: Connection, settings: Settings, dataset_id: str) -> None:
    """Remove files that interrupted publications and dropped versions left, under the layer's lock.

    Downloads stay for the live version and the one before it.
    """
    store = store_of(settings)
    kept = [entry for entry in history(connection, dataset_id) if entry.kept]
    store.sweep(dataset_id, [entry.version for entry in kept])
    shown = next((place for place, entry in enumerate(kept) if entry.live), 0)
    store.trim(dataset_id, [entry.version for entry in kept[shown : shown + 2]])


def close_internal(settings: Settings, database: Database, dataset: Dataset) -> None:
    """Remove files and search rows of replaced versions that show what ``dataset`` has made internal since.

    To be called when the new version is live: until then, what was public was so for everybody.
    """
    store = store_of(settings)
    with database.publisher.begin() as connection:
        lock(connection, dataset.id)
        for entry in history(connection, dataset.id):
            if entry.kept and not entry.live and shows_internal(connection, dataset, entry.version):
                store.drop(dataset.id, entry.version)
                drop(connection, dataset.id, entry.version)


def sizes(settings: Settings, dataset_id: str) -> dict[int, int]:
    """Return the bytes that the files of each version take."""
    store = store_of(settings)
    return {version: store.size(dataset_id, version) for version in store.versions(dataset_id)}
