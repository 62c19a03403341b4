"""The net difference between two versions' features, by comparing the two tables themselves.

What happened in between does not matter: a feature that came and went is in neither, one that was changed twice is
changed. That is exact after a rollback, too, when the live version is the older one. Compared is what everybody may
see: the finished feature and its exact shape.
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

from pipelines.portal import DATA
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
    if old.features == new.features:
        return []
    rows = connection.execute(_differences(old, new).limit(limit), {"after": after})
    return [Change(*row) for row in rows]


def counts(connection: Connection, old: Version, new: Version) -> Counts:
    """Count all changes."""
    if old.features == new.features:
        return Counts(0, 0, 0)
    found = _differences(old, new).order_by(None).subquery("found")
    tallied = [func.count().filter(found.c.kind == kind) for kind in ("added", "changed", "removed")]
    row = connection.execute(select(*tallied).select_from(found), {"after": ""}).one()
    return Counts(row[0], row[1], row[2])


def _differences(old: Version, new: Version) -> Select[Any]:
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
