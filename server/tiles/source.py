"""Where a tile comes from: the archive of the version that is live, or PostGIS."""

import gzip
import hashlib
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from functools import lru_cache

from psycopg.errors import InsufficientPrivilege, UndefinedTable

from pipelines.artefacts.artefact import TILES
from pipelines.artefacts.store import Store
from pipelines.artefacts.zoom import zooms
from pipelines.publication import Publication
from pipelines.storage import Box
from pipelines.style import shown_fields
from server.lane.connection import LaneConnection
from server.lane.pool import Pool
from server.layers import MovedError
from server.tiles.archive import Archive, Archives
from server.tiles.frame import frame
from server.tiles.matrix import WEB_MERCATOR, Place, TileMatrixSet, outside
from server.tiles.statement import parameters, statement
from server.turns import Turns

RUNNING, WAITING = 4, 100
"""Tiles that are made at a time, and that wait for it: those of some ten maps. More are refused (503)."""


@dataclass(frozen=True)
class Tile:
    """A vector tile, empty (no bytes) where nothing lies.

    ``version`` names the version of the layer that it was read from, or the versions of all its layers.
    """

    data: bytes
    gzipped: bool
    version: str

    def plain(self) -> bytes:
        """Return the tile uncompressed."""
        return gzip.decompress(self.data) if self.gzipped else self.data


class TileSource:
    """Reads tiles with the rights of the reader's role. For one event loop; ``pool`` hands out its connections.

    ``extent`` is the town's (CRS84 degrees), from which the levels of its layers follow.
    """

    def __init__(self, pool: Pool, store: Store, extent: Box) -> None:
        self._pool = pool
        self._store = store
        self._extent = extent
        self._archives = Archives()
        self._turns = Turns(RUNNING, WAITING)

    def close(self) -> None:
        """Close the archives."""
        self._archives.close()

    def archive(self, dataset_id: str, version: int) -> Archive | None:
        """Return the archive that a version's tiles lie in, None when it has none."""
        return self._archives.find(self._store.path(dataset_id, version) / TILES)

    def zooms(self, layer: Publication) -> tuple[int, int]:
        """Return Web Mercator's lowest and highest level with tiles of the layer; above it clients enlarge them."""
        if archive := self.archive(layer.dataset.id, layer.version):
            return archive.zooms
        levels = zooms(layer.dataset, self._extent)
        return levels.low, levels.high

    def levels(self, layers: Sequence[Publication], tms: TileMatrixSet) -> tuple[int, int]:
        """Return a set's lowest and highest level with tiles of the layers."""
        ranges = [self.zooms(layer) for layer in layers] or [(0, 0)]
        return tms.zooms(min(low for low, _ in ranges), max(high for _, high in ranges))

    def extent(self, layers: Sequence[Publication]) -> Box:
        """Return the box of all layers in CRS84 degrees; the town's while all are empty."""
        boxes = [layer.bbox for layer in layers if layer.bbox] or [self._extent]
        west, south, east, north = zip(*boxes, strict=True)
        return min(west), min(south), max(east), max(north)

    async def read(self, layer: Publication, place: Place) -> Tile:
        """Read a tile of one layer.

        Raises Problem: 404 outside the layer's limits, 503 when too many wait. Raises MovedError.
        """
        self._check([layer], place)
        if (found := self._stored(layer, place)) is not None:
            return found
        async with self._turn() as connection:
            return Tile(await self._made(connection, layer, place), gzipped=False, version=token(layer))

    async def read_all(self, layers: Sequence[Publication], place: Place) -> Tile:
        """Read one tile with a part for each layer, in their order; each is in it from its own lowest level on."""
        self._check(layers, place)
        parts: dict[str, bytes] = {}
        missing: list[Publication] = []
        for layer in layers:
            if place.z < self.levels([layer], place.tms)[0] or not _on(layer.bbox, place):
                continue
            found = self._stored(layer, place)
            parts[layer.dataset.id] = found.plain() if found else b""
            missing += [] if found else [layer]
        if missing:
            async with self._turn() as connection:
                for layer in missing:
                    parts[layer.dataset.id] = await self._made(connection, layer, place)
        versions = " ".join(f"{layer.dataset.id}:{token(layer)}" for layer in layers)
        name = hashlib.blake2b(versions.encode(), digest_size=8).hexdigest()
        return Tile(b"".join(parts.values()), gzipped=False, version=name)  # a tile is its layers, one after the other

    def _check(self, layers: Sequence[Publication], place: Place) -> None:
        low, high = self.levels(layers, place.tms)
        if not low <= place.z <= high or not _on(self.extent(layers), place):
            raise outside()

    def _stored(self, layer: Publication, place: Place) -> Tile | None:
        """The archive's tile; None where PostGIS is to make it: in other sets, and below the archive's finest level."""
        archive = self.archive(layer.dataset.id, layer.version) if place.tms is WEB_MERCATOR else None
        if archive is None or place.z > archive.zooms[1]:
            return None
        return stored(archive, token(layer), place)

    async def _made(self, connection: LaneConnection, layer: Publication, place: Place) -> bytes:
        framed = frame(place)
        dataset = layer.dataset
        rough = place.z < place.tms.zooms(0, zooms(dataset, self._extent).high)[1]
        fields = shown_fields(dataset, layer.style)
        query = statement(dataset, layer.features, fields, framed, rough=rough)
        try:
            row = await connection.row(query, parameters(dataset, framed), binary=True)
        except (UndefinedTable, InsufficientPrivilege):
            raise MovedError from None
        if row is None or row[0] != layer.version:
            raise MovedError
        return bytes(row[1] or b"")

    @asynccontextmanager
    async def _turn(self) -> AsyncIterator[LaneConnection]:
        async with self._turns.turn(), self._pool.connection() as connection:
            yield connection


def token(layer: Publication) -> str:
    """Name a version for caches: its number, and when it was published, since a new database counts anew."""
    return f"{layer.version}-{int(layer.published_at.timestamp()):x}"


def stored(archive: Archive, version: str, place: Place) -> Tile:
    """Return a tile of an archive as it is stored."""
    data = archive.read(place.z, place.x, place.y)
    return Tile(data or b"", gzipped=bool(data) and archive.gzipped, version=version)


def _on(extent: Box | None, place: Place) -> bool:
    if extent is None:
        return False
    top, bottom, left, right = _tiles(place.tms, place.z, extent)
    return top <= place.y <= bottom and left <= place.x <= right


@lru_cache(maxsize=4096)
def _tiles(tms: TileMatrixSet, level: int, extent: Box) -> tuple[int, int, int, int]:
    return tms.range(level, extent)
