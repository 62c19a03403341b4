"""What a file would change in the plans that are live; nothing is written."""

import hashlib
import io
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy import Connection

from pipelines.plans.file import File
from pipelines.plans.reading import read_plans
from pipelines.plans.record import Record
from pipelines.plans.stored import Content, live_content
from pipelines.reading.sandbox import isolated
from pipelines.settings import Settings
from pipelines.xplan.diff import differences
from pipelines.xplan.parse import parse


@dataclass(frozen=True)
class Comparison:
    """One plan of a file: ``is_new`` where none with its id is live, else what it would change, line by line."""

    plan: str
    name: str | None
    is_new: bool
    changes: tuple[str, ...]

    def to_json(self) -> dict[str, Any]:
        """For machines."""
        return {"id": self.plan, "name": self.name, "new": self.is_new, "changes": list(self.changes)}


def compare(settings: Settings, connection: Connection, path: Path) -> list[Comparison]:
    """Compare each plan of a .gml or XPlanArchiv with the one that is live, in a confined process.

    Raises SourceError and RefusedError as an import with ``force`` does.
    """
    records = read_plans(path, settings, force=True).records
    return [_compared(live_content(connection, each.plan), each) for each in records]


def _compared(live: Content | None, record: Record) -> Comparison:
    if live is None:
        return Comparison(record.plan, record.name, is_new=True, changes=())
    changes = isolated(documents_differ, live.document, record.document, name=record.plan)
    files = _files_differ(live.files, record.files)
    return Comparison(record.plan, record.name, is_new=False, changes=(*changes, *files))


def documents_differ(before: bytes, after: bytes) -> Iterator[str]:
    """Yield what two documents differ in; to be called confined."""
    yield from differences(*(parse(io.BytesIO(each), "plan.gml") for each in (before, after)))


def _files_differ(before: tuple[File, ...], after: tuple[File, ...]) -> Iterator[str]:
    mine, theirs = ({each.name: hashlib.sha256(each.content).digest() for each in files} for files in (before, after))
    yield from (f"- {name}" for name in sorted(mine.keys() - theirs.keys()))
    yield from (f"+ {name}" for name in sorted(theirs.keys() - mine.keys()))
    yield from (f"~ {name}" for name in sorted(mine.keys() & theirs.keys()) if mine[name] != theirs[name])
