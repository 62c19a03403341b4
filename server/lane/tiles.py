"""What is made in the lane: vector tiles of one layer."""

import re
from functools import lru_cache
from urllib.parse import parse_qsl

from starlette.datastructures import QueryParams, State

from server.lane.asked import Asked
from server.lane.cache import Answer, Stamp, stamp_of
from server.negotiation import wanted
from server.problem import not_found
from server.query import PAGE, known
from server.responses import REVALIDATE
from server.tiles.documents import MVT_TYPE, tiled
from server.tiles.matrix import find_place
from server.tiles.routes import MVT
from server.tiles.source import Tile

VARY = b"Accept, Accept-Encoding"


class Tiles:
    """``/api/collections/{id}/tiles/{tms}/{z}/{y}/{x}``; ``headers`` are those of every answer."""

    path = re.compile(r"/api/collections/([^/]+)/tiles/([^/]+)/([^/]+)/([^/]+)/([^/]+)")

    def __init__(self, headers: dict[str, str]) -> None:
        self._headers = tuple((name.lower().encode(), value.encode()) for name, value in headers.items())

    async def make(self, state: State, asked: Asked, match: re.Match[str], method: str) -> Answer:  # noqa: ARG002
        """Read the tile, from the archive or the database, and keep it plain and as it was stored."""
        collection, *numbers = match.groups()
        place = find_place(*numbers)
        _check(asked.query, asked.accept)

        async def read() -> tuple[Tile, Stamp]:
            layers = tiled([state.live.snapshot.publication(collection)])
            if not layers:
                raise not_found(asked.path)
            layer = layers[0]
            return await state.tiles.read(layer, place), stamp_of(layer)

        tile, stamp = await state.live.settled(read)
        headers = (
            *self._headers,
            (b"content-type", MVT_TYPE.encode()),
            (b"content-crs", f"<{place.tms.crs}>".encode()),
            (b"cache-control", REVALIDATE.encode()),
            (b"vary", VARY),
        )
        if not tile.data:
            return Answer(stamp, b"", headers, tile.version, status=204, measured=False)
        coded = {"gzip": tile.data} if tile.gzipped else {}
        return Answer(stamp, tile.plain(), headers, tile.version, coded=coded)


@lru_cache(maxsize=256)
def _check(query: bytes, accept: bytes) -> None:
    """Raises Problem where the request asks for another form, or for what tiles do not have."""
    parameters = known(parse_qsl(query.decode("latin-1"), keep_blank_values=True), PAGE)
    wanted(QueryParams(parameters), {"accept": accept.decode("latin-1") or "*/*"}, MVT)
