"""Running the portal, and the file that describes its API."""

# ruff: noqa: PLC0415 - what reads geodata takes a second to import; help and `serve` must not wait for it

from pathlib import Path

import click

from pipelines.datasets import check_questions, load_all, load_town
from pipelines.errors import DefinitionError
from pipelines.report.printing import say
from pipelines.settings import Settings
from pipelines.text import Text, figure


@click.command()
@click.option("--check", "check_", is_flag=True, help="Write nothing; fail when the file is out of date.")
@click.pass_obj
def config(settings: Settings, *, check_: bool) -> None:
    """Write the part `resources:` of pygeoapi-config.yml from the definitions."""
    from pipelines.config import read, rewrite

    check_questions(settings)
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


@click.command()
@click.pass_obj
def serve(settings: Settings) -> None:
    """Serve map and API until Ctrl-C; publishes nothing."""
    from pipelines.serve import serve_alone

    serve_alone(settings)


@click.command()
@click.pass_obj
def up(settings: Settings) -> None:
    """Start the database, publish what has changed and serve until Ctrl-C."""
    from pipelines.up import up as bring_up

    bring_up(settings)


@click.command("export-static")
@click.argument("folder", type=click.Path(path_type=Path, file_okay=False))
@click.pass_obj
def export_static(settings: Settings, folder: Path) -> None:
    """Write map and live layers as plain files, which any host can serve."""
    from uvicorn.importer import import_from_string

    from pipelines.serve import MIRROR

    manifest = import_from_string(MIRROR)(settings, folder.absolute())
    count, bytes_ = len(manifest["files"]), sum(file["size"] for file in manifest["files"])
    size = figure(f"{bytes_ / 1e6:.1f}")
    say(
        Text(
            f"{folder}: {count} Dateien, {size.de} MB, {len(manifest['layers'])} Ebenen.",
            f"{folder}: {count} files, {size.en} MB, {len(manifest['layers'])} layers.",
        )
    )


def _replace(path: Path, text: str) -> None:
    """Write beside and rename, so that nobody reads half a file."""
    beside = path.with_name(f".{path.name}.new")
    beside.write_text(text, encoding="utf-8")
    beside.replace(path)
