"""A table or view of another PostgreSQL database → a GeoParquet file of this machine; read only, in one snapshot.

COPY gives the rows as fast as the database can, Arrow reads them in parallel, and the file stands for the rows: its
hash tells whether they have changed.
"""

import json
import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from tempfile import TemporaryFile
from typing import IO

import psycopg
import pyarrow as pa
from psycopg import Connection
from psycopg.sql import SQL, Composed, Identifier, Literal
from pyarrow import csv, parquet
from pyproj import CRS
from pyproj.exceptions import CRSError

from pipelines.definition import TableSource
from pipelines.errors import SourceError, UsageError
from pipelines.reading.download import harmless_name, whole
from pipelines.text import Text

VARIABLE = "GEOPORTAL_SOURCE_{}_URL"
TIMEOUT = 600
"""Seconds that reading the table may take."""
CONNECT_TIMEOUT = 10
MAX_BYTES = 8 * 1024**3
BLOCK = 8 * 1024**2
NUMBERS = {"int2": pa.int64(), "int4": pa.int64(), "int8": pa.int64(), "float4": pa.float64(), "float8": pa.float64()}
"""Arrow type by PostgreSQL's; booleans too, anything else is text as PostgreSQL writes it (dates ISO 8601)."""
GEOMETRIES = frozenset({"geometry", "geography"})

TABLE = """
SELECT pg_class.oid, ARRAY (
    SELECT attname FROM pg_index JOIN pg_attribute ON attrelid = indrelid AND attnum = ANY (indkey)
    WHERE indrelid = pg_class.oid AND indisprimary ORDER BY array_position(indkey, attnum)
)
FROM pg_class JOIN pg_namespace ON pg_namespace.oid = relnamespace
WHERE nspname = %s AND relname = %s AND relkind = ANY ('{r,v,m,f,p}')
"""
"""Number of a table or view, and the columns of its primary key."""

COLUMNS = """
SELECT attname, typname, typcategory = 'A',
       CASE WHEN typname = 'geometry' THEN (greatest(atttypmod, 0) & 268435200) >> 8 ELSE 0 END
FROM pg_attribute JOIN pg_type ON pg_type.oid = atttypid
WHERE attrelid = %s AND attnum > 0 AND NOT attisdropped
ORDER BY attnum
"""
"""Name, type, whether it is an array; and of a geometry the SRID of its type, as PostGIS packs it."""

CHORDS = "CASE WHEN ST_HasArc({0}) THEN ST_CurveToLine({0}, {1}, 1, 0) ELSE {0} END"
SETTINGS = (
    SQL("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY"),
    SQL("SET LOCAL datestyle = 'ISO'"),
    SQL("SET LOCAL timezone = 'UTC'"),
    SQL("SET LOCAL extra_float_digits = 1"),
)


@dataclass(frozen=True)
class _Column:
    name: str
    kind: str
    is_array: bool
    srid: int

    @property
    def is_geometry(self) -> bool:
        return self.kind in GEOMETRIES

    @property
    def arrow(self) -> pa.DataType:
        if self.kind == "bool" and not self.is_array:
            return pa.bool_()
        return pa.string() if self.is_array else NUMBERS.get(self.kind, pa.string())


@dataclass(frozen=True)
class _Table:
    """A table or view: its columns, of which one at most is the geometry, and those of its key."""

    schema: str
    name: str
    columns: tuple[_Column, ...]
    geometry: _Column | None
    key: tuple[str, ...]

    @property
    def place(self) -> Identifier:
        return Identifier(self.schema, self.name)


def fetch_table(source: TableSource, folder: Path) -> Path:
    """Write the rows of ``source.table`` into a file in ``folder`` and return it.

    The address comes from the environment variable that ``source.database`` picks, so that no file holds credentials.
    Arcs become chords within ``source.arc_tolerance``. Raises UsageError without the variable, SourceError when the
    database or the table cannot be read.
    """
    assert source.database  # noqa: S101 - the definition's model sees to it
    assert source.table  # noqa: S101 - as above
    target = harmless_name(source.table.replace(".", "-"), ".parquet")
    with _connected(source.database) as connection, TemporaryFile() as rows, whole(folder, target) as file:
        table = _described(connection, source.table, source.layer)
        crs = _crs(connection, table)
        longest = _copy(connection, _query(table, source.arc_tolerance), rows)
        _write(rows, BLOCK + longest, table, crs, file)
    return folder / target


