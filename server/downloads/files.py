"""Which files a version has, by its manifest; nothing else is ever looked for on the disk."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from pipelines.artefacts.artefact import MANIFEST, Role, read_manifest
from pipelines.artefacts.store import FOLDER, Store
from pipelines.publication import Publication
from pipelines.settings import Settings
from pipelines.text import Text

VERSION = re.compile(r"[1-9][0-9]{0,8}")

SUFFIXES = {
    ".gpkg": "gpkg",
    ".fgb": "fgb",
    ".parquet": "parquet",
    ".geojson": "geojson",
    ".geojson.gz": "geojson.gz",
    "_shp.zip": "shp",
    "_excel.csv": "excel",
    ".csv": "csv",
}
"""What a download's name ends with behind the layer's id, and the format's name in addresses."""


@dataclass(frozen=True)
class File:
    """One file of a version; ``name`` is its path in the manifest and in addresses."""

    dataset_id: str
    version: int
    path: Path
    name: str
    role: Role
    media_type: str
    title: Text
    size: int
    sha256: str

    @property
    def format(self) -> str | None:
        """The format's name for downloads of the whole layer, None for licences, pictures and tiles."""
        ending = self.path.name.removeprefix(self.dataset_id)
        return SUFFIXES.get(ending) if self.role == "download" else None

    @property
    def route(self) -> str:
        """The address of exactly these bytes, without the portal's own."""
        return f"/artefacts/{self.dataset_id}/{self.version}/{self.name}"


def store_of(settings: Settings) -> Store:
    """Return where files lie."""
    return Store(settings.home / FOLDER)


def files(store: Store, dataset_id: str, version: int) -> dict[str, File] | None:
    """Return a version's files by name, those that are gone included; None when nothing of it is kept."""
    folder = store.path(dataset_id, version)
    try:
        stamp = (folder / MANIFEST).stat()
    except OSError:
        return None
    return _listed(folder, dataset_id, version, (stamp.st_mtime_ns, stamp.st_ino))


def downloads(store: Store, layer: Publication) -> list[File]:
    """Return the files that hold all of a layer as it is live, one per format; empty where there are none."""
    found = files(store, layer.dataset.id, layer.version) or {}
    return [each for each in found.values() if each.format and each.path.is_file()]


@lru_cache(maxsize=256)
def _listed(folder: Path, dataset_id: str, version: int, stamp: tuple[int, int]) -> dict[str, File]:  # noqa: ARG001
    """``stamp`` tells a manifest from the one that had its name before."""
    manifest = read_manifest(folder) or {"artefacts": []}
    return {each.name: each for each in _files(manifest["artefacts"], folder, dataset_id, version)}


def _files(entries: list[dict[str, Any]], folder: Path, dataset_id: str, version: int) -> Iterator[File]:
    for entry in entries:
        title = Text(entry["title"]["de"], entry["title"]["en"])
        about = (entry["role"], entry["mediaType"], title, entry["size"], entry["sha256"])
        yield File(dataset_id, version, folder / entry["name"], entry["name"], *about)
