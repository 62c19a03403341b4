"""Where findings lie: points with a count, for the map of a report."""

from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import Connection, Numeric, cast, func, select

from pipelines.portal import finding
from pipelines.report.finding import Action
from pipelines.report.model import Report

DECIMALS = 3
"""Findings this close, some 100 m, are one spot: a layer's worth of findings stays some thousand rows."""


@dataclass(frozen=True)
class Spot:
    """``count`` findings of one rule around a place in CRS84 degrees."""

    rule: str
    action: Action
    longitude: float
    latitude: float
    count: int = 1


def spots_of(report: Report) -> list[Spot]:
    """Return the places of the findings that a report itemises."""
    return list(_spots(report))


def _spots(report: Report) -> Iterable[Spot]:
    for rule in report.rules:
        for each in rule.findings:
            if each.position:
                yield Spot(rule.rule, rule.action, *each.position)


def read_spots(connection: Connection, dataset_id: str, version: int) -> list[Spot]:
    """Read the places of all findings of a version, near ones together."""
    place = finding.c.longitude, finding.c.latitude
    cell = [func.round(cast(part, Numeric), DECIMALS) for part in place]
    kind = finding.c.rule, finding.c.action
    query = select(*kind, *(func.avg(part) for part in place), func.count()).where(
        finding.c.dataset == dataset_id, finding.c.version == version, finding.c.longitude.is_not(None)
    )
    rows = connection.execute(query.group_by(*kind, *cell).order_by(*kind, *cell)).all()
    return [Spot(row[0], row[1], row[2], row[3], row[4]) for row in rows]
