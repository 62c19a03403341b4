"""A portal of its own for the time of a measurement: a new embedded cluster as shipped, fsync included."""

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import psycopg
import yaml

from pipelines.cluster import SUPERUSER, embedded_cluster
from pipelines.database import Database, connected
from pipelines.provision import DATABASE
from pipelines.rights import PUBLISHER
from pipelines.settings import ROOT, Settings

EXTENT = (5.9, 47.3, 15.0, 55.1)
"""Germany in degrees: no generated feature counts as outside the town."""

SCRATCH = "benchmark"
"""The schema into which the contestants load."""


@dataclass(frozen=True)
class Place:
    """A running portal without layers, a folder for files, and the superuser's address of its database."""

    settings: Settings
    database: Database
    folder: Path
    dsn: str

    @property
    def datasets(self) -> Path:
        """The folder of definitions, which commands get by GEOPORTAL_DATASETS."""
        return self.folder / "datasets"

    def clear(self) -> None:
        """Drop what a contestant loaded and write everything to disk, so that the next one pays for itself only."""
        with psycopg.connect(self.dsn, autocommit=True) as connection:
            connection.execute(f"DROP SCHEMA IF EXISTS {SCRATCH} CASCADE")
            connection.execute(f"CREATE SCHEMA {SCRATCH} AUTHORIZATION {PUBLISHER}")
            connection.execute("CHECKPOINT")


@contextmanager
def place(town: Path | None = None) -> Iterator[Place]:
    """Create cluster and folders, and remove them at the end of the ``with`` block.

    Without the settings of a ``town``, it is as large as Germany and has no layers of its own.
    """
    with tempfile.TemporaryDirectory(prefix="geoportal-benchmark-") as name:
        folder = Path(name)
        settings = Settings(home=folder / "home", town=town or _town(folder), keep_versions=2)
        cluster = embedded_cluster(settings)
        try:
            with connected(settings) as database:
                yield Place(settings, database, folder, cluster.dsn(SUPERUSER, DATABASE))
        finally:
            cluster.stop()
            for each in {cluster.folder, cluster.sockets}:
                shutil.rmtree(each, ignore_errors=True)


def _town(folder: Path) -> Path:
    shipped = yaml.safe_load((ROOT / "datasets" / "town" / "town.yml").read_text(encoding="utf-8"))
    for name in ("logo", "boundary", "background", "questions"):
        shipped.pop(name, None)
    path = folder / "town.yml"
    path.write_text(yaml.safe_dump(shipped | {"extent": list(EXTENT), "shipped_layers": False}), encoding="utf-8")
    return path
