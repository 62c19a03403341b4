"""Where reports lie: one page and one table of findings per publication or check, under ``reports/<id>/``.

Planners read them; nothing serves them to the public.
"""

import os
import re
from collections.abc import Callable, Iterable
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

from sqlalchemy import Connection

from pipelines.database import Database
from pipelines.datasets import load_town
from pipelines.definition import Dataset
from pipelines.errors import GeoportalError
from pipelines.report.about import About
from pipelines.report.finding import Finding
from pipelines.report.ground import ground
from pipelines.report.listing import write_listing
from pipelines.report.model import Report
from pipelines.report.page import page
from pipelines.report.stored import read_stored
from pipelines.settings import Settings
from pipelines.text import Language

if TYPE_CHECKING:  # comparing imports the report's printing
    from pipelines.compare.model import Changes

KEPT_CHECKS = 20
"""Reports of checks and refused sources that a layer keeps; those of publications stay."""

CHECK = re.compile(r"check-\d{8}T\d{6}\.(?:html|csv)")


def folder_of(settings: Settings, dataset_id: str) -> Path:
    """Where the reports of a layer lie."""
    return settings.home / "reports" / dataset_id


def publication_name(version: int) -> str:
    """Return the name of a publication's report, without ending."""
    return f"v{version}"


def check_name(at: datetime) -> str:
    """Return the name of a check's report, without ending; ``at`` is in UTC."""
    return f"check-{at:%Y%m%dT%H%M%S}"


def store(folder: Path, name: str, written: str, findings: Iterable[Finding], *, internal: bool) -> Path:
    """Write ``<name>.html`` and ``<name>.csv`` into ``folder``, each at once or not at all; return the page's path.

    Raises OSError when the folder cannot be written.
    """
    folder.mkdir(parents=True, exist_ok=True)
    write_whole(folder / f"{name}.csv", lambda file: write_listing(file, findings, internal=internal))
    write_whole(folder / f"{name}.html", lambda file: file.write(written))
    _forget_checks(folder)
    return folder / f"{name}.html"


def store_publication(
    settings: Settings, database: Database, dataset_id: str, version: int, language: Language
) -> Path:
    """Write the report of a publication that is in the database; return the page's path."""
    name = publication_name(version)
    with database.publisher.connect() as connection:
        stored = read_stored(connection, load_town(settings), dataset_id, version)
        written = stored.page(language, csv=f"{name}.csv")
        target = folder_of(settings, dataset_id)
        return store(target, name, written, stored.findings(), internal=stored.is_internal)


def store_check(  # noqa: PLR0913 - what a check is made of
    settings: Settings,
    connection: Connection,
    dataset: Dataset,
    report: Report,
    findings: Iterable[Finding],
    *,
    language: Language,
    error: GeoportalError | None = None,
    actor: str | None = None,
    changes: "Changes | None" = None,
) -> Path:
    """Write the report of a source that was checked, compared or refused; return the page's path.

    Nothing of it is in the database, so ``findings`` are the tally's.
    """
    at, town = datetime.now(UTC), load_town(settings)
    name = check_name(at)
    about = About(
        town=town.name,
        contact=dataset.contact or town.contact,
        at=at,
        actor=actor,
        data_date=dataset.data_date,
        error=error,
        csv=f"{name}.csv",
    )
    written = page(report, dataset, about, ground(connection, town), language=language, changes=changes)
    internal = dataset.visibility == "internal"
    return store(folder_of(settings, dataset.id), name, written, findings, internal=internal)


def write_whole(path: Path, write: Callable[[TextIO], object]) -> None:
    """Write beside and rename, so that nobody reads half a file."""
    beside = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        with beside.open("w", encoding="utf-8", newline="", errors="backslashreplace") as file:
            write(file)
        beside.replace(path)
    finally:
        beside.unlink(missing_ok=True)


def _forget_checks(folder: Path) -> None:
    """Names hold the time, so the newest come last."""
    checks = sorted(path for path in folder.iterdir() if CHECK.fullmatch(path.name))
    for path in checks[: -2 * KEPT_CHECKS]:
        path.unlink(missing_ok=True)
