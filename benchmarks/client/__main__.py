"""Measure the map: ``python -m benchmarks.client``; see docs/benchmarks.md."""

import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from subprocess import CalledProcessError

import click
from playwright.sync_api import Error

from benchmarks.client.figures import panning, publish_polygons, reading
from benchmarks.place import place
from benchmarks.serving import peers
from benchmarks.table import Line, show
from pipelines.run import publish_all
from pipelines.settings import ROOT

SECTIONS = ("reading", "panning")

ZOOMS = (13, 11)
"""Where the map starts, and where a phone shows the whole town."""


@click.command()
@click.option("--runs", type=click.IntRange(1), default=5, show_default=True, help="Visits, and rounds of panning.")
@click.option("--polygons", type=click.IntRange(1), default=100_000, show_default=True, help="Polygons to pan over.")
@click.option("--only", multiple=True, type=click.Choice(SECTIONS), default=SECTIONS, help="Sections, by default all.")
@click.option("--json", "json_", type=click.Path(path_type=Path), help="File for the numbers as JSON.")
def main(runs: int, polygons: int, only: tuple[str, ...], json_: Path | None) -> None:
    """Measure the map on the profile of a phone; the exit code tells only whether all of it came to a figure."""
    lines: list[Line] = []
    failures: list[str] = []
    with place(town=ROOT / "datasets" / "town" / "town.yml") as portal:
        if "reading" in only:
            publish_all(portal.settings, portal.database)
            with peers.ours(portal) as server, _noted("reading", failures):
                lines += reading(server.url, portal.folder, runs)
        if "panning" in only:
            publish_polygons(portal, polygons)
            with peers.ours(portal) as server:
                for zoom in ZOOMS:
                    with _noted(f"panning, zoom {zoom}", failures):
                        lines.append(panning(server.url, polygons, runs, zoom))
    busy = os.getloadavg()[1]
    lines.append(Line("machine", "programs that wanted a core, last 5 minutes", busy, busy, busy, "", None))
    show(lines)
    if json_:
        json_.write_text(json.dumps([line.to_json() for line in lines], ensure_ascii=False, indent=2) + "\n")
    if failures:
        raise click.ClickException("\n".join(failures))


@contextmanager
def _noted(section: str, failures: list[str]) -> Iterator[None]:
    """Go on where a section comes to no figure, so that the others' are shown."""
    try:
        yield
    except (RuntimeError, CalledProcessError, Error) as error:
        failures.append(f"{section}: no figure: {error}")


if __name__ == "__main__":
    main()
