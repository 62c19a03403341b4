"""Connections for the lane: psycopg's own, asynchronous, with the reader's rights."""

from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from typing import Any

from psycopg import OperationalError
from psycopg.abc import Buffer
from psycopg.adapt import Loader
from psycopg.types.numeric import Int8Dumper
from psycopg_pool import AsyncConnectionPool

from pipelines.database import READER_SESSION, has_ended, session_parameters
from server.lane.connection import LaneConnection

Pool = AsyncConnectionPool[LaneConnection]

SIZE = 8
"""Connections per pool; the database of a small town's server has few cores."""

WAIT = 5.0
"""Seconds that a request waits for a connection before it is told to come back."""

ALONG_THE_INDEX = {
    "enable_seqscan": "off",
    "enable_sort": "off",
    "enable_bitmapscan": "off",
    "plan_cache_mode": "force_generic_plan",
}
"""Pages in a layer's own order are read along its index, whatever the planner expects of a limit it does not see; one
plan serves all values. Without this each request pays a millisecond for planning."""

FOR_ALL_VALUES = {"plan_cache_mode": "force_generic_plan"}
"""The search's one statement is long: planning it takes longer than running it."""


class _Text(Loader):
    """Keeps UTF-8 as it comes: it goes out as it is."""

    def load(self, data: Buffer) -> bytes:
        return bytes(data)


@asynccontextmanager
async def opened(dsn: str) -> AsyncIterator[tuple[Pool, Pool, Pool]]:
    """Open three pools: for pages along the index, for whatever the planner knows better, and for names."""
    async with (
        _pool("pages", session_parameters(dsn, READER_SESSION | ALONG_THE_INDEX)) as pages,
        _pool("searches", session_parameters(dsn, READER_SESSION)) as searches,
        _pool("names", session_parameters(dsn, READER_SESSION | FOR_ALL_VALUES)) as names,
    ):
        yield pages, searches, names


def in_use(pool: Pool) -> int:
    """How many connections of a pool work at this moment."""
    found = pool.get_stats()
    return int(found["pool_size"] - found["pool_available"])


def _pool(name: str, parameters: Mapping[str, Any]) -> Pool:
    return AsyncConnectionPool(
        connection_class=LaneConnection,
        kwargs={"autocommit": True, "prepare_threshold": 0, "application_name": "geoportal", **parameters},
        min_size=1,
        max_size=SIZE,
        timeout=WAIT,
        max_waiting=256,
        name=name,
        open=False,
        configure=_configure,
        check=_check,
    )


async def _configure(connection: LaneConnection) -> None:
    connection.adapters.register_loader("text", _Text)
    connection.adapters.register_dumper(int, Int8Dumper)  # else a statement is prepared for each mixture of sizes


async def _check(connection: LaneConnection) -> None:
    """Let the pool replace a connection whose server has restarted, before a request meets it."""
    if has_ended(connection.fileno()):
        await connection.close()  # else the pool takes it for a good one
        message = "the server has ended the session"
        raise OperationalError(message)
