"""What accompanies a version outside its table: files, rasters, search rows; made before it is live, or not at all."""

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import Connection

from pipelines.artefacts.make import make
from pipelines.definition import RasterSource
from pipelines.publishing.release import Release
from pipelines.publishing.search import index
from pipelines.publishing.tidying import store_of
from pipelines.settings import Settings


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
            from pipelines.publishing.rasters import add_rasters  # noqa: PLC0415 - tables need none of its libraries

            add_rasters(dataset.source, release, draft, earlier, settings.dask_scheduler)
        index(connection, dataset, release.version, features)
        if not dry_run:
            store.keep(dataset.id, release.version)
        yield
    except BaseException:
        store.drop(dataset.id, release.version)
        raise
    if dry_run:
        store.drop(dataset.id, release.version)
