"""Frames ↔ Arrow, exactly: dtypes, index, CRS and mixed cells survive; nothing that arrives is executed."""

import json
from functools import lru_cache
from typing import Any

import geopandas as gpd
import numpy as np
import pandas as pd
import pyarrow as pa
import shapely
from geopandas.array import GeometryDtype
from pyproj import CRS

from pipelines.reading.sandbox import cells
from pipelines.wkb import wkb

META = b"geoportal"
POINT = 0
"""GEOS' number for it."""


def encoded(frame: pd.DataFrame) -> pa.Buffer:
    """Return a frame as one Arrow IPC stream with a single batch; columns are named by their place.

    Raises TypeError for labels that are no text and for cells of a type that cells.py does not know.
    """
    if not all(isinstance(name, str) for name in frame.columns):
        raise TypeError("columns are named by text")
    parts = [_column(frame.iloc[:, place].array) for place in range(frame.shape[1])]
    meta: dict[str, Any] = {
        "names": list(frame.columns),
        "kinds": [kind for kind, _ in parts],
        "rows": len(frame),
        "index": _index_meta(frame.index),
        "geometry": _active(frame),
        "attrs": cells.to_json([frame.attrs]),
    }
    arrays = [array for _, array in parts]
    if not isinstance(frame.index, pd.RangeIndex):
        meta["index_kind"], array = _column(frame.index.array)
        arrays.append(array)
    fields = [pa.field(str(place), array.type) for place, array in enumerate(arrays)]
    schema = pa.schema(fields, metadata={META: json.dumps(meta).encode()})
    sink = pa.BufferOutputStream()
    with pa.ipc.new_stream(sink, schema) as stream:
        stream.write_batch(pa.record_batch(arrays, schema=schema))
    return sink.getvalue()


def decoded(buffer: pa.Buffer | bytes | bytearray) -> pd.DataFrame:
    """Return the frame of :func:`encoded`, checked. Raises ValueError (pa.ArrowInvalid is one), KeyError, TypeError."""
    with pa.ipc.open_stream(buffer) as stream:
        (batch,) = list(stream)
    batch.validate(full=True)
    meta = json.loads(batch.schema.metadata[META])
    columns = [_values(kind, batch.column(place)) for place, kind in enumerate(meta["kinds"])]
    if any(len(column) != meta["rows"] for column in columns):
        raise ValueError("columns differ in length")
    index = _index(meta, batch)
    series = [pd.Series(values, index=index, dtype=values.dtype, copy=False) for values in columns]
    frame = pd.DataFrame(dict(enumerate(series)), index=index, copy=False)
    if series:
        frame.columns = pd.Index(meta["names"])
    frame.attrs = cells.from_json(meta["attrs"])[0]
    if meta["geometry"] is None:
        return frame
    located: pd.DataFrame = gpd.GeoDataFrame(frame, geometry=meta["geometry"] or None)
    return located


def _active(frame: pd.DataFrame) -> str | None:
    """The name of the active geometry; "" for a GeoDataFrame without one, None for a table."""
    if not isinstance(frame, gpd.GeoDataFrame):
        return None
    return str(frame.active_geometry_name or "")


def _index_meta(index: pd.Index) -> dict[str, Any]:
    steps = [index.start, index.stop, index.step] if isinstance(index, pd.RangeIndex) else None
    return {"name": index.name, "range": steps}


def _index(meta: dict[str, Any], batch: pa.RecordBatch) -> pd.Index:
    name = meta["index"]["name"]
    if (steps := meta["index"]["range"]) is not None:
        start, stop, step = steps
        return pd.RangeIndex(start, stop, step, name=name)
    values = _values(meta["index_kind"], batch.column(batch.num_columns - 1))
    index: pd.Index = pd.Index(values, dtype=values.dtype, name=name)
    return index


def _column(values: Any) -> tuple[dict[str, Any], pa.Array]:
    """Return how a column is to be read back, and its Arrow array."""
    if isinstance(values.dtype, GeometryDtype):
        return _geometry(values)
    if isinstance(values.dtype, pd.CategoricalDtype):
        return _categories(values)
    if isinstance(values.dtype, pd.DatetimeTZDtype):
        return {"as": "zone", "unit": values.dtype.unit, "zone": str(values.dtype.tz)}, pa.array(values.asi8)
    if isinstance(values.dtype, np.dtype) or type(values) is pd.arrays.NumpyExtensionArray:
        return _plain(np.asarray(values))
    return _extension(values)


def _categories(values: Any) -> tuple[dict[str, Any], pa.Array]:
    categories, array = _column(values.categories.array)
    codes = pa.array(np.asarray(values.codes, dtype="int32"), mask=values.codes < 0)
    kind = {"as": "category", "of": categories, "ordered": bool(values.ordered)}
    return kind, pa.DictionaryArray.from_arrays(codes, array, safe=False) if len(array) else codes


def _plain(values: np.ndarray[Any, Any]) -> tuple[dict[str, Any], pa.Array]:
    if values.dtype.kind in "mM":
        return {"as": "time", "dtype": values.dtype.str}, pa.array(values.view("int64"))
    if values.dtype.kind in "biuf":
        return {"as": "numbers", "dtype": values.dtype.str}, pa.array(values, from_pandas=False)
    return _objects(values)


def _extension(values: Any) -> tuple[dict[str, Any], pa.Array]:
    """Arrays of pandas' own types: text (of either missing value), nullable numbers, and Arrow's types."""
    array = pa.array(values)
    array = array.combine_chunks() if isinstance(array, pa.ChunkedArray) else array
    if isinstance(values.dtype, pd.StringDtype):
        missing = "NA" if values.dtype.na_value is pd.NA else "nan"
        return {"as": "text", "storage": values.dtype.storage, "missing": missing}, array
    return {"as": "arrow" if isinstance(values.dtype, pd.ArrowDtype) else "nullable", "dtype": str(values.dtype)}, array


