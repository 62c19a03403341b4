"""``geoportal up``, in which ``make run`` ends: database, publication of what has changed, web server."""

from collections.abc import Sequence

import click

from pipelines.database import connected
from pipelines.errors import GeoportalError
from pipelines.reading.nursery import cool_down
from pipelines.report.outcome import Outcome
from pipelines.report.printing import progress_bar, say
from pipelines.run import publish_all
from pipelines.serve import ending_in_order, listening, serve
from pipelines.settings import Settings
from pipelines.text import Text, user_language


def up(settings: Settings) -> None:
    """Start everything, serve until Ctrl-C, and stop everything that was started.

    A layer that cannot be published is named and does not keep the others from being served.
    Raises UsageError when the port is taken, DatabaseError or SetupError when there is no database.
    """
    with ending_in_order(), listening(settings) as listener, connected(settings) as database:
        try:
            with progress_bar() as on_progress:
                outcomes = publish_all(settings, database, on_progress=on_progress)
            _tell(outcomes)
            from pipelines.plans.upkeep import keep_up  # noqa: PLC0415 - geodata takes a second to import

            keep_up(settings, database)
        except GeoportalError as error:
            complain(error)
        cool_down()
        serve(settings, listener)


def complain(error: GeoportalError, dataset: str | None = None) -> None:
    """Print an error that does not end the program."""
    said = error.to(user_language())
    click.echo(f"{dataset}: {said}" if dataset else said, err=True)


def _tell(outcomes: Sequence[Outcome]) -> None:
    for outcome in outcomes:
        if outcome.error:
            complain(outcome.error, outcome.dataset)
        if outcome.status == "undefined":
            say(
                Text(
                    f"{outcome.dataset} hat keine Definition mehr; „geoportal withdraw“ nimmt die Ebene weg.",
                    f"{outcome.dataset} has no definition any longer; “geoportal withdraw” removes the layer.",
                )
            )
    changed = sum(outcome.status == "published" for outcome in outcomes)
    missing = sum(outcome.error is not None for outcome in outcomes)
    say(
        Text(
            f"{len(outcomes)} Ebenen: {changed} neu veröffentlicht, {missing} mit Fehlern.",
            f"{len(outcomes)} layers: {changed} newly published, {missing} with errors.",
        )
    )
