"""A file without a name that one thread writes while a client reads it.

The database is done with an answer as fast as the disk takes it, however slowly the client reads; a client that leaves
stops the writing with the next block. Nothing is left behind, for the file has no name from the beginning.
"""

import asyncio
import os
import shutil
import tempfile
from collections.abc import AsyncIterator, Callable
from contextlib import suppress
from pathlib import Path
from typing import IO, Any

from starlette.responses import StreamingResponse
from starlette.types import Receive, Scope, Send

PIECE = 128 * 1024
"""Bytes per piece that goes to the client."""


class AbandonedError(Exception):
    """Nobody waits for the answer any more."""


class Spool:
    """Written in a thread with :meth:`write` or :meth:`adopt`, and :meth:`end`; read in the loop that made it."""

    def __init__(self) -> None:
        self._loop = asyncio.get_running_loop()
        self._changed = asyncio.Event()
        self._file: IO[bytes] = tempfile.TemporaryFile()  # noqa: SIM115 - closed by whoever is last: writer or reader
        self._size = 0
        self._ended = False
        self._failure: BaseException | None = None
        self._abandoned = False

    def write(self, data: bytes) -> None:
        """Append; raises AbandonedError once the reader has left."""
        if self._abandoned:
            raise AbandonedError
        self._file.write(data)
        self._file.flush()
        self._tell(self._size + len(data))

    def adopt(self, make: Callable[[Path], None], name: str) -> None:
        """Let ``make`` write a file of this name in a private folder that is gone afterwards."""
        folder = Path(tempfile.mkdtemp(prefix="geoportal-"))
        try:
            make(folder / name)
            self._file.close()
            self._file = (folder / name).open("rb")
            self._tell(os.fstat(self._file.fileno()).st_size)
        finally:
            shutil.rmtree(folder)

    def end(self, failure: BaseException | None = None) -> None:
        """Say that no more comes, and why where that is a mistake."""
        self._failure, self._ended = failure, True
        if self._abandoned:
            self._file.close()
        self._wake()

    async def begun(self) -> None:
        """Wait for the first bytes or the end. Raises what the writer failed with before it wrote anything."""
        while not self._size and not self._ended:
            await self._next()
        if self._failure and not self._size:
            raise self._failure

    async def pieces(self) -> AsyncIterator[bytes]:
        """Yield everything, waiting for the writer. Raises what it failed with, so that the answer breaks off."""
        position = 0
        while True:
            ended, size = self._ended, self._size
            while position < size:
                piece = os.pread(self._file.fileno(), min(PIECE, size - position), position)
                position += len(piece)
                yield piece
            if ended:
                if self._failure:
                    raise self._failure
                return
            await self._next()

    def abandon(self) -> None:
        """Stop the writer and let go of the file."""
        self._abandoned = True
        if self._ended:
            self._file.close()

    async def _next(self) -> None:
        await self._changed.wait()
        self._changed.clear()

    def _tell(self, size: int) -> None:
        self._size = size
        self._wake()

    def _wake(self) -> None:
        with suppress(RuntimeError):  # the loop has ended with the server
            self._loop.call_soon_threadsafe(self._changed.set)


class SpooledResponse(StreamingResponse):
    """Sends what is in a spool, and abandons it when the client has it or leaves."""

    def __init__(self, spool: Spool, **more: Any) -> None:
        super().__init__(spool.pieces(), **more)
        self._spool = spool

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Send it."""
        try:
            await super().__call__(scope, receive, send)
        finally:
            self._spool.abandon()
