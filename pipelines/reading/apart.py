"""A source's files in a folder of their own, where no neighbour can bring in another format.

GDAL looks beside a file for overviews, masks, schemas and metadata, and opens them by their content. Names matter
too: pyogrio takes what stands before a ``!`` for an archive, and a relative name such as ``GPKG:…`` for a connection.
"""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from pipelines.reading.formats import family

SQLITE = b"SQLite format 3\x00"
WRITE_AHEAD = b"\x02\x02"
"""Bytes 18 and 19 of an SQLite file whose reader writes a log beside it (sqlite.org/fileformat2.html, 1.3.3)."""
LOG = "-wal"


@contextmanager
def apart(path: Path) -> Iterator[Path]:
    """Give the file, seen in a folder where nothing is but what belongs to it; the folder goes afterwards."""
    with TemporaryDirectory(prefix="geoportal-") as folder:
        for part in family(path):
            _show(part, Path(folder) / harmless(part.name))
        yield Path(folder) / harmless(path.name)


def harmless(name: str) -> str:
    """Return a file's name without what libraries take for more than a name."""
    return name.replace("!", "_")


def write_ahead_log(path: Path) -> Path | None:
    """Return the log beside an SQLite file that holds changes not yet in it, None where there is none."""
    log = path.with_name(path.name + LOG)
    return log if _writes_ahead(path) and log.is_file() and log.stat().st_size else None


def _show(path: Path, place: Path) -> None:
    if not _writes_ahead(path):
        place.symlink_to(path.resolve())
        return
    shutil.copyfile(path, place)
    if log := write_ahead_log(path):
        shutil.copyfile(log, place.with_name(place.name + LOG))


def _writes_ahead(path: Path) -> bool:
    if not path.is_file():
        return False
    with path.open("rb") as file:
        head = file.read(20)
    return head.startswith(SQLITE) and head.endswith(WRITE_AHEAD)
