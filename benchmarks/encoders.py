"""Ways to bring Arrow batches into a table by COPY: which encoder is worth its dependency."""

import importlib.util
import io
import random
import struct
import uuid
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from datetime import UTC, datetime
from pathlib import Path

import psycopg
import pyarrow as pa
import pyarrow.csv
import pyogrio
import shapely
from pgpq import ArrowToPostgresBinaryEncoder
from psycopg.sql import SQL, Identifier

from benchmarks.measure import Timing, take_turns
from benchmarks.place import SCRATCH, Place

DDL = "name text, art text, nr int8, wert float8, hoehe float8, zeit timestamptz, kennung uuid, geom geometry"

BATCH = 50_000

EPOCH = datetime(2000, 1, 1, tzinfo=UTC)
"""PostgreSQL counts microseconds from here."""


def race(place: Place, path: Path, repeats: int) -> dict[str, Timing]:
    """Time each encoder from ready Arrow batches to committed rows; encoding alone where it can be told apart."""
    batches = list(_batches(path))
    encoders: dict[str, Callable[[], object]] = {
        "pgpq": lambda: _copy(place, "binary", _pgpq(batches)),
        "psycopg write_row": lambda: _write_rows(place, batches),
        "hand-packed rows": lambda: _copy(place, "binary", _packed(batches)),
        "pyarrow CSV": lambda: _copy(place, "csv", _csv(batches)),
        "pgpq, encoding only": lambda: sum(map(len, _pgpq(batches))),
        "hand-packed, encoding only": lambda: sum(map(len, _packed(batches))),
        "pyarrow CSV, encoding only": lambda: sum(map(len, _csv(batches))),
    }
    if importlib.util.find_spec("adbc_driver_postgresql"):
        encoders["ADBC ingest"] = lambda: _adbc(place, batches)
    return take_turns(encoders, repeats, lambda: _prepare(place))


def _prepare(place: Place) -> None:
    place.clear()
    with psycopg.connect(place.dsn) as connection:
        connection.execute(f"CREATE TABLE {SCRATCH}.copied ({DDL})")


def _batches(path: Path) -> Iterator[pa.RecordBatch]:
    """Read eight columns out of a file of :mod:`benchmarks.files`, geometry as EWKB."""
    frame = pyogrio.read_dataframe(path)
    shapes = shapely.to_wkb(shapely.set_srid(frame.geometry.to_numpy(), 25832), include_srid=True)
    keys = random.Random(0).randbytes(16 * len(frame))
    columns = {
        "name": pa.array(frame["name"], pa.string()),
        "art": pa.array(frame["cc"] if "cc" in frame else frame["name"].str[:7], pa.string()),
        "nr": pa.array(frame["nr"], pa.int64()),
        "wert": pa.array(frame["wert"] if "wert" in frame else frame["hoehe"], pa.float64()),
        "hoehe": pa.array(
            frame["hoehe"] if "hoehe" in frame else frame["lat"], pa.float64(), mask=(frame["nr"] % 10 == 0).to_numpy()
        ),
        "zeit": pa.array(frame["zeit"] if "zeit" in frame else frame["geprueft"], pa.timestamp("us", "UTC")),
        "kennung": pa.array([keys[at : at + 16] for at in range(0, len(keys), 16)], pa.binary(16)),
        "geom": pa.array(shapes, pa.binary()),
    }
    yield from pa.table(columns).to_batches(max_chunksize=BATCH)


def _copy(place: Place, form: str, parts: Iterator[bytes | memoryview]) -> None:
    with psycopg.connect(place.dsn) as connection, _copying(connection, form) as copy:
        for part in parts:
            copy.write(part)


def _copying(connection: psycopg.Connection, form: str) -> AbstractContextManager[psycopg.Copy]:
    statement = SQL("COPY {}.copied FROM STDIN (FORMAT {})").format(Identifier(SCRATCH), Identifier(form))
    return connection.cursor().copy(statement)


def _pgpq(batches: list[pa.RecordBatch]) -> Iterator[bytes]:
    encoder = ArrowToPostgresBinaryEncoder(batches[0].schema)
    yield encoder.write_header()
    yield from map(encoder.write_batch, batches)
    yield encoder.finish()


def _write_rows(place: Place, batches: list[pa.RecordBatch]) -> None:
    with psycopg.connect(place.dsn) as connection, _copying(connection, "binary") as copy:
        copy.set_types(["text", "text", "int8", "float8", "float8", "timestamptz", "uuid", "bytea"])
        for batch in batches:
            *columns, keys, shapes = [column.to_pylist() for column in batch.columns]
            for row in zip(*columns, [uuid.UUID(bytes=key) for key in keys], shapes, strict=True):
                copy.write_row(row)


def _packed(batches: list[pa.RecordBatch]) -> Iterator[bytes]:
    """Rows by :mod:`struct`, as one would write them without a library."""
    yield b"PGCOPY\n\xff\r\n\0" + bytes(8)
    whole, real, length = struct.Struct("!iq").pack, struct.Struct("!id").pack, struct.Struct("!i").pack
    null, begin = length(-1), struct.pack("!h", 8)
    for batch in batches:
        name, art, nr, wert, hoehe, zeit, key, geom = batch.columns
        shift = int(EPOCH.timestamp()) * 1_000_000
        fields = (
            [null if each is None else length(len(raw := each.encode())) + raw for each in name.to_pylist()],
            [null if each is None else length(len(raw := each.encode())) + raw for each in art.to_pylist()],
            [null if each is None else whole(8, each) for each in nr.to_pylist()],
            [null if each is None else real(8, each) for each in wert.to_pylist()],
            [null if each is None else real(8, each) for each in hoehe.to_pylist()],
            [null if each is None else whole(8, each - shift) for each in zeit.cast(pa.int64()).to_pylist()],
            [null if each is None else length(16) + each for each in key.to_pylist()],
            [null if each is None else length(len(each)) + each for each in geom.to_pylist()],
        )
        yield b"".join(begin + b"".join(row) for row in zip(*fields, strict=True))
    yield struct.pack("!h", -1)


def _csv(batches: list[pa.RecordBatch]) -> Iterator[memoryview]:
    """Text as Arrow writes it; identifiers and geometry as hexadecimal digits."""
    options = pyarrow.csv.WriteOptions(include_header=False)
    for batch in batches:
        plain = list(batch.columns[:6])
        digits = [pa.array([each.hex() for each in column.to_pylist()]) for column in batch.columns[6:]]
        buffer = io.BytesIO()
        pyarrow.csv.write_csv(pa.RecordBatch.from_arrays(plain + digits, names=batch.schema.names), buffer, options)
        yield buffer.getbuffer()


def _adbc(place: Place, batches: list[pa.RecordBatch]) -> None:
    """ADBC makes its table itself and knows no geometry: it stays ``bytea``."""
    dbapi = importlib.import_module("adbc_driver_postgresql.dbapi")
    with dbapi.connect(place.dsn) as connection, connection.cursor() as cursor:
        reader = pa.RecordBatchReader.from_batches(batches[0].schema, batches)
        cursor.adbc_ingest("ingested", reader, mode="create", db_schema_name=SCRATCH)
        connection.commit()
