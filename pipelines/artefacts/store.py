"""Where the files of publications lie: ``<id>/<version>/``, made as a draft and renamed when complete.

A name without a version's number at its end of the way is a draft or something on its way out, and no reader's
business. Every change here happens under the layer's lock, which the caller holds.
"""

import os
import re
import shutil
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from pathlib import Path

from pipelines.artefacts.artefact import DOWNLOADS

FOLDER = "artefacts"
"""The store's folder in the portal's home."""


@dataclass(frozen=True)
class Store:
    """The artefacts of all layers, below ``folder``."""

    folder: Path

    def path(self, dataset_id: str, version: int) -> Path:
        """Return the folder of a version, whether it exists or not."""
        return self.folder / dataset_id / str(version)

    def draft(self, dataset_id: str, version: int) -> Path:
        """Make a fresh, empty folder for a version that is not complete yet."""
        draft = self._draft(dataset_id, version)
        shutil.rmtree(draft, ignore_errors=True)
        draft.mkdir(parents=True)
        return draft

    def keep(self, dataset_id: str, version: int) -> Path:
        """Turn the draft into the version's folder, safe on disk; a left-over of that name goes."""
        draft, final = self._draft(dataset_id, version), self.path(dataset_id, version)
        for path in (*draft.rglob("*"), draft):
            _sync(path)
        if final.exists():
            replaced = final.with_name(f".{version}.old")
            shutil.rmtree(replaced, ignore_errors=True)
            final.rename(replaced)
        draft.rename(final)
        _sync(final.parent)
        shutil.rmtree(final.with_name(f".{version}.old"), ignore_errors=True)
        return final

    def drop(self, dataset_id: str, version: int) -> None:
        """Remove everything of one version."""
        for path in (self.path(dataset_id, version), self._draft(dataset_id, version)):
            _remove(path)

    def sweep(self, dataset_id: str, known: Collection[int]) -> list[str]:
        """Remove what interrupted publications left behind; return the names of what went.

        Only folders of ``known`` versions stay.
        """
        names = {str(version) for version in known}
        gone = [path for path in self._entries(dataset_id) if path.name not in names]
        for path in gone:
            _remove(path)
        return sorted(path.name for path in gone)

    def trim(self, dataset_id: str, keep: Collection[int]) -> None:
        """Remove the downloads of every version but those to ``keep``; a rollback needs tiles and manifest only."""
        for version in self.versions(dataset_id):
            if version not in keep:
                _remove(self.path(dataset_id, version) / DOWNLOADS)

    def versions(self, dataset_id: str) -> list[int]:
        """Return the versions that have a folder, oldest first."""
        names = (path.name for path in self._entries(dataset_id))
        return sorted(int(name) for name in names if re.fullmatch(r"[1-9]\d*", name))

    def size(self, dataset_id: str, version: int) -> int:
        """Return the bytes that a version's files take; a file that two versions share counts in both."""
        return sum(path.stat().st_size for path in self.path(dataset_id, version).rglob("*") if path.is_file())

    def _draft(self, dataset_id: str, version: int) -> Path:
        return self.folder / dataset_id / f".{version}.part"

    def _entries(self, dataset_id: str) -> Iterator[Path]:
        folder = self.folder / dataset_id
        return folder.iterdir() if folder.is_dir() else iter(())


def _remove(path: Path) -> None:
    """Rename first, so that a reader never finds half of a folder under its name."""
    if path.is_dir() and not path.name.startswith("."):
        leaving = path.with_name(f".{path.name}.old")
        shutil.rmtree(leaving, ignore_errors=True)
        path = path.rename(leaving)
    if path.is_dir():
        shutil.rmtree(path)
    else:
        path.unlink(missing_ok=True)


def _sync(path: Path) -> None:
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
