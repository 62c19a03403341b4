"""Answers of another server, kept in memory up to a number of bytes and until they are too old."""

import time
from dataclasses import dataclass

from server.recent import Recent


@dataclass(frozen=True)
class Answer:
    """A body with its media type, or none (no bytes) where there is nothing; ``until`` is of the monotonic clock."""

    body: bytes
    media_type: str
    until: float


class Kept:
    """The answers that were used last; ``room`` in bytes."""

    def __init__(self, room: int) -> None:
        self._answers: Recent[str, Answer] = Recent(room)

    @property
    def size(self) -> int:
        """Bytes in memory, about."""
        return self._answers.size

    def get(self, address: str) -> Answer | None:
        """Return the answer that is kept and still young enough."""
        answer = self._answers.get(address)
        if answer is None or answer.until >= time.monotonic():
            return answer
        self._answers.drop(address)
        return None

    def put(self, address: str, answer: Answer) -> None:
        """Keep an answer, and let go of those that were not used for longest."""
        self._answers.put(address, answer, len(address) + len(answer.body) + 500)
