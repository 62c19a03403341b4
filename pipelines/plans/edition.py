"""A version of a derived collection: what the table shows from now on, and what is different from the one before."""

import hashlib
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Connection, delete, func, insert, select

from pipelines import portal
from pipelines.definition import Dataset
from pipelines.publishing.identity import snapshot
from pipelines.publishing.lock import actor
from pipelines.style import Style

SOURCE = "XPlanGML"
"""The name of what the features come from."""

KEPT = 50
"""Versions that the feed of changes reaches back; each is a row with its list of changes."""


@dataclass(frozen=True)
class Live:
    """The version that is live, and the version whose table holds the features."""

    version: int
    features: int
    dataset: Dataset
    identity: str
    style: list[Any]


@dataclass(frozen=True)
class Changes:
    """Ids of features by what became of them."""

    added: tuple[str, ...]
    changed: tuple[str, ...]
    removed: tuple[str, ...]

    def __bool__(self) -> bool:
        return bool(self.added or self.changed or self.removed)


@dataclass(frozen=True)
class Edition:
    """A version to be recorded; ``state`` tells what was derived from what, ``features`` whose table it shows."""

    dataset: Dataset
    version: int
    features: int
    before: Live | None
    changes: Changes
    style: Style
    state: str

    @property
    def identity(self) -> str:
        """Another one for each version, since the table before is gone."""
        return hashlib.sha256(f"{self.before.identity if self.before else ''} {self.state}".encode()).hexdigest()

    def counts(self, features: int) -> dict[str, int] | None:
        """What came and went, of so many features; None for a first version."""
        if not self.before:
            return None
        added, changed, removed = map(len, (self.changes.added, self.changes.changed, self.changes.removed))
        return {"added": added, "changed": changed, "removed": removed, "unchanged": features - added - changed}


def record(connection: Connection, edition: Edition) -> None:
    """Write the row of a version and the list of its changes; forget versions that the feed no longer reaches."""
    connection.execute(insert(portal.publication).values(_described(edition) | _measured(connection, edition)))
    _note(connection, edition)
    old = portal.publication.c
    connection.execute(
        delete(portal.publication).where(old.dataset == edition.dataset.id, old.version <= edition.version - KEPT)
    )


def _described(edition: Edition) -> dict[str, Any]:
    now, dataset = datetime.now(UTC), edition.dataset
    source = {"sha256": edition.identity, "size": None, "modified": None, "crs": None, "given": True}
    return {
        "dataset": dataset.id,
        "version": edition.version,
        "identity": edition.identity,
        "content": edition.identity,
        "features": edition.features,
        "entries": edition.features,
        "replaced": edition.before.version if edition.before else None,
        "definition": snapshot(dataset),
        "public_definition": snapshot(dataset.for_readers(SOURCE)),
        "style": list(edition.style),
        "source": {"name": SOURCE} | source,
        "data_date": now.date(),
        "actor": actor(),
        "started_at": now,
        "finished_at": now,
        "checked_at": now,
        "report": {},
    }


def _measured(connection: Connection, edition: Edition) -> dict[str, Any]:
    """Count, extent and reach, from what each plan has in the collection."""
    share, bound = portal.plan_share.c, portal.plan_share.c.bbox
    sides = (func.min(bound[1]), func.min(bound[2]), func.max(bound[3]), func.max(bound[4]))
    query = select(func.sum(share.features), func.max(share.reach), *sides)
    features, reach, *bbox = connection.execute(query.where(share.collection == edition.dataset.id)).one()
    count = int(features)
    return {
        "changes": edition.counts(count),
        "records_read": count,
        "records_loaded": count,
        "records_refused": 0,
        "records_left_out": 0,
        "bbox": bbox,
        "reach": reach,
    }


def _note(connection: Connection, edition: Edition) -> None:
    of_version = {"dataset": edition.dataset.id, "version": edition.version}
    noted = [
        of_version | {"feature": feature, "change": kind}
        for kind in ("added", "changed", "removed")
        for feature in getattr(edition.changes, kind)
    ]
    if noted:
        connection.execute(insert(portal.feature_change), noted)
