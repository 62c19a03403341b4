"""The report's page is filed when a publication is over, whichever way it ended."""

import logging
from dataclasses import replace
from pathlib import Path

from pipelines.database import Database
from pipelines.failure import explain
from pipelines.publishing.task import Task
from pipelines.report.outcome import Outcome
from pipelines.settings import Settings
from pipelines.text import user_language

log = logging.getLogger(__name__)


def filed(settings: Settings, database: Database, task: Task, outcome: Outcome) -> Outcome:
    """Store the page of what was published or refused and return the outcome with its path.

    What is live is live: a page that cannot be written is no reason to say that the publication failed.
    """
    try:
        return replace(outcome, page=_page(settings, database, task, outcome))
    except Exception as error:  # noqa: BLE001 - see above
        log.warning("%s: the report is not filed: %s", outcome.dataset, explain(error, settings).to("en"))
        return outcome


def _page(settings: Settings, database: Database, task: Task, outcome: Outcome) -> Path | None:
    language = user_language()
    if outcome.status == "unchanged":
        return None
    from pipelines.report.archive import store_check, store_publication  # noqa: PLC0415 - it draws maps

    if outcome.status in {"published", "revised"} and outcome.version:
        return store_publication(settings, database, outcome.dataset, outcome.version, language)
    if outcome.report is None:
        return None
    with database.publisher.connect() as connection:
        return store_check(
            settings,
            connection,
            task.dataset,
            outcome.report,
            task.tally.findings(),
            language=language,
            error=outcome.error,
            actor=task.actor,
        )
