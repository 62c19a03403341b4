"""The portal's own ways: loading alone, and publishing as planners do."""

import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pyarrow as pa
import yaml
from sqlalchemy import Column, Index, MetaData, Table
from sqlalchemy.schema import AddConstraint, CreateIndex, CreateTable, DropConstraint

from benchmarks.place import SCRATCH, Place
from pipelines import run
from pipelines.compare.compare import compare
from pipelines.compare.diff import diff
from pipelines.compare.model import Counts
from pipelines.compare.pair import Pair, Side
from pipelines.definition import Dataset, TableSource
from pipelines.publishing.load import copy
from pipelines.publishing.rows import ARROW_TYPES
from pipelines.reading.fetch import locate
from pipelines.reading.read import read
from pipelines.report.outcome import Outcome
from pipelines.storage import STORAGE_SRID
from pipelines.tables import layer_table
from pipelines.wkb import ewkb

FIELDS: dict[str, dict[str, Any]] = {
    "buildings": {
        "nr": {"type": "integer"},
        "name": {},
        "hoehe": {"type": "number"},
        "geschosse": {"type": "integer"},
        "geprueft": {"type": "datetime"},
    },
    "places": {
        "nr": {"type": "integer"},
        "name": {},
        "admin1": {},
        "admin2": {},
        "cc": {},
        "lat": {"type": "number"},
        "lon": {"type": "number"},
        "wert": {"type": "number"},
        "zeit": {"type": "datetime"},
    },
    "bow-ties": {"nr": {"type": "integer"}, "name": {}, "hoehe": {"type": "number"}},
}
"""Fields by the first words of the file's name; all are public, so all of them enter the feature JSON."""


@dataclass
class Layer:
    """A layer whose definition lies in the portal's folder; ``renew`` makes it one that was never published.

    ``tiles`` is as in definitions; None makes an internal layer, whose publication has every step but writes no files.
    """

    place: Place
    path: Path
    tiles: str | None = None
    number: int = 0

    @property
    def id(self) -> str:
        """The layer's id, another one after each ``renew``."""
        return f"messung_{self.path.stem.replace('-', '_')}_{self.tiles or 'ohne'}_{self.number}"

    @property
    def dataset(self) -> Dataset:
        """The definition of the layer."""
        return Dataset.model_validate(self._plain())

    def renew(self) -> None:
        """Take another id, so that the next publication is a first one; the earlier layer is withdrawn."""
        if self.number:
            run.withdraw(self.place.database, self.id)
        self.number += 1
        folder = self.place.datasets
        folder.mkdir(exist_ok=True)
        content = yaml.safe_dump(self._plain() | {"source": {"path": str(self.path)}})
        (folder / f"{self.id}.yml").write_text(content, encoding="utf-8")

    def load_only(self) -> None:
        """Read and COPY into a table with key and spatial index: no checks, repairs, hashes, feature JSON."""
        dataset, located = self.dataset, locate(self.dataset, self.place.settings)
        table = _plain_table(dataset)
        with self.place.database.publisher.begin() as connection:
            connection.execute(CreateTable(table))
            connection.execute(DropConstraint(table.primary_key))
            frames = read(_table(dataset), located)
            copy(connection, table, (_batch(each, dataset) for each in frames))
            connection.execute(AddConstraint(table.primary_key))
            connection.execute(CreateIndex(Index("ours_geom_idx", table.c.geom, postgresql_using="gist")))

    def publish_first(self) -> None:
        """Publish a layer that has no version yet, in this process."""
        self.renew()
        self.publish()

    def publish(self, given: Path | None = None) -> None:
        """Publish as the command does, in this process. Fails where the outcome is neither new nor unchanged."""
        outcome = run.publish(self.place.settings, self.place.database, self.dataset, given)
        _expect(outcome, {"published", "unchanged"})

    def diff(self, given: Path) -> Counts:
        """Compare a file with what is live, as the command does: load it aside, then ask for the differences."""
        return diff(self.place.settings, self.place.database, self.dataset, given).changes.counts

    def compare(self, old: int, new: int) -> Counts:
        """Ask for the differences of two published versions."""
        old_side, new_side = (Side(self.dataset, layer_table(self.dataset, version)) for version in (old, new))
        with self.place.database.publisher.connect() as connection:
            return compare(connection, Pair(old_side, new_side), old).counts

    def command_first(self) -> None:
        """Run ``geoportal publish`` for a layer that has no version yet."""
        self.renew()
        self.command()

    def command(self) -> None:
        """Run ``geoportal publish``, start of Python included; the database is running already."""
        environment = os.environ | self.environment
        subprocess.run(self.arguments, env=environment, stdout=subprocess.DEVNULL, check=True)

    @property
    def arguments(self) -> list[str]:
        """The command that publishes the layer."""
        return [str(Path(sys.executable).with_name("geoportal")), "publish", self.id, "--json"]

    @property
    def environment(self) -> dict[str, str]:
        """The settings of this portal for a command."""
        settings = self.place.settings
        variables = {"HOME": settings.home, "TOWN": settings.town, "DATASETS": self.place.datasets}
        return {f"GEOPORTAL_{name}": str(value) for name, value in variables.items()}

    def _plain(self) -> dict[str, Any]:
        kind = next(name for name in FIELDS if self.path.stem.startswith(name))
        return {
            "id": self.id,
            "title": "Messung",
            "description": "Eine Ebene für Messungen",
            "group": "stadt",
            "source": {"path": self.path},
            "geometry": "Point" if kind == "places" else "MultiPolygon" if kind == "bow-ties" else "Polygon",
            "key": "nr",
            "fields": FIELDS[kind],
            "visibility": "public" if self.tiles else "internal",
            "tiles": self.tiles or "none",
        }


def _table(dataset: Dataset) -> TableSource:
    assert isinstance(dataset.source, TableSource)
    return dataset.source


def _plain_table(dataset: Dataset) -> Table:
    """Describe a table with the source's values alone, keyed by the file's own number as the rivals' are."""
    full = layer_table(dataset, 0)
    kept = [
        Column(name, full.c[name].type, primary_key=name == dataset.key_fields[0]) for name in (*dataset.fields, "geom")
    ]
    table = Table("ours", MetaData(schema=SCRATCH), *kept)
    table.primary_key.name = "ours_pkey"
    return table


def _batch(frame: Any, dataset: Dataset) -> pa.RecordBatch:
    arrays = {name: _array(frame[name], ARROW_TYPES[field.type]) for name, field in dataset.fields.items()}
    return pa.RecordBatch.from_pydict(arrays | {"geom": ewkb(frame.geometry.to_numpy(), STORAGE_SRID)})


def _array(values: Any, kind: pa.DataType) -> pa.Array:
    array = pa.array(values, from_pandas=True)
    return (array.combine_chunks() if isinstance(array, pa.ChunkedArray) else array).cast(kind)


def _expect(outcome: Outcome, statuses: set[str]) -> None:
    if outcome.status not in statuses:
        message = f"{outcome.dataset}: {outcome.status}: {outcome.error}"
        raise RuntimeError(message)
