"""Rasters of depths and velocities → polygons of classes, one layer for all scenarios (heavy-rain hazard maps)."""

from collections.abc import Generator, Iterator
from dataclasses import dataclass
from functools import partial

import pandas as pd
import shapely
from geopandas import GeoDataFrame, GeoSeries

from pipelines.definition import RasterClass, RasterQuantity, RasterSource
from pipelines.raster.mosaic import Mosaic, mosaic
from pipelines.raster.outline import outline
from pipelines.raster.pieces import Pieces, collected, joined
from pipelines.raster.square import BLOCK, Square, blocks, quarters, whole
from pipelines.raster.tiles import tiles_of
from pipelines.raster.workers import in_order
from pipelines.reading.batch import BATCH, numbered
from pipelines.reading.fetch import Located
from pipelines.reading.sandbox import isolated
from pipelines.stages.keys import name_based_id


def read_raster(source: RasterSource, located: Located, scheduler: str | None = None) -> Iterator[GeoDataFrame]:
    """Yield frames with the columns scenario, class, over, to, id and ``geom``, with velocities also quantity.

    Each record is one connected area of a class (cells that share an edge), or a part of one with more than 5,000
    vertices. Neighbours share their edges, so that they meet without gaps; no corner of a cell is farther than 0.71
    cells from the smoothed edge. The id follows from scenario, class and the position of the record's top-left cell
    (and the quantity, unless it is depth), and so survives a new run, another extent and changes elsewhere. Cells
    without data, not-a-number or in no class belong to no record. Scenarios follow each other, with at least one
    frame per raster and at most some 50,000 records in one.

    A process of its own reads them with this machine's threads, or the workers of the Dask cluster whose address
    ``scheduler`` is, without a sandbox. Raises SourceError for rasters that cannot be read, or lie nowhere.
    """
    if scheduler:
        yield from read_unguarded(source, located, scheduler)
    else:
        files = located.files.values()
        yield from isolated(read_unguarded, source, located, reads=files, name=located.name)


def read_unguarded(source: RasterSource, located: Located, scheduler: str | None = None) -> Iterator[GeoDataFrame]:
    """Read in this process, or on a cluster, as :func:`read_raster` says."""
    first = 1
    for subject in _subjects(source):
        tiles = tiles_of(located.files, subject.name, subject.scenario)
        with mosaic(tiles, source.crs, subject.quantity.nodata) as found:
            brought = len(found.resampled)
            for pieces in _batches(areas(found, subject.quantity, scheduler)):
                frame = _frame(pieces, found, subject, first)
                frame.attrs["effects"] = {"resampled": brought}
                yield frame
                first, brought = first + len(pieces), 0


@dataclass(frozen=True)
class _Subject:
    """What one raster is about: a quantity, by its ``name``, in a scenario."""

    scenario: str
    name: str
    quantity: RasterQuantity
    is_only: bool


def _subjects(source: RasterSource) -> Iterator[_Subject]:
    for scenario in source.rasters:
        for name, quantity in source.quantities.items():
            if scenario in quantity.rasters:
                yield _Subject(scenario, name, quantity, is_only=source.velocity is None)


def areas(raster: Mosaic, quantity: RasterQuantity, scheduler: str | None = None) -> Iterator[Pieces]:
    """Yield finished areas as soon as no neighbouring square can add to them."""
    root = whole(raster.grid)
    outlined = in_order(partial(outline, raster, quantity), blocks(root, raster), scheduler)
    yield from _grown(root, raster, outlined)


def _grown(square: Square, raster: Mosaic, outlined: Iterator[Pieces]) -> Generator[Pieces, None, Pieces]:
    """Yield what is finished in a square, and return what its edge has cut."""
    if square.size == BLOCK:
        pieces = next(outlined)
    else:
        parts = []
        for quarter in quarters(square, raster):
            growing = yield from _grown(quarter, raster, outlined)
            parts.append(growing)
        pieces = joined(parts)
    finished, growing = pieces.split()
    if len(finished):
        yield finished
    return growing


def _batches(parts: Iterator[Pieces]) -> Iterator[Pieces]:
    """Put small parts together; at least one, empty where there is nothing."""
    waiting: list[Pieces] = []
    is_empty = True
    for part in parts:
        waiting.append(part)
        if sum(map(len, waiting)) >= BATCH:
            yield collected(waiting)
            waiting, is_empty = [], False
    if waiting or is_empty:
        yield collected(waiting)


def _frame(pieces: Pieces, raster: Mosaic, subject: _Subject, first: int) -> GeoDataFrame:
    index = numbered(first, len(pieces))
    named = [subject.quantity.classes[place - 1] for place in pieces.places]
    table = _table(named, subject).set_index(index)
    decimals = 9 if raster.crs.is_geographic else 3
    kind = [] if subject.name == "depth" else [subject.name]
    corners = zip(*raster.grid.placed(pieces.corners).T, strict=True)
    table["id"] = [
        name_based_id(subject.scenario, *kind, one.code, f"{x:.{decimals}f}", f"{y:.{decimals}f}")
        for one, (x, y) in zip(named, corners, strict=True)
    ]
    placed = shapely.transform(pieces.polygons, raster.grid.placed)
    return GeoDataFrame(table.assign(geom=GeoSeries(placed, index=index)), geometry="geom", crs=raster.crs)


def _table(named: list[RasterClass], subject: _Subject) -> pd.DataFrame:
    kind = {} if subject.is_only else {"quantity": subject.name}
    words = {"scenario": subject.scenario} | kind
    return pd.DataFrame(
        {
            **{column: pd.Series([word] * len(named), dtype="string") for column, word in words.items()},
            "class": pd.Series([one.code for one in named], dtype="string"),
            "over": pd.Series([one.over for one in named], dtype="Float64"),
            "to": pd.Series([one.to for one in named], dtype="Float64"),
        }
    )
