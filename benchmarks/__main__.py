"""Run the benchmark: ``python -m benchmarks``; see docs/benchmarks.md."""

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from itertools import chain
from pathlib import Path
from typing import Any

import click

from benchmarks import files, sections
from benchmarks.place import Place, place
from benchmarks.plans import plans
from benchmarks.serving import names
from benchmarks.serving.sections import serving
from benchmarks.table import Line, show
from pipelines.settings import ROOT

SECTIONS = (
    "buildings",
    "points",
    "degrees",
    "memory",
    "operations",
    "artefacts",
    "encoders",
    "serving",
    "search",
    "plans",
)


@dataclass(frozen=True)
class Plan:
    """What to measure, how often, and with how many features (``scale`` 1: the numbers of the bars)."""

    driver: str
    repeats: int
    scale: float
    only: frozenset[str]
    real: Path
    seconds: int
    sizes: tuple[int, ...]

    def lines(self, portal: Place) -> Iterator[list[Line]]:
        """Run the sections one after the other."""
        few, many = int(100_000 * self.scale), int(1_000_000 * self.scale)
        count = None if self.scale == 1 else int(578_252 * self.scale)
        buildings = partial(files.buildings, portal.folder, self.driver, few)
        points = partial(files.places, portal.folder, self.driver, self.real, count=count)
        work: dict[str, Callable[[], list[Line]]] = {
            "buildings": lambda: sections.loading(portal, "buildings", buildings(), self.repeats),
            "points": lambda: sections.loading(portal, "points", points(), self.repeats),
            "degrees": lambda: sections.degrees(portal, points(crs=4326), self.repeats),
            "memory": lambda: sections.peaks(portal, portal.folder, few, many),
            "operations": lambda: sections.operations(
                portal, buildings(), files.changed(buildings(), self.driver), points(), self.repeats
            ),
            "artefacts": lambda: sections.artefacts(portal, [buildings(), points()]),
            "encoders": lambda: [
                line for path in (buildings(), points()) for line in sections.encoding(portal, path, self.repeats)
            ],
            "serving": lambda: serving(portal, few, self.seconds, self.sizes),
            "search": lambda: names.search(portal, int(200_000 * self.scale)),
            "plans": lambda: plans(portal.folder, self.real.parent / "xplan" / "plans", few // 10, self.repeats),
        }
        for name, measure in work.items():
            if name in self.only:
                click.echo(f"{name} …", err=True)
                yield measure()


@click.command()
@click.option("--format", "driver", type=click.Choice(list(files.SUFFIXES)), default="GPKG", show_default=True)
@click.option("--repeats", type=click.IntRange(1), default=3, show_default=True, help="Turns of each contestant.")
@click.option("--scale", type=float, default=1.0, show_default=True, help="Share of the features, to try it out.")
@click.option("--only", multiple=True, type=click.Choice(SECTIONS), default=SECTIONS, help="Sections, by default all.")
@click.option("--real", type=click.Path(path_type=Path), default=ROOT.parent / "shared" / "data", help="Real data.")
@click.option("--seconds", type=click.IntRange(1, 10), default=3, show_default=True, help="Load per server and turn.")
@click.option(
    "--sizes",
    type=int,
    multiple=True,
    default=(10_000, 1_000_000),
    show_default=True,
    help="Layers whose page is asked for.",
)
@click.option("--json", "json_", type=click.Path(path_type=Path), help="File for the numbers as JSON.")
def main(json_: Path | None, only: tuple[str, ...], **options: Any) -> None:
    """Measure loading, publishing and serving against other tools; the exit code tells only whether it ran."""
    with place() as portal:
        lines = list(chain.from_iterable(Plan(only=frozenset(only), **options).lines(portal)))
    show(lines)
    if json_:
        json_.write_text(json.dumps([line.to_json() for line in lines], ensure_ascii=False, indent=2) + "\n")


if __name__ == "__main__":
    main()
