"""One derived collection in the database: its table, its versions, and the rows of one plan in it."""

from dataclasses import dataclass
from functools import cached_property
from typing import Any
from uuid import UUID

import geopandas as gpd
import pyarrow as pa
import pyarrow.compute as pc
import shapely
from psycopg.sql import SQL, Composed, Identifier, Literal
from sqlalchemy import ColumnElement, Connection, Index, Text, any_, delete, func, insert, literal, select
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.schema import CreateIndex, CreateTable

from pipelines import portal
from pipelines.definition import Dataset
from pipelines.driver import driver, identifier
from pipelines.plans.collections import class_of, of_class, overview
from pipelines.plans.content import Part
from pipelines.plans.edition import Changes, Edition, Live, record
from pipelines.plans.names import OVERVIEW
from pipelines.plans.samples import digests
from pipelines.plans.stored import IS_LIVE
from pipelines.publication import snapshot_of
from pipelines.publishing import search, view
from pipelines.publishing.identity import snapshot
from pipelines.publishing.load import add_indexes, copy
from pipelines.publishing.patience import patiently
from pipelines.publishing.release import new_version, point_to
from pipelines.publishing.rows import placed, rows
from pipelines.searched import searched
from pipelines.settings import Settings
from pipelines.storage import STORAGE_SRID, Box
from pipelines.style import load_style
from pipelines.tables import layer_table, table_name
from pipelines.town import Town


@dataclass(frozen=True)
class Batch:
    """The rows of one plan as the table takes them, with their extent in degrees and their reach in metres."""

    rows: pa.RecordBatch | None
    bbox: Box | None
    reach: float

    @cached_property
    def hashes(self) -> dict[str, UUID]:
        """The hash of each feature by id."""
        if self.rows is None:
            return {}
        ids, found = self.rows["id"].to_pylist(), self.rows["hash"].to_pylist()
        return {name: UUID(bytes=each) for name, each in zip(ids, found, strict=True)}


