"""What tells whether the layers that a definition refers to are still the same, without reading them."""

from sqlalchemy import Connection, func, select

from pipelines.definition import Dataset
from pipelines.portal import live, publication


def live_contents(connection: Connection, dataset: Dataset) -> dict[str, str]:
    """Return what tells whether the features of each live layer that ``dataset`` refers to are still the same."""
    content = func.coalesce(publication.c.content, publication.c.identity).label("content")
    query = select(publication.c.dataset, content).join(
        live, (live.c.dataset == publication.c.dataset) & (live.c.version == publication.c.version)
    )
    rows = connection.execute(query.where(publication.c.dataset.in_(sorted(dataset.references))))
    return {row.dataset: row.content for row in rows}
