"""Frames → the table of one version, inside the publication's transaction.

Rows come by binary COPY into a temporary table (as fast as ogr2ogr, 3.7 times geopandas' ``to_postgis``).
One statement then writes the real table in spatial order, with the finished feature JSON, so that no row is
written twice; indexes follow when all rows are there.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import geopandas as gpd
import pandas as pd
import psycopg
import shapely
from psycopg.sql import SQL, Composed, Identifier
from sqlalchemy import Column, Connection, Index, MetaData, Table, text
from sqlalchemy.schema import AddConstraint, CreateIndex, CreateTable, DropConstraint

from pipelines.definition import Dataset, FieldType
from pipelines.tables import STORAGE_SRID, Box, layer_table

WIRE_TYPES: dict[FieldType, str] = {
    "text": "text",
    "integer": "int8",
    "number": "float8",
    "boolean": "bool",
    "date": "date",
    "datetime": "timestamptz",
    "url": "text",
    "email": "text",
    "phone": "text",
}
"""PostgreSQL's types in binary COPY; a geometry travels as EWKB, which ``bytea`` passes through unchanged."""

INSERT = SQL("""
    INSERT INTO {table} ({columns}, geojson, hash)
    SELECT {columns}, concat(
        '{{"type":"Feature","id":', to_json(id),
        ',"geometry":', ST_AsGeoJSON(ST_ForcePolygonCCW(_degrees), 7, 0),
        ',"properties":', (SELECT to_json(_public) FROM (SELECT {public}) AS _public), '}}'), md5(_staged::text)::uuid
    FROM (SELECT *, ST_Transform(geom, 4326) AS _degrees FROM {staging} OFFSET 0) AS _staged
    ORDER BY _degrees, id
""")
"""PostGIS transforms to longitude first and orders geometries along a Hilbert curve, which is square for degrees
only (it takes the bits of floats as they are). OFFSET 0 makes it transform once. RFC 7946 (3.1.6) wants outer rings
counter-clockwise. ``to_json`` of a row keeps the declared order of the fields and their nulls. Our own
names begin with _, which no field's does: a field called like a row would be taken for it."""

EXTENT = SQL("""
    SELECT rows, ST_XMin(box), ST_YMin(box), ST_XMax(box), ST_YMax(box)
    FROM (SELECT ST_Extent(ST_Transform(geom, 4326)) AS box, count(*) AS rows FROM {table}) AS extent
""")


@dataclass(frozen=True)
class Loaded:
    """What a version's table holds; ``bbox`` is None when it is empty."""

    count: int
    bbox: Box | None


def load(connection: Connection, dataset: Dataset, version: int, frames: Iterable[gpd.GeoDataFrame]) -> Loaded:
    """Create and fill ``data.<id>_v<version>``.

    Frames hold ``id``, the declared fields and ``geom`` in EPSG:25832. They are drawn while the COPY is open, so
    nothing that makes them may use ``connection``.
    """
    connection.execute(text("SET LOCAL TimeZone = 'UTC'"))
    table = layer_table(dataset, version)
    staging = _staging(table)
    connection.execute(CreateTable(staging))
    _copy(connection, dataset, staging, frames)
    _fill(connection, dataset, staging, table)
    return _measure(connection, table)


def _staging(table: Table) -> Table:
    columns = (Column(column.name, column.type) for column in table.columns if column.name not in {"geojson", "hash"})
    return Table("staging", MetaData(), *columns, prefixes=["TEMPORARY"], postgresql_on_commit="DROP")


def _copy(connection: Connection, dataset: Dataset, staging: Table, frames: Iterable[gpd.GeoDataFrame]) -> None:
    statement = SQL("COPY {} ({}) FROM STDIN (FORMAT BINARY)").format(
        Identifier("pg_temp", staging.name), _names(staging.columns.keys())
    )
    with driver(connection).cursor() as cursor, cursor.copy(statement) as copy:
        copy.set_types(["text", *(WIRE_TYPES[field.type] for field in dataset.fields.values()), "bytea"])
        for frame in frames:
            for row in _rows(frame, dataset):
                copy.write_row(row)


def _rows(frame: gpd.GeoDataFrame, dataset: Dataset) -> Iterator[tuple[object, ...]]:
    points = shapely.set_srid(frame.geometry.to_numpy(), STORAGE_SRID)
    columns = [_objects(frame[name]) for name in ("id", *dataset.fields)]
    return zip(*columns, shapely.to_wkb(points, include_srid=True), strict=True)


def _objects(values: pd.Series) -> list[object]:
    """Return Python's own objects, None for every way in which pandas says "no value"."""
    return values.astype(object).where(values.notna(), None).tolist()


def _fill(connection: Connection, dataset: Dataset, staging: Table, table: Table) -> None:
    """An index that grows while rows come is slower than one built at the end, so the key is added last."""
    key = table.primary_key
    key.name = f"{table.name}_pkey"
    connection.execute(CreateTable(table))
    connection.execute(DropConstraint(key))
    names = {
        "table": _identifier(table),
        "columns": _names(staging.columns.keys()),
        "public": _names(dataset.public_fields),
        "staging": Identifier("pg_temp", staging.name),
    }
    cursor = driver(connection).cursor()
    cursor.execute(INSERT.format(**names))
    connection.execute(AddConstraint(key))
    connection.execute(CreateIndex(Index(f"{table.name}_geom_idx", table.c.geom, postgresql_using="gist")))
    cursor.execute(SQL("ANALYZE {}").format(_identifier(table)))


def _measure(connection: Connection, table: Table) -> Loaded:
    row = driver(connection).execute(EXTENT.format(table=_identifier(table))).fetchone()
    count, *box = row or (0,)
    return Loaded(count, (box[0], box[1], box[2], box[3]) if count else None)


def driver(connection: Connection) -> psycopg.Connection:
    """Return psycopg's connection under SQLAlchemy's, in the same transaction."""
    found = connection.connection.driver_connection
    if not isinstance(found, psycopg.Connection):
        message = f"COPY needs psycopg, not {type(found).__name__}"
        raise TypeError(message)
    return found


def _identifier(table: Table) -> Identifier:
    return Identifier(table.schema, table.name) if table.schema else Identifier(table.name)


def _names(names: Iterable[str]) -> Composed:
    return SQL(", ").join(map(Identifier, names))
