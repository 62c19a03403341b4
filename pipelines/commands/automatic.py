"""Publishing without a person at the terminal: for a timer, and for folders into which planners drop files."""

# ruff: noqa: PLC0415 - what reads geodata takes a second to import; help and `serve` must not wait for it

from pathlib import Path
from typing import TYPE_CHECKING

import click

from pipelines.commands.ending import as_json, leave
from pipelines.settings import Settings

if TYPE_CHECKING:
    from pipelines.inbox.parcel import Parcel
    from pipelines.report.outcome import Outcome

FOLDER = click.Path(exists=True, file_okay=False, path_type=Path)


@click.command()
@as_json
@click.pass_obj
def refresh(settings: Settings, *, json_: bool) -> None:
    """Publish every layer whose source or definition has changed; for a timer, as it costs little when none has."""
    from pipelines import run
    from pipelines.database import connected
    from pipelines.report import printing

    with connected(settings) as database:
        outcomes = run.publish_all(settings, database, quick=True)
    printing.print_outcomes(outcomes, as_json=json_)
    leave(outcomes)


@click.command()
@click.argument("folder", metavar="DIR", type=FOLDER)
@click.option("--rest", type=click.FloatRange(0), default=10, help="Seconds that a complete file has rested.")
@click.option("--once", is_flag=True, help="Look once and end.")
@as_json
@click.pass_obj
def watch(settings: Settings, folder: Path, *, rest: float, once: bool, json_: bool) -> None:
    """Publish files that are dropped into DIR/ID/, and move them to done/ or refused/ with their report."""
    from pipelines.database import connected
    from pipelines.inbox.watch import Watch
    from pipelines.serve import ending_in_order

    def tell(parcel: "Parcel", outcome: "Outcome") -> None:
        _tell(parcel, outcome, as_json=json_)

    with ending_in_order(), connected(settings) as database:
        watching = Watch(settings, database, folder, rest, tell)
        if once:
            leave(watching.once())
        watching.run()


def _tell(parcel: "Parcel", outcome: "Outcome", *, as_json: bool) -> None:
    """One line per file, for the terminal or the journal."""
    import json

    from pipelines.report import printing
    from pipelines.report.words import STATUSES
    from pipelines.text import user_language

    if as_json:
        document = {"file": parcel.path.name, "actor": parcel.owner} | outcome.to_json()
        click.echo(json.dumps(document, ensure_ascii=False, default=printing.plain))
        return
    language = user_language()
    said = outcome.error.to(language) if outcome.error else STATUSES[outcome.status].to(language)
    click.echo(f"{parcel.dataset}/{parcel.path.name}: {said}")
