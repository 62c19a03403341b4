"""Answers of another server, kept in memory up to a number of bytes and until they are too old."""

import time
from collections import OrderedDict
from dataclasses import dataclass


@dataclass(frozen=True)
class Answer:
    """A body with its media type, or none (no bytes) where there is nothing; ``until`` is of the monotonic clock."""

    body: bytes
    media_type: str
    until: float


class Kept:
    """The answers that were used last; ``room`` in bytes. For one thread: the event loop's."""

    def __init__(self, room: int) -> None:
        self._room = room
        self._answers: OrderedDict[str, Answer] = OrderedDict()
        self.size = 0

    def get(self, address: str) -> Answer | None:
        """Return the answer that is kept and still young enough."""
        answer = self._answers.get(address)
        if answer is None:
            return None
        if answer.until < time.monotonic():
            self._drop(address)
            return None
        self._answers.move_to_end(address)
        return answer

    def put(self, address: str, answer: Answer) -> None:
        """Keep an answer, and let go of those that were not used for longest."""
        if address in self._answers:
            self._drop(address)
        self._answers[address] = answer
        self.size += _size(address, answer)
        while self.size > self._room:
            self._drop(next(iter(self._answers)))

    def _drop(self, address: str) -> None:
        self.size -= _size(address, self._answers.pop(address))


def _size(address: str, answer: Answer) -> int:
    return len(address) + len(answer.body) + 500
