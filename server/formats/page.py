"""One page of features, read in one snapshot a block at a time, whatever its size."""

import json
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from itertools import chain
from typing import Any

from sqlalchemy import Connection, select
from sqlalchemy.exc import DBAPIError

from pipelines.definition import Dataset
from server import statements
from server.crs import CRS84, Crs
from server.layers import ATTEMPTS, MOVED, Layers
from server.query import FeatureQuery, Key
from server.statements import LiveLayer

BLOCK = 1000
"""Features that are in memory at once."""

Json = dict[str, Any]
Block = list[str]
"""GeoJSON texts of some features."""


@dataclass(frozen=True)
class Page:
    """The blocks of a page, or of a single feature, which can be read once and only while its snapshot is open.

    ``following`` is the key of its last feature where there are more behind it.
    """

    layer: LiveLayer
    query: FeatureQuery
    blocks: Iterator[Block]
    following: Key | None = None
    single: bool = False

    @property
    def dataset(self) -> Dataset:
        """The definition of the version that is read."""
        return self.layer.dataset

    @property
    def names(self) -> tuple[str, ...]:
        """The fields that were asked for, in order."""
        return tuple(self.dataset.public_fields) if self.query.properties is None else self.query.properties


Ask = Callable[[Dataset], FeatureQuery]
Names = Callable[[Dataset], Iterable[str]]
Goes = Callable[[LiveLayer, FeatureQuery], bool]
"""Whether the features are wanted, now that their version is known: not for HEAD, nor where the client has them."""


@contextmanager
def page_of(layers: Layers, dataset_id: str, ask: Ask, goes: Goes, also: Names) -> Iterator[Page | None]:
    """Read one page of a layer, and the fields ``also`` where the query chooses some.

    Raises Problem (404) and what ``ask`` raises; the snapshot ends with the block.
    """
    for attempt in range(1, ATTEMPTS + 1):
        with layers.snapshot() as connection:
            try:
                layer = layers.layer(connection, dataset_id)
                query = ask(layer.dataset).on(layer.extent)
                if not goes(layer, query):
                    yield None
                    return
                selected = statements.search(layer, _widened(query, also(layer.dataset)))
                stream = connection.execution_options(yield_per=BLOCK)
                rows = stream.execute(statements.features(selected), selected.values)
                partitions = rows.scalars().partitions()
                first = next(partitions, [])
                full = len(first) == min(query.limit, BLOCK)
                following = _end(connection, layer, query) if full else None
            except DBAPIError as error:
                if attempt < ATTEMPTS and (error.connection_invalidated or isinstance(error.orig, MOVED)):
                    continue
                raise
            yield Page(layer, query, map(list, chain([first], partitions)), following)
            return


def _widened(query: FeatureQuery, also: Iterable[str]) -> FeatureQuery:
    names = None if query.properties is None else tuple(dict.fromkeys([*query.properties, *also]))
    return replace(query, properties=names, limit=0 if query.hits else query.limit)


def _end(connection: Connection, layer: LiveLayer, query: FeatureQuery) -> Key | None:
    """The key of the page's last feature where there are more, read without the features themselves."""
    bare = statements.search(layer, replace(query, geometry=False, properties=(), crs=CRS84))
    page = statements.page(bare).subquery("whole")
    row = connection.execute(select(page.c.found, page.c.place, page.c.id), bare.values).one()
    return Key(row.place, row.id) if row.found > query.limit else None


@contextmanager
def feature_of(layers: Layers, dataset_id: str, feature_id: str, crs: Crs, goes: Goes) -> Iterator[Page | None]:
    """Read one feature. Raises Problem (404)."""
    layer, text = layers.found(dataset_id, feature_id, crs)
    query = FeatureQuery(crs=crs)
    yield Page(layer, query, iter([[text]]), single=True) if goes(layer, query) else None


def parsed(block: Block) -> list[Json]:
    """Return the features of a block as Python sees them."""
    features: list[Json] = json.loads(f"[{','.join(block)}]")
    return features
