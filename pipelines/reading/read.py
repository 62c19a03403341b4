"""A file or download → batches of records with the source's own column names and a CRS that is known."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import shapely
from geopandas import GeoDataFrame, GeoSeries
from numpy.typing import NDArray
from pyproj import CRS

from pipelines.definition import TableSource
from pipelines.reading.archive import unpacked
from pipelines.reading.cell import texts
from pipelines.reading.crs import agreed, from_file
from pipelines.reading.delimited import read_delimited
from pipelines.reading.fetch import Located
from pipelines.reading.formats import TABLES
from pipelines.reading.headers import GEOMETRY, require
from pipelines.reading.number import numbers
from pipelines.reading.records import find_records, read_records
from pipelines.reading.sandbox import isolated
from pipelines.reading.signatures import kind_of
from pipelines.reading.vector import read_vector
from pipelines.reading.workbook import read_workbook

EWKT = r"(?is)^(?:SRID=(?P<srid>\d+);)?\s*(?P<wkt>.*)$"


def read(source: TableSource, located: Located) -> Iterator[GeoDataFrame]:
    """Yield batches of at most 50,000 records, at least one, empty where the source is.

    Index ``record`` is the record's 1-based number in the source, columns have the source's names, active
    geometry is ``geom`` (all None for lists without coordinates), and ``crs`` is set where there are any.
    CSV cells are text; other formats have typed values. Raises SourceError with a sentence that says what to do.
    """
    yield from isolated(read_unguarded, source, located, reads=located.files.values(), name=located.name)


def read_unguarded(source: TableSource, located: Located) -> Iterator[GeoDataFrame]:
    """Read in this process, as :func:`read` has it done by another one; for files that can be trusted."""
    with unpacked(located.files[""], TABLES, source.layer) as path:
        crs: CRS | None = None
        for frame in _frames(path, source):
            crs = crs or agreed(source.crs, frame.crs, frame)
            yield frame.set_crs(crs, allow_override=True) if crs else frame


def _frames(path: Path, source: TableSource) -> Iterator[GeoDataFrame]:
    """A layer keeps its own geometry unless the definition names columns that hold another one."""
    for table in _tables(path, source):
        own = isinstance(table, GeoDataFrame) and not (source.x or source.wkt)
        yield table if own else _placed(table, source)


def _tables(path: Path, source: TableSource) -> Iterator[pd.DataFrame]:
    kind = kind_of(path)
    if kind == "csv":
        return read_delimited(path, source)
    if kind == "xlsx":
        return read_workbook(path, source)
    if kind == "records":
        return read_records(find_records(path, source.layer))
    return read_vector(path, source.layer, source.encoding, kind)


def _placed(table: pd.DataFrame, source: TableSource) -> GeoDataFrame:
    """Make geometry from the columns that the definition names; an unreadable one is None, which is refused later."""
    require([name for name in (source.x, source.y, source.wkt) if name], table.columns)
    geometry, crs = _geometry(table, source)
    attributes = pd.DataFrame(table).drop(columns=GEOMETRY, errors="ignore")
    column = GeoSeries(geometry, index=table.index, crs=crs)
    return GeoDataFrame(attributes.assign(geom=column), geometry=GEOMETRY, crs=crs)


def _geometry(table: pd.DataFrame, source: TableSource) -> tuple[NDArray[Any], CRS | None]:
    if source.wkt:
        return _from_wkt(table[source.wkt])
    geometry = np.full(len(table), None, dtype=object)
    if source.x and source.y:
        x, y = numbers(table[source.x], source.decimal), numbers(table[source.y], source.decimal)
        known = np.isfinite(x) & np.isfinite(y)
        geometry[known] = shapely.points(x[known], y[known])
    return geometry, None


def _from_wkt(values: pd.Series) -> tuple[NDArray[Any], CRS | None]:
    """WKT, and the CRS that PostGIS' EWKT puts before it, if it is the same in all records."""
    parts = texts(values).str.extract(EWKT)
    codes = parts["srid"].dropna().unique()
    crs = from_file(f"EPSG:{codes[0]}") if len(codes) == 1 else None
    wkt = parts["wkt"].astype(object).where(parts["wkt"].notna(), None)
    with np.errstate(invalid="ignore"):  # coordinates that are no numbers are refused later, one by one
        geometry: NDArray[Any] = shapely.from_wkt(wkt.to_numpy(dtype=object), on_invalid="ignore")
    return geometry, crs