class Collection:
    """One collection in a transaction that holds the lock of them all."""

    def __init__(self, connection: Connection, settings: Settings, town: Town, name: str) -> None:
        self._connection = connection
        self._settings = settings
        self._town = town
        self.name = name

    def replace(self, plan: str, part: Part | None, state: str) -> None:
        """Put ``part`` in the place of what the collection has of ``plan``; None takes that away.

        Nothing happens where both are the same. The collection comes with its first row, and goes with its last.
        """
        before = self._live()
        dataset = self._dataset(part, before)
        batch = _batch(part, dataset)
        if before is None:
            if batch.rows is None:
                return
            features = self._create(dataset)
        else:
            features = before.features
            self._widen(before, dataset)
        changes = self._exchange(layer_table(dataset, features), plan, batch)
        self._share(plan, batch)
        dataset = self._rated(dataset)
        if not changes and before and snapshot(before.dataset) == snapshot(dataset):
            return
        if not self._count():
            self._leave(dataset.id, features)
            return
        self._publish(dataset, features, before, changes, state)
        if searched(dataset):
            self._find(dataset, features, plan, changes)

    def restyle(self) -> bool:
        """Publish the features again where this release has other words or another style; tell whether it does."""
        before = self._live()
        if before is None:
            return False
        dataset = self._rated(self._dataset(None, before))
        if snapshot(before.dataset) == snapshot(dataset) and before.style == list(load_style(self._settings, dataset)):
            return False
        self._publish(dataset, before.features, before, Changes((), (), ()), "restyle")
        search.index_layer(self._connection, dataset, before.features)
        return True

    def _live(self) -> Live | None:
        table = portal.publication
        query = select(table.c.version, table.c.features, table.c.identity, table.c.style, table.c.source).join(
            portal.live, (portal.live.c.dataset == table.c.dataset) & (portal.live.c.version == table.c.version)
        )
        row = self._connection.execute(query.where(table.c.dataset == self.name)).one_or_none()
        if row is None:
            return None
        dataset = snapshot_of(self._connection, self.name, row.version)
        return Live(row.version, row.features, dataset, row.identity, row.style)

    def _dataset(self, part: Part | None, before: Live | None) -> Dataset:
        """Of this release, with the columns that were there and those that come."""
        if self.name == OVERVIEW:
            return overview(self._town)
        used = {*(before.dataset.fields if before else ()), *(part.used if part else ())}
        return of_class(self._town, class_of(self.name), used)

    def _rated(self, dataset: Dataset) -> Dataset:
        """Said to be sample data as long as nothing else is in it."""
        share, version = portal.plan_share.c, portal.plan_version.c
        of_plans = (
            select(version.plan).join(portal.plan_live, IS_LIVE).join(portal.plan_share, share.plan == version.plan)
        )
        real = of_plans.where(share.collection == self.name, version.source_sha256.not_in(digests()))
        is_official = self._connection.scalar(select(real.exists()))
        return dataset if is_official else dataset.model_copy(update={"quality": "sample"})

    def _create(self, dataset: Dataset) -> int:
        features = new_version(self._connection, dataset.id)
        table = layer_table(dataset, features)
        table.primary_key.name = f"{table.name}_pkey"
        self._connection.execute(CreateTable(table))
        add_indexes(self._connection, table)
        self._connection.execute(CreateIndex(Index(f"{table.name}_plan_idx", table.c.plan)))
        view.show(self._connection, dataset, features)
        search.index_layer(self._connection, dataset, features)
        return features

    def _widen(self, before: Live, dataset: Dataset) -> None:
        """A column that may be empty is added in no time, however many rows there are."""
        table = layer_table(dataset, before.features)
        missing = [table.c[name] for name in dataset.fields if name not in before.dataset.fields]
        if missing:
            kinds = (SQL(column.type.compile(self._connection.dialect)) for column in missing)
            added = (
                SQL("ADD COLUMN {} {}").format(Identifier(column.name), kind)
                for column, kind in zip(missing, kinds, strict=True)
            )
            statement = SQL("ALTER TABLE {} {}").format(identifier(table), SQL(", ").join(added))
            self._alone(table.name, statement)
            view.show(self._connection, dataset, before.features)

    def _exchange(self, table: Any, plan: str, batch: Batch) -> Changes:
        """Delete what is gone or different, insert what is new or different; features that are the same stay."""
        query = select(table.c.id, table.c.hash).where(table.c.plan == plan)
        old = {row.id: row.hash for row in self._connection.execute(query)}
        new = batch.hashes
        changes = Changes(
            added=tuple(sorted(new.keys() - old.keys())),
            changed=tuple(sorted(name for name in new.keys() & old.keys() if new[name] != old[name])),
            removed=tuple(sorted(old.keys() - new.keys())),
        )
        if gone := [*changes.removed, *changes.changed]:
            self._connection.execute(delete(table).where(table.c.id == among(gone)))
        if batch.rows is not None and (coming := [*changes.added, *changes.changed]):
            mask = pc.is_in(batch.rows["id"], pa.array(coming, batch.rows["id"].type))
            copy(self._connection, table, [batch.rows.filter(mask)])
        return changes

    def _share(self, plan: str, batch: Batch) -> None:
        table = portal.plan_share
        self._connection.execute(delete(table).where(table.c.collection == self.name, table.c.plan == plan))
        if batch.rows is not None and batch.bbox:
            values = {"features": batch.rows.num_rows, "bbox": list(batch.bbox), "reach": batch.reach}
            self._connection.execute(insert(table).values(collection=self.name, plan=plan, **values))

    def _count(self) -> int:
        table = portal.plan_share
        query = select(func.coalesce(func.sum(table.c.features), 0)).where(table.c.collection == self.name)
        return int(self._connection.scalar(query) or 0)

    def _publish(self, dataset: Dataset, features: int, before: Live | None, changes: Changes, state: str) -> None:
        """Record a version that shows the table as it is now, and make it live."""
        version = new_version(self._connection, self.name) if before else features
        style = load_style(self._settings, dataset)
        record(self._connection, Edition(dataset, version, features, before, changes, style, state))
        point_to(self._connection, self.name, version)

    def _find(self, dataset: Dataset, features: int, plan: str, changes: Changes) -> None:
        table = portal.search
        of_layer = (table.c.dataset == self.name) & (table.c.version == features)
        gone = [*changes.removed, *changes.changed]
        self._connection.execute(delete(table).where(of_layer, table.c.feature == among(gone)))
        coming = [*changes.added, *changes.changed]
        if coming:
            search.index_features(self._connection, dataset, features, _of_plan(dataset, features, plan))

    def _leave(self, dataset_id: str, features: int) -> None:
        self._connection.execute(delete(portal.live).where(portal.live.c.dataset == dataset_id))
        view.hide(self._connection, dataset_id)
        table = table_name(dataset_id, features)
        self._alone(table, SQL("DROP TABLE {}").format(Identifier(portal.DATA, table)))
        search.drop(self._connection, dataset_id, features)

    def _alone(self, table: str, statement: Composed) -> None:
        """Run what needs a table for itself. Raises BusyError where a reader holds it for long."""
        patiently(self._connection, f"{portal.DATA}.{table}", lambda: driver(self._connection).execute(statement))


def among(ids: list[str]) -> ColumnElement[Any]:
    """Return what equals any of these: as one parameter, of which a statement has 65,535 at the most."""
    return any_(literal(ids, ARRAY(Text)))


def _of_plan(dataset: Dataset, features: int, plan: str) -> Composed:
    source = Identifier(portal.DATA, table_name(dataset.id, features))
    return SQL("(SELECT * FROM {} WHERE plan = {}) AS of_plan").format(source, Literal(plan))


def _batch(part: Part | None, dataset: Dataset) -> Batch:
    if part is None or not part.rows:
        return Batch(None, None, 0.0)
    columns: dict[str, list[Any]] = {name: [row.values.get(name) for row in part.rows] for name in dataset.fields}
    shapes = [shapely.set_srid(row.geometry, STORAGE_SRID) for row in part.rows]
    frame = gpd.GeoDataFrame(
        {"id": [row.id for row in part.rows], **columns}, geometry=shapes, crs=STORAGE_SRID, dtype=object
    ).rename_geometry("geom")
    ordered, reach = placed(frame)
    batch, box = rows(ordered, dataset)
    return Batch(batch, box, reach)
