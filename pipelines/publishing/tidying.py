"""Files and search rows of versions: where they lie, and which of them go."""

from sqlalchemy import Connection

from pipelines.artefacts.store import FOLDER, Store
from pipelines.definition import Dataset
from pipelines.publication import history
from pipelines.publishing.exposure import shows_internal
from pipelines.publishing.search import drop, has_rows
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


def still_open(connection: Connection, settings: Settings, dataset: Dataset) -> list[int]:
    """Return the replaced versions whose files or search rows show what ``dataset`` keeps internal."""
    store = store_of(settings)
    return [
        entry.version
        for entry in history(connection, dataset.id)
        if entry.kept
        and not entry.live
        and (store.path(dataset.id, entry.version).exists() or has_rows(connection, dataset.id, entry.version))
        and shows_internal(connection, dataset, entry.version)
    ]


def close_internal(connection: Connection, settings: Settings, dataset: Dataset) -> None:
    """Remove files and search rows of replaced versions that show what ``dataset`` keeps internal, under the lock.

    To be called when the version of ``dataset`` is live: until then, what was public was so for everybody.
    """
    for version in still_open(connection, settings, dataset):
        store_of(settings).drop(dataset.id, version)
        drop(connection, dataset.id, version)


def sizes(settings: Settings, dataset_id: str) -> dict[int, int]:
    """Return the bytes that the files of each version take."""
    store = store_of(settings)
    return {version: store.size(dataset_id, version) for version in store.versions(dataset_id)}
