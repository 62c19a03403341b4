"""What the map shows of a background layer when it starts: a small picture that is there until the map is drawn.

Each layer of the background gives its own, and who shows them lays them over each other. Pixels are those of Web
Mercator at the town's zoom around its centre, so that nothing moves when the map comes. Names are left out, since a
picture has not the page's letters.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import accumulate, groupby
from typing import Any

import numpy as np
import shapely
from numpy.typing import NDArray
from pyproj import Transformer
from shapely.geometry.base import BaseGeometry

from pipelines.artefacts.dark import swatch_in_the_dark
from pipelines.artefacts.expression import passes
from pipelines.artefacts.rows import Rows, alike
from pipelines.artefacts.start_frame import HEIGHT, WIDTH, framed, in_the_dark
from pipelines.artefacts.svg import element
from pipelines.artefacts.swatch import Swatch, swatch
from pipelines.artefacts.zoom import EQUATOR, TILE
from pipelines.storage import STORAGE_SRID
from pipelines.style import Layer, Style, read_fields
from pipelines.town import Town

UNIT = 2
"""Coordinates are whole halves of a pixel."""

BUDGET = 40_000
"""Characters of one layer's paths; of a layer that needs more, the largest pieces are drawn."""

MARGIN = 20
"""Units around the picture, so that no outline is seen where it is cut."""

SMALLEST = 2.0
"""Pixels; what is smaller in both directions is left out."""

RIM = 1.6
"""Pixels of the rim of points."""


@dataclass(frozen=True)
class Ink:
    """How a piece is drawn: by which layer of the style, and in which colours by day and in the dark."""

    layer: int
    day: Swatch
    dark: Swatch


@dataclass(frozen=True)
class Piece:
    """A feature in the picture: its place among the layer's, its size in units, its path."""

    place: int
    ink: Ink
    size: float
    path: str


def draw_start(rows: Rows, style: Style, name: str, town: Town) -> str:
    """Return the layer's picture as SVG, transparent where nothing is; ``name`` tells its classes from others'."""
    layers = {number: layer for number, layer in enumerate(style) if _is_seen(layer, town.zoom)}
    pieces = _largest(list(_pieces(rows, layers, read_fields(style), town))) if layers else []
    pieces.sort(key=lambda piece: (piece.ink.layer, piece.ink.day.width, piece.place))  # main roads above others
    runs = [(ink, "".join(piece.path for piece in run)) for ink, run in groupby(pieces, lambda piece: piece.ink)]
    parts = [_part(ink, path, f"{name}-{number}") for number, (ink, path) in enumerate(runs)]
    dark = "".join(rule for _, rule in parts)
    shapes = element("g", *(shape for shape, _ in parts), fill="none", stroke_linejoin="round") if parts else ""
    return framed(UNIT, in_the_dark(dark), shapes)


def _is_seen(layer: Layer, zoom: float) -> bool:
    return layer["type"] in {"circle", "fill", "line"} and layer.get("minzoom", 0) <= zoom < layer.get("maxzoom", 25)


def _pieces(rows: Rows, layers: dict[int, Layer], fields: frozenset[str], town: Town) -> Iterator[Piece]:
    """Yield everything that reaches into the picture."""
    to_units, before = _placing(town), 0
    for batch in rows.batches():
        shapes = _seen(shapely.transform(shapely.from_wkb(batch["geom"].to_numpy(zero_copy_only=False)), to_units))
        for properties, which in alike(batch, fields):
            inks = list(_inks(layers, properties, town.zoom))
            for row, shape in zip(which.tolist(), shapes[which], strict=True) if inks else ():
                if path := "".join(_paths(shape)):
                    yield from (Piece(before + row, ink, _size(shape), path) for ink in inks)
        before += len(batch)


