"""A bounded queue for work that costs much: some run, some wait, and who comes then is told to come again."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from server.problem import busy


class Turns:
    """``running`` at a time, ``waiting`` more may wait. Belongs to one event loop."""

    def __init__(self, running: int, waiting: int) -> None:
        self._turn = asyncio.Semaphore(running)
        self._room = running + waiting

    @asynccontextmanager
    async def turn(self) -> AsyncIterator[None]:
        """Wait for a turn, and keep it inside the ``async with`` block. Raises Problem (503) when too many wait."""
        if not self._room:
            raise busy()
        self._room -= 1
        try:
            async with self._turn:
                yield
        finally:
            self._room += 1
