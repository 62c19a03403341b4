"""Frames → the table of one version, inside the publication's transaction.

Each batch becomes Arrow columns with the finished feature JSON and the content hash, and goes into the table by
binary COPY, while the next one is being read and checked; indexes follow when all rows are there.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field

import geopandas as gpd
import numpy as np
import pgpq
import pyarrow as pa
from psycopg.sql import SQL, Identifier
from sqlalchemy import Connection, Index, Table
from sqlalchemy.schema import AddConstraint, CreateIndex, CreateTable, DropConstraint

from pipelines.definition import Dataset
from pipelines.driver import driver, identifier
from pipelines.publishing.ahead import ahead
from pipelines.publishing.rows import placed, rows
from pipelines.storage import Box
from pipelines.tables import layer_table, trial_table

DETAIL = 50
"""How finely ANALYZE looks: half of PostgreSQL's default, and so half of its time. It reads 15,000 rows, as many common
values and steps of a histogram as are here; conditions that are rarer than that go by an index or read all rows anyway.
"""

EVERYWHERE = (np.inf, np.inf, -np.inf, -np.inf)


@dataclass
class _Measure:
    """What went into a table so far: number of rows, west, south, east, north in degrees, and the reach in metres."""

    count: int = 0
    box: tuple[float, float, float, float] = field(default=EVERYWHERE)
    reach: float = 0.0

    def add(self, count: int, box: tuple[float, float, float, float], reach: float) -> None:
        self.count += count
        self.reach = max(self.reach, reach)
        lower, upper = np.minimum(self.box, box)[:2], np.maximum(self.box, box)[2:]
        self.box = (float(lower[0]), float(lower[1]), float(upper[0]), float(upper[1]))


@dataclass(frozen=True)
class Loaded:
    """What a version's table holds; ``bbox`` is None when it is empty, ``reach`` is that of :mod:`pipelines.curve`."""

    count: int
    bbox: Box | None
    reach: float


def load(connection: Connection, dataset: Dataset, version: int, frames: Iterable[gpd.GeoDataFrame]) -> Loaded:
    """Create and fill ``data.<id>_v<version>``.

    Frames hold ``id``, the declared fields and ``geom`` in EPSG:25832. They are drawn in another thread while the
    COPY is open, so nothing that makes them may use ``connection``. Rows of a batch lie along a space-filling curve.
    """
    return _load(connection, dataset, layer_table(dataset, version), frames)


def trial(connection: Connection, dataset: Dataset, frames: Iterable[gpd.GeoDataFrame]) -> tuple[Table, Loaded]:
    """Fill a temporary table of the same columns, which goes with the transaction: to check and to compare."""
    table = trial_table(dataset)
    return table, _load(connection, dataset, table, frames)


def _load(connection: Connection, dataset: Dataset, table: Table, frames: Iterable[gpd.GeoDataFrame]) -> Loaded:
    key = table.primary_key
    key.name = f"{table.name}_pkey"
    connection.execute(CreateTable(table))
    connection.execute(DropConstraint(key))  # an index that grows while rows come is slower than one built at the end
    measure = _Measure()
    copy(connection, table, (_measured(frame, dataset, measure) for frame in ahead(frames) if len(frame)))
    connection.execute(AddConstraint(key))
    add_indexes(connection, table)
    _analyze(connection, table)
    return Loaded(measure.count, measure.box if measure.count else None, measure.reach)


def add_indexes(connection: Connection, table: Table) -> None:
    """Create the indexes that every layer's table has besides its key: by geometry, and in the order of pages."""
    connection.execute(CreateIndex(Index(f"{table.name}_geom_idx", table.c.geom, postgresql_using="gist")))
    connection.execute(CreateIndex(Index(f"{table.name}_place_idx", table.c["_place"], table.c.id)))


def _analyze(connection: Connection, table: Table) -> None:
    """Count what conditions ask for. Nobody asks what is written about a feature as a whole, which is most of a row."""
    asked = SQL(", ").join(Identifier(each.name) for each in table.columns if each.name not in {"geojson", "hash"})
    driver(connection).execute(SQL("SET LOCAL default_statistics_target = {}").format(DETAIL))
    driver(connection).execute(SQL("ANALYZE {} ({})").format(identifier(table), asked))


def _measured(frame: gpd.GeoDataFrame, dataset: Dataset, measure: _Measure) -> pa.RecordBatch:
    ordered, reach = placed(frame)
    batch, box = rows(ordered, dataset)
    measure.add(batch.num_rows, box, reach)
    return batch


def copy(connection: Connection, table: Table, batches: Iterable[pa.RecordBatch]) -> None:
    """Append batches to the table; columns are matched by name, geometries are EWKB, uuids 16 bytes."""
    cursor, encoder = driver(connection).cursor(), None
    names = SQL(", ").join(map(Identifier, table.columns.keys()))
    with cursor.copy(SQL("COPY {} ({}) FROM STDIN (FORMAT BINARY)").format(identifier(table), names)) as stream:
        for batch in batches:
            if encoder is None:
                encoder = pgpq.ArrowToPostgresBinaryEncoder(batch.schema)
                stream.write(encoder.write_header())
            stream.write(encoder.write_batch(batch))
        stream.write(encoder.finish() if encoder else EMPTY)


EMPTY = b"PGCOPY\n\xff\r\n\x00" + bytes(8) + b"\xff\xff"
"""A binary COPY without rows: signature, flags, length of the extension, trailer."""