def _placing(town: Town) -> Any:
    """From metres in EPSG:25832 to the picture's units, y downwards."""
    to_mercator = Transformer.from_crs(f"EPSG:{STORAGE_SRID}", "EPSG:3857", always_xy=True)
    x, y = Transformer.from_crs("OGC:CRS84", "EPSG:3857", always_xy=True).transform(*town.centre)
    scale = UNIT * TILE * 2**town.zoom / EQUATOR

    def place(metres: NDArray[np.float64]) -> NDArray[np.float64]:
        east, north = to_mercator.transform(metres[:, 0], metres[:, 1])
        return np.column_stack([(east - x) * scale + WIDTH * UNIT / 2, (y - north) * scale + HEIGHT * UNIT / 2])

    return place


def _inks(layers: dict[int, Layer], properties: dict[str, Any], zoom: float) -> Iterator[Ink]:
    for number, layer in layers.items():
        if passes(layer.get("filter"), properties, zoom):
            day = swatch(layer, properties, zoom)
            if day.opacity > 0 and day.width > 0:
                yield Ink(number, day, swatch_in_the_dark(layer, properties, zoom))


def _seen(shapes: NDArray[np.object_]) -> NDArray[np.object_]:
    """What lies in the picture, without what it is too coarse for."""
    inside = shapely.clip_by_rect(shapes, -MARGIN, -MARGIN, WIDTH * UNIT + MARGIN, HEIGHT * UNIT + MARGIN)
    coarse: NDArray[np.object_] = shapely.orient_polygons(shapely.simplify(inside, 0.4 * UNIT))
    return coarse


def _size(shape: BaseGeometry) -> float:
    west, south, east, north = shape.bounds
    return float(max(east - west, north - south))


def _largest(pieces: list[Piece]) -> list[Piece]:
    """The pieces that there is room for."""
    pieces.sort(key=lambda piece: -piece.size)
    lengths = accumulate(len(piece.path) for piece in pieces)
    return [piece for piece, length in zip(pieces, lengths, strict=True) if length <= BUDGET]


def _paths(shape: BaseGeometry) -> Iterator[str]:
    """Yield an SVG path per point, line or ring, each further corner by its way from the one before."""
    for part in shapely.get_parts(shape):
        if part.geom_type == "Point":
            yield f"M{part.x:.0f} {part.y:.0f}h0"
            continue
        if _size(part) < SMALLEST * UNIT:
            continue
        area = part.geom_type == "Polygon"
        for ring in shapely.get_rings(part) if area else [part]:
            corners = shapely.get_coordinates(ring).round().astype(int)
            steps = np.diff(corners, axis=0)
            said = " ".join(f"{x} {y}" for x, y in steps[steps.any(axis=1)].tolist()).replace(" -", "-")
            if said:
                yield f"M{corners[0][0]} {corners[0][1]}l{said}{'z' if area else ''}"


def _part(ink: Ink, path: str, name: str) -> tuple[str, str]:
    """Return the elements that draw ``path`` by day, and the rules that recolour them in the dark."""
    elements, rules = [], []
    for number, (paint, day, dark, how) in enumerate(_coats(ink)):
        coat = f"{name}-{number}"
        elements.append(element("path", **{"class": coat, paint: day}, **how, d=path))
        rules.append(f".{coat}{{{paint}:{dark}}}")
    return "".join(elements), "".join(rules)


def _coats(ink: Ink) -> Iterator[tuple[str, str, str, dict[str, str | float | None]]]:
    """Yield what is laid over each other: the property with the colour, by day, in the dark, and the other ones."""
    day, dark = ink.day, ink.dark
    opacity = day.opacity if day.opacity < 1 else None
    if day.kind == "area":
        yield "fill", day.colour, dark.colour, {"fill_opacity": opacity}
        return
    width = day.width * UNIT
    if day.kind == "circle" and day.outline and dark.outline:
        yield "stroke", day.outline, dark.outline, {"stroke_width": width + 2 * RIM * UNIT, "stroke_linecap": "round"}
    dash = " ".join(f"{part * width:g}" for part in day.dash) or None
    how = {"stroke_width": width, "stroke_dasharray": dash, "stroke_linecap": None if dash else "round"}
    yield "stroke", day.colour, dark.colour, how | {"stroke_opacity": opacity}
