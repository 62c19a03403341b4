"""GeoParquet and plain Parquet, through pyarrow: batches, geometry from well-known binary."""

import json
import logging
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import geopandas as gpd
import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc
from geopandas import GeoDataFrame, GeoSeries
from pyarrow import parquet
from pyproj import CRS
from pyproj.exceptions import CRSError

from pipelines.reading.batch import BATCH, numbered
from pipelines.reading.crs import CRS84
from pipelines.reading.guard import damaged
from pipelines.reading.headers import GEOMETRY, cleaned
from pipelines.reading.shapes import from_wkb

GREATEST = 2**63 - 1
"""Whole number that a column of them can hold."""

log = logging.getLogger(__name__)


def read_parquet(path: Path, tolerance: float) -> Iterator[pd.DataFrame]:
    """Yield batches: tables without geometry, or layers with ``geom`` and the file's CRS.

    GeoParquet 1.0 and 1.1 name the geometry columns, their encoding and CRS in the metadatum ``geo``; without CRS
    it is CRS84. The primary column becomes ``geom``, others are left out. ``tolerance`` is that of arcs in metres.
    Raises SourceError when the file is damaged.
    """
    try:
        with parquet.ParquetFile(path) as file:
            geo = _metadata(file)
            first = 1
            for batch in _batches(file):
                yield _frame(batch, geo, first, tolerance)
                first += batch.num_rows
    except (pa.ArrowException, OSError, ValueError, KeyError) as error:
        log.info("%s: %s", path.name, error)
        raise damaged(path) from None


def crs_of(geo: Mapping[str, Any]) -> CRS | None:
    """Return the CRS of the primary column: CRS84 where nothing is said, None where null says that nobody knows."""
    written = geo["columns"][geo["primary_column"]].get("crs", CRS84)
    try:
        return CRS.from_user_input(written) if written else None
    except CRSError:
        return None


def _metadata(file: parquet.ParquetFile) -> dict[str, Any]:
    """The metadatum ``geo``, empty for a table without geometry."""
    written = (file.schema_arrow.metadata or {}).get(b"geo")
    return json.loads(written) if written else {}


def _batches(file: parquet.ParquetFile) -> Iterator[pa.RecordBatch]:
    if not file.metadata.num_rows:
        yield pa.RecordBatch.from_pylist([], schema=file.schema_arrow)
        return
    yield from file.iter_batches(BATCH)


def _frame(batch: pa.RecordBatch, geo: Mapping[str, Any], first: int, tolerance: float) -> pd.DataFrame:
    index = numbered(first, batch.num_rows)
    names = [name for name in batch.schema.names if name not in _derived(geo)]
    columns = [_series(batch[name], index) for name in names]
    table = pd.DataFrame(dict(zip(cleaned(names), columns, strict=True)), index=index)
    if not geo:
        return table
    primary = geo["primary_column"]
    found = from_wkb(_wkb(batch, primary, geo["columns"][primary]["encoding"]), tolerance)
    geometry = GeoSeries(found.geometry, index=index)
    table = table.drop(columns=GEOMETRY, errors="ignore").assign(geom=geometry)
    frame: pd.DataFrame = GeoDataFrame(table, geometry=GEOMETRY, crs=crs_of(geo))
    found.note(frame)
    return frame


def _derived(geo: Mapping[str, Any]) -> set[str]:
    """Columns that are no attributes: geometries, their boxes (GeoParquet 1.1, "covering"), the index of pandas."""
    shapes = geo.get("columns", {})
    boxes = {path[0] for each in shapes.values() for path in each.get("covering", {}).get("bbox", {}).values()}
    return {*shapes, *boxes, "__index_level_0__"}


def _wkb(batch: pa.RecordBatch, name: str, encoding: str) -> np.ndarray[Any, Any]:
    """Well-known binary of the column; the encodings of GeoArrow ("point", "polygon", …) are made it by geopandas."""
    if encoding == "WKB":
        return np.array(batch[name].to_pylist(), dtype=object)
    field = pa.field(name, batch.schema.field(name).type, metadata={"ARROW:extension:name": f"geoarrow.{encoding}"})
    made = gpd.GeoSeries.from_arrow(_Exported(field, batch[name]))
    return np.asarray(made.to_wkb(), dtype=object)


class _Exported:
    """A column with its GeoArrow type, as other libraries take it (Arrow PyCapsule interface)."""

    def __init__(self, field: pa.Field, values: pa.Array) -> None:
        self._field, self._values = field, values

    def __arrow_c_array__(self, requested_schema: object = None) -> tuple[object, object]:
        _, array = self._values.__arrow_c_array__(requested_schema)
        return self._field.__arrow_c_schema__(), array


def _series(values: pa.Array, index: pd.Index) -> pd.Series:
    """Lists and structures become JSON text, since an attribute is one value; whole numbers too great become digits."""
    kind = values.type
    if pa.types.is_nested(kind):
        return pd.Series([_as_json(_value(cell)) for cell in values], index=index, dtype=object)
    if pa.types.is_dictionary(kind):
        return _series(values.dictionary_decode(), index)
    if pa.types.is_uint64(kind) and (pc.max(values).as_py() or 0) > GREATEST:
        return _series(values.cast(pa.string()), index)
    if pa.types.is_integer(kind):
        return pd.Series(values.to_pandas(integer_object_nulls=True), dtype="Int64").set_axis(index)
    if pa.types.is_floating(kind) or pa.types.is_boolean(kind):
        return pd.Series(values.to_pandas()).set_axis(index)
    found = [_value(cell) for cell in values] if pa.types.is_temporal(kind) else values.to_pylist()
    return pd.Series(found, index=index, dtype=object)


def _value(cell: pa.Scalar) -> object:
    """Python's own value, or its ISO 8601 text where Python's dates end: at microseconds, the years 1 and 9999."""
    try:
        value = cell.as_py()
    except OverflowError:
        return _beyond(cell)
    if isinstance(value, pd.Timestamp):
        return value.isoformat() if value.nanosecond else value.to_pydatetime()
    if isinstance(value, pd.Timedelta):
        return value.isoformat() if value.nanoseconds else value.to_pytimedelta()
    return value


def _beyond(cell: pa.Scalar) -> object:
    """What Python cannot hold, or a list or structure of it, which numpy writes whatever its year."""
    kind = cell.type
    if pa.types.is_struct(kind):
        return {name: _value(part) for name, part in cell.items()}
    if pa.types.is_nested(kind):
        return [_value(part) for part in cell.values]
    if pa.types.is_duration(kind):
        return pd.Timedelta(np.timedelta64(cell.value, kind.unit)).isoformat()
    if pa.types.is_timestamp(kind):
        return str(np.datetime64(cell.value, kind.unit)) + ("Z" if kind.tz else "")
    return str(np.datetime64(cell.value, "D" if pa.types.is_date32(kind) else "ms").astype("M8[D]"))


def _as_json(value: object) -> str | None:
    return None if value is None else json.dumps(value, ensure_ascii=False, default=str)
