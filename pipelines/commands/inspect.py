"""Looking at a file that no definition describes yet."""

# ruff: noqa: PLC0415 - what reads geodata takes a second to import; help and `serve` must not wait for it

from collections.abc import Callable
from functools import partial

import click

from pipelines.commands.ending import as_json
from pipelines.errors import SourceError
from pipelines.settings import Settings
from pipelines.text import Text, user_language


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
    from pipelines.inspection.raster import inspect_raster, is_raster
    from pipelines.inspection.raster_printing import print_raster, raster_definition

    groups, language = load_town(settings).groups, user_language()
    show: Callable[..., None]
    if is_raster(file):
        raster = inspect_raster(settings, file)
        proposed = raster_definition(raster, groups, dataset_id, language)
        show = partial(print_raster, raster)
    else:
        found = look(settings, file, layer)
        proposed = definition(found, groups, dataset_id, language)
        show = partial(print_inspection, found)
    if not dataset_id or json_:
        show(proposed, as_json=json_)
    elif proposed:
        click.echo(proposed, nl=False)
    else:
        raise _nothing_to_define(file)


def _nothing_to_define(file: str) -> SourceError:
    return SourceError(
        Text(f"{file} enthält nichts, woraus eine Ebene wird.", f"{file} holds nothing that makes a layer."),
        Text("Was darin ist, zeigt inspect ohne --definition.", "See what is in it by inspect without --definition."),
    )
