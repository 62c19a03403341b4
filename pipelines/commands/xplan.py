"""``geoportal xplan``: development plans in XPlanGML."""

# ruff: noqa: PLC0415 - what reads plans takes long to import; other commands must not wait for it

from pathlib import Path

import click

from pipelines.commands.ending import as_json
from pipelines.report.printing import print_json, say
from pipelines.settings import Settings
from pipelines.text import Text

A_FILE = click.Path(exists=True, dir_okay=False, path_type=Path)


@click.group()
def xplan() -> None:
    """Look at development plans in XPlanGML."""


@xplan.command()
@click.argument("file", type=A_FILE)
@as_json
def show(file: Path, *, json_: bool) -> None:
    """Tell what is in FILE, a plan in XPlanGML (.gml) or an XPlanArchiv (.zip); nothing is written."""
    from pipelines.xplan.read import opened
    from pipelines.xplan.summary import summary

    with opened(file) as package:
        found = summary(package)
    if json_:
        print_json(found.to_json())
    else:
        for line in found.lines():
            say(line)


@xplan.command()
@click.argument("versions", nargs=-1, metavar="[VERSION]...")
@as_json
@click.pass_obj
def schemas(settings: Settings, versions: tuple[str, ...], *, json_: bool) -> None:
    """Fetch the XSDs of these versions (by default all) once, so that plans are checked without network."""
    from pipelines.xplan.catalogue import VERSIONS, known
    from pipelines.xplan.schemas import fetch

    folder = settings.xplan_schema_folder
    found = {each: fetch(each, folder, settings.url_hosts) for each in map(known, versions or VERSIONS)}
    if json_:
        print_json({"schemas": {version: str(path) for version, path in found.items()}})
        return
    for version, path in found.items():
        say(Text(f"XPlanGML {version}: {path}"))
