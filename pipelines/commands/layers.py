"""Layers: what there is, trying a source, publishing, and taking back."""

# ruff: noqa: PLC0415 - what reads geodata takes a second to import; help and `serve` must not wait for it

from datetime import datetime
from pathlib import Path

import click

from pipelines.commands.ending import as_json, leave
from pipelines.datasets import find, load_each
from pipelines.errors import GeoportalError, UsageError
from pipelines.plans.names import refuse_derived
from pipelines.reading.nursery import warm_up
from pipelines.report.printing import print_json, say
from pipelines.settings import Settings
from pipelines.text import Text

A_FILE = click.Path(dir_okay=False, path_type=Path)


@click.command("list")
@as_json
@click.pass_obj
def list_layers(settings: Settings, *, json_: bool) -> None:
    """List the layers: what is defined, what is live."""
    from pipelines.database import connected
    from pipelines.publication import live_publications
    from pipelines.report import printing
    from pipelines.report.outcome import Outcome

    with connected(settings) as database, database.publisher.connect() as connection:
        live = live_publications(connection, internal=True)
    each = load_each(settings)
    defined = {name: found for name, found in each.items() if not isinstance(found, GeoportalError)}
    printing.print_layers(defined, live, as_json=json_)
    leave([Outcome(name, "failed", error=found) for name, found in each.items() if isinstance(found, GeoportalError)])


@click.command()
@click.argument("dataset_id", metavar="ID")
@click.argument("source", required=False)
@click.option("--html", type=A_FILE, metavar="FILE", help="Write the report as one HTML page.")
@as_json
@click.pass_obj
def check(settings: Settings, dataset_id: str, source: str | None, *, html: Path | None, json_: bool) -> None:
    """Try a source (the definition's, or a path or URL) without publishing anything."""
    refuse_derived(dataset_id)
    dataset = find(settings, dataset_id)
    warm_up()
    from pipelines import run
    from pipelines.database import connected
    from pipelines.report import printing

    with connected(settings) as database:
        outcome = run.check(settings, database, dataset, source, html=html)
    printing.print_outcome(outcome, as_json=json_)
    leave([outcome])


@click.command()
@click.argument("dataset_id", metavar="ID", required=False)
@click.argument("source", required=False)
@click.option("--all", "all_", is_flag=True, help="Publish every layer whose source or definition has changed.")
@click.option("--dry-run", is_flag=True, help="Do everything, then take it back.")
@click.option("--force", is_flag=True, help="Publish a new version even if nothing has changed.")
@click.option("--accept-shrink", is_flag=True, help="Publish although far fewer features are left than before.")
@click.option("--as-of", type=click.DateTime(["%Y-%m-%d", "%d.%m.%Y"]), help="Datenstand of SOURCE.", metavar="DATE")
@as_json
@click.pass_obj
def publish(  # noqa: PLR0913 - one argument per option
    settings: Settings,
    dataset_id: str | None,
    source: str | None,
    *,
    all_: bool,
    dry_run: bool,
    force: bool,
    accept_shrink: bool,
    as_of: datetime | None,
    json_: bool,
) -> None:
    """Publish one layer from its source (the definition's, or a path or URL), or --all."""
    _fit_together(dataset_id, source, all_=all_, dry_run=dry_run, dated=as_of is not None)
    if dataset_id:
        refuse_derived(dataset_id)
    dataset = find(settings, dataset_id) if dataset_id else None
    from pipelines import run
    from pipelines.database import connected
    from pipelines.report import printing

    if dataset:
        with connected(settings) as database:
            outcome = run.publish(
                settings,
                database,
                dataset,
                source,
                force=force,
                empty=force,
                shrink=accept_shrink,
                dry_run=dry_run,
                as_of=as_of.date() if as_of else None,
            )
        printing.print_outcome(outcome, as_json=json_)
        if outcome.page and not json_:
            say(Text(f"Bericht: {outcome.page}", f"Report: {outcome.page}"))
        leave([outcome])
    from pipelines.plans.upkeep import keep_up  # no single layer needs it

    with connected(settings) as database, printing.progress_bar() as on_progress:
        outcomes = run.publish_all(settings, database, force=force, on_progress=on_progress)
        keep_up(settings, database)
    printing.print_outcomes(outcomes, as_json=json_)
    leave(outcomes)


def _fit_together(dataset_id: str | None, source: str | None, *, all_: bool, dry_run: bool, dated: bool) -> None:
    """Raise UsageError for options that contradict each other."""
    if all_ == bool(dataset_id) or (all_ and dry_run):
        raise UsageError(
            Text("Erwartet wird entweder eine Ebene oder --all.", "Expected is either one layer or --all."),
            Text(
                "Eine Datei, --as-of und --dry-run gehen nur mit einer Ebene.",
                "A file, --as-of and --dry-run work with one layer only.",
            ),
        )
    if dated and not source:
        raise UsageError(
            Text(
                "--as-of gilt für eine Datei, die hinter der Ebene steht.", "--as-of is about a SOURCE that is named."
            ),
            Text("In der Definition heißt der Datenstand data_date.", "In a definition, it is called data_date."),
        )


@click.command()
@click.argument("dataset_id", metavar="ID")
@as_json
@click.pass_obj
def history(settings: Settings, dataset_id: str, *, json_: bool) -> None:
    """Show every publication of a layer, newest first."""
    from pipelines.database import connected
    from pipelines.publication import history as read_history
    from pipelines.report import printing

    with connected(settings) as database, database.publisher.connect() as connection:
        entries = read_history(connection, dataset_id)
    if not entries:
        find(settings, dataset_id)
    printing.print_history(dataset_id, entries, as_json=json_)


@click.command()
@click.argument("dataset_id", metavar="ID")
@click.argument("version", type=int, required=False)
@as_json
@click.pass_obj
def rollback(settings: Settings, dataset_id: str, version: int | None, *, json_: bool) -> None:
    """Make an older version live again: VERSION, or the one that the live one replaced."""
    from pipelines import run
    from pipelines.database import connected

    refuse_derived(dataset_id)
    found = load_each(settings).get(dataset_id)
    if isinstance(found, GeoportalError):  # whether something has become internal is written there
        raise found
    with connected(settings) as database:
        shown = run.rollback(database, dataset_id, version, found)
    if json_:
        print_json({"dataset": dataset_id, "version": shown})
        return
    say(
        Text(
            f"{dataset_id}: Fassung {shown} ist wieder veröffentlicht.", f"{dataset_id}: version {shown} is live again."
        ),
    )


@click.command()
@click.argument("dataset_id", metavar="ID")
@as_json
@click.pass_obj
def withdraw(settings: Settings, dataset_id: str, *, json_: bool) -> None:
    """Take a layer off the map and out of the API; `rollback` brings it back."""
    from pipelines import run
    from pipelines.database import connected

    refuse_derived(dataset_id)
    with connected(settings) as database:
        run.withdraw(database, dataset_id)
    if json_:
        print_json({"dataset": dataset_id, "version": None})
        return
    say(Text(f"{dataset_id} ist nicht mehr veröffentlicht.", f"{dataset_id} is no longer published."))
