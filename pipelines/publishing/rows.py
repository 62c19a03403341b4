"""A batch of finished features → Arrow columns of the layer's table: fields, EWKB, feature JSON, content hash."""

import hashlib

import geopandas as gpd
import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc
import shapely

from pipelines.curve import places
from pipelines.definition import Dataset, FieldType
from pipelines.publishing import geojson
from pipelines.publishing.geometry import in_degrees
from pipelines.storage import STORAGE_SRID, Box
from pipelines.wkb import BINARY, NOTHING, ewkb

ARROW_TYPES: dict[FieldType, pa.DataType] = {
    "text": pa.large_string(),
    "integer": pa.int64(),
    "number": pa.float64(),
    "boolean": pa.bool_(),
    "date": pa.date32(),
    "datetime": pa.timestamp("us", "UTC"),
    "url": pa.large_string(),
    "email": pa.large_string(),
    "phone": pa.large_string(),
    "hours": pa.large_string(),
}
"""Arrow types whose binary COPY form is that of the columns in :mod:`pipelines.tables`."""


def rows(frame: gpd.GeoDataFrame, dataset: Dataset) -> tuple[pa.RecordBatch, Box]:
    """Return the rows and their extent (degrees). The frame has ``id``, the declared fields, ``geom`` (EPSG:25832,
    as :func:`pipelines.stages.geometry.repair` leaves it) and ``_place``.
    """
    shapes = frame.geometry.to_numpy()
    ids = pa.array(frame["id"], pa.large_string())
    fields = {name: _column(frame[name], field.type) for name, field in dataset.fields.items()}
    binary = ewkb(shapes, STORAGE_SRID)
    geometries, box = in_degrees(shapes, dataset.dimensions)
    public = {name: fields[name] for name in dataset.public_fields}
    written = geojson.features(ids, geometries, public)
    internal = [fields[name] for name in fields if name not in public]
    columns = {"id": ids, **fields, "geom": binary, "geojson": written}
    columns["hash"] = _hashes(binary, written, internal)
    columns["_place"] = pa.array(frame["_place"], pa.int64())
    return pa.RecordBatch.from_pydict(columns), box


def placed(frame: gpd.GeoDataFrame) -> tuple[gpd.GeoDataFrame, float]:
    """Add ``_place`` and sort by it, so that what lies close together is read together; return the reach, too."""
    place, reach = places(shapely.bounds(frame.geometry.to_numpy()))
    return frame.assign(_place=place).iloc[np.argsort(place, kind="stable")], reach


def _column(values: pd.Series, kind: FieldType) -> pa.Array:
    """Every way in which pandas says "no value" becomes null."""
    array = pa.array(values, ARROW_TYPES[kind], from_pandas=True)
    return array.combine_chunks() if isinstance(array, pa.ChunkedArray) else array


def _hashes(binary: pa.Array, written: pa.Array, internal: list[pa.Array]) -> pa.Array:
    """128 bits of everything that makes a feature: what is shown, where it lies exactly, and what is internal."""
    whole = pc.binary_join_element_wise(binary, written.cast(BINARY), NOTHING).to_pylist()
    if internal:
        hidden = map(repr, zip(*(array.to_pylist() for array in internal), strict=True))
        whole = [shown + b"\x1e" + more.encode() for shown, more in zip(whole, hidden, strict=True)]
    return pa.array([hashlib.blake2b(each, digest_size=16).digest() for each in whole], pa.binary(16))
