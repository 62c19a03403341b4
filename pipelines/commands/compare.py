"""Comparing a source with what is live."""

# ruff: noqa: PLC0415 - what reads geodata takes a second to import; help and `serve` must not wait for it

from pathlib import Path

import click

from pipelines.commands.ending import as_json, leave
from pipelines.datasets import find
from pipelines.reading.nursery import warm_up
from pipelines.report.printing import print_json
from pipelines.settings import Settings

A_FILE = click.Path(dir_okay=False, path_type=Path)


@click.command()
@click.argument("dataset_id", metavar="ID")
@click.argument("source", required=False)
@click.option("--geojson", type=A_FILE, metavar="FILE", help="Write every difference into this GeoJSON file.")
@click.option("--html", type=A_FILE, metavar="FILE", help="Write the report with a map of the changes as a page.")
@as_json
@click.pass_obj
def diff(  # noqa: PLR0913 - one argument per option
    settings: Settings, dataset_id: str, source: str | None, *, geojson: Path | None, html: Path | None, json_: bool
) -> None:
    """Show what a source (the definition's, or a path or URL) would change, without publishing anything."""
    dataset = find(settings, dataset_id)
    warm_up()
    from pipelines.compare.diff import diff as compared
    from pipelines.compare.printing import print_changes, print_refused
    from pipelines.database import connected

    with connected(settings) as database:
        found = compared(settings, database, dataset, source, geojson=geojson, html=html)
    if json_:
        print_json(found.outcome.to_json() | {"changes": found.changes.to_json()})
    else:
        print_changes(found.changes)
        print_refused(found.outcome, source)
    leave([found.outcome])
