"""The command line: parse, call one function, print. What it can do is described in docs/commands.md."""

# ruff: noqa: PLC0415 - what reads geodata takes a second to import; help and `serve` must not wait for it

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

import click

from pipelines.datasets import find, load_all, load_each, load_town
from pipelines.db_commands import db
from pipelines.errors import DefinitionError, GeoportalError, UsageError
from pipelines.failure import explain
from pipelines.printing import print_json, say
from pipelines.settings import Settings, read_settings
from pipelines.text import Text, user_language
from pipelines.usage import wrong_call

if TYPE_CHECKING:
    from pipelines.outcome import Outcome

INTERRUPTED = 130
"""What shells report for a program that Ctrl-C ended: 128 + SIGINT."""

as_json = click.option("--json", "json_", is_flag=True, help="Print JSON for machines.")


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="geoportal")
@click.pass_context
def geoportal(context: click.Context) -> None:
    """Publish a town's geodata. docs/commands.md describes every command."""
    context.obj = read_settings()


@geoportal.command("list")
@as_json
@click.pass_obj
def list_layers(settings: Settings, *, json_: bool) -> None:
    """List the layers: what is defined, what is live."""
    from pipelines import printing
    from pipelines.database import connected
    from pipelines.outcome import Outcome
    from pipelines.publication import live_publications

    with connected(settings) as database, database.publisher.connect() as connection:
        live = live_publications(connection, internal=True)
    each = load_each(settings)
    defined = {name: found for name, found in each.items() if not isinstance(found, GeoportalError)}
    printing.print_layers(defined, live, as_json=json_)
    _leave([Outcome(name, "failed", error=found) for name, found in each.items() if isinstance(found, GeoportalError)])


@geoportal.command()
@click.argument("dataset_id", metavar="ID")
@click.argument("source", required=False)
@as_json
@click.pass_obj
def check(settings: Settings, dataset_id: str, source: str | None, *, json_: bool) -> None:
    """Try a source (the definition's, or a path or URL) without publishing anything."""
    from pipelines import printing, run
    from pipelines.database import connected

    dataset = find(settings, dataset_id)
    with connected(settings) as database:
        outcome = run.check(settings, database, dataset, source)
    printing.print_outcome(outcome, as_json=json_)
    _leave([outcome])


@geoportal.command()
@click.argument("dataset_id", metavar="ID", required=False)
@click.argument("source", required=False)
@click.option("--all", "all_", is_flag=True, help="Publish every layer whose source or definition has changed.")
@click.option("--dry-run", is_flag=True, help="Do everything, then take it back.")
@click.option("--force", is_flag=True, help="Publish a new version even if nothing has changed.")
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
    json_: bool,
) -> None:
    """Publish one layer from its source (the definition's, or a path or URL), or --all."""
    from pipelines import printing, run
    from pipelines.database import connected

    if all_ == bool(dataset_id) or (all_ and dry_run):
        raise UsageError(
            Text("Erwartet wird eine Ebene oder --all.", "Expected one layer or --all."),
            Text("--dry-run geht nur mit einer Ebene.", "--dry-run works with one layer only."),
        )
    if dataset_id:
        dataset = find(settings, dataset_id)
        with connected(settings) as database:
            outcome = run.publish(settings, database, dataset, source, force=force, empty=force, dry_run=dry_run)
        printing.print_outcome(outcome, as_json=json_)
        _leave([outcome])
    with connected(settings) as database, printing.progress_bar() as on_progress:
        outcomes = run.publish_all(settings, database, force=force, on_progress=on_progress)
    printing.print_outcomes(outcomes, as_json=json_)
    _leave(outcomes)


@geoportal.command()
@click.argument("dataset_id", metavar="ID")
@as_json
@click.pass_obj
def history(settings: Settings, dataset_id: str, *, json_: bool) -> None:
    """Show every publication of a layer, newest first."""
    from pipelines import printing
    from pipelines.database import connected
    from pipelines.publication import history as read_history

    with connected(settings) as database, database.publisher.connect() as connection:
        entries = read_history(connection, dataset_id)
    if not entries:
        find(settings, dataset_id)
    printing.print_history(dataset_id, entries, as_json=json_)


