"""What ``geoportal db status`` tells; looking changes nothing and starts nothing."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Literal

from sqlalchemy import func, select

from pipelines import lease, migration, rights
from pipelines.cluster import embedded_cluster
from pipelines.database import SESSION, access, explained, make_engine
from pipelines.settings import Settings
from pipelines.text import Text


@dataclass(frozen=True)
class Status:
    """The database as it is; ``place`` is the data directory or the database's name, ``size`` is in bytes."""

    kind: Literal["embedded", "external"]
    place: str
    running: bool
    pinned: bool = False
    postgresql: int | None = None
    postgis: str | None = None
    revision: str | None = None
    size: int | None = None

    def lines(self) -> Iterator[Text]:
        """Say it in sentences."""
        kind = (
            Text("Eingebettete Datenbank", "Embedded database")
            if self.kind == "embedded"
            else Text("Eigener Server", "Server of your own")
        )
        yield Text(f"{kind.de}: {self.place}", f"{kind.to('en')}: {self.place}")
        if not self.running:
            yield Text("Sie läuft nicht.", "It is not running.")
            return
        pinned = self.pinned
        yield Text(
            "Sie läuft bis „geoportal db stop“." if pinned else "Sie läuft.",
            "It runs until “geoportal db stop”." if pinned else "It is running.",
        )
        yield Text(
            f"PostgreSQL {self.postgresql}, PostGIS {self.postgis}, Stand der Tabellen {self.revision}",
            f"PostgreSQL {self.postgresql}, PostGIS {self.postgis}, revision of the tables {self.revision}",
        )
        megabytes = f"{(self.size or 0) / 1e6:.0f}"
        yield Text(f"Größe: {megabytes} MB", f"Size: {megabytes} MB")


def read_status(settings: Settings) -> Status:
    """Look at the database. Raises DatabaseError when a server of one's own cannot be reached."""
    if settings.database_url:
        return _look(settings, Status("external", "", running=True))
    cluster = embedded_cluster(settings)
    running = cluster.pid is not None
    found = Status("embedded", str(cluster.data), running=running, pinned=lease.is_pinned(cluster))
    return _look(settings, found) if running else found


def _look(settings: Settings, status: Status) -> Status:
    engine = make_engine(access(settings).publisher, SESSION, size=1, extra=0)
    with explained(), engine.connect() as connection:
        found = rights.state(connection)
        size = connection.scalar(select(func.pg_database_size(func.current_database())))
        revision = migration.revision(connection)
    engine.dispose()
    return replace(
        status,
        place=status.place or found.database,
        postgresql=found.server,
        postgis=found.postgis,
        revision=revision,
        size=size,
    )
