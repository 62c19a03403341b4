"""Geometry made fit: valid, of the declared type and dimensions, on a grid of millimetres."""

from collections import Counter
from collections.abc import Container
from dataclasses import replace

import numpy as np
import shapely
from geopandas import GeoDataFrame, GeoSeries
from geopandas.array import GeometryArray

from pipelines.definition import Dataset
from pipelines.reading.shapes import noted
from pipelines.report.finding import Finding
from pipelines.stages.coordinates import Mask, Placed, every, owners, place
from pipelines.stages.mending import fit_type, keep_dimension, make_valid
from pipelines.stages.work import CLOSED, DIMENSION, Work
from pipelines.stages.worklog import findings
from pipelines.storage import STORAGE_SRID
from pipelines.text import Text

PLAUSIBLE = (200_000.0, 5_200_000.0, 950_000.0, 6_150_000.0)
"""West, south, east, north of Germany in EPSG:25832 (metres). Beyond it, a CRS or a pair of axes was mistaken."""

ROUNDED = Text(
    "In der Quelle ist die Form gültig, auf 1 mm gerundet nicht mehr:",
    "The shape is valid in the source, but not once it is rounded to 1 mm:",
)
"""Said before what was wrong with a shape on the grid."""


def repair(frame: GeoDataFrame, dataset: Dataset) -> tuple[GeoDataFrame, list[Finding], Counter[str]]:
    """Return the frame with geometries of the declared type, valid, counter-clockwise, in EPSG:25832 to 1 mm.

    Refused are records without geometry, with coordinates that are no numbers or outside of Germany, without a
    declared height or measure, of another kind than declared, with several parts where one is allowed, and what
    collapses. A repair that anybody could see has a finding with area (m²) or length (m) before and after. It says
    so where nothing but the grid made a shape invalid, unless that was rounded when it was reprojected.

    The counter tells what changes no point of the plane: "flattened" (height or measure dropped), "rounded" (moved to
    the grid), "linearised" (arcs read as chords), "deduplicated" (vertices that repeat the one before them) and
    "reoriented" (rings turned: half of the formats want them the other way round, so it is no mistake of the file).
    """
    given = frame.geometry.to_numpy()
    placed = place(given, dataset.dimensions)
    work = Work(placed.shapes, dataset)
    _refuse_unusable(work, placed)
    work.mend(noted(frame, "closed"), CLOSED)
    effects = {"flattened": placed.flattened, "rounded": placed.rounded, "linearised": noted(frame, "curved")}
    rounded = np.zeros(len(given), dtype=bool)
    extended = work.alive & (shapely.get_dimensions(work.shapes) != 0)
    if extended.any():
        broken = extended & ~shapely.is_valid(work.shapes)
        effects["deduplicated"] = _drop_repeated(work, placed, extended & ~broken)
        rounded[broken] = shapely.is_valid(given[broken])
        make_valid(work, broken)
    if not work.is_of_type:
        keep_dimension(work)
        fit_type(work)
    effects["reoriented"] = _orient(work)
    counts = +Counter({name: work.count(mask) for name, mask in effects.items()})
    geometry = GeoSeries(GeometryArray(work.shapes, crs=STORAGE_SRID), index=frame.index)
    result, alive = frame.assign(geom=geometry).set_geometry("geom"), work.alive
    sound = set(frame.index[rounded])
    found = [_explained(finding, sound) for finding in findings(frame, given, work)]
    return result if alive.all() else result[alive], found, counts


def _explained(finding: Finding, sound: Container[object]) -> Finding:
    """Say of a record that is ``sound`` in the source that only the grid made its shape invalid."""
    if finding.rule != "geometry-invalid" or finding.record not in sound:
        return finding
    message = Text(f"{ROUNDED.de} {finding.message.de}", f"{ROUNDED.to('en')} {finding.message.to('en')}")
    return replace(finding, rule="geometry-rounded", message=message)


def _refuse_unusable(work: Work, placed: Placed) -> None:
    """What is left out of the rest counts as None there, so that GEOS need not bear it."""
    work.refuse("geometry-missing", shapely.is_missing(placed.shapes) | shapely.is_empty(placed.shapes))
    numbers = np.isfinite(placed.rows)
    work.refuse("coordinates", owners(~every(numbers[:, :2]), placed))
    west, south, east, north = PLAUSIBLE
    x, y = placed.rows[:, 0], placed.rows[:, 1]
    work.refuse("geometry-place", owners((x < west) | (x > east) | (y < south) | (y > north), placed))
    if work.dataset.dimensions != "xy":
        work.refuse("geometry-dimensions", owners(~every(numbers[:, 2:]), placed))
    if not work.alive.all():
        work.change(~work.alive, None)


def _drop_repeated(work: Work, placed: Placed, where: Mask) -> Mask:
    """Drop vertices that repeat the one before; above each other, they may differ in height or measure."""
    found = np.zeros(len(work.shapes), dtype=bool)
    if work.dataset.dimensions != "xy":
        return found
    rows, owner = placed.rows, placed.owner
    repeats = np.zeros(len(rows), dtype=bool)
    repeats[1:] = every(rows[1:] == rows[:-1]) & (owner[1:] == owner[:-1])
    found = where & owners(repeats, placed)  # or a part begins where the one before it ends
    if not found.any():
        return found
    before = shapely.get_num_coordinates(work.shapes[found])
    work.change(found, shapely.remove_repeated_points(work.shapes[found]))
    found[found] = shapely.get_num_coordinates(work.shapes[found]) < before
    return found


def _orient(work: Work) -> Mask:
    """Turn outer rings counter-clockwise and holes clockwise (RFC 7946, section 3.1.6)."""
    if DIMENSION[work.dataset.geometry] != 2:
        return np.zeros(len(work.shapes), dtype=bool)
    oriented = shapely.orient_polygons(work.shapes)
    turned = ~(shapely.equals_identical(oriented, work.shapes) | shapely.is_missing(oriented))
    work.shapes = oriented
    return turned
