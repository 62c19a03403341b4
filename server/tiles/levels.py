"""Between which levels the map asks for a layer's tiles."""

from pathlib import Path

from pmtiles.tile import deserialize_header

from pipelines.artefacts.artefact import TILES
from pipelines.artefacts.store import Store
from pipelines.artefacts.zoom import zooms
from pipelines.publication import Publication
from pipelines.storage import Box
from server.tiles.archive import HEADER

Levels = tuple[int, int]


def levels(store: Store, extent: Box, layer: Publication) -> Levels | None:
    """Return Web Mercator's lowest and highest level with tiles of a layer, None where it has no tiles.

    Those of its archive, where it has one: the tiler makes finer levels than it was asked for where a tile would not
    take all. ``extent`` is the town's (CRS84 degrees).
    """
    if layer.dataset.tiles == "none":
        return None
    planned = zooms(layer.dataset, extent)
    return _in_archive(store.path(layer.dataset.id, layer.version) / TILES) or (planned.low, planned.high)


def _in_archive(path: Path) -> Levels | None:
    try:
        with path.open("rb") as file:
            header = deserialize_header(file.read(HEADER))
    except FileNotFoundError:
        return None
    return header["min_zoom"], header["max_zoom"]
