"""Geometry made fit: valid, of the declared type, two-dimensional, on a grid of millimetres."""

from collections import Counter
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import shapely
from geopandas import GeoDataFrame, GeoSeries
from numpy.typing import NDArray

from pipelines.definition import Dataset, GeometryType
from pipelines.report.finding import Finding
from pipelines.stages.position import Position, positions
from pipelines.tables import STORAGE_SRID
from pipelines.text import Language, Text

GRID = 0.001
"""One millimetre, finer than any municipal survey."""

TOLERANCE = 1e-8
"""What a double can tell apart at six million metres; smaller differences are not a rounding."""

PLAUSIBLE = (200_000.0, 5_200_000.0, 950_000.0, 6_150_000.0)
"""West, south, east, north of Germany in EPSG:25832 (metres). Beyond it, a CRS or a pair of axes was mistaken."""

MIXED = Text("Teile anderer Art sind entfallen.", "Parts of another kind were dropped.")

Geometries = NDArray[Any]
Mask = NDArray[np.bool_]

DIMENSIONS: dict[GeometryType, int] = {
    "Point": 0,
    "MultiPoint": 0,
    "LineString": 1,
    "MultiLineString": 1,
    "Polygon": 2,
    "MultiPolygon": 2,
}
COLLECT = (shapely.multipoints, shapely.multilinestrings, shapely.multipolygons)
"""How parts of dimension 0, 1, 2 become one geometry."""
UNITS = ("", " m", " m²")

REFUSALS: dict[str, Text] = {
    "geometry-missing": Text("Der Datensatz hat keine (lesbare) Geometrie.", "The record has no (readable) geometry."),
    "coordinates": Text("Eine Koordinate ist keine Zahl.", "A coordinate is not a number."),
    "geometry-place": Text(
        "Die Geometrie liegt nicht in Deutschland; stimmen Koordinatensystem und Achsen?",
        "The geometry does not lie in Germany; are CRS and axes right?",
    ),
    "geometry-collapsed": Text(
        "Von der Geometrie bleibt nichts, was eine Fläche oder Länge hat.", "Nothing of the geometry has an extent."
    ),
    "geometry-type": Text(
        "Die Geometrie ist von anderer Art: {kind}, erwartet wird {expected}.",
        "The geometry is of another kind: {kind}, expected {expected}.",
    ),
    "geometry-parts": Text(
        "Die Geometrie hat mehrere Teile, die Ebene erlaubt einen.", "The geometry has several parts, one is allowed."
    ),
}
"""Why a record is refused, by rule."""


LANGUAGES: tuple[Language, ...] = ("de", "en")

REASONS = {
    "Self-intersection": "der Rand überschneidet sich selbst",
    "Ring Self-intersection": "ein Ring berührt sich selbst",
    "Hole lies outside shell": "ein Loch liegt außerhalb der Fläche",
    "Holes are nested": "ein Loch liegt in einem anderen",
    "Nested shells": "eine Teilfläche liegt in einer anderen",
    "Interior is disconnected": "Löcher zerschneiden die Fläche",
    "Duplicate Rings": "ein Ring kommt doppelt vor",
    "Too few points in geometry component": "ein Teil hat zu wenige Punkte",
}
"""GEOS's reasons why a geometry is not valid, in German; what is missing here stays as it is."""


@dataclass
class _Work:
    """Geometries under repair, the rule that refused each one ("" while none has), and what was mended where."""

    shapes: Geometries
    refused: NDArray[Any]
    mended: dict[int, tuple[str, Text]] = field(default_factory=dict)

    def refuse(self, rule: str, where: Mask) -> None:
        """Refuse these for the rule, unless an earlier one already has."""
        self.refused[where & (self.refused == "")] = rule

    @property
    def alive(self) -> Mask:
        """Which ones no rule has refused."""
        alive: Mask = self.refused == ""
        return alive


def repair(frame: GeoDataFrame, dataset: Dataset) -> tuple[GeoDataFrame, list[Finding], Counter[str]]:
    """Return the frame with geometries of the declared type, valid, counter-clockwise, in EPSG:25832 to 1 mm.

    Refused are records without geometry, with coordinates that are no numbers or outside of Germany, of another
    kind than declared, with several parts where one is allowed, and what collapses. Each mended geometry has a
    finding with area (m²) or length (m) before and after; the counter tells mass effects: "flattened" (height or
    measure dropped) and "rounded" (coordinates moved to the grid).
    """
    before = frame.geometry.to_numpy()
    work = _Work(before, np.full(len(frame), "", dtype=object))
    _refuse_unusable(work)
    counts = _simplify(work)
    _make_valid(work)
    _keep_dimension(work, DIMENSIONS[dataset.geometry])
    _fit_type(work, dataset.geometry)
    work.shapes = shapely.orient_polygons(work.shapes)
    findings = _findings(frame, before, work, dataset)
    geometry = GeoSeries(work.shapes, index=frame.index, crs=STORAGE_SRID)
    return frame.assign(geom=geometry).set_geometry("geom")[work.alive], findings, counts


def _refuse_unusable(work: _Work) -> None:
    missing = shapely.is_missing(work.shapes) | shapely.is_empty(work.shapes)
    work.refuse("geometry-missing", missing)
    coordinates, owner = shapely.get_coordinates(work.shapes, return_index=True)
    infinite = np.zeros(len(work.shapes), dtype=bool)
    infinite[owner[~np.isfinite(coordinates).all(axis=1)]] = True
    work.refuse("coordinates", infinite)
    west, south, east, north = PLAUSIBLE
    x, y = coordinates[:, 0], coordinates[:, 1]
    outside = np.zeros(len(work.shapes), dtype=bool)
    outside[owner[(x < west) | (x > east) | (y < south) | (y > north)]] = True
    work.refuse("geometry-place", outside)


