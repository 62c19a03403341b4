"""``geoportal basemap``: the background map that is made of OpenStreetMap data."""

# ruff: noqa: PLC0415 - what reads geodata takes a second to import; help and `serve` must not wait for it

from dataclasses import asdict

import click

from pipelines.commands.ending import as_json
from pipelines.report.printing import print_json, say
from pipelines.settings import Settings
from pipelines.text import Text, figure


@click.group()
def basemap() -> None:
    """Make the background map out of OpenStreetMap data."""


@basemap.command()
@click.argument("source", metavar="FILE|DIR|URL")
@as_json
@click.pass_obj
def build(settings: Settings, source: str, *, json_: bool) -> None:
    """Make tiles of an extract of OpenStreetMap (.osm.pbf), of all in a folder, or of the one at an address."""
    from pipelines.basemap.archive import archive_path
    from pipelines.basemap.build import build as make

    made = make(source, settings)
    if json_:
        print_json(asdict(made))
        return
    count = sum(made.features.values())
    size = figure(f"{archive_path(settings.home, made.version).stat().st_size / 1e6:.1f}")
    german = f"{count:,}".replace(",", ".")
    say(
        Text(
            f"Grundkarte {made.version}: {german} Objekte, Stufen {made.minzoom} bis {made.maxzoom}, {size.de} MB.",
            f"Background map {made.version}: {count:,} features, levels {made.minzoom} to {made.maxzoom}, "
            f"{size.en} MB.",
        )
    )
