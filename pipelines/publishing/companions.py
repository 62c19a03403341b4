"""What accompanies a version outside its table: files, rasters, search rows; made before it is live, or not at all."""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import Connection

from pipelines.artefacts.artefact import Artefact, add_to_manifest, finished
from pipelines.artefacts.make import make
from pipelines.artefacts.store import FOLDER, Store
from pipelines.database import Database
from pipelines.definition import Dataset, RasterSource
from pipelines.publication import history
from pipelines.publishing.lock import lock
from pipelines.publishing.release import Release
from pipelines.publishing.rollback import shows_internal
from pipelines.publishing.search import drop, index
from pipelines.raster.cog import CLOUD_OPTIMISED, RASTERS, crs_of, write_cogs
from pipelines.settings import Settings
from pipelines.text import Text


def store_of(settings: Settings) -> Store:
    """Return the store of this portal's artefacts."""
    return Store(settings.home / FOLDER)


@contextmanager
def accompanied(
    connection: Connection, settings: Settings, release: Release, features: int, *, dry_run: bool
) -> Iterator[None]:
    """Make the files and search rows of a version; the block then makes it live, and what is left to do is the commit.

    ``features`` is the version whose table holds the features. When anything fails, the files go again. Those of a
    version whose commit failed are swept at the next publication: when a commit's answer is lost, nobody can tell.
    """
    store, dataset = store_of(settings), release.dataset
    earlier = store.path(dataset.id, features) if features != release.version else None
    draft = store.draft(dataset.id, release.version)
    try:
        make(connection, dataset, features, release.style, release.data_date, draft, settings, earlier)
        if isinstance(dataset.source, RasterSource) and dataset.visibility == "public":
            _add_rasters(dataset.source, release, draft, earlier, settings.dask_scheduler)
        index(connection, dataset, release.version, features)
        if not dry_run:
            store.keep(dataset.id, release.version)
        yield
    except BaseException:
        store.drop(dataset.id, release.version)
        raise
    if dry_run:
        store.drop(dataset.id, release.version)


def _add_rasters(
    source: RasterSource, release: Release, draft: Path, earlier: Path | None, scheduler: str | None
) -> None:
    """A revision shows the same rasters, so their files are the same ones."""
    if earlier and (earlier / RASTERS).is_dir():
        shutil.copytree(earlier / RASTERS, draft / RASTERS, copy_function=os.link)
    else:
        write_cogs(source, release.origin.located, draft, scheduler)
    add_to_manifest(draft, [_raster(path, draft) for path in sorted((draft / RASTERS).glob("*.tif"))])


def _raster(path: Path, draft: Path) -> Artefact:
    title = Text(f"Raster {path.stem}", f"Raster {path.stem}")
    return finished(path, draft, "raster", CLOUD_OPTIMISED, title, crs_of(path))


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
