"""Where a source's files are on this machine, and what tells whether they have changed."""

# ruff: noqa: PLC0415 - what fetches takes long to import; most sources are files of this machine

import hashlib
import os
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from types import MappingProxyType

from pipelines.definition import Dataset, RasterSource, TableSource
from pipelines.errors import SourceError
from pipelines.reading.apart import write_ahead_log
from pipelines.reading.downloads import folder_of
from pipelines.reading.formats import FOLDERS, family, suffix
from pipelines.settings import Settings
from pipelines.text import Text

Stamp = tuple[int, int]
"""Inode of a file, and the nanosecond of its last change: files that replace each other differ in one of them."""


@dataclass(frozen=True)
class Located:
    """A source on this machine.

    ``files`` are its main files, under "" for tables and for rasters under the names that ``raster.tiles`` gives them.
    ``name`` is what people call it: file names or the address without user, password and query. ``sha256`` and
    ``size`` (bytes) are those of the content, with all files of a Shapefile; ``modified`` is its age in UTC, if known.
    ``download`` tells a download from another one that takes its place.
    """

    files: Mapping[str, Path]
    name: str
    sha256: str
    size: int
    modified: datetime | None
    download: Stamp | None = None

    def __reduce__(self) -> tuple[type["Located"], tuple[object, ...]]:
        """Let another process read it, which no view of a mapping may travel to."""
        return Located, (dict(self.files), self.name, self.sha256, self.size, self.modified, self.download)


def locate(dataset: Dataset, settings: Settings, given: str | Path | None = None) -> Located:
    """Find the source's files, after downloading them where it is an address.

    ``given``, a path or address, stands in for the definition's. Raises SourceError when there is no such file
    or the address cannot be fetched, UsageError when one path is given for several rasters.
    """
    if isinstance(dataset.source, RasterSource):
        from pipelines.raster.tiles import raster_files

        return _on_disk(raster_files(dataset.source, Path(given) if given else None))
    return locate_table(dataset.source, dataset.id, settings, given)


def locate_table(source: TableSource, owner: str, settings: Settings, given: str | Path | None = None) -> Located:
    """Find a table's files as :func:`locate` does; downloads are kept for ``owner``, the definition's id."""
    if given is None and source.database:
        from pipelines.reading.postgresql import fetch_table

        folder = folder_of(settings.home, owner, source.database, str(source.table))
        return _fetched(fetch_table(source, folder), f"{source.database}: {source.table}")
    if given is None and source.url and source.service:
        from pipelines.reading.services import fetch_features
        from pipelines.reading.web import shown

        folder = folder_of(settings.home, owner, source.url, source.service, str(source.layer))
        path = fetch_features(source, folder, settings.url_hosts)
        return _fetched(path, shown(source.url))
    wanted = str(given or source.path or source.url)
    if wanted.lower().startswith(("http://", "https://")):
        from pipelines.reading.download import download
        from pipelines.reading.web import shown

        path, modified = download(wanted, folder_of(settings.home, owner, wanted), settings.url_hosts)
        return _fetched(path, shown(wanted), modified)
    return _on_disk({"": Path(wanted)})


def _on_disk(files: dict[str, Path]) -> Located:
    for path in files.values():
        _check_readable(path)
    every = [part for path in files.values() for part in parts(path)]
    modified = max(part.stat().st_mtime for part in every)
    return Located(
        files=MappingProxyType(files),
        name=", ".join(path.name for path in files.values()),
        sha256=_digest(every),
        size=sum(part.stat().st_size for part in every),
        modified=datetime.fromtimestamp(modified, UTC),
    )


def parts(path: Path) -> list[Path]:
    """Return all files that a source consists of: those of a folder, a Shapefile's, an SQLite file with its log."""
    if path.is_dir():
        return sorted(part for part in path.rglob("*") if part.is_file())
    return [*family(path), *filter(None, [write_ahead_log(path)])]


def stamp(status: os.stat_result) -> Stamp:
    """Return what tells a file from another one of the same name."""
    return status.st_ino, status.st_mtime_ns


def _fetched(path: Path, name: str, modified: datetime | None = None) -> Located:
    """All that is said is about one file, even if another download takes its place meanwhile."""
    with path.open("rb") as file:
        status = os.fstat(file.fileno())
        return Located(
            files=MappingProxyType({"": path}),
            name=name,
            sha256=hashlib.file_digest(file, "sha256").hexdigest(),
            size=status.st_size,
            modified=modified,
            download=stamp(status),
        )


def _check_readable(path: Path) -> None:
    is_source = suffix(path) in FOLDERS and path.is_dir()
    if is_source and parts(path):
        return
    try:
        with path.open("rb"):
            return
    except IsADirectoryError:
        mere = Text("ist ein Ordner, keine Datei", "is a folder, not a file")
        problem = Text("ist ein leerer Ordner", "is an empty folder") if is_source else mere
    except PermissionError:
        problem = Text("darf nicht gelesen werden", "may not be read")
    except OSError:
        problem = Text("gibt es nicht", "does not exist")
    raise SourceError(
        Text(f"{path} {problem.de}.", f"{path} {problem.en}."),
        Text(
            "Bitte den Pfad in der Definition oder hinter dem Befehl prüfen.",
            "Please check the path in the definition or after the command.",
        ),
    )


def _digest(parts: Iterable[Path]) -> str:
    """The sha256 of a single file's content, as sha256sum shows it; of several files, of all of theirs."""
    digests = [_sha256(part) for part in parts]
    return digests[0] if len(digests) == 1 else hashlib.sha256("\n".join(digests).encode()).hexdigest()


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
