"""How many old versions stay: by their number and by the bytes they take, in the caller's transaction.

A version's features are a table; revisions of its words share that table and go with it.
"""

import logging
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import pairwise

from psycopg.errors import DependentObjectsStillExist, LockNotAvailable
from psycopg.sql import SQL, Identifier
from sqlalchemy import Connection, delete, select, text

from pipelines import portal
from pipelines.driver import driver
from pipelines.publication import Entry, history
from pipelines.publishing import search
from pipelines.tables import table_name

log = logging.getLogger(__name__)

GRACE = timedelta(minutes=10)
"""How long a replaced version stays readable: longer than any statement of the reader may run."""

SIZES = text("""
    SELECT features, pg_total_relation_size(relation)
    FROM (
        SELECT DISTINCT features, to_regclass(format('%I.%I', 'data', concat(dataset, '_v', features))) AS relation
        FROM portal.publication WHERE dataset = :dataset
    ) AS tables
    WHERE relation IS NOT NULL
""")


@dataclass(frozen=True)
class Limits:
    """``versions`` tables are kept, of together at most ``size`` bytes with their artefacts."""

    versions: int
    size: int


def prune(
    connection: Connection, dataset_id: str, version: int, limits: Limits, artefacts: Mapping[int, int] | None = None
) -> list[int]:
    """Drop tables, findings, changes and search rows of old versions, now that ``version`` is about to go live.

    Return the versions whose tables are gone. ``version``, the one before it, the live one and any that was replaced
    less than ``GRACE`` ago stay whatever the limits say. ``artefacts`` are the bytes of a version's files. A table
    that somebody is reading, or has built a view of his own on, waits for the next time. The history keeps its lines.
    """
    kept = [entry for entry in history(connection, dataset_id) if entry.kept]
    protected = _protected(connection, dataset_id, kept, version)
    sizes = _sizes(connection, dataset_id, kept, artefacts or {})
    return [number for number in beyond(sizes, protected, limits) if _drop(connection, kept, dataset_id, number)]


def beyond(sizes: Mapping[int, int], protected: set[int], limits: Limits) -> list[int]:
    """Return what is beyond the limits, newest first, of ``sizes`` in bytes; what is ``protected`` counts but stays."""
    spent = sum(size for number, size in sizes.items() if number in protected)
    old = []
    for place, number in enumerate(sorted(sizes, reverse=True)):
        if number in protected:
            continue
        if place >= max(limits.versions, 1) or spent + sizes[number] > limits.size:
            old.append(number)
        else:
            spent += sizes[number]
    return old


def _protected(connection: Connection, dataset_id: str, kept: list[Entry], version: int) -> set[int]:
    """``kept`` is newest first: what replaced an entry stands before it, unless an older one had been taken back."""
    limit = datetime.now(UTC) - GRACE
    pairs = list(pairwise(kept))
    before = {old.features for new, old in pairs if new.version == version}
    lately = (portal.publication.c.dataset == dataset_id) & (portal.publication.c.finished_at > limit)
    replaced = set(connection.scalars(select(portal.publication.c.replaced).where(lately)))
    fresh = {old.features for new, old in pairs if new.published_at > limit}
    fresh |= {entry.features for entry in kept if entry.version in replaced}
    shown = {entry.features for entry in kept if entry.live or entry.version == version}
    return before | fresh | shown


def _sizes(connection: Connection, dataset_id: str, kept: list[Entry], artefacts: Mapping[int, int]) -> dict[int, int]:
    sizes = {row[0]: row[1] for row in connection.execute(SIZES, {"dataset": dataset_id})}
    for entry in kept:
        sizes[entry.features] += artefacts.get(entry.version, 0)
    return sizes


def _drop(connection: Connection, kept: list[Entry], dataset_id: str, features: int) -> bool:
    try:
        with connection.begin_nested():
            connection.execute(text("SET LOCAL lock_timeout = '1s'"))
            name = Identifier(portal.DATA, table_name(dataset_id, features))
            driver(connection).execute(SQL("DROP TABLE {}").format(name))
            for table in (portal.finding, portal.feature_change):
                of_version = (table.c.dataset == dataset_id) & (table.c.version == features)
                connection.execute(delete(table).where(of_version))
            for entry in kept:
                if entry.features == features:
                    search.drop(connection, dataset_id, entry.version)
    except LockNotAvailable:
        return False
    except DependentObjectsStillExist as error:
        log.warning("%s: version %s stays: %s", dataset_id, features, error.diag.message_detail)
        return False
    return True
