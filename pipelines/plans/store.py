"""The write side of the store of plans: each function touches the rows of one plan, in the caller's transaction."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

from geoalchemy2.shape import from_shape
from sqlalchemy import Connection, delete, func, insert, select, update
from sqlalchemy.dialects.postgresql import insert as upsert

from pipelines.errors import UsageError
from pipelines.plans.record import Record
from pipelines.plans.stored import IS_LIVE
from pipelines.portal import plan_attachment, plan_live, plan_version
from pipelines.publishing.lock import actor, lock
from pipelines.storage import STORAGE_SRID
from pipelines.text import Text


@dataclass(frozen=True, slots=True)
class Source:
    """The file that a plan came in."""

    name: str
    sha256: str


@dataclass(frozen=True, slots=True)
class Stored:
    """What became of one plan; ``number`` is that of its version in the store."""

    status: Literal["imported", "unchanged"]
    number: int


def store(connection: Connection, record: Record, source: Source, report: Mapping[str, Any], limit: int) -> Stored:
    """Make a plan live as a new version, unless it is live already with the same content.

    Of its versions ``limit`` are kept, with the live one and the one that it replaced in any case. Raises BusyError
    while somebody else stores the same plan.
    """
    lock(connection, record.plan)
    live = connection.execute(
        select(plan_version.c.number, plan_version.c.digest)
        .join(plan_live, IS_LIVE)
        .where(plan_version.c.plan == record.plan)
    ).one_or_none()
    if live and live.digest == record.digest:
        return Stored("unchanged", live.number)
    number = _insert(connection, record, source, report, live.number if live else None)
    _go_live(connection, record.plan, number)
    _prune(connection, record.plan, number, limit)
    return Stored("imported", number)


def roll_back(connection: Connection, plan: str, number: int | None = None) -> int:
    """Make a kept version live again: ``number``, else the one that the live one replaced, or the last one of a plan
    that was withdrawn. Raises UsageError where there is no such version.
    """
    lock(connection, plan)
    of_plan = plan_version.c.plan == plan
    rows = connection.execute(select(plan_version.c.number, plan_version.c.replaced).where(of_plan))
    kept: dict[int, int | None] = {row.number: row.replaced for row in rows}
    live = connection.scalar(select(plan_live.c.number).where(plan_live.c.plan == plan))
    choice = sorted(each for each in kept if each != live)
    target = _default(choice, live, kept) if number is None else number
    if target is None or target not in choice:
        numbers = ", ".join(map(str, choice)) or "–"
        raise UsageError(
            Text(f"{plan}: es gibt keine solche andere Fassung.", f"{plan} has no such other version."),
            Text(f"Vorhanden außer der veröffentlichten: {numbers}.", f"There are, besides the live one: {numbers}."),
        )
    _go_live(connection, plan, target)
    returned = {"returned_at": func.now(), "returned_by": actor()}
    connection.execute(update(plan_version).where(of_plan, plan_version.c.number == target).values(returned))
    return target


def withdraw(connection: Connection, plan: str) -> None:
    """Take a plan off the map and out of the API; its versions stay. Raises UsageError when it is not live."""
    lock(connection, plan)
    gone = delete(plan_live).where(plan_live.c.plan == plan).returning(plan_live.c.number)
    number = connection.scalar(gone)
    if number is None:
        raise not_live(plan)
    withdrawn = {"withdrawn_at": func.now(), "withdrawn_by": actor()}
    of_version = (plan_version.c.plan == plan) & (plan_version.c.number == number)
    connection.execute(update(plan_version).where(of_version).values(withdrawn))


def not_live(plan: str) -> UsageError:
    """Say that a plan is known and not published."""
    return UsageError(
        Text(f"{plan} ist nicht veröffentlicht.", f"{plan} is not published."),
        Text("„geoportal xplan rollback“ holt ihn zurück.", "`geoportal xplan rollback` brings it back."),
    )


def _default(choice: list[int], live: int | None, kept: Mapping[int, int | None]) -> int | None:
    if live is None:
        return max(choice, default=None)
    replaced = kept[live]
    return replaced if replaced in choice else max((each for each in choice if each < live), default=None)


def _insert(
    connection: Connection, record: Record, source: Source, report: Mapping[str, Any], replaced: int | None
) -> int:
    newest = select(func.coalesce(func.max(plan_version.c.number), 0) + 1).where(plan_version.c.plan == record.plan)
    statement = insert(plan_version).returning(plan_version.c.number)
    values = {
        "plan": record.plan,
        "number": newest.scalar_subquery(),
        "digest": record.digest,
        "class_name": record.class_name,
        "name": record.name,
        "nummer": record.nummer,
        "xplan_version": record.version,
        "rechtsstand": record.rechtsstand and record.rechtsstand.code,
        "rechtsstand_words": record.rechtsstand and record.rechtsstand.words,
        "dates": record.dates,
        "scope": record.scope and from_shape(record.scope, srid=STORAGE_SRID),
        "document": record.document,
        "report": report,
        "source_name": source.name,
        "source_sha256": source.sha256,
        "actor": actor(),
        "replaced": replaced,
    }
    number: int = connection.execute(statement.values(values)).scalar_one()
    if record.files:
        of_version = {"plan": record.plan, "number": number}
        files = [
            of_version | {"name": each.name, "media_type": each.media_type, "content": each.content}
            for each in record.files
        ]
        connection.execute(insert(plan_attachment), files)
    return number


def _go_live(connection: Connection, plan: str, number: int) -> None:
    row = upsert(plan_live).values(plan=plan, number=number)
    change = {"number": row.excluded.number, "since": func.now()}
    connection.execute(row.on_conflict_do_update(index_elements=["plan"], set_=change))


def _prune(connection: Connection, plan: str, number: int, limit: int) -> None:
    """Forget the oldest versions; the database forgets their attachments."""
    of_plan = plan_version.c.plan == plan
    newest = select(plan_version.c.number).where(of_plan).order_by(plan_version.c.number.desc()).limit(max(limit, 1))
    replaced = select(plan_version.c.replaced).where(of_plan, plan_version.c.number == number).scalar_subquery()
    connection.execute(
        delete(plan_version).where(
            of_plan, plan_version.c.number.not_in(newest), plan_version.c.number.is_distinct_from(replaced)
        )
    )