@geoportal.command()
@click.argument("dataset_id", metavar="ID")
@click.argument("version", type=int, required=False)
@as_json
@click.pass_obj
def rollback(settings: Settings, dataset_id: str, version: int | None, *, json_: bool) -> None:
    """Make an older version live again: VERSION, or the one that the live one replaced."""
    from pipelines import run
    from pipelines.database import connected

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


@geoportal.command()
@click.argument("dataset_id", metavar="ID")
@as_json
@click.pass_obj
def withdraw(settings: Settings, dataset_id: str, *, json_: bool) -> None:
    """Take a layer off the map and out of the API; `rollback` brings it back."""
    from pipelines import run
    from pipelines.database import connected

    with connected(settings) as database:
        run.withdraw(database, dataset_id)
    if json_:
        print_json({"dataset": dataset_id, "version": None})
        return
    say(Text(f"{dataset_id} ist nicht mehr veröffentlicht.", f"{dataset_id} is no longer published."))


@geoportal.command()
@click.option("--check", "check_", is_flag=True, help="Write nothing; fail when the file is out of date.")
@click.pass_obj
def config(settings: Settings, *, check_: bool) -> None:
    """Write the part `resources:` of pygeoapi-config.yml from the definitions."""
    from pipelines.config import read, rewrite

    path = settings.config
    new = rewrite(path, load_all(settings).values(), load_town(settings))
    if new == read(path):
        say(Text(f"{path.name} ist aktuell.", f"{path.name} is up to date."))
        return
    if check_:
        raise DefinitionError(
            Text(f"{path.name} passt nicht zu den Definitionen.", f"{path.name} does not match the definitions."),
            Text("„geoportal config“ schreibt sie neu.", "“geoportal config” writes it anew."),
        )
    _replace(path, new)
    say(Text(f"{path.name} ist geschrieben.", f"{path.name} is written."))


@geoportal.command()
@click.pass_obj
def serve(settings: Settings) -> None:
    """Serve map and API until Ctrl-C; publishes nothing."""
    from pipelines.serve import serve_alone

    serve_alone(settings)


@geoportal.command()
@click.pass_obj
def up(settings: Settings) -> None:
    """Start the database, publish what has changed and serve until Ctrl-C."""
    from pipelines.up import up as bring_up

    bring_up(settings)


geoportal.add_command(db)


def main(arguments: Sequence[str] | None = None) -> None:
    """Run one command and leave with its exit code; what goes wrong is one sentence, never a traceback."""
    sys.exit(_exit_code(list(sys.argv[1:] if arguments is None else arguments)))


def _leave(outcomes: Sequence["Outcome"]) -> NoReturn:
    """Say what failed and end with the exit code of the first failure, 0 without one."""
    failed = [(outcome.dataset, outcome.error) for outcome in outcomes if outcome.error]
    for dataset_id, error in failed:
        said = error.to(user_language())
        click.echo(said if said.startswith(dataset_id) else f"{dataset_id}: {said}", err=True)
    raise click.exceptions.Exit(failed[0][1].exit_code if failed else 0)


def _exit_code(arguments: list[str]) -> int:
    try:
        return geoportal.main(arguments, standalone_mode=False) or 0
    except click.exceptions.Abort:
        return INTERRUPTED
    except click.ClickException as error:
        return _fail(wrong_call(error), arguments)
    except Exception as error:  # noqa: BLE001 - the last place that can turn it into a sentence
        return _fail(explain(error, _settings()), arguments)


def _fail(error: GeoportalError, arguments: list[str]) -> int:
    click.echo(error.to(user_language()), err=True)
    if "--json" in arguments:
        print_json(error.to_json())
    return error.exit_code


def _settings() -> Settings | None:
    try:
        return read_settings()
    except GeoportalError:
        return None


def _replace(path: Path, text: str) -> None:
    """Write beside and rename, so that nobody reads half a file."""
    beside = path.with_name(f".{path.name}.new")
    beside.write_text(text, encoding="utf-8")
    beside.replace(path)
