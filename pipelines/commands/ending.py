"""How commands end: the option ``--json``, and what failed as sentences and exit code."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, NoReturn

import click

from pipelines.text import user_language

if TYPE_CHECKING:
    from pipelines.report.outcome import Outcome

as_json = click.option("--json", "json_", is_flag=True, help="Print JSON for machines.")


def leave(outcomes: Sequence["Outcome"]) -> NoReturn:
    """Say what failed and end with the exit code of the first failure, 0 without one."""
    failed = [(outcome.dataset, outcome.error) for outcome in outcomes if outcome.error]
    for dataset_id, error in failed:
        said = error.to(user_language())
        click.echo(said if said.startswith(dataset_id) else f"{dataset_id}: {said}", err=True)
    raise click.exceptions.Exit(failed[0][1].exit_code if failed else 0)
