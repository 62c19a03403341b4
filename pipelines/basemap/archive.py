"""Where the background map lies: ``basemap/<version>.pmtiles`` in the portal's home, and a note on the one that counts.

The note is replaced last, so that there is always a whole map. The archive before it stays for pages that are open.
"""

import hashlib
import json
import os
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

FOLDER = "basemap"
NOTE = "basemap.json"


@dataclass(frozen=True)
class Basemap:
    """The background map as it is served.

    ``version`` is the start of its content's SHA-256; ``built`` an ISO time; ``sources`` are names of extracts;
    ``bounds`` west, south, east, north in CRS84 degrees; ``features`` counts them per layer.
    """

    version: str
    built: str
    sources: tuple[str, ...]
    attribution: str
    minzoom: int
    maxzoom: int
    bounds: tuple[float, float, float, float]
    features: dict[str, int]


def archive_path(home: Path, version: str) -> Path:
    """Return where a version of the background map lies, whether it is there or not."""
    return home / FOLDER / f"{version}.pmtiles"


def read_basemap(home: Path) -> Basemap | None:
    """Return the background map, None where none was built."""
    try:
        said: dict[str, Any] = json.loads((home / FOLDER / NOTE).read_text(encoding="utf-8"))
        basemap = Basemap(**said | {"sources": tuple(said["sources"]), "bounds": tuple(said["bounds"])})
    except (OSError, ValueError, KeyError, TypeError):
        return None
    return basemap if archive_path(home, basemap.version).is_file() else None


def version_of(archive: Path) -> str:
    """Name an archive by its content."""
    with archive.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()[:12]


def keep(home: Path, draft: Path, basemap: Basemap) -> None:
    """Let a finished archive be the background map; of those before, the last one stays."""
    before = read_basemap(home)
    _move(draft, archive_path(home, basemap.version))
    note = draft.with_name(NOTE)
    note.write_text(json.dumps(asdict(basemap), ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    _move(note, home / FOLDER / NOTE)
    _sweep(home, [basemap.version, *([before.version] if before else [])])


def _move(draft: Path, target: Path) -> None:
    """Safe on disk before it gets its name."""
    with draft.open("rb") as file:
        os.fsync(file.fileno())
    draft.replace(target)


def _sweep(home: Path, versions: Sequence[str]) -> None:
    kept = {archive_path(home, version) for version in versions}
    for archive in (home / FOLDER).glob("*.pmtiles"):
        if archive not in kept:
            archive.unlink()
