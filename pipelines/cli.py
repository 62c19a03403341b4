"""The command line: parse, call one function, print. What it can do is described in docs/commands.md."""

import sys
from collections.abc import Sequence

import click

from pipelines.commands import automatic, compare, layers, service
from pipelines.commands.basemap import basemap
from pipelines.commands.db import db
from pipelines.commands.depth import depth
from pipelines.commands.doctor import doctor
from pipelines.commands.inspect import inspect
from pipelines.commands.report import report
from pipelines.commands.xplan import xplan
from pipelines.errors import GeoportalError
from pipelines.failure import explain
from pipelines.memory import give_back
from pipelines.report.printing import print_json
from pipelines.settings import Settings, read_settings
from pipelines.text import user_language
from pipelines.usage import wrong_call

INTERRUPTED = 130
"""What shells report for a program that Ctrl-C ended: 128 + SIGINT."""


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="geoportal")
@click.pass_context
def geoportal(context: click.Context) -> None:
    """Publish a town's geodata. docs/commands.md describes every command."""
    context.obj = read_settings()


for command in (
    layers.list_layers,
    inspect,
    layers.check,
    compare.diff,
    layers.publish,
    automatic.refresh,
    automatic.watch,
    layers.history,
    report,
    layers.rollback,
    layers.withdraw,
    depth,
    xplan,
    basemap,
    doctor,
    service.config,
    service.serve,
    service.up,
    service.export_static,
    db,
):
    geoportal.add_command(command)


def main(arguments: Sequence[str] | None = None) -> None:
    """Run one command and leave with its exit code; what goes wrong is one sentence, never a traceback."""
    sys.exit(_exit_code(list(sys.argv[1:] if arguments is None else arguments)))


def _exit_code(arguments: list[str]) -> int:
    give_back()
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
