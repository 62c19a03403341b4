"""The net difference between two versions' features, by comparing the two tables themselves.

What happened in between does not matter: a feature that came and went is in neither, one that was changed twice is
changed. That is exact after a rollback, too, when the live version is the older one. Compared is what everybody may
see: the finished feature and its exact shape.

Versions that share a table, whose rows come and go, note what each changed; there the first and the last note tell.
"""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    FromClause,
    Select,
    Text,
    and_,
    bindparam,
    case,
    column,
    func,
    or_,
    select,
    table,
)
from sqlalchemy.dialects.postgresql import aggregate_order_by

from pipelines.portal import DATA, feature_change
from pipelines.tables import table_name
from server.feed.versions import Version

COLUMNS = ("id", "geojson", "geom")


@dataclass(frozen=True)
class Change:
    """One feature that is not as it was; ``feature`` is its GeoJSON text, None where it was removed."""

    id: str
    kind: str
    feature: str | None


@dataclass(frozen=True)
class Counts:
    """How many features differ."""

    added: int
    changed: int
    removed: int


def page(connection: Connection, old: Version, new: Version, after: str, limit: int) -> list[Change]:
    """Return up to ``limit`` changes behind the id ``after``, by id. Both versions' features must be kept."""
    rows = connection.execute(_differences(old, new).limit(limit), {"after": after})
    return [Change(*row) for row in rows]


def counts(connection: Connection, old: Version, new: Version) -> Counts:
    """Count all changes."""
    found = _differences(old, new).order_by(None).subquery("found")
    tallied = [func.count().filter(found.c.kind == kind) for kind in ("added", "changed", "removed")]
    row = connection.execute(select(*tallied).select_from(found), {"after": ""}).one()
    return Counts(row[0], row[1], row[2])


def _differences(old: Version, new: Version) -> Select[Any]:
    return _noted(old, new) if old.features == new.features else _compared(old, new)


def _noted(old: Version, new: Version) -> Select[Any]:
    """What the versions between two of one table brought; what only words or style changed has no notes."""
    columns = feature_change.c
    first, last = (
        func.array_agg(aggregate_order_by(columns.change, order))[1]
        for order in (columns.version, columns.version.desc())
    )
    notes = (
        select(columns.feature.label("id"), first.label("first"), last.label("last"))
        .where(columns.dataset == new.dataset_id, columns.version > old.number, columns.version <= new.number)
        .where(columns.feature > bindparam("after", type_=Text()))
        .group_by(columns.feature)
        .subquery("notes")
    )
    kind = case((notes.c.last == "removed", "removed"), (notes.c.first == "added", "added"), else_="changed").label(
        "kind"
    )
    now = _behind(new, "now")
    pairs = notes.join(now, now.c.id == notes.c.id, isouter=True)
    stayed = ~((notes.c.first == "added") & (notes.c.last == "removed"))
    return select(notes.c.id, kind, now.c.geojson).select_from(pairs).where(stayed).order_by(notes.c.id)


def _compared(old: Version, new: Version) -> Select[Any]:
    before, now = _behind(old, "before"), _behind(new, "now")
    kind = case((before.c.id.is_(None), "added"), (now.c.id.is_(None), "removed"), else_="changed").label("kind")
    name: ColumnElement[str] = func.coalesce(now.c.id, before.c.id).label("id")
    pairs = before.join(now, before.c.id == now.c.id, full=True)
    differs = or_(*(before.c[each].is_distinct_from(now.c[each]) for each in ("geojson", "geom")))
    return select(name, kind, now.c.geojson).select_from(pairs).where(and_(differs)).order_by(name)


def _behind(version: Version, name: str) -> FromClause:
    rows = table(table_name(version.dataset_id, version.features), *map(column, COLUMNS), schema=DATA)
    last = bindparam("after", type_=Text())
    return select(*rows.c).where(rows.c.id > last).subquery(name)
