"""psycopg's asynchronous connection, with a short way for the statements that are sent again and again."""

import asyncio
from collections import OrderedDict
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any

from psycopg import AsyncConnection, errors
from psycopg.adapt import PyFormat, Transformer
from psycopg.pq import ExecStatus, Format
from psycopg.pq.abc import PGresult
from psycopg.rows import TupleRow

PREPARED = 100
"""Statements that a session remembers: each shape of query of each version of a layer is one."""

CANCELLING = 5.0
"""Seconds for the database to stop a statement that nobody waits for any more."""

Key = tuple[bytes, tuple[int, ...]]
"""A statement, and the types of its values: PostgreSQL prepares it for these."""


@dataclass(frozen=True)
class Compiled:
    """A statement as PostgreSQL takes it: ``names`` of the values for ``$1``, ``$2`` …, and ``values`` of its shape."""

    sql: bytes
    names: tuple[str, ...]
    values: Mapping[str, Any] = field(default_factory=dict)


class LaneConnection(AsyncConnection[TupleRow]):
    """A session with the database.

    A cursor takes a lock, asks whether to prepare, and sets a clock and the event loop's watch anew at each of its
    steps, which costs more than the rest of a small answer. Here a statement is one message and one wait.
    """

    def __init__(self, *given: Any, **named: Any) -> None:
        super().__init__(*given, **named)
        self._names: OrderedDict[Key, bytes] = OrderedDict()
        self._count = 0

    async def row(self, compiled: Compiled, values: Mapping[str, Any], *, binary: bool = False) -> TupleRow | None:
        """Run a statement; its first row. Raises psycopg's errors."""
        given = {**compiled.values, **values}
        try:
            return await self._row(compiled.sql, [given[name] for name in compiled.names], binary=binary)
        except asyncio.CancelledError:  # so that the session can be used again
            await self.cancel_safe(timeout=CANCELLING)
            with suppress(errors.Error):
                await self._answer()
            raise

    async def _row(self, sql: bytes, values: Sequence[Any], *, binary: bool) -> TupleRow | None:
        transformer = Transformer(self)
        given = transformer.dump_sequence(values, [PyFormat.AUTO] * len(values))
        name = await self._name((sql, transformer.types or ()))
        self.pgconn.send_query_prepared(name, given, transformer.formats, Format.BINARY if binary else Format.TEXT)
        result = await self._answer()
        if result.ntuples == 0:
            return None
        transformer.set_pgresult(result)
        return transformer.load_row(0, tuple)

    async def _name(self, key: Key) -> bytes:
        """Under which name a statement is prepared here."""
        if key in self._names:
            self._names.move_to_end(key)
            return self._names[key]
        if len(self._names) >= PREPARED:
            _, oldest = self._names.popitem(last=False)
            self.pgconn.send_query(b"DEALLOCATE " + oldest)
            await self._answer()
        self._count += 1
        name = b"lane_%d" % self._count
        self.pgconn.send_prepare(name, *key)
        await self._answer()
        self._names[key] = name
        return name

    async def _answer(self) -> PGresult:
        """Wait for all that the database says to what was sent; the one result of it."""
        pgconn, loop, found = self.pgconn, asyncio.get_running_loop(), None
        while pgconn.flush():
            await _once(loop.add_writer, loop.remove_writer, pgconn.socket)
        while True:
            while not pgconn.is_busy():
                result = pgconn.get_result()
                if result is None:
                    return _checked(found)
                found = result
            await _once(loop.add_reader, loop.remove_reader, pgconn.socket)
            pgconn.consume_input()


async def _once(watch: Callable[..., None], stop: Callable[[int], bool], socket: int) -> None:
    """Wait until a socket is ready."""
    ready = asyncio.get_running_loop().create_future()
    watch(socket, _set, ready)
    try:
        await ready
    finally:
        stop(socket)


def _set(ready: "asyncio.Future[None]") -> None:
    if not ready.done():
        ready.set_result(None)


def _checked(result: PGresult | None) -> PGresult:
    if result is None:
        raise errors.OperationalError("the database said nothing")
    if result.status == ExecStatus.FATAL_ERROR:
        raise errors.error_from_result(result)
    return result
