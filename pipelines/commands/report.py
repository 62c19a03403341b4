"""The report of a publication, from the database: on the terminal, as a page, as a table, for machines."""

# ruff: noqa: PLC0415 - what reads geodata takes a second to import; help and `serve` must not wait for it

from pathlib import Path
from typing import TYPE_CHECKING

import click

from pipelines.commands.ending import as_json
from pipelines.datasets import load_town
from pipelines.errors import UsageError
from pipelines.plans.names import refuse_derived
from pipelines.report.printing import print_json, print_report, say
from pipelines.settings import Settings
from pipelines.text import Text, user_language

if TYPE_CHECKING:
    from pipelines.report.stored import Stored

A_FILE = click.Path(dir_okay=False, path_type=Path)


@click.command()
@click.argument("dataset_id", metavar="ID")
@click.argument("version", type=int, required=False)
@click.option("--html", type=A_FILE, metavar="FILE", help="Write the report as one HTML page.")
@click.option("--csv", type=A_FILE, metavar="FILE", help="Write all findings as a table for Excel.")
@as_json
@click.pass_obj
def report(  # noqa: PLR0913 - one argument per option
    settings: Settings, dataset_id: str, version: int | None, html: Path | None, csv: Path | None, *, json_: bool
) -> None:
    """Show the report of a publication: of VERSION, or else the newest."""
    from pipelines.database import connected
    from pipelines.report.stored import read_stored

    refuse_derived(dataset_id)
    with connected(settings) as database, database.publisher.connect() as connection:
        stored = read_stored(connection, load_town(settings), dataset_id, version)
        try:
            _write(stored, html, csv)
        except OSError as error:
            raise UsageError(
                Text(f"{error.filename} ist nicht beschreibbar.", f"{error.filename} cannot be written.")
            ) from None
    if json_:
        print_json({"dataset": dataset_id, "version": stored.version} | stored.report.to_json())
    elif not (html or csv):
        print_report(stored.report)
    for path in (html, csv):
        if path and not json_:
            say(Text(f"{path} ist geschrieben.", f"{path} is written."))


def _write(stored: "Stored", html: Path | None, csv: Path | None) -> None:
    from pipelines.report.archive import write_whole
    from pipelines.report.listing import write_listing

    if html:
        beside = csv.name if csv and csv.parent.resolve() == html.parent.resolve() else None
        page = stored.page(user_language(), csv=beside)
        write_whole(html, lambda file: file.write(page))
    if csv:
        write_whole(csv, lambda file: write_listing(file, stored.findings(), internal=stored.is_internal))
