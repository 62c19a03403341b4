"""Geometry from the columns that a definition names: coordinates, well-known text or well-known binary."""

from typing import Any

import numpy as np
import pandas as pd
import shapely
from geopandas import GeoDataFrame, GeoSeries
from pyproj import CRS

from pipelines.definition import TableSource
from pipelines.reading.cell import texts
from pipelines.reading.crs import from_file
from pipelines.reading.headers import GEOMETRY, require
from pipelines.reading.notation import Notations
from pipelines.reading.shapes import Shapes, from_wkb, from_wkt

EWKT = r"(?is)^(?:SRID=(?P<srid>\d+);)?\s*(?P<wkt>.*)$"
HEX = r"(?:\\x|0x)?((?:[0-9a-fA-F]{2})+)"
"""Well-known binary as PostgreSQL, SQL Server and others write it: digits, with or without a mark before them."""


def placed(
    table: pd.DataFrame, source: TableSource, notations: Notations | None = None, file: str | None = None
) -> GeoDataFrame:
    """Return the table with ``geom`` out of its columns ``x`` and ``y``, of ``xy`` or ``yx``, ``wkt`` or ``wkb``.

    ``notations`` goes from batch to batch of one source, which must not write its coordinates in two ways. Raises
    SourceError, which names the ``file``, where one of these columns is missing.

    An unreadable geometry is None, which is refused later, one by one. The CRS is that of EWKT or EWKB where all
    records name the same, else unknown.
    """
    named = source.position_columns
    if not (GEOMETRY in named and GEOMETRY in table.columns):  # as PostGIS calls the column in its exports
        require(named, table.columns, file)
    shapes, crs = _shapes(table, source, notations or Notations(source))
    attributes = pd.DataFrame(table).drop(columns=GEOMETRY, errors="ignore")
    column = GeoSeries(shapes.geometry, index=table.index, crs=crs, name=GEOMETRY)
    located = GeoDataFrame(pd.concat([attributes, column], axis=1), geometry=GEOMETRY, crs=crs)
    located.attrs = dict(table.attrs)  # which joining forgets
    return shapes.note(located)


def _shapes(table: pd.DataFrame, source: TableSource, notations: Notations) -> tuple[Shapes, CRS | None]:
    if source.wkt:
        return _from_wkt(table[source.wkt])
    if source.wkb:
        return _from_wkb(table[source.wkb], source.arc_tolerance)
    geometry = np.full(len(table), None, dtype=object)
    if source.position_columns:
        x, y = notations.coordinates(table)
        known = np.isfinite(x) & np.isfinite(y)
        geometry[known] = shapely.points(x[known], y[known])
    nothing = np.zeros(len(table), dtype=bool)
    return Shapes(geometry, nothing, nothing), None


def _from_wkt(values: pd.Series) -> tuple[Shapes, CRS | None]:
    """WKT, and the CRS that PostGIS' EWKT puts before it."""
    parts = texts(values).str.extract(EWKT)
    codes = parts["srid"].dropna().unique()
    wkt = parts["wkt"].astype(object).where(parts["wkt"].notna(), None)
    return from_wkt(wkt.to_numpy(dtype=object)), _only(list(codes))


def _from_wkb(values: pd.Series, tolerance: float) -> tuple[Shapes, CRS | None]:
    """WKB as hexadecimal digits, and the CRS that PostGIS' EWKB has in it."""
    digits = texts(values).str.extract(f"^{HEX}$", expand=False)
    binary = np.array([None if pd.isna(each) else bytes.fromhex(each) for each in digits], dtype=object)
    shapes = from_wkb(binary, tolerance)
    codes = np.unique(shapely.get_srid(shapes.geometry[~shapely.is_missing(shapes.geometry)]))
    return shapes, _only([code for code in codes if code > 0])


def _only(codes: list[Any]) -> CRS | None:
    return from_file(f"EPSG:{codes[0]}") if len(codes) == 1 else None