@contextmanager
def _connected(name: str) -> Iterator[Connection]:
    """A read-only snapshot of the database; its errors become sentences without its address."""
    variable = VARIABLE.format(name)
    url = os.environ.get(variable)
    if not url:
        raise UsageError(
            Text(f"{variable} ist nicht gesetzt.", f"{variable} is not set."),
            Text(
                "Sie enthält die Adresse der Datenbank: postgresql://leser:kennwort@server/datenbank.",
                "It holds the database's address: postgresql://reader:password@server/database.",
            ),
        )
    try:
        with psycopg.connect(url, connect_timeout=CONNECT_TIMEOUT) as connection:
            for setting in (*SETTINGS, SQL("SET LOCAL statement_timeout = {}").format(Literal(1000 * TIMEOUT))):
                connection.execute(setting)
            yield connection
    except psycopg.errors.QueryCanceled:
        raise _failed(name, Text(f"> {TIMEOUT} s")) from None
    except psycopg.errors.InsufficientPrivilege:
        raise _failed(name, Text("der Rolle fehlt das Leserecht", "the role may not read it")) from None
    except psycopg.Error as error:  # of a failed connection only its kind is told: libpq's words hold the address
        said = error.diag.message_primary
        raise _failed(name, Text(said) if said else Text("keine Verbindung", "no connection")) from None


def _described(connection: Connection, wanted: str, geometry: str | None) -> _Table:
    schema, _, name = wanted.partition(".")
    found = connection.execute(TABLE, [schema, name]).fetchone()
    if found is None:
        raise SourceError(
            Text(f"Die Tabelle {wanted} gibt es nicht.", f"There is no table {wanted}."),
            Text("Bitte table in der Definition prüfen.", "Please check table in the definition."),
        )
    number, key = found
    columns = [_Column(*row) for row in connection.execute(COLUMNS, [number])]
    chosen = _geometry(columns, wanted, geometry)
    kept = tuple(one for one in columns if not one.is_geometry or one is chosen)
    return _Table(schema, name, kept, chosen, tuple(key))


def _geometry(columns: list[_Column], table: str, wanted: str | None) -> _Column | None:
    """The column that holds the geometry: the only one, or the one that ``layer`` names."""
    found = [one for one in columns if one.is_geometry]
    named = [one for one in found if one.name == wanted] or found
    if len(named) < 2:
        return named[0] if named else None
    names = ", ".join(one.name for one in found)
    raise SourceError(
        Text(f"{table} hat mehrere Geometrien: {names}.", f"{table} has several geometries: {names}."),
        Text("Bitte eine davon als layer angeben.", "Please name one of them as layer."),
    )


def _crs(connection: Connection, table: _Table) -> CRS | None:
    """The CRS of the geometry: of its type, else of its rows, which must agree; None where it is unknown."""
    column = table.geometry
    if column is None:
        return None
    if column.kind == "geography":
        return CRS.from_epsg(4326)
    srids = [column.srid] if column.srid else _srids(connection, table, column)
    if len(srids) > 1:
        listed = ", ".join(map(str, srids))
        raise SourceError(
            Text(f"{table.name} hat mehrere Koordinatensysteme: {listed}.", f"{table.name} has several CRS: {listed}."),
            Text("Bitte eine Sicht mit nur einem anlegen.", "Please make a view with only one."),
        )
    query = "SELECT auth_name || ':' || auth_srid, srtext FROM spatial_ref_sys WHERE srid = %s"
    for written in connection.execute(query, srids or [0]).fetchone() or ():
        with suppress(CRSError):
            return CRS.from_user_input(written)
    return None


def _srids(connection: Connection, table: _Table, column: _Column) -> list[int]:
    query = SQL("SELECT DISTINCT ST_SRID({0}) FROM {1} WHERE {0} IS NOT NULL ORDER BY 1 LIMIT 10")
    return [row[0] for row in connection.execute(query.format(Identifier(column.name), table.place))]


