"""Between which levels the map asks for a layer's tiles, and which earlier tiles it can set beside them."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from pmtiles.tile import deserialize_header

from pipelines.artefacts.artefact import TILES, read_manifest
from pipelines.artefacts.store import Store
from pipelines.artefacts.zoom import zooms
from pipelines.publication import Publication
from pipelines.storage import Box
from server.downloads.files import files
from server.tiles.archive import HEADER

Levels = tuple[int, int]


@dataclass(frozen=True)
class Former:
    """The last version before the live one whose tiles are others, and still there; ``data_date`` is its Datenstand."""

    version: int
    levels: Levels
    data_date: date | None


@dataclass(frozen=True)
class Tiles:
    """Web Mercator's lowest and highest level with tiles of a layer."""

    levels: Levels
    former: Former | None


def tiles_of(store: Store, extent: Box, layer: Publication) -> Tiles | None:
    """Return what there is of a layer, None where it has no tiles.

    Levels are those of its archive, where it has one: the tiler makes finer levels than it was asked for where a tile
    would not take all. ``extent`` is the town's (CRS84 degrees).
    """
    if layer.dataset.tiles == "none":
        return None
    planned = zooms(layer.dataset, extent)
    found = _in_archive(store.path(layer.dataset.id, layer.version) / TILES) or (planned.low, planned.high)
    return Tiles(found, _former(store, layer))


def _former(store: Store, layer: Publication) -> Former | None:
    name = layer.dataset.id
    live = _content(store, name, layer.version)
    for version in reversed(store.versions(name)):
        if version >= layer.version or _content(store, name, version) in {live, None}:
            continue
        folder = store.path(name, version)
        if found := _in_archive(folder / TILES):
            given = (read_manifest(folder) or {}).get("dataDate")
            return Former(version, found, date.fromisoformat(given) if given else None)
    return None


def _content(store: Store, name: str, version: int) -> str | None:
    """The hash of a version's archive, None where it has none."""
    archive = (files(store, name, version) or {}).get(TILES)
    return archive.sha256 if archive else None


def _in_archive(path: Path) -> Levels | None:
    try:
        with path.open("rb") as file:
            header = deserialize_header(file.read(HEADER))
    except FileNotFoundError:
        return None
    return header["min_zoom"], header["max_zoom"]
