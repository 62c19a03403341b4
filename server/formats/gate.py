"""The bounded queue of :mod:`server.turns` for work that blocks, in threads of its own."""

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

from server.problem import busy


class Gate:
    """``workers`` requests are served at once, ``waiting`` more may wait. Belongs to one event loop."""

    def __init__(self, workers: int = 4, waiting: int = 16) -> None:
        self._executor = ThreadPoolExecutor(workers, "costly")
        self._room = workers + waiting

    def start(self, work: Callable[[], None]) -> None:
        """Begin ``work`` in a thread as soon as one is free. Raises Problem (503) when too many wait."""
        self._begun(work)

    async def run[T](self, work: Callable[[], T]) -> T:
        """Do ``work`` in a thread as soon as one is free, and return what it returns. Raises Problem as ``start``."""
        return await self._begun(work)

    def _begun[T](self, work: Callable[[], T]) -> asyncio.Future[T]:
        if not self._room:
            raise busy()
        self._room -= 1
        future = asyncio.get_running_loop().run_in_executor(self._executor, work)
        future.add_done_callback(self._leave)
        return future

    def _leave(self, _: object) -> None:
        self._room += 1

    def close(self) -> None:
        """Take no more work; what has begun ends."""
        self._executor.shutdown(wait=False, cancel_futures=True)
