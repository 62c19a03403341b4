"""Coordinates brought into the storage CRS by the operation that was chosen for their source."""

from collections import Counter
from functools import lru_cache

import shapely
from geopandas import GeoDataFrame, GeoSeries
from geopandas.array import GeometryArray
from pyproj import Transformer

from pipelines.definition import Dataset, RasterSource, TableSource
from pipelines.report.finding import Finding
from pipelines.stages.coordinates import Move, place
from pipelines.stages.operation import Operation, find_grids
from pipelines.storage import STORAGE_SRID
from pipelines.text import Text


def reproject(
    frame: GeoDataFrame, operation: Operation, dataset: Dataset
) -> tuple[GeoDataFrame, list[Finding], Counter[str]]:
    """Bring ``geom`` into EPSG:25832 to 1 mm, as ``coordinates.place`` does. What has no image there is refused.

    What is there already stays as it is: ``geometry.repair`` lays it on the grid. Heights pass through, too: a datum's
    shift concerns the plane, and German heights keep their own datum. The counter tells the mass effects "reprojected"
    and "flattened" of the records that stay.
    """
    move = movement(operation, dataset.source)
    if move is None:
        return frame.set_crs(STORAGE_SRID, allow_override=True), [], Counter()
    given = frame.geometry.to_numpy()
    placed = place(given, dataset.dimensions, move)
    stay = ~placed.lost
    effects = Counter(flattened=int((placed.flattened & stay).sum()))
    if not operation.is_null:
        effects["reprojected"] = int((stay & ~shapely.is_missing(given)).sum())
    geometry = GeoSeries(GeometryArray(placed.shapes, crs=STORAGE_SRID), index=frame.index, name="geom")
    findings = [_lost(int(record), operation) for record in frame.index[placed.lost]]
    return frame.set_geometry(geometry)[stay], findings, +effects


def movement(operation: Operation, source: TableSource | RasterSource) -> Move | None:
    """Return how x and y of the source come to EPSG:25832, None where they are there already."""
    is_swapped = isinstance(source, TableSource) and source.axes == "yx"
    if operation.is_null:
        return (lambda x, y: (y, x)) if is_swapped else None
    find_grids()
    transform = _transformer(operation.pipeline).transform
    return (lambda x, y: transform(y, x)) if is_swapped else transform


@lru_cache(maxsize=8)
def _transformer(pipeline: str) -> Transformer:
    return Transformer.from_pipeline(pipeline)


def _lost(record: int, operation: Operation) -> Finding:
    return Finding(
        record,
        "coordinates",
        "refused",
        Text(
            f"Die Koordinaten liegen außerhalb dessen, was {operation.source} darstellen kann.",
            f"The coordinates lie outside of what {operation.source} can express.",
        ),
    )
