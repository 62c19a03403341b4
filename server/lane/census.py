"""Where all features of a version lie along the curve, in memory: how many a box holds is told without reading them."""

from collections.abc import Iterable

import numpy as np
from numpy.typing import NDArray
from psycopg.sql import SQL, Identifier

from server.lane.pool import Pool
from server.statements import LiveLayer
from server.stretches import Stretch

FEW, MANY = 1_000, 5_000_000
"""Below, counting is quick anyway; above, the places would take more than 40 MB."""

HEAD, TAIL = 19, 2
"""Bytes before and behind the rows of a binary COPY."""

ROW = np.dtype([("columns", ">i2"), ("bytes", ">i4"), ("place", ">i8")])


class Census:
    """The places of one version, ascending."""

    def __init__(self, places: NDArray[np.int64]) -> None:
        self._places = places

    def count(self, stretches: Iterable[Stretch]) -> int:
        """Count the features on stretches of the curve."""
        ends = np.array(list(stretches), np.int64).reshape(-1, 2)
        until = self._places.searchsorted(ends[:, 1], "right")
        return int((until - self._places.searchsorted(ends[:, 0], "left")).sum())


async def take(pool: Pool, layer: LiveLayer) -> Census:
    """Read the places of a version. Raises psycopg's errors."""
    table = Identifier(layer.table.schema or "", layer.table.name)
    query = SQL("COPY (SELECT _place FROM {} ORDER BY _place) TO STDOUT (FORMAT BINARY)").format(table)
    async with pool.connection() as connection, connection.cursor().copy(query) as copy:
        data = b"".join([bytes(piece) async for piece in copy])
    return Census(np.frombuffer(data[HEAD:-TAIL], ROW)["place"].astype(np.int64))
