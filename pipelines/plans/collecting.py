"""Plans → the collections that are derived from them, in the transaction in which a plan becomes live or goes.

All versions of a derived collection show one table, whose rows come and go plan by plan: a version is a row of
``portal.publication`` and the list of what it changed. So what a plan costs does not depend on how many there are.
"""

import hashlib
import io
from collections.abc import Iterable, Iterator
from typing import Any

from sqlalchemy import Connection, delete, insert, select, update

from pipelines.datasets import load_town
from pipelines.plans.collection import Collection, among
from pipelines.plans.content import Content, content
from pipelines.plans.names import OVERVIEW
from pipelines.plans.placement import Placed, Placement, own_id, placement
from pipelines.plans.stored import IS_LIVE
from pipelines.portal import plan_attachment, plan_live, plan_object, plan_share, plan_version
from pipelines.publishing.lock import lock
from pipelines.settings import Settings
from pipelines.xplan.model import Notice
from pipelines.xplan.parse import parse

DERIVATION = 1
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
        select(plan_version.c.document, plan_version.c.digest, plan_version.c.number)
        .join(plan_live, IS_LIVE)
        .where(plan_version.c.plan == plan)
    ).one_or_none()
    connection.execute(delete(plan_object).where(plan_object.c.plan == plan))
    found = _content(connection, settings, plan, row) if row else None
    parts = found.parts if found else {}
    state = _state(plan, row.digest if row else "")
    town = load_town(settings)
    for name in sorted({*parts, *_shares(connection, plan)}):
        Collection(connection, settings, town, name).replace(plan, parts.get(name), state)
    if found:
        _note(connection, plan, found)
    return found.notices if found else ()


def _content(connection: Connection, settings: Settings, plan: str, row: Any) -> Content:
    document = parse(io.BytesIO(row.document), plan)
    files = plan_attachment.c
    of_version = (files.plan == plan) & (files.number == row.number)
    names = list(connection.scalars(select(files.name).where(of_version).order_by(files.name)))
    return content(document, plan, names, _unique(connection, plan, placement(document, plan, settings)))


def _unique(connection: Connection, plan: str, placed: Placement) -> Placement:
    """Plans that were copied from each other may share gml:ids; the objects of the later one get ids of their own."""
    ids = among([each.id for each in placed.objects])
    query = select(plan_object.c.id).where(plan_object.c.id == ids, plan_object.c.plan != plan)
    taken = frozenset(connection.scalars(query))
    objects = (
        Placed(own_id(plan, each.id, taken), each.feature, each.geometry, each.dimension) for each in placed.objects
    )
    return Placement(tuple(objects), placed.notices) if taken else placed


def _shares(connection: Connection, plan: str) -> Iterator[str]:
    yield from connection.scalars(select(plan_share.c.collection).where(plan_share.c.plan == plan))


def _note(connection: Connection, plan: str, found: Content) -> None:
    rows = [{"id": name, "plan": plan, "content": each} for name, each in found.objects.items()]
    if rows:
        connection.execute(insert(plan_object), rows)
    values = {"about": found.about, "derivation": DERIVATION}
    connection.execute(update(plan_live).where(plan_live.c.plan == plan).values(values))


def _state(plan: str, digest: str) -> str:
    return hashlib.sha256(f"{DERIVATION} {plan} {digest}".encode()).hexdigest()
