"""Vector files through GDAL (pyogrio): one driver, one layer, batches."""

import json
from collections.abc import Iterator, Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pyarrow as pa
import pyogrio
import pyogrio.raw
from geopandas import GeoDataFrame, GeoSeries
from numpy.typing import NDArray

from pipelines.errors import SourceError
from pipelines.reading import crs, feature_id
from pipelines.reading.batch import BATCH, numbered
from pipelines.reading.encoding import dbf_encoding
from pipelines.reading.guard import guarded
from pipelines.reading.headers import GEOMETRY, cleaned
from pipelines.reading.integrity import check_whole
from pipelines.reading.layers import chosen
from pipelines.reading.links import links_in
from pipelines.reading.shapes import from_wkb
from pipelines.reading.signatures import COUNTED, OPEN_OPTIONS, kind_of
from pipelines.text import Text

NUMBERED = frozenset({"GeoJSON", "GeoJSONSeq"})
"""Drivers that take whole numbers for ids in, and name no column for them."""

DTYPES = {
    pa.string(): pd.StringDtype(),
    pa.large_string(): pd.StringDtype(),
    pa.int64(): pd.Int64Dtype(),
    pa.bool_(): pd.BooleanDtype(),
}
"""pandas types that know "no value"; all others become numpy's."""


@dataclass(frozen=True)
class _Layer:
    """One layer of a file, how many features it promises (0: unknown), its declared encoding, and how GDAL opens it."""

    path: Path
    driver: str
    name: str
    fid_column: str
    features: int
    encoding: str | None
    options: Mapping[str, str]


def read_vector(
    path: Path, layer: str | None, encoding: str | None, driver: str | None = None, tolerance: float = 0.01
) -> Iterator[GeoDataFrame]:
    """Yield a layer in batches: its attributes, ``geom``, and the file's CRS; index is the record's number.

    Records stream as Arrow batches, so that memory does not grow with the file. The layer's own feature id comes as
    a column where the format names one (``fid`` of a GeoPackage, ``id`` of GeoJSON), unless an attribute is called so.
    Unclosed rings are closed, curves become chords that leave them by ``tolerance`` metres at the most, and ``attrs``
    note which records, and how many links to other files were not followed. Raises SourceError when the file's content
    is not what its suffix says, and when it has several layers and none is named. ``driver`` is GDAL's name for the
    format, by default found out.
    """
    opened = _open(path, layer, encoding, driver)
    links = links_in(path) if opened.driver == "LIBKML" else 0
    first = 1
    with guarded(path, opened.driver), _stream(opened) as (meta, batches):
        for batch in batches:
            for table in _sized(batch):
                yield _told(_frame(table, meta, opened, (first, tolerance)), links if first == 1 else 0)
                first += table.num_rows
        if opened.features > first - 1:
            raise _cut_short(opened, first - 1)
        if first == 1:
            nothing = pa.RecordBatch.from_pylist([], schema=batches.schema)
            yield _told(_frame(nothing, meta, opened, (first, tolerance)), links)


def _open(path: Path, layer: str | None, encoding: str | None, driver: str | None) -> _Layer:
    driver = driver or kind_of(path)
    check_whole(path, driver)
    options = dict(OPEN_OPTIONS.get(driver, {}))
    if driver == "ESRI Shapefile":
        options["encoding"] = dbf_encoding(path, encoding)
    with guarded(path, driver):
        name = chosen(path, driver, layer, options)
        info = pyogrio.read_info(path, layer=name, force_feature_count=driver in COUNTED, **options)
    features = int(info["features"]) if driver in COUNTED else 0
    return _Layer(path, driver, name, info["fid_column"] or _id_column(path, driver), features, encoding, options)


def _id_column(path: Path, driver: str) -> str:
    return feature_id.COLUMN if driver in NUMBERED and feature_id.is_number(path) else ""


