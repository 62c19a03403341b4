"""A publication's findings → ``portal.finding``, by COPY."""

from collections.abc import Iterable

from sqlalchemy import Connection

from pipelines.driver import driver
from pipelines.report.finding import Finding

COPY = (
    "COPY portal.finding (dataset, version, record, feature, field, rule, action, before, after, message,"
    " longitude, latitude, sheet, line) FROM STDIN"
)


def store(connection: Connection, dataset_id: str, version: int, findings: Iterable[Finding]) -> None:
    """Write the findings of one version in the caller's transaction; messages are kept in German."""
    with driver(connection).cursor() as cursor, cursor.copy(COPY) as copy:
        for each in findings:
            what = (each.record, each.feature, each.field, each.rule, each.action, each.before, each.after)
            place = each.position or (None, None)
            copy.write_row((dataset_id, version, *what, each.message.de, *place, each.sheet, each.line))
