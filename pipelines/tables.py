"""Definition → SQLAlchemy table of one version, in the storage CRS."""

from collections.abc import Iterator
from typing import Any

from geoalchemy2 import Geometry
from sqlalchemy import BigInteger, Boolean, Column, Date, DateTime, Double, MetaData, Table, Text, Uuid
from sqlalchemy.types import TypeEngine

from pipelines.definition import Dataset, FieldType
from pipelines.portal import DATA
from pipelines.storage import STORAGE_SRID

COLUMN_TYPES: dict[FieldType, TypeEngine[Any]] = {
    "text": Text(),
    "integer": BigInteger(),
    "number": Double(),
    "boolean": Boolean(),
    "date": Date(),
    "datetime": DateTime(timezone=True),
    "url": Text(),
    "email": Text(),
    "phone": Text(),
    "hours": Text(),
}


def table_name(dataset_id: str, version: int) -> str:
    """Name of the table that holds one version of a layer."""
    return f"{dataset_id}_v{version}"


def layer_table(dataset: Dataset, version: int) -> Table:
    """Describe ``data.<id>_v<version>``: feature id, declared fields, geometry, finished feature JSON, hash.

    ``geojson`` is the whole public feature as text: CRS84, 7 decimals, longitude first. ``hash`` is of the whole
    feature, internal fields and the geometry as stored included, so that two versions compare without their columns.
    ``_place`` is where the feature lies along the curve of :mod:`pipelines.curve`; pages follow it, then the id.
    """
    return Table(table_name(dataset.id, version), MetaData(schema=DATA), *_columns(dataset))


def trial_table(dataset: Dataset) -> Table:
    """Describe a temporary table of the same columns, which goes with its transaction."""
    name = f"{dataset.id}_trial"
    return Table(name, MetaData(), *_columns(dataset), prefixes=["TEMPORARY"], postgresql_on_commit="DROP")


def _columns(dataset: Dataset) -> Iterator[Column[Any]]:
    yield Column("id", Text(collation="C"), primary_key=True)  # an order by bytes is built and kept at half the cost
    yield from (Column(name, COLUMN_TYPES[field.type]) for name, field in dataset.fields.items())
    kind = dataset.geometry.upper() + dataset.dimensions.upper().removeprefix("XY")
    shape = Geometry(kind, srid=STORAGE_SRID, dimension=len(dataset.dimensions), spatial_index=False)
    yield Column("geom", shape, nullable=False)
    yield Column("geojson", Text, nullable=False)
    yield Column("hash", Uuid, nullable=False)
    yield Column("_place", BigInteger, nullable=False)


def public_columns(dataset: Dataset) -> tuple[str, ...]:
    """The columns that the reader's role may select."""
    return ("id", *dataset.public_fields, "geom", "geojson", "_place")
