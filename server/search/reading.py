"""Asks the database: one statement per search, whose rows name the versions that they were read from."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from importlib.resources import files
from typing import Any, Literal

from psycopg.rows import TupleRow

from pipelines.publication import Publication
from pipelines.storage import Box
from server.lane.pool import Pool
from server.layers import MovedError
from server.live import Live
from server.search.asked import Asked

Kind = Literal["layer", "street", "address", "feature"]

INSIDE = """(
    asked.box IS NULL OR found.kind = 'layer'
    OR found.extent[1] <= asked.box[3] AND found.extent[3] >= asked.box[1]
    AND found.extent[2] <= asked.box[4] AND found.extent[4] >= asked.box[2]
)"""
"""Whether a thing reaches into the box; layers have their extent elsewhere."""


@dataclass(frozen=True)
class Hit:
    """Something that was found. ``position`` is longitude, latitude, ``extent`` in CRS84 degrees, both None for what
    has no place; ``metres`` tells how far off it is, where that was asked.
    """

    layer: Publication
    feature: str | None
    kind: Kind
    label: str
    place: str
    extent: Box | None
    position: tuple[float, float] | None
    metres: float | None


class Search:
    """Reads with connections of ``pool``, whose plans serve all values: planning would take longer than finding."""

    def __init__(self, live: Live, pool: Pool) -> None:
        self._live = live
        self._pool = pool

    async def find(self, asked: Asked) -> list[Hit]:
        """Return what is likeliest meant, best first. Raises Problem (503)."""
        return await self._live.settled(lambda: self._find(asked)) if asked.words or asked.near else []

    async def _find(self, asked: Asked) -> list[Hit]:
        longitude, latitude = asked.near or (None, None)
        values = {
            "q": asked.words,
            "lon": longitude,
            "lat": latitude,
            "box": list(asked.box) if asked.box else None,
            "layers": list(asked.layers) if asked.layers else None,
            "limit": asked.limit,
        }
        async with self._pool.connection() as connection:
            cursor = await connection.execute(FIND if asked.words else NEAR, values)
            rows = await cursor.fetchall()
        return list(self._hits(rows))

    def _hits(self, rows: Sequence[TupleRow]) -> Iterator[Hit]:
        """Raises MovedError where another version than the known one was read."""
        known = self._live.snapshot.publications
        for row in rows:
            dataset, version, feature, kind, label, place, extent, longitude, latitude, metres = map(_plain, row)
            if dataset not in known or known[dataset].version != version:
                raise MovedError
            position = None if longitude is None else (longitude, latitude)
            yield Hit(known[dataset], feature, kind, label, place, tuple(extent) if extent else None, position, metres)


def _plain(value: Any) -> Any:
    """The pool's connections leave text as it comes, UTF-8."""
    return value.decode() if isinstance(value, bytes) else value


def _statement(name: str) -> bytes:
    folder = files("server.search")
    nearest = (folder / "nearest.sql").read_text(encoding="utf-8")
    text = (folder / name).read_text(encoding="utf-8").replace("{nearest}", nearest)
    return text.replace("{inside}", INSIDE).encode()


FIND = _statement("find.sql")
NEAR = _statement("near.sql")
