"""A small layer with an internal field and canary values, for the tests of whole publications."""

from pathlib import Path
from typing import Any

from sqlalchemy import Connection, text

from pipelines.database import Database
from pipelines.definition import Dataset

FIELDS = {"nummer": None, "name": None, "plaetze": {"type": "integer"}, "melder": {"visibility": "internal"}}
HEADER = "nummer;name;plaetze;melder;bemerkung;lon;lat"
CANARY = "Kanarienvogel"


def line(number: int, name: str = "Neuer Markt", plaetze: object = 12) -> str:
    return f"P{number};{name};{plaetze};{CANARY}-intern;{CANARY}-undeklariert;{9.1 + number / 1000};48.69"


def write(folder: Path, *lines: str, name: str = "parken.csv") -> Path:
    path = folder / name
    path.write_text("\n".join([HEADER, *lines]) + "\n", encoding="utf-8")
    return path


def describe(source: Path, take: dict[str, Any] | None = None, **changes: Any) -> Dataset:
    plain = {
        "id": "parkplaetze",
        "title": "Parkplätze",
        "description": "Parkplätze der Stadt",
        "group": "mobilitaet",
        "source": {"path": source, "delimiter": ";", "crs": "EPSG:4326", "x": "lon", "y": "lat", "take": take or {}},
        "geometry": "Point",
        "key": "nummer",
        "fields": FIELDS,
        "max_shrink": 1,
    }
    return Dataset.model_validate(plain | changes)


def tables(connection: Connection) -> set[str]:
    return set(
        connection.scalars(text("SELECT relname FROM pg_class WHERE relname ~ '^parkplaetze' AND relkind = 'r'"))
    )


def waits_for_a_lock(database: Database) -> bool:
    """Whether any session waits until another one ends its transaction."""
    query = "SELECT count(*) > 0 FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'"
    with database.publisher.connect() as connection:
        return bool(connection.scalar(text(query)))


def names_shown(database: Database) -> list[str]:
    """What the public reads, with the reader's rights."""
    with database.reader.connect() as connection:
        return list(connection.scalars(text("SELECT name FROM data.parkplaetze ORDER BY nummer")))


def live_version(database: Database) -> int | None:
    with database.reader.connect() as connection:
        version: int | None = connection.scalar(text("SELECT version FROM portal.live WHERE dataset = 'parkplaetze'"))
        return version
