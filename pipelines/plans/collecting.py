"""Plans → the collections that are derived from them, in the transaction in which a plan becomes live or goes.

All versions of a derived collection show one table, whose rows come and go plan by plan: a version is a row of
``portal.publication`` and the list of what it changed. So what a plan costs does not depend on how many there are.
"""

import hashlib
from collections.abc import Iterable, Iterator
from typing import Any

from sqlalchemy import Connection, delete, func, insert, select, update

from pipelines.datasets import load_town
from pipelines.plans.collection import Collection, among
from pipelines.plans.deriving import Derived, derived, renamed
from pipelines.plans.names import OVERVIEW
from pipelines.plans.placement import own_id
from pipelines.plans.samples import digests
from pipelines.plans.stored import IS_LIVE, live_files
from pipelines.portal import plan_live, plan_object, plan_share, plan_tile, plan_version
from pipelines.publishing.lock import lock
from pipelines.settings import Settings
from pipelines.xplan.model import Notice

DERIVATION = 4
"""Counted up when what is derived from a plan changes, so that a new release derives all plans again."""


def collect(connection: Connection, settings: Settings, plans: Iterable[str]) -> dict[str, tuple[Notice, ...]]:
    """Bring the collections to what is live of these plans; return what could not be placed, by plan.

    Whoever publishes plans waits for the other here, last of all locks, so that no two wait for each other.
    """
    lock(connection, OVERVIEW)
    return {plan: _collect(connection, settings, plan) for plan in plans}


def outdated(connection: Connection) -> list[str]:
    """Return the live plans whose rows another release derived, or none."""
    old = plan_live.c.derivation.is_distinct_from(DERIVATION)
    return list(connection.scalars(select(plan_live.c.plan).where(old).order_by(plan_live.c.plan)))


def _collect(connection: Connection, settings: Settings, plan: str) -> tuple[Notice, ...]:
    row = connection.execute(
        select(
            *(plan_version.c[name] for name in ("document", "digest", "source_sha256")),
            func.ST_AsBinary(plan_version.c.scope).label("scope"),
        )
        .join(plan_live, IS_LIVE)
        .where(plan_version.c.plan == plan)
    ).one_or_none()
    for table in (plan_object, plan_tile):
        connection.execute(delete(table).where(table.c.plan == plan))
    found = _derived(connection, settings, plan, row) if row else None
    parts = found.content.parts if found else {}
    state = _state(plan, row.digest if row else "")
    town = load_town(settings)
    for name in sorted({*parts, *_shares(connection, plan)}):
        Collection(connection, settings, town, name).replace(plan, parts.get(name), state)
    if found and row:
        _note(connection, plan, found, is_sample=row.source_sha256 in digests())
    return found.content.notices if found else ()


def _derived(connection: Connection, settings: Settings, plan: str, row: Any) -> Derived:
    scope = bytes(row.scope) if row.scope is not None else None
    found = derived(plan, row.document, live_files(connection, plan), scope, settings)
    return _unique(connection, plan, found)


def _unique(connection: Connection, plan: str, found: Derived) -> Derived:
    """Plans that were copied from each other may share gml:ids; the objects of the later one get ids of their own."""
    ids = {row.id for part in found.content.parts.values() for row in part.rows}
    query = select(plan_object.c.id).where(plan_object.c.id == among(sorted(ids)), plan_object.c.plan != plan)
    taken = frozenset(connection.scalars(query))
    return renamed(found, {each: own_id(plan, each, taken) for each in taken}) if taken else found


def _shares(connection: Connection, plan: str) -> Iterator[str]:
    yield from connection.scalars(select(plan_share.c.collection).where(plan_share.c.plan == plan))


def _note(connection: Connection, plan: str, found: Derived, *, is_sample: bool) -> None:
    objects = [{"id": name, "plan": plan, "content": each} for name, each in found.content.objects.items()]
    tiles = [{"plan": plan} | vars(each) for each in found.tiles]
    for table, rows in ((plan_object, objects), (plan_tile, tiles)):
        if rows:
            connection.execute(insert(table), rows)
    about = found.content.about | {"is_sample": is_sample}
    values = {"about": about, "planned_land_use": found.planned, "derivation": DERIVATION}
    connection.execute(update(plan_live).where(plan_live.c.plan == plan).values(values))


def _state(plan: str, digest: str) -> str:
    return hashlib.sha256(f"{DERIVATION} {plan} {digest}".encode()).hexdigest()
