"""``geoportal depth``: how deep the water stands at a place, from the published rasters."""

# ruff: noqa: PLC0415 - what reads geodata takes a second to import; help and `serve` must not wait for it

from typing import TYPE_CHECKING

import click

from pipelines.commands.ending import as_json
from pipelines.datasets import find
from pipelines.errors import UsageError
from pipelines.report.printing import print_json, say
from pipelines.settings import Settings
from pipelines.text import Text, figure

if TYPE_CHECKING:
    from pathlib import Path

    from pipelines.raster.lookup import Answer, Level

QUANTITIES = {"depth": Text("Wassertiefe", "depth of water"), "velocity": Text("Fließgeschwindigkeit", "velocity")}


@click.command(context_settings={"ignore_unknown_options": True})  # a longitude west of Greenwich is no option
@click.argument("dataset_id", metavar="ID")
@click.argument("x", type=float)
@click.argument("y", type=float)
@click.option("--scenario", help="Only this scenario; by default all.")
@click.option(
    "--crs",
    type=click.Choice(["CRS84", "EPSG:25832"]),
    default="CRS84",
    help="What X and Y are: longitude and latitude (CRS84), or easting and northing.",
)
@click.option("--radius", type=float, default=0, metavar="M", help="Also the greatest value within so many metres.")
@as_json
@click.pass_obj
def depth(  # noqa: PLR0913 - one argument per option
    settings: Settings,
    dataset_id: str,
    x: float,
    y: float,
    *,
    scenario: str | None,
    crs: str,
    radius: float,
    json_: bool,
) -> None:
    """Look up the published rasters of a layer at a place: value, class, and that it is no forecast."""
    from pipelines.raster import lookup

    folder = _folder(settings, dataset_id)
    code = "OGC:CRS84" if crs == "CRS84" else crs
    names = [scenario] if scenario else lookup.scenarios(folder)
    answers = [lookup.depth(folder, x, y, name, crs=code, radius=radius) for name in names]
    if json_:
        print_json({"dataset": dataset_id, "x": x, "y": y, "crs": crs, "answers": [each.to_json() for each in answers]})
        return
    for answer in answers:
        _say(answer)
    say(lookup.NOT_A_FORECAST)


def _folder(settings: Settings, dataset_id: str) -> "Path":
    """The rasters of the live version."""
    from pipelines.artefacts.store import FOLDER, Store
    from pipelines.database import connected
    from pipelines.publication import live_publications
    from pipelines.raster.cog import RASTERS

    with connected(settings) as database, database.publisher.connect() as connection:
        live = [each for each in live_publications(connection, internal=True) if each.dataset.id == dataset_id]
    if not live:
        find(settings, dataset_id)
    store = Store(settings.home / FOLDER)
    folder = next((store.path(dataset_id, each.version) for each in live), None)
    if folder is None or not (folder / RASTERS).is_dir():
        raise UsageError(
            Text(f"{dataset_id}: es sind keine Raster veröffentlicht.", f"{dataset_id}: no rasters are published."),
            Text("Bitte die Ebene veröffentlichen, wenn sie aus Rastern entsteht.", "Publish the layer if it has any."),
        )
    return folder


def _say(answer: "Answer") -> None:
    for level in answer.levels:
        name, value = QUANTITIES[level.quantity], _value(level)
        say(Text(f"{answer.scenario}: {name.de} {value.de}", f"{answer.scenario}: {name.to('en')} {value.to('en')}"))


def _value(level: "Level") -> Text:
    """Value and class, or why there is none, and the greatest value around."""
    unit = f" {level.unit}" if level.unit else ""
    parts = [level.state] if level.state else []
    if level.code:
        value = figure(f"{level.value:g}")
        parts.append(Text(f"{value.de}{unit} (Klasse {level.code})", f"{value.en}{unit} (class {level.code})"))
    if level.radius and level.highest is not None:
        most, radius = figure(f"{level.highest:g}"), figure(f"{level.radius:g}")
        german = f"höchstens {most.de}{unit} im Umkreis von {radius.de} m"
        parts.append(Text(german, f"at most {most.en}{unit} within {radius.en} m"))
    return Text("; ".join(part.de for part in parts), "; ".join(part.to("en") for part in parts))
