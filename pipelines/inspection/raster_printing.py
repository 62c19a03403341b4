"""An inspected raster for people and machines, and a definition for it."""

from collections.abc import Iterator

import click

from pipelines.inspection.printing import place_line, reference_line
from pipelines.inspection.proposal import comment, heading, scalar
from pipelines.inspection.raster import RasterInspection
from pipelines.inspection.words import layer_id, title
from pipelines.raster.tiles import LIST
from pipelines.reading.formats import suffix
from pipelines.report.printing import print_json, say
from pipelines.text import Language, Text, figure
from pipelines.town import Group

NO_UNIT = Text(
    "Grenzen nach der Verteilung der Werte; bitte prüfen und die Einheit als unit angeben",
    "bounds after how values are spread; please check, and state the unit",
)
DEGREES = "EPSG:4326"
"""What a definition calls the numbers of a file that are degrees."""
LISTED = Text(
    "Die Punkte füllen ein Gitter, daher ein Raster; einzelne Punkte werden es mit source: {path, x, y}.",
    "The points fill a grid, hence a raster; for single points, write source: {path, x, y}.",
)
NO_VALUE = Text("sieht nach „kein Wert“ aus", "seems to stand for “no value”")


def print_raster(found: RasterInspection, definition: str, *, as_json: bool) -> None:
    """Print what was found, with the proposed definition at the end."""
    if as_json:
        print_json(to_json(found, definition))
        return
    for line in _lines(found):
        say(line)
    if definition:
        click.echo()
        click.echo(definition, nl=False)


def to_json(found: RasterInspection, definition: str) -> dict[str, object]:
    """Return the inspection for machines; its keys stay the same in every release."""
    cells, reference = found.cells, found.reference
    return {
        "file": found.path.name,
        "format": found.cells.kind,
        "grid": {"columns": cells.columns, "rows": cells.rows, "width": cells.width, "height": cells.height},
        "values": {
            "lowest": cells.lowest,
            "highest": cells.highest,
            "known": cells.known,
            "nodata": cells.nodata,
            "sampled": not cells.whole,
        },
        "crs": {"code": reference.crs, "how": reference.how, "reason": reference.reason},
        "extent": found.reach.extent,
        "town": {"place": found.reach.place},
        "definition": definition,
    }


def raster_definition(
    found: RasterInspection, groups: tuple[Group, ...], dataset_id: str | None, language: Language
) -> str:
    """Return a definition that fits the raster, "" where no value is above nought and no class can be proposed."""
    if not found.bounds:
        return ""
    return "\n".join(_proposal(found, groups, dataset_id or layer_id(found.path.stem), language)) + "\n"


def _proposal(found: RasterInspection, groups: tuple[Group, ...], dataset_id: str, language: Language) -> Iterator[str]:
    name = title(found.path.stem)
    group = next((group.id for group in groups if group.id == "umwelt"), groups[0].id)
    yield heading(found.path.name, language)
    yield f"id: {scalar(dataset_id)}"
    yield f"title: {scalar(name)}"
    yield f"description: {scalar(f'{name} ({found.path.name})')}"
    yield f"group: {group}"
    yield "source:"
    yield f"  rasters: {{{scalar(layer_id(found.path.stem))}: {scalar(f'sources/{found.path.name}')}}}"
    reference = found.reference
    if reference.declare or not found.cells.crs:
        code = DEGREES if reference.how == "numbers" else reference.crs or "?"
        yield f"  crs: {code}{comment(reference.reason, language)}"
    if found.cells.nodata is not None:
        yield f"  nodata: {found.cells.nodata:.9g}{comment(NO_VALUE, language)}"
    yield f"  classes:{comment(NO_UNIT, language)}"
    for low, high in zip(found.bounds, (*found.bounds[1:], None), strict=True):
        code = f"{low:g}" if high is None else f"{low:g}-{high:g}"
        yield f'    - {{code: "{code}", over: {low:g}' + ("" if high is None else f", to: {high:g}") + "}"
    yield "geometry: Polygon"
    yield "fields:"
    yield "  szenario: scenario"
    yield "  klasse: class"


def _lines(found: RasterInspection) -> Iterator[Text]:
    cells = found.cells
    yield Text(
        f"{found.path.name}: {found.cells.kind}, {cells.columns} × {cells.rows} Zellen",
        f"{found.path.name}: {found.cells.kind}, {cells.columns} × {cells.rows} cells",
    )
    width, height = figure(f"{cells.width:.6g}"), figure(f"{cells.height:.6g}")
    yield Text(f"Zellgröße: {width.de} × {height.de}", f"Cell size: {width.en} × {height.en}")
    yield _values(found)
    yield reference_line(found.reference)
    yield place_line(found.reach, counted=False)
    if suffix(found.path) == LIST:
        yield Text(f"! {LISTED.de}", f"! {LISTED.en}")


def _values(found: RasterInspection) -> Text:
    cells = found.cells
    if cells.lowest is None or cells.highest is None:
        return Text("Werte: keine", "Values: none")
    low, high, gaps = figure(f"{cells.lowest:.6g}"), figure(f"{cells.highest:.6g}"), f"{1 - cells.known:.0%}"
    sampled = Text("", "") if cells.whole else Text("; eine Stichprobe", "; a sample")
    return Text(
        f"Werte: {low.de} bis {high.de}, {gaps} der Zellen ohne Wert{sampled.de}",
        f"Values: {low.en} to {high.en}, {gaps} of the cells without a value{sampled.to('en')}",
    )