def _query(table: _Table, tolerance: float) -> Composed:
    """All rows in the order of their key, so that the same rows make the same file."""
    listed = SQL(", ").join(_selected(one, tolerance) for one in table.columns)
    query = SQL("SELECT {} FROM {}").format(listed, table.place)
    if not table.key:
        return query
    return query + SQL(" ORDER BY {}").format(
        SQL(", ").join(map(partial(Identifier, table.schema, table.name), table.key))
    )


def _selected(column: _Column, tolerance: float) -> Composed:
    name = Identifier(column.name)
    if column.is_geometry:
        shape = SQL("{}::geometry").format(name)
        return SQL("encode(ST_AsBinary({}), 'hex')").format(SQL(CHORDS).format(shape, Literal(tolerance)))
    if column.is_array:
        return SQL("to_json({})::text").format(name)
    return SQL("{}::text").format(name)


def _copy(connection: Connection, query: Composed, file: IO[bytes]) -> int:
    """Return the bytes of the longest row; the server sends each as a block of its own."""
    size = longest = 0
    command = SQL("COPY ({}) TO STDOUT (FORMAT csv, FORCE_QUOTE *, ENCODING 'UTF8')").format(query)
    with connection.cursor() as cursor, cursor.copy(command) as rows:
        for block in rows:
            size, longest = size + len(block), max(longest, len(block))
            if size > MAX_BYTES:
                raise _too_large()
            file.write(block)
    return longest


def _too_large() -> SourceError:
    most = MAX_BYTES // 1024**3
    return SourceError(
        Text(f"Die Tabelle ist größer als {most} GB.", f"The table is larger than {most} GB."),
        Text("Bitte eine Sicht anlegen, die nur das Nötige zeigt.", "Please make a view that shows what is needed."),
    )


def _write(rows: IO[bytes], block: int, table: _Table, crs: CRS | None, file: IO[bytes]) -> None:
    """CSV → Parquet, ``block`` bytes at once, which no row exceeds.

    NULL is an empty cell without quotes; every value has them.
    """
    places = [f"{place}" for place in range(len(table.columns))]
    options = csv.ConvertOptions(
        column_types=dict(zip(places, [one.arrow for one in table.columns], strict=True)),
        null_values=[""],
        true_values=["true"],
        false_values=["false"],
        strings_can_be_null=True,
        quoted_strings_can_be_null=False,
    )
    reading = csv.ReadOptions(column_names=places, block_size=block)
    parsing = csv.ParseOptions(newlines_in_values=True)
    schema = _schema(table, crs)
    with parquet.ParquetWriter(file, schema, compression="zstd") as writer:
        for batch in csv.open_csv(rows, reading, parsing, options) if _holds_any(rows) else ():
            arrays = map(_array, table.columns, batch.columns)
            writer.write_batch(pa.RecordBatch.from_arrays(list(arrays), schema=schema))


def _holds_any(rows: IO[bytes]) -> bool:
    """An empty file is no CSV to Arrow."""
    found = rows.seek(0, os.SEEK_END) > 0
    rows.seek(0)
    return found


def _schema(table: _Table, crs: CRS | None) -> pa.Schema:
    """The GeoParquet 1.1 schema of the table."""
    fields = [pa.field(one.name, pa.binary() if one.is_geometry else one.arrow) for one in table.columns]
    if table.geometry is None:
        return pa.schema(fields)
    about: dict[str, object] = {"encoding": "WKB", "geometry_types": [], "crs": crs.to_json_dict() if crs else None}
    geo = {"version": "1.1.0", "primary_column": table.geometry.name, "columns": {table.geometry.name: about}}
    return pa.schema(fields, metadata={"geo": json.dumps(geo)})


def _array(column: _Column, values: pa.Array) -> pa.Array:
    if not column.is_geometry:
        return values
    return pa.array([None if text is None else bytes.fromhex(text) for text in values.to_pylist()], type=pa.binary())


def _failed(name: str, reason: Text) -> SourceError:
    variable = VARIABLE.format(name)
    return SourceError(
        Text(
            f"Die Datenbank {name} ist nicht lesbar: {reason.de}.",
            f"The database {name} cannot be read: {reason.to('en')}.",
        ),
        Text(
            f"Bitte {variable} und die Leserechte prüfen.",
            f"Please check {variable} and the rights to read.",
        ),
    )
