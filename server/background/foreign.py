"""A foreign background as our server gives it: its style with our addresses, its tiles, its sprite."""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urljoin

from pipelines.background import Foreign
from pipelines.storage import Box
from server.background.kept import Answer
from server.background.upstream import Upstream, failed
from server.problem import Problem, not_found
from server.tiles.matrix import WEB_MERCATOR, Place, outside

Json = dict[str, Any]

SOURCE = "hintergrund"
PATH = "/background/foreign"

SPRITES = frozenset({".json", ".png", "@2x.json", "@2x.png"})

FAR = 9
"""Up to this level tiles of everywhere are given; nearer only those around the town."""

TILED = ("vector", "raster", "raster-dem")


@dataclass(frozen=True)
class Around:
    """A town's extent (CRS84 degrees) and as much again on each side: beyond, nobody needs this server for a map."""

    extent: Box

    def holds(self, place: Place) -> bool:
        """Tell whether a tile lies on it, or shows so much that it does not matter."""
        west, south, east, north = self.extent
        wide, high = east - west, north - south
        top, bottom, left, right = WEB_MERCATOR.range(place.z, (west - wide, south - high, east + wide, north + high))
        return place.z <= FAR or (top <= place.y <= bottom and left <= place.x <= right)


def picture_style(foreign: Foreign, tiles: str) -> Json:
    """Return the style of a map of pictures, which come from ``tiles``."""
    source = {"type": "raster", "tiles": [tiles], "tileSize": foreign.tile_size, "maxzoom": foreign.max_zoom}
    return {
        "version": 8,
        "name": foreign.name,
        "sources": {SOURCE: source},
        "layers": [{"id": SOURCE, "type": "raster", "source": SOURCE}],
    }


class Proxied:
    """The foreign map through our server; ``around`` bounds for whom it works."""

    def __init__(self, foreign: Foreign, upstream: Upstream, around: Around) -> None:
        self._foreign = foreign
        self._upstream = upstream
        self._around = around

    async def style(self, base: str) -> Json:
        """Return the style with ``base`` in all addresses. Raises Problem (502) where it has none that fits."""
        if self._foreign.tiles:
            return picture_style(self._foreign, f"{base}{PATH}/{SOURCE}/{{z}}/{{x}}/{{y}}")
        style = await self._read(str(self._foreign.style))
        sources = {}
        for name, source in _sources(style).items():
            described = await self._described(source)
            kept = {key: value for key, value in described.items() if key not in {"url", "tiles"}}
            sources[name] = kept | {"tiles": [f"{base}{PATH}/{name}/{{z}}/{{x}}/{{y}}"]}
        sprite = {"sprite": f"{base}{PATH}/sprite"} if isinstance(style.get("sprite"), str) else {}
        named = {key: style[key] for key in ("version", "name", "layers") if key in style}
        return named | {"sources": sources} | sprite

    async def tile(self, source: str, place: Place) -> Answer:
        """Return a tile. Raises Problem: 404 for a source that there is not or a tile too far away, 502."""
        if not self._around.holds(place):
            raise outside()
        return await self._upstream.get(filled(await self._template(source), place))

    async def sprite(self, ending: str) -> Answer:
        """Return a part of the style's sprite. Raises Problem: 404 where it has none, 502."""
        style = await self._read(str(self._foreign.style)) if self._foreign.style else {}
        if ending not in SPRITES or not isinstance(style.get("sprite"), str):
            raise not_found(f"sprite{ending}")
        return await self._upstream.get(urljoin(str(self._foreign.style), style["sprite"]) + ending)

    async def _template(self, source: str) -> str:
        if self._foreign.tiles:
            if source != SOURCE:
                raise not_found(source)
            return self._foreign.tiles
        sources = _sources(await self._read(str(self._foreign.style)))
        if source not in sources:
            raise not_found(source)
        described = await self._described(sources[source])
        tiles = described.get("tiles")
        if not isinstance(tiles, list) or not tiles:
            raise _unusable()
        return urljoin(str(described.get("url") or self._foreign.style), str(tiles[0]))

    async def _described(self, source: Json) -> Json:
        """A source with what its TileJSON says, where it names one."""
        if not isinstance(source.get("url"), str):
            return source
        address = urljoin(str(self._foreign.style), source["url"])
        said = await self._read(address)
        known = ("tiles", "minzoom", "maxzoom", "bounds", "scheme", "tileSize", "encoding")
        return source | {key: said[key] for key in known if key in said} | {"url": address}

    async def _read(self, address: str) -> Json:
        answer = await self._upstream.get(address)
        try:
            document = json.loads(answer.body)
        except ValueError:
            raise _unusable() from None
        if not isinstance(document, dict):
            raise _unusable()
        return document


def filled(template: str, place: Place) -> str:
    """Return a tile's address; ``{bbox-epsg-3857}`` in metres, as WMS has it."""
    values: Mapping[str, object] = {
        "z": place.z,
        "x": place.x,
        "y": place.y,
        "bbox-epsg-3857": ",".join(f"{each:.6f}" for each in place.bounds),
        "ratio": "",
        "r": "",
    }
    return re.sub(r"\{([a-z0-9-]+)\}", lambda found: str(values.get(found[1], "")), template)


def _sources(style: Json) -> dict[str, Json]:
    sources = style.get("sources")
    if not isinstance(sources, dict):
        raise _unusable()
    return {
        name: source
        for name, source in sources.items()
        if re.fullmatch(r"[\w.-]{1,60}", name) and isinstance(source, dict) and source.get("type") in TILED
    }


def _unusable() -> Problem:
    return failed("its style, or what describes its tiles, is not understood")
