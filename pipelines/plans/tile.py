"""One picture of a plan's scanned sheets, as maps ask for it."""

from dataclasses import dataclass

SIDE = 256
"""Pixels of a tile's side, as OGC's WebMercatorQuad has it."""


@dataclass(frozen=True)
class Tile:
    """A picture of 256 by 256 pixels in WebP; ``y`` and ``x`` count rows and columns of WebMercatorQuad."""

    z: int
    y: int
    x: int
    content: bytes
