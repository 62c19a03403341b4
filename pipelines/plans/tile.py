"""One picture of a plan's scanned sheets, as maps ask for it."""

from dataclasses import dataclass

from sqlalchemy import Connection, func, select

from pipelines.portal import plan_live, plan_tile

SIDE = 256
"""Pixels of a tile's side, as OGC's WebMercatorQuad has it."""


@dataclass(frozen=True)
class Tile:
    """A picture of 256 by 256 pixels in WebP; ``y`` and ``x`` count rows and columns of WebMercatorQuad."""

    z: int
    y: int
    x: int
    content: bytes


def live_tile(  # noqa: PLR0913, PLR0917 - an address
    connection: Connection, plan: str, version: str, z: int, y: int, x: int
) -> bytes | None:
    """Return the picture of a plan's sheets at level, row and column: empty where they show nothing.

    None where the plan is not live, or has no sheets of that version.
    """
    tile = plan_tile.c
    here = (tile.plan == plan_live.c.plan) & (tile.z == z) & (tile.y == y) & (tile.x == x)
    query = select(func.coalesce(tile.content, b"")).select_from(plan_live.outerjoin(plan_tile, here))
    of_version = (plan_live.c.plan == plan) & (plan_live.c.about["sheet"]["version"].astext == version)
    found: bytes | None = connection.scalar(query.where(of_version))
    return found
