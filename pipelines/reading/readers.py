"""Which reader reads which kind of file; there is exactly one for each."""

from collections.abc import Callable, Iterator
from pathlib import Path
from types import MappingProxyType

import pandas as pd

from pipelines.definition import TableSource
from pipelines.reading import adv
from pipelines.reading.datex2 import read_datex2
from pipelines.reading.delimited import read_delimited
from pipelines.reading.nas import converted
from pipelines.reading.parquet import read_parquet
from pipelines.reading.records import find_records, read_records
from pipelines.reading.signatures import kind_of
from pipelines.reading.spreadsheet import read_spreadsheet
from pipelines.reading.vector import read_vector
from pipelines.reading.workbook import read_workbook

Reader = Callable[[Path, TableSource], Iterator[pd.DataFrame]]


def tables(path: Path, source: TableSource) -> Iterator[pd.DataFrame]:
    """Return batches of a file's records: a GeoDataFrame where the format has geometry of its own.

    Raises SourceError where suffix and content do not agree, or the file is damaged.
    """
    kind = kind_of(path)
    reader = READERS.get(kind)
    return (
        reader(path, source) if reader else read_vector(path, source.layer, source.encoding, kind, source.arc_tolerance)
    )


def _read_gml(path: Path, source: TableSource) -> Iterator[pd.DataFrame]:
    """A CRS under the surveying authorities' own name is unknown to GDAL, which then reads easting first."""
    named = adv.named_in(path)
    for frame in read_vector(path, source.layer, source.encoding, "GML", source.arc_tolerance):
        yield frame.set_crs(named) if named and frame.crs is None else frame


def _read_nas(path: Path, source: TableSource) -> Iterator[pd.DataFrame]:
    with converted(path) as geopackage:
        yield from read_vector(geopackage, source.layer, None, "GPKG", source.arc_tolerance)


READERS: MappingProxyType[str, Reader] = MappingProxyType(
    {
        "csv": read_delimited,
        "xlsx": read_workbook,
        "ods": lambda path, source: read_spreadsheet(path, source, "ods"),
        "xls": lambda path, source: read_spreadsheet(path, source, "xls"),
        "records": lambda path, source: read_records(find_records(path, source.layer)),
        "parquet": lambda path, source: read_parquet(path, source.arc_tolerance),
        "DATEX II": lambda path, _: read_datex2(path),
        "GML": _read_gml,
        "NAS": _read_nas,
    }
)
"""Readers by kind; every other kind is a GDAL driver, which reads it alone."""
