"""The versions of plans that are kept, live or not: what the reader's role may not see."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, func, select
from sqlalchemy.dialects.postgresql import distinct_on

from pipelines.errors import UsageError
from pipelines.plans.stored import IS_LIVE
from pipelines.portal import plan_live, plan_version
from pipelines.text import Text

SHOWN = 5
"""Plans that an ambiguous name lists."""

COLUMNS = (
    *("number", "xplan_version", "imported_at", "actor", "source_name", "report"),
    *("returned_at", "returned_by", "withdrawn_at", "withdrawn_by"),
)


@dataclass(frozen=True)
class Entry:
    """One line of a plan's history.

    ``returned_at`` and ``returned_by`` tell of the last rollback to it, ``withdrawn_at`` and ``withdrawn_by`` of the
    last time that the plan was taken out of the portal while it was live.
    """

    number: int
    live: bool
    version: str
    imported_at: datetime
    actor: str
    source: str
    valid: bool
    errors: int
    warnings: int
    returned_at: datetime | None = None
    returned_by: str | None = None
    withdrawn_at: datetime | None = None
    withdrawn_by: str | None = None


def history(connection: Connection, plan: str) -> list[Entry]:
    """Return the versions of a plan that are kept, newest first."""
    is_live = plan_live.c.number.is_not(None).label("live")
    columns = (plan_version.c[name] for name in COLUMNS)
    query = select(*columns, is_live).outerjoin(plan_live, IS_LIVE).where(plan_version.c.plan == plan)
    return [
        Entry(
            number=row.number,
            live=row.live,
            version=row.xplan_version,
            imported_at=row.imported_at,
            actor=row.actor,
            source=row.source_name,
            valid=row.report["valid"],
            errors=row.report["errors"],
            warnings=row.report["warnings"],
            returned_at=row.returned_at,
            returned_by=row.returned_by,
            withdrawn_at=row.withdrawn_at,
            withdrawn_by=row.withdrawn_by,
        )
        for row in connection.execute(query.order_by(plan_version.c.number.desc()))
    ]


def find(connection: Connection, wanted: str) -> str:
    """Return the id of the plan that has this id, else of the only one whose newest version has this name or number.

    Raises UsageError where there is none, or more than one.
    """
    plan, number = plan_version.c.plan, plan_version.c.number
    versions = select(plan, plan_version.c.name, plan_version.c.nummer).ext(distinct_on(plan))
    latest = versions.order_by(plan, number.desc()).subquery()
    columns, wanted = latest.c, wanted.strip()
    words = wanted.lower()
    named = (func.lower(columns.name) == words) | (func.lower(columns.nummer) == words)
    found = connection.execute(select(latest).where((columns.plan == wanted) | named).order_by(columns.plan)).all()
    if exact := [row.plan for row in found if row.plan == wanted]:
        return str(exact[0])
    if len(found) == 1:
        return str(found[0].plan)
    raise _ambiguous(wanted, [row.plan for row in found]) if found else _unknown(wanted)


def _unknown(wanted: str) -> UsageError:
    return UsageError(
        Text(f"Einen Plan „{wanted}“ gibt es hier nicht.", f"There is no plan “{wanted}” here."),
        Text("„geoportal xplan list“ nennt alle.", "`geoportal xplan list` names them all."),
    )


def _ambiguous(wanted: str, plans: list[str]) -> UsageError:
    listed = ", ".join(plans[:SHOWN]) + (", …" if len(plans) > SHOWN else "")
    return UsageError(
        Text(f"{len(plans)} Pläne heißen „{wanted}“.", f"{len(plans)} plans are called “{wanted}”."),
        Text(f"Bitte die Kennung nennen: {listed}.", f"Please give the id: {listed}."),
    )
