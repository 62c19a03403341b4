"""A small picture of a layer on the town: its boundary in grey, the features in the colours of their style.

What is smaller than a pixel becomes a dot, and equal dots are drawn once, so that the picture stays small whatever
the layer's size is.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

import numpy as np
import pyarrow as pa
import shapely
from numpy.typing import NDArray
from shapely.geometry.base import BaseGeometry

from pipelines.artefacts.expression import passes
from pipelines.artefacts.notice import Notice
from pipelines.artefacts.rows import Rows, alike
from pipelines.artefacts.svg import document, element, words
from pipelines.artefacts.swatch import Swatch, swatch
from pipelines.style import Layer, Style, read_fields

WIDTH, HEIGHT, MARGIN, FOOT = 480, 360, 14, 18
ZOOM = 13
"""The level at which a style's widths are asked for."""

MARKERS, DOTS = 200, 2000
"""Up to as many features are drawn with their symbol, as points with a rim; more as mere points, one per pixel."""

SHAPES = 8_000
"""How many features larger than a pixel are drawn; the following ones are dots too."""

GROUND, LAND, EDGE, INK = "#e8ecef", "#fbfaf7", "#a8b0b8", "#3e4c59"

Coordinates = NDArray[np.float64]


@dataclass(frozen=True)
class Frame:
    """From metres in EPSG:25832 to pixels, y downwards."""

    west: float
    north: float
    scale: float
    left: float
    top: float

    def __call__(self, metres: Coordinates) -> Coordinates:
        """Return pixels, rounded to tenths."""
        x = self.left + (metres[:, 0] - self.west) * self.scale
        y = self.top + (self.north - metres[:, 1]) * self.scale
        return np.column_stack([x, y]).round(1)


@dataclass
class Drawing:
    """What is drawn of one style layer in one way: paths, dots that need no more than their place, and places."""

    paths: list[str] = field(default_factory=list)
    dots: dict[tuple[int, int], None] = field(default_factory=dict)
    places: dict[tuple[float, float], None] = field(default_factory=dict)


def framed(extent: tuple[float, float, float, float]) -> Frame:
    """Fit an extent in metres (west, south, east, north in EPSG:25832) into the picture."""
    west, south, east, north = extent
    width, height = WIDTH - 2 * MARGIN, HEIGHT - FOOT - 2 * MARGIN
    scale = min(width / max(east - west, 1), height / max(north - south, 1))
    left = MARGIN + (width - (east - west) * scale) / 2
    return Frame(west, north, scale, left, MARGIN + (height - (north - south) * scale) / 2)


def draw_thumbnail(
    rows: Rows, style: Style, notice: Notice, extent: tuple[float, float, float, float], boundary: BaseGeometry | None
) -> str:
    """Return the picture as SVG; ``boundary`` is the town's, in EPSG:25832."""
    frame = framed(extent)
    ground = element("rect", width=WIDTH, height=HEIGHT, fill=GROUND)
    land = _town(boundary, frame)
    drawn = _draw(rows, _drawing(style), read_fields(style), frame)
    inside = element("g", *drawn, clip_path="url(#map)") if drawn else ""
    clip = element("defs", element("clipPath", element("rect", width=WIDTH, height=HEIGHT - FOOT), id="map"))
    return document(WIDTH, HEIGHT, notice.title.de, [clip, ground, *land, inside, *_foot(notice)])


def _drawing(style: Style) -> list[Layer]:
    """The layers that draw more than words; those for a closer look only where there are no others."""
    layers = [layer for layer in style if layer["type"] != "symbol" or "icon-image" in layer.get("layout", {})]
    return [layer for layer in layers if layer.get("minzoom", 0) <= ZOOM] or layers


def _town(boundary: BaseGeometry | None, frame: Frame) -> list[str]:
    if boundary is None:
        return []
    path = "".join(_paths(boundary.simplify(0.3 / frame.scale), frame))
    return [element("path", d=path, fill=LAND, stroke=EDGE, stroke_width=1.2, fill_rule="evenodd")]


def _foot(notice: Notice) -> list[str]:
    sample = "Beispieldaten · " if notice.sample else ""
    said = f"{sample}© {notice.licence.attribution} · {notice.licence.id}"
    band = element("rect", y=HEIGHT - FOOT, width=WIDTH, height=FOOT, fill="#ffffff")
    size = min(10, (WIDTH - 16) / (0.58 * len(said)))  # whom to name is never cut
    return [band, words(said, WIDTH - 8, HEIGHT - 5.5, size, text_anchor="end", fill=INK)]


def _draw(rows: Rows, layers: list[Layer], fields: frozenset[str], frame: Frame) -> list[str]:
    """One group per style layer, in drawing order; in it one element per look."""
    drawings: list[dict[Swatch, Drawing]] = [defaultdict(Drawing) for _ in layers]
    room = SHAPES
    for everything in rows.batches():
        batch = _inside(everything, frame)
        if not len(batch):
            continue
        geometries = shapely.from_wkb(batch["geom"].to_numpy(zero_copy_only=False))
        small = _is_small(geometries, frame) | (np.arange(len(batch)) >= room)
        room = max(0, room - int(np.count_nonzero(~small)))
        simple = np.where(small, geometries, shapely.simplify(geometries, 0.3 / frame.scale))
        middles = frame(np.column_stack([shapely.get_x(c := shapely.centroid(geometries)), shapely.get_y(c)]))
        middles = middles if rows.count <= DOTS else middles.round()
        for looks, which in _looks(batch, layers, fields):
            for number, look in looks:
                _add(drawings[number][look], look, simple[which], middles[which], small[which], frame)
    return [part for each in drawings for look, drawing in each.items() for part in _parts(look, drawing, rows.count)]


