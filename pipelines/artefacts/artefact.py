"""One file of a version, and the manifest that lists them all."""

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from pipelines.errors import DatabaseError
from pipelines.text import Text

MANIFEST = "manifest.json"

TILES = "tiles.pmtiles"

DOWNLOADS = "downloads"
"""Subfolder of what only the live and the previous version keep; everything else stays as long as the version."""

Role = Literal["tiles", "download", "thumbnail", "legend", "start", "raster"]


@dataclass(frozen=True)
class Artefact:
    """A finished file: ``name`` is its path in the version's folder, ``crs`` None where there are no coordinates."""

    name: str
    role: Role
    media_type: str
    title: Text
    crs: str | None
    size: int
    sha256: str

    def to_json(self) -> dict[str, Any]:
        """Return the artefact as it stands in the manifest."""
        title = {"de": self.title.de, "en": self.title.to("en")}
        return {
            "name": self.name,
            "role": self.role,
            "mediaType": self.media_type,
            "title": title,
            "crs": self.crs,
            "size": self.size,
            "sha256": self.sha256,
        }


def finished(path: Path, folder: Path, role: Role, media_type: str, title: Text, crs: str | None = None) -> Artefact:  # noqa: PLR0913, PLR0917
    """Describe a file that lies complete in ``folder`` or below."""
    with path.open("rb") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
    name = path.relative_to(folder).as_posix()
    return Artefact(name, role, media_type, title, crs, path.stat().st_size, digest)


def write_manifest(folder: Path, artefacts: Sequence[Artefact], about: dict[str, Any]) -> None:
    """List the files of a version for whoever serves them; ``about`` says what else there is to know."""
    _write(folder, about | {"artefacts": [artefact.to_json() for artefact in artefacts]})


def _write(folder: Path, manifest: dict[str, Any]) -> None:
    (folder / MANIFEST).write_text(json.dumps(manifest, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


def add_to_manifest(folder: Path, artefacts: Sequence[Artefact]) -> None:
    """List more files in a manifest that is there already."""
    manifest = read_manifest(folder) or {}
    listed = manifest.pop("artefacts", [])
    manifest["artefacts"] = [*listed, *(artefact.to_json() for artefact in artefacts)]
    _write(folder, manifest)


def read_manifest(folder: Path) -> dict[str, Any] | None:
    """Return the manifest of a version, None when it has none. Raises DatabaseError when it is damaged."""
    path = folder / MANIFEST
    try:
        manifest: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return None
    except ValueError:
        raise DatabaseError(
            Text(f"{path} ist beschädigt.", f"{path} is damaged."),
            Text("Die Ebene mit --force noch einmal veröffentlichen.", "Publish the layer again with --force."),
        ) from None
    return manifest
