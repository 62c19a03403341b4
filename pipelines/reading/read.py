"""A file or download → batches of records with the source's own column names and a CRS that is known."""

from collections.abc import Iterator
from pathlib import Path

from geopandas import GeoDataFrame
from pyproj import CRS

from pipelines.definition import TableSource
from pipelines.reading.archive import unpacked
from pipelines.reading.crs import agreed
from pipelines.reading.fetch import Located
from pipelines.reading.formats import TABLES
from pipelines.reading.notation import Notations
from pipelines.reading.placing import placed
from pipelines.reading.sandbox import isolated


def read(source: TableSource, located: Located) -> Iterator[GeoDataFrame]:
    """Yield batches of at most 10,000 records, at least one, empty where the source is.

    Index ``record`` is the record's 1-based number in the source, columns have the source's names, active
    geometry is ``geom`` (all None for lists without coordinates), and ``crs`` is set where there are any.
    CSV cells are text; other formats have typed values. Raises SourceError with a sentence that says what to do.
    """
    yield from isolated(read_unguarded, source, located, reads=located.files.values(), name=located.name)


def read_unguarded(source: TableSource, located: Located) -> Iterator[GeoDataFrame]:
    """Read in this process, as :func:`read` has it done by another one; for files that can be trusted."""
    with unpacked(located.files[""], TABLES, source.layer) as path:
        crs: CRS | None = None
        for frame in _frames(path, source, located.name):
            crs = crs or agreed(source.crs, frame.crs, frame)
            yield frame.set_crs(crs, allow_override=True) if crs else frame


def _frames(path: Path, source: TableSource, file: str) -> Iterator[GeoDataFrame]:
    """A layer keeps its own geometry unless the definition names columns that hold another one."""
    from pipelines.reading.readers import tables  # noqa: PLC0415 - large libraries that the reading process alone uses

    notations = Notations(source)
    for table in tables(path, source):
        own = isinstance(table, GeoDataFrame) and not source.position_columns
        yield table if own else placed(table, source, notations, file)