def _inside(batch: pa.RecordBatch, frame: Frame) -> pa.RecordBatch:
    """The rows that reach into the picture."""
    if not len(batch):
        return batch
    boxes = shapely.bounds(shapely.from_wkb(batch["geom"].to_numpy(zero_copy_only=False))).reshape(-1, 4)
    (left, top), (right, bottom) = frame(boxes[:, [0, 3]]).T, frame(boxes[:, [2, 1]]).T
    return batch.filter(pa.array((right >= 0) & (left <= WIDTH) & (bottom >= 0) & (top <= HEIGHT)))


def _is_small(geometries: NDArray[np.object_], frame: Frame) -> NDArray[np.bool_]:
    west, south, east, north = shapely.bounds(geometries).T
    return np.asarray(np.maximum(east - west, north - south) * frame.scale < 1)


def _looks(
    batch: pa.RecordBatch, layers: list[Layer], fields: frozenset[str]
) -> Iterator[tuple[list[tuple[int, Swatch]], NDArray[np.int64]]]:
    """Yield how features with the same values are drawn by which layers, and the rows of those features."""
    for properties, which in alike(batch, fields):
        looks = [
            (number, look)
            for number, layer in enumerate(layers)
            if passes(layer.get("filter"), properties, ZOOM)
            and (look := swatch(layer, properties, ZOOM)).opacity > 0
            and look.kind != "label"
        ]
        yield looks, which


def _add(  # noqa: PLR0913, PLR0917 - columns of one group
    drawing: Drawing,
    look: Swatch,
    geometries: NDArray[np.object_],
    middles: Coordinates,
    small: NDArray[np.bool_],
    frame: Frame,
) -> None:
    if look.kind in {"marker", "circle"}:
        drawing.places.update(dict.fromkeys(map(tuple, middles.tolist())))
        return
    drawing.dots.update(dict.fromkeys(map(tuple, middles[small].astype(int).tolist())))
    for geometry in geometries[~small]:
        drawing.paths.extend(_paths(geometry, frame))


def _paths(geometry: BaseGeometry, frame: Frame) -> Iterator[str]:
    """Yield an SVG path per line or ring."""
    for part in shapely.get_parts(geometry):
        rings = shapely.get_rings(part) if part.geom_type == "Polygon" else [part]
        for ring in rings:
            pixels = frame(shapely.get_coordinates(ring))
            moved = np.any(np.diff(pixels, axis=0) != 0, axis=1)
            (x, y), *rest = pixels[np.concatenate([[True], moved])].tolist()
            end = "z" if part.geom_type == "Polygon" else ""
            yield f"M{x:g} {y:g}L{' '.join(f'{x:g} {y:g}' for x, y in rest)}{end}" if rest else f"M{x:g} {y:g}h.1"


def _parts(look: Swatch, drawing: Drawing, count: int) -> Iterator[str]:
    if drawing.places:
        yield from _points(look, drawing.places, count)
        return
    dots = "".join(f"M{x} {y}h{width}v1h-{width}z" for x, y, width in _runs(drawing.dots))
    if dots:
        yield element("path", d=dots, fill=look.colour, fill_opacity=look.opacity)
    if not drawing.paths:
        return
    path = "".join(drawing.paths)
    if look.kind == "area":
        edge = look.outline or look.colour
        yield element(
            "path",
            d=path,
            fill=look.colour,
            fill_opacity=look.opacity,
            stroke=edge,
            stroke_width=0.4,
            fill_rule="evenodd",
        )
        return
    width = min(max(look.width / 2, 0.8), 3)
    dash = " ".join(f"{part * width:g}" for part in look.dash) or None
    yield element(
        "path",
        d=path,
        fill="none",
        stroke=look.colour,
        stroke_opacity=look.opacity,
        stroke_width=width,
        stroke_dasharray=dash,
        stroke_linejoin="round",
    )


def _runs(dots: Iterable[tuple[int, int]]) -> Iterator[tuple[int, int, int]]:
    """Join neighbours in a line: x, y and width in pixels."""
    start: tuple[int, int] | None = None
    width = 0
    for x, y in sorted(dots, key=lambda dot: (dot[1], dot[0])):
        if start and start == (x - width, y):
            width += 1
            continue
        if start:
            yield *start, width
        start, width = (x, y), 1
    if start:
        yield *start, width


def _points(look: Swatch, places: Iterable[tuple[float, float]], count: int) -> Iterator[str]:
    """Few points wear their symbol; many are dots with a rim, as long as the rims do not hide each other."""
    if look.shape and count <= MARKERS:
        for x, y in places:
            at = f"translate({x - 7.2:g} {y - 7.2:g}) scale(.6)"
            yield element(
                "path",
                d=look.shape,
                fill=look.colour,
                stroke="#ffffff",
                stroke_width=3,
                paint_order="stroke",
                transform=at,
            )
        return
    radius = 3.5 if count <= MARKERS else 1.6 if count <= DOTS else 0.9
    dots = "".join(f"M{x:g} {y:g}h0" for x, y in places)
    rim = look.outline or "#ffffff"
    if count <= DOTS:
        yield element("path", d=dots, stroke=rim, stroke_width=2 * radius + 1.6, stroke_linecap="round", fill="none")
    yield element("path", d=dots, stroke=look.colour, stroke_width=2 * radius, stroke_linecap="round", fill="none")
