"""All that can be found, in one answer: a browser searches in it where no server does."""

from collections.abc import Iterable, Iterator

from sqlalchemy import Connection, text

from pipelines.publication import Publication
from pipelines.text import Language
from pipelines.town import Town
from server.search.answer import Json, collection
from server.search.reading import Hit

MOST = 20_000
"""Things to be found, which a browser reads with every word. Where there are more, addresses are left out first."""

QUERY = text(
    """
    SELECT
        dataset, feature, kind, label, place, extent,
        ST_X(ST_Transform(position, 4326)) AS longitude, ST_Y(ST_Transform(position, 4326)) AS latitude
    FROM portal.found
    ORDER BY kind = 'address', dataset, label, feature
    LIMIT :most
    """
)


def everything(
    connection: Connection, layers: Iterable[Publication], town: Town, base: str, language: Language = "de"
) -> Json:
    """Write a FeatureCollection as the search does, marked as ``whole``; ``base`` is the portal's address.

    Of things of one name, those of the background come last: a school before its building.
    """
    known = {each.dataset.id: each for each in layers}
    background = frozenset(town.background.datasets)
    hits = sorted(_hits(connection, known), key=lambda hit: hit.layer.dataset.id in background)
    return collection(hits, town, base, language) | {"whole": True}


def _hits(connection: Connection, known: dict[str, Publication]) -> Iterator[Hit]:
    for row in connection.execute(QUERY, {"most": MOST}):
        if row.dataset in known:
            extent = tuple(row.extent) if row.extent else None
            position = None if row.longitude is None else (row.longitude, row.latitude)
            yield Hit(known[row.dataset], row.feature, row.kind, row.label, row.place, extent, position, None)