def _simplify(work: _Work) -> Counter[str]:
    """Drop heights and measures and round coordinates, without moving a vertex to another place in its line."""
    alive = work.alive
    shapes = work.shapes.copy()
    shapes[~alive] = None
    spatial = shapely.has_z(shapes) | shapely.has_m(shapes)
    flat = shapely.force_2d(shapes)
    coordinates, owner = shapely.get_coordinates(flat, return_index=True)
    off_grid = (np.abs(coordinates - np.round(coordinates / GRID) * GRID) > TOLERANCE).any(axis=1)
    work.shapes = shapely.set_precision(flat, GRID, mode="pointwise")
    return +Counter({"flattened": int(spatial.sum()), "rounded": len(np.unique(owner[off_grid]))})


def _make_valid(work: _Work) -> None:
    """Mend what is invalid, by the rules of rings and holes rather than of crossing lines (GEOS "structure")."""
    broken = work.alive & ~shapely.is_valid(work.shapes)
    for at in np.flatnonzero(broken).tolist():
        reason = str(shapely.is_valid_reason(work.shapes[at])).partition("[")[0]
        german = REASONS.get(reason, reason)
        message = Text(f"Die Geometrie war ungültig ({german}).", f"The geometry was invalid ({reason}).")
        work.mended[at] = ("geometry-invalid", message)
    mended = shapely.make_valid(work.shapes[broken], method="structure", keep_collapsed=False)
    work.shapes[broken] = shapely.set_precision(mended, GRID)
    work.refuse("geometry-collapsed", broken & shapely.is_empty(work.shapes))


def _keep_dimension(work: _Work, dimension: int) -> None:
    """Reduce mixed collections to their parts of the declared dimension, and refuse what has none."""
    mixed = work.alive & (shapely.get_type_id(work.shapes) == shapely.GeometryType.GEOMETRYCOLLECTION)
    for at in np.flatnonzero(mixed).tolist():
        parts = _flat_parts(work.shapes[at])
        wanted = parts[shapely.get_dimensions(parts) == dimension]
        if len(wanted):
            work.shapes[at] = _joined(wanted, dimension)
            work.mended[at] = ("geometry-mixed", MIXED)
    work.refuse("geometry-type", work.alive & (shapely.get_dimensions(work.shapes) != dimension))
    work.refuse("geometry-type", shapely.get_type_id(work.shapes) == shapely.GeometryType.GEOMETRYCOLLECTION)


def _flat_parts(collection: object) -> Geometries:
    parts = shapely.get_parts(np.array([collection], dtype=object))
    while (shapely.get_type_id(parts) > shapely.GeometryType.POLYGON).any():
        parts = shapely.get_parts(parts)
    return parts


def _joined(parts: Geometries, dimension: int) -> object:
    """Collect parts into one valid geometry; polygons that overlap are united."""
    joined = COLLECT[dimension](parts)
    return joined if shapely.is_valid(joined) else shapely.set_precision(shapely.union_all(parts), GRID)


def _fit_type(work: _Work, kind: GeometryType) -> None:
    """Single or multi, as declared."""
    count = shapely.get_num_geometries(work.shapes)
    is_multi = shapely.get_type_id(work.shapes) > shapely.GeometryType.POLYGON
    if kind.startswith("Multi"):
        single = work.alive & ~is_multi
        collect = COLLECT[DIMENSIONS[kind]]
        for position in np.flatnonzero(single).tolist():
            work.shapes[position] = collect([work.shapes[position]])
        return
    work.refuse("geometry-parts", is_multi & (count > 1))
    lone = work.alive & is_multi
    work.shapes[lone] = shapely.get_geometry(work.shapes[lone], 0)


def _findings(frame: GeoDataFrame, before: Geometries, work: _Work, dataset: Dataset) -> list[Finding]:
    noted = np.flatnonzero(~work.alive | np.isin(np.arange(len(frame)), list(work.mended)))
    public = dataset.visibility == "public"
    places = positions(frame.geometry.iloc[noted]) if public else [None] * len(noted)
    sizes = zip(_sizes(before[noted], dataset), _sizes(work.shapes[noted], dataset), strict=True)
    return [
        _refusal(int(frame.index[at]), work.refused[at], (_kind(before[at]), dataset.geometry), place)
        if work.refused[at]
        else _repair(int(frame.index[at]), work.mended[at], size, place)
        for at, size, place in zip(noted.tolist(), sizes, places, strict=True)
    ]


def _kind(shape: Any) -> str:
    return str(shape.geom_type) if shape is not None else "–"


def _refusal(record: int, rule: str, kinds: tuple[str, str], place: Position | None) -> Finding:
    kind, expected = kinds
    german, english = (REFUSALS[rule].to(language).format(kind=kind, expected=expected) for language in LANGUAGES)
    message = Text(german, english)
    return Finding(record, rule, "refused", message, position=place)


def _repair(
    record: int, mended: tuple[str, Text], size: tuple[str | None, str | None], place: Position | None
) -> Finding:
    rule, message = mended
    return Finding(record, rule, "repaired", message, before=size[0], after=size[1], position=place)


def _sizes(shapes: Geometries, dataset: Dataset) -> list[str | None]:
    """Area or length as text, with more digits than any finding needs to tell them apart."""
    dimension = DIMENSIONS[dataset.geometry]
    if dimension == 0 or dataset.visibility == "internal":
        return [None] * len(shapes)
    values = shapely.area(shapes) if dimension == 2 else shapely.length(shapes)
    return [f"{value:.3f}{UNITS[dimension]}" if np.isfinite(value) else None for value in values]