def _cut_short(layer: _Layer, read: int) -> SourceError:
    return SourceError(
        Text(
            f"{layer.path.name} ist nur bis zum Datensatz {read} von {layer.features} lesbar.",
            f"{layer.path.name} can be read up to record {read} of {layer.features} only.",
        ),
        Text(
            f"Die Geometrie des Datensatzes {read + 1} ist fehlerhaft, oder die Datei ist unvollständig. "
            "Bitte noch einmal ausgeben.",
            f"The geometry of record {read + 1} is faulty, or the file is incomplete. Please export it again.",
        ),
    )


def _stream(layer: _Layer) -> AbstractContextManager[tuple[Mapping[str, Any], pa.RecordBatchReader]]:
    """Times come as text: Arrow knows one time zone for a column, files have one per value, or none."""
    found: AbstractContextManager[tuple[Mapping[str, Any], pa.RecordBatchReader]] = pyogrio.raw.open_arrow(
        layer.path,
        layer=layer.name,
        return_fids=bool(layer.fid_column),
        batch_size=BATCH,
        use_pyarrow=True,
        datetime_as_string=True,
        **layer.options,
    )
    return found


def _sized(batch: pa.RecordBatch) -> Iterator[pa.RecordBatch]:
    """Cut what is longer than a batch: some drivers do not keep to the size."""
    yield from (batch.slice(start, BATCH) for start in range(0, batch.num_rows, BATCH))


def _frame(batch: pa.RecordBatch, meta: Mapping[str, Any], layer: _Layer, how: tuple[int, float]) -> GeoDataFrame:
    """Columns go by their place, since an attribute may be called like the feature id."""
    first, tolerance = how
    index = numbered(first, batch.num_rows)
    offset = 1 if layer.fid_column else 0
    names = enumerate(cleaned(meta["fields"]), start=offset)
    columns = {name: _series(batch.column(place), index, layer.encoding) for place, name in names}
    if layer.fid_column:
        columns.setdefault(layer.fid_column, _series(batch.column(0), index, layer.encoding))
    columns.pop(GEOMETRY, None)
    shapes = from_wkb(_wkb(batch, meta), tolerance)
    table = pd.DataFrame(columns, index=index).assign(geom=GeoSeries(shapes.geometry, index=index))
    return shapes.note(GeoDataFrame(table, geometry=GEOMETRY, crs=crs.from_file(meta["crs"])))


def _told(frame: GeoDataFrame, links: int) -> GeoDataFrame:
    if links:
        frame.attrs["effects"] = {"linked": links}
    return frame


def _wkb(batch: pa.RecordBatch, meta: Mapping[str, Any]) -> NDArray[np.object_]:
    name = meta["geometry_name"] or "wkb_geometry"
    if name not in batch.schema.names:
        return np.full(batch.num_rows, None, dtype=object)
    wkb: NDArray[np.object_] = batch[name].to_numpy(zero_copy_only=False)
    return wkb


def _series(values: pa.Array, index: pd.Index, encoding: str | None) -> pd.Series:
    """Text stays in Arrow's memory; numbers keep their type, and whole numbers stay whole beside empty cells."""
    kind = values.type
    if pa.types.is_nested(kind):  # lists, which GML has for repeated elements: an attribute is one value
        return pd.Series([_as_json(value) for value in values.to_pylist()], index=index, dtype=object)
    if pa.types.is_integer(kind):
        values = values.cast(pa.int64())
    elif pa.types.is_string(kind) or pa.types.is_large_string(kind):
        values = _text(values, encoding)
    return pd.Series(values.to_pandas(types_mapper=DTYPES.get).array, index=index)


def _text(values: pa.Array, encoding: str | None) -> pa.Array:
    """Return text as it is where it is UTF-8, which GDAL promises and does not check; else by the declared encoding.

    Raises UnicodeDecodeError where none is declared, or another one than that of the file.
    """
    try:
        values.validate(full=True)
    except pa.ArrowInvalid:
        cells = values.cast(pa.large_binary()).to_pylist()
        return pa.array([None if cell is None else cell.decode(encoding or "utf-8") for cell in cells], pa.string())
    return values


def _as_json(value: object) -> object:
    listed = value.tolist() if isinstance(value, np.ndarray) else value
    return json.dumps(listed, ensure_ascii=False) if isinstance(listed, list) else value
