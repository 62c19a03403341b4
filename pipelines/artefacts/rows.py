"""The public rows of one version, taken once out of the open transaction into an Arrow file that all writers read.

COPY gives rows in the table's order, which is the same for the same content, and never more than a block of them is
in memory.
"""

import io
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray
from psycopg.sql import SQL, Composed, Identifier
from pyarrow import csv
from sqlalchemy import Connection, text

from pipelines.definition import Dataset, FieldType
from pipelines.driver import driver
from pipelines.portal import DATA
from pipelines.tables import table_name

BLOCK = 8_000_000
"""Bytes of rows that become one Arrow batch."""

ARROW_TYPES: dict[FieldType, pa.DataType] = {
    "text": pa.string(),
    "integer": pa.int64(),
    "number": pa.float64(),
    "boolean": pa.bool_(),
    "date": pa.date32(),
    "datetime": pa.timestamp("us", "UTC"),
    "url": pa.string(),
    "email": pa.string(),
    "phone": pa.string(),
    "hours": pa.string(),
}
"""Not those of COPY (pipelines.publishing.rows): GDAL's and Parquet's writers want plain strings."""

PLACE = ("_lon", "_lat")
"""A point on each feature in CRS84 degrees; no field's name begins with _."""

SELECT = SQL("""
    COPY (
        SELECT id, {fields}round(ST_X(_spot)::numeric, 7), round(ST_Y(_spot)::numeric, 7), _wkb
        FROM (
            SELECT *, ST_Transform(ST_PointOnSurface(geom), 4326) AS _spot,
                encode(ST_AsBinary(geom, 'NDR'), 'hex') AS _wkb
            FROM {table} OFFSET 0
        ) AS _placed
    ) TO STDOUT (FORMAT csv)
""")


@dataclass(frozen=True)
class Rows:
    """Columns ``id``, the public fields, ``_lon`` and ``_lat`` in CRS84, ``geom`` as WKB in EPSG:25832."""

    path: Path
    schema: pa.Schema
    count: int

    def batches(self) -> Iterator[pa.RecordBatch]:
        """Yield the rows in the table's order; an empty layer yields one empty batch."""
        with pa.OSFile(str(self.path)) as source, pa.ipc.open_file(source) as file:
            if not file.num_record_batches:
                yield pa.RecordBatch.from_pylist([], self.schema)
            for number in range(file.num_record_batches):
                yield file.get_batch(number)


def alike(batch: pa.RecordBatch, fields: frozenset[str]) -> Iterator[tuple[dict[str, Any], NDArray[np.int64]]]:
    """Yield each combination of values of these fields, and the places of the rows that have it."""
    names = [name for name in batch.schema.names if name in fields]
    groups: dict[tuple[Any, ...], list[int]] = defaultdict(list)
    values = [batch[name].to_pylist() for name in names]
    for row, key in enumerate(zip(*values, strict=True) if names else [()] * len(batch)):
        groups[key].append(row)
    for key, which in groups.items():
        yield dict(zip(names, key, strict=True)), np.array(which)


def spool(connection: Connection, dataset: Dataset, version: int, path: Path) -> Rows:
    """Write the public rows of ``data.<id>_v<version>`` into an Arrow file, in the connection's transaction."""
    fields = {name: ARROW_TYPES[field.type] for name, field in dataset.public_fields.items()}
    places = dict.fromkeys(PLACE, pa.float64())
    schema = pa.schema({"id": pa.string()} | fields | places | {"geom": pa.binary()})
    columns = SQL("").join(SQL("{}, ").format(Identifier(name)) for name in fields)
    statement = SELECT.format(fields=columns, table=Identifier(DATA, table_name(dataset.id, version)))
    count = 0
    with pa.OSFile(str(path), "wb") as sink, pa.ipc.new_file(sink, schema) as writer:
        for block in copied(connection, statement):
            batch = _batch(block, schema)
            writer.write_table(batch)
            count += len(batch)
    return Rows(path, schema, count)


def copied(connection: Connection, statement: Composed) -> Iterator[bytes]:
    """Yield what COPY gives, in blocks of whole rows, always in the table's order."""
    connection.execute(text("SET LOCAL TimeZone = 'UTC'"))
    connection.execute(text("SET LOCAL synchronize_seqscans = off"))
    connection.execute(text("SET LOCAL max_parallel_workers_per_gather = 0"))
    block = bytearray()
    with driver(connection).cursor() as cursor, cursor.copy(statement) as copy:
        for row in copy:
            block += row
            if len(block) >= BLOCK:
                yield bytes(block)
                block.clear()
    if block:
        yield bytes(block)


def _batch(block: bytes, schema: pa.Schema) -> pa.Table:
    types = {field.name: field.type for field in schema} | {"geom": pa.string()}
    table = csv.read_csv(
        io.BytesIO(block),
        read_options=csv.ReadOptions(column_names=schema.names, block_size=len(block) + 1),
        parse_options=csv.ParseOptions(newlines_in_values=True),
        convert_options=csv.ConvertOptions(
            column_types=types,
            null_values=[""],
            true_values=["t"],
            false_values=["f"],
            strings_can_be_null=True,
            quoted_strings_can_be_null=False,
        ),
    )
    place = schema.get_field_index("geom")
    return table.set_column(place, schema.field("geom"), _unhex(table["geom"]))


def _unhex(column: pa.ChunkedArray) -> pa.Array:
    """Decode the whole column at once: half the bytes, half of every offset."""
    texts = pa.concat_arrays(column.chunks)
    _, offsets, data = texts.buffers()
    starts = np.frombuffer(offsets, np.int32, len(texts) + 1, texts.offset * 4) // 2
    decoded = bytes.fromhex(data.to_pybytes().decode("ascii"))
    return pa.Array.from_buffers(pa.binary(), len(texts), [None, pa.py_buffer(starts), pa.py_buffer(decoded)])