def _geometry(values: Any) -> tuple[dict[str, Any], pa.Array]:
    """Flat points as pairs, three times as fast as WKB, in which anything else goes."""
    crs = values.crs.to_json() if values.crs is not None else None
    shapes = np.asarray(values)
    if _are_flat_points(shapes):
        missing = shapely.is_missing(shapes)
        pairs = np.full((len(shapes), 2), np.nan)
        pairs[~missing] = shapely.get_coordinates(shapes)
        array = pa.FixedSizeListArray.from_arrays(pa.array(pairs.ravel()), 2, mask=pa.array(missing))
        return {"as": "points", "crs": crs}, array
    return {"as": "geometry", "crs": crs}, wkb(shapes)


def _are_flat_points(shapes: np.ndarray[Any, Any]) -> bool:
    types = shapely.get_type_id(shapes)  # -1 for None
    if not ((types == POINT) | (types == -1)).all():
        return False
    return not (shapely.has_z(shapes) | shapely.has_m(shapes) | shapely.is_empty(shapes)).any()


def _objects(values: np.ndarray[Any, Any]) -> tuple[dict[str, Any], pa.Array]:
    """Words with None between them as they are, anything else as JSON."""
    if pd.api.types.infer_dtype(values, skipna=True) == "string":
        missing = pd.isna(values)
        if all(value is None for value in values[missing]):
            try:
                return {"as": "words"}, pa.array(values, type=pa.large_string(), from_pandas=False)
            except (UnicodeEncodeError, pa.ArrowException):
                pass  # half of a surrogate pair: JSON writes it
    text = cells.to_json(values).encode("ascii")
    return {"as": "cells"}, _spread(text, len(values))


def _spread(text: bytes, rows: int) -> pa.Array:
    """One text for a whole column stands in its first row, since the columns of a batch are of equal length."""
    return pa.array([text] + [None] * (rows - 1) if rows else [], type=pa.large_binary())


def _values(kind: dict[str, Any], array: pa.Array) -> Any:
    return _READERS[kind["as"]](kind, array)


def _numbers(kind: dict[str, Any], array: pa.Array) -> Any:
    found = array.to_numpy(zero_copy_only=False)
    if found.dtype != np.dtype(kind["dtype"]):
        raise ValueError("another type than announced")
    return found if found.flags.writeable else found.copy()


def _times(kind: dict[str, Any], array: pa.Array) -> Any:
    return array.to_numpy().astype("int64").view(np.dtype(kind["dtype"]))


def _zoned(kind: dict[str, Any], array: pa.Array) -> Any:
    moments = array.to_numpy().astype("int64").view(f"M8[{kind['unit']}]")
    return pd.Series(moments).dt.tz_localize("UTC").dt.tz_convert(kind["zone"]).array


def _text(kind: dict[str, Any], array: pa.Array) -> Any:
    dtype: Any = pd.StringDtype(kind["storage"], na_value=pd.NA if kind["missing"] == "NA" else np.nan)
    return dtype.__from_arrow__(array)


def _nullable(kind: dict[str, Any], array: pa.Array) -> Any:
    dtype: Any = pd.api.types.pandas_dtype(kind["dtype"])
    return dtype.__from_arrow__(array)


def _arrow(_: dict[str, Any], array: pa.Array) -> Any:
    return pd.arrays.ArrowExtensionArray(pa.chunked_array([array]))


def _category(kind: dict[str, Any], array: pa.Array) -> Any:
    known = isinstance(array, pa.DictionaryArray)
    codes = (array.indices if known else array).to_numpy(zero_copy_only=False)
    categories = _values(kind["of"], array.dictionary if known else pa.array([], type=pa.large_string()))
    labels = pd.Index(categories, dtype=categories.dtype)
    return pd.Categorical.from_codes(np.nan_to_num(codes, nan=-1).astype("int32"), labels, ordered=kind["ordered"])


def _shapes(kind: dict[str, Any], array: pa.Array) -> Any:
    written = array.to_numpy(zero_copy_only=False)
    with np.errstate(invalid="ignore"):  # coordinates that are no numbers are refused later, one by one
        return gpd.array.GeometryArray(shapely.from_wkb(written), crs=_crs(kind["crs"]))


def _points(kind: dict[str, Any], array: pa.Array) -> Any:
    shapes = shapely.points(array.values.to_numpy().reshape(-1, 2))
    if array.null_count:
        shapes[array.is_null().to_numpy(zero_copy_only=False)] = None
    return gpd.array.GeometryArray(shapes, crs=_crs(kind["crs"]))


def _words(_: dict[str, Any], array: pa.Array) -> Any:
    return array.to_numpy(zero_copy_only=False)


def _cells(_: dict[str, Any], array: pa.Array) -> Any:
    values = np.empty(len(array), dtype=object)
    values[:] = cells.from_json(array[0].as_py()) if len(array) else []
    return values


_READERS = {
    "numbers": _numbers,
    "time": _times,
    "zone": _zoned,
    "text": _text,
    "nullable": _nullable,
    "arrow": _arrow,
    "category": _category,
    "geometry": _shapes,
    "points": _points,
    "words": _words,
    "cells": _cells,
}


@lru_cache(maxsize=64)
def _crs(projjson: str | None) -> CRS | None:
    """A CRS is built once, not per batch; PROJJSON names no files."""
    return CRS.from_json(projjson) if projjson else None
