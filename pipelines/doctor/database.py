"""PostgreSQL and PostGIS: installed, running, new enough."""

from dataclasses import asdict

from pipelines.doctor.check import Check
from pipelines.postgres import server_programs
from pipelines.settings import Settings
from pipelines.status import Status, read_status
from pipelines.text import Text


def database(settings: Settings) -> Check:
    """Look at the database, or at its programs where it does not run. Raises SetupError and DatabaseError."""
    status = read_status(settings)
    if not status.running:
        return _asleep()
    found = Text(
        f"PostgreSQL {_version(status)} mit PostGIS {status.postgis}, {_size(status)} MB belegt.",
        f"PostgreSQL {_version(status)} with PostGIS {status.postgis}, {_size(status)} MB in use.",
    )
    return Check("database", "good", found, details=asdict(status))


def _asleep() -> Check:
    programs = server_programs()
    found = Text(
        f"PostgreSQL {programs.major} mit PostGIS ist installiert; die Datenbank läuft gerade nicht.",
        f"PostgreSQL {programs.major} with PostGIS is installed; the database is not running now.",
    )
    return Check("database", "good", found, details={"postgresql": programs.major, "running": False})


def _version(status: Status) -> str:
    """Return 15.7 for 150007, and what is no such number as it is."""
    number = status.postgresql or 0
    return f"{number // 10_000}.{number % 10_000}" if number >= 100_000 else str(number)


def _size(status: Status) -> str:
    return f"{(status.size or 0) / 1e6:.0f}"
