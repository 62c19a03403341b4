"""A file that a planner dropped, with what belongs to it; and which files are none."""

import glob
import os
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from pipelines.publishing.stillness import Mark, mark
from pipelines.reading.formats import SIDECARS, family, suffix

DONE, REFUSED = "done", "refused"

HINT = "HINWEIS.txt"
"""What the portal writes into a folder whose name is no layer's."""

UNFINISHED = re.compile(
    r"""(?ix)
    \. .*                                   # hidden: half-copied files of rsync, LibreOffice's .~lock.…
    | ~\$ .*                                # Office has it open
    | .* \. (tmp|temp|part|partial|filepart|crdownload|lock|lck|bak)
    | .* \. (gpkg|sqlite|db) - (wal|shm|journal)
    | .* \. sr\.lock | thumbs\.db | desktop\.ini | HINWEIS\.txt
    """
)
"""Names that programs give to files for themselves."""

BESIDE = re.compile(r"(?i).*\.(sbn|sbx|qix|qpj|qmd|cst|fbn|fbx|ain|aih|atx|ixs|mxs|ovr|(shp|aux|tif|dbf)\.xml)")
"""Indexes, metadata and pictures that GIS programs put beside a file, and that nothing here reads."""


@dataclass(frozen=True)
class Parcel:
    """One dropped file, or a folder of rasters, for the layer whose folder it lies in."""

    dataset: str
    path: Path

    @property
    def files(self) -> list[Path]:
        """Everything that moves together: the file and what lies beside it."""
        if self.path.is_dir():
            return [self.path]
        here = sorted(self.path.parent.glob(f"{glob.escape(self.path.stem)}.*"))
        return [*family(self.path), *(path for path in here if BESIDE.fullmatch(path.name))]

    @property
    def mark(self) -> Mark | None:
        """Size and time of all of it; None while somebody has it open, or when it is gone."""
        parts = [part for part in self.path.rglob("*") if part.is_file()] if self.path.is_dir() else [self.path]
        if not parts or any(map(_is_open, parts)):
            return None
        try:
            return mark(parts)
        except OSError:
            return None

    @cached_property
    def owner(self) -> str:
        """Who dropped it: the name of the file's owner, else the number."""
        try:
            return self.path.owner()
        except (KeyError, OSError):
            return str(self.path.stat().st_uid)


def parcels(folder: Path) -> Iterator[Parcel]:
    """Yield what lies in the folder of one layer, oldest first; sidecars belong to their main file."""
    entries = [path for path in folder.iterdir() if path.name not in {DONE, REFUSED}]
    entries = [path for path in entries if not UNFINISHED.fullmatch(path.name)]
    sidecars = {part for path in entries for part in family(path)[1:]} if entries else set()
    for path in sorted(set(entries) - sidecars, key=_age):
        if not _waits_for_its_main_file(path):
            yield Parcel(folder.name, path)


def _waits_for_its_main_file(path: Path) -> bool:
    """A sidecar that came alone: its main file is on its way, or it has no place here."""
    return (
        bool(BESIDE.fullmatch(path.name)) or suffix(path) in set().union(*map(set, SIDECARS.values())) - SIDECARS.keys()
    )


def _is_open(path: Path) -> bool:
    """SQLite and Office leave a file beside the one that they have open."""
    beside = (f"{path.name}-wal", f"{path.name}-journal", f"~${path.name}", f".~lock.{path.name}#")
    return any(os.path.lexists(path.with_name(name)) for name in beside)


def _age(path: Path) -> tuple[float, str]:
    try:
        return path.stat().st_mtime, path.name
    except OSError:
        return 0, path.name
