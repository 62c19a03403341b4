"""What is to be said of a table that has just been loaded: rules on the whole layer, the report, may it go live?"""

from dataclasses import dataclass, replace

from sqlalchemy import Connection, Table

from pipelines.definition import Dataset
from pipelines.errors import RefusedError
from pipelines.publication import Stamp
from pipelines.publishing.load import Loaded
from pipelines.publishing.shrinking import shrunk
from pipelines.report.model import Report, make_report, refusal
from pipelines.report.tally import Tally
from pipelines.stages.whole import check_whole


@dataclass(frozen=True)
class Verdict:
    """``loaded`` is what is left in the table; ``error`` says why it must not go live."""

    loaded: Loaded
    report: Report
    error: RefusedError | None


def judge(  # noqa: PLR0913, PLR0917 - the loaded table, what it was made of, and what a person accepts
    connection: Connection,
    dataset: Dataset,
    table: Table,
    loaded: Loaded,
    tally: Tally,
    live: Stamp | None,
    *,
    empty: bool = False,
    shrink: bool = False,
) -> Verdict:
    """Apply what only the whole layer tells; features that its rules refuse are deleted from ``table``.

    ``empty`` accepts a layer without features, ``shrink`` one with far fewer than the ``live`` version has.
    """
    refused = check_whole(connection, dataset, table, tally)
    left = replace(loaded, count=loaded.count - refused)
    report = make_report(tally, left.count)
    error = refusal(report, dataset, is_live=live is not None, may_be_empty=empty)
    return Verdict(left, report, error or (None if shrink or empty else shrunk(report, dataset, live)))
