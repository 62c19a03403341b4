"""Looking at a file that no definition describes yet."""

# ruff: noqa: PLC0415 - what reads geodata takes a second to import; help and `serve` must not wait for it

import click

from pipelines.commands.ending import as_json
from pipelines.settings import Settings
from pipelines.text import user_language


@click.command()
@click.argument("file")
@click.option("--layer", metavar="NAME", help="Look at this layer, sheet or list.")
@click.option("--definition", "dataset_id", metavar="ID", help="Print only the proposed definition, with this id.")
@as_json
@click.pass_obj
def inspect(settings: Settings, file: str, layer: str | None, dataset_id: str | None, *, json_: bool) -> None:
    """Tell what is in a file (a path or URL), and propose a definition for it."""
    from pipelines.datasets import load_town
    from pipelines.inspection.inspection import inspect as look
    from pipelines.inspection.printing import print_inspection
    from pipelines.inspection.proposal import definition

    found = look(settings, file, layer)
    proposed = definition(found, load_town(settings).groups, dataset_id, user_language())
    if dataset_id and not json_:
        click.echo(proposed, nl=False)
        return
    print_inspection(found, proposed, as_json=json_)
