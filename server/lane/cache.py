"""Finished answers, kept in memory up to a number of bytes."""

from collections.abc import Hashable
from dataclasses import dataclass, field

from pipelines.publication import Publication
from server.lane.asked import Asked
from server.lane.encoding import CODERS, SMALL, Coding
from server.live import Live
from server.problem import Problem
from server.recent import Recent
from server.responses import is_known

Header = tuple[bytes, bytes]
Stamp = tuple[str, Hashable]
"""What an answer was made from: a layer's id, empty for all of them, and what changes with what is live there."""

ALL = ""

REQUESTS = 1_000_000
"""Bytes of requests that are remembered, with what they ask for."""


def stamp_of(layer: Publication) -> Stamp:
    """Return what changes when another version of a layer becomes live."""
    return (layer.dataset.id, (layer.version, layer.published_at))


def stamp_now(live: Live, dataset_id: str) -> Stamp | None:
    """Return the stamp of an answer that was made now; None where nothing is live."""
    try:
        snapshot = live.snapshot
    except Problem:  # the database has not answered yet
        return None
    if dataset_id == ALL:
        return (ALL, snapshot.state)
    publication = snapshot.publications.get(dataset_id)
    return stamp_of(publication) if publication else None


@dataclass
class Answer:
    """One body, in the codings that were asked for so far, and the headers that all of them share.

    ``etag`` is the opaque part of a strong one, which each coding completes (RFC 9110, 8.8.3.3); empty where equal
    requests may have other bytes next time. Not ``measured`` is what answers a HEAD for a body that was never made.
    """

    stamp: Stamp
    body: bytes
    headers: tuple[Header, ...]
    etag: str
    status: int = 200
    measured: bool = True
    coded: dict[Coding, bytes] = field(default_factory=dict)
    ready: dict[Coding, tuple[Header, ...]] = field(default_factory=dict)
    heads: dict[tuple[Coding, bool], bytes] = field(default_factory=dict)

    @property
    def size(self) -> int:
        """Bytes in memory, about."""
        return len(self.body) + sum(map(len, self.coded.values())) + 1000

    def tag(self, coding: Coding) -> str:
        """The ETag of one coding."""
        return f'"{self.etag}{"-" if coding else ""}{coding}"'

    def coding(self, wished: Coding) -> Coding:
        """The coding in which this body goes out."""
        return wished if len(self.body) >= SMALL else ""

    def bytes_in(self, coding: Coding) -> bytes:
        """The body in one coding, made when first asked for."""
        if not coding:
            return self.body
        if coding not in self.coded:
            self.coded[coding] = CODERS[coding](self.body)
        return self.coded[coding]

    def headers_in(self, coding: Coding) -> tuple[Header, ...]:
        """All headers of the body in one coding."""
        if coding not in self.ready:
            body = self.bytes_in(coding)
            more = [(b"content-length", str(len(body)).encode())] if self.measured else []
            if coding:
                more.append((b"content-encoding", coding.encode()))
            if self.etag:
                more.append((b"etag", self.tag(coding).encode()))
            self.ready[coding] = (*self.headers, *more)
        return self.ready[coding]

    def is_known(self, coding: Coding, condition: bytes) -> bool:
        """Whether ``If-None-Match`` names this body in this coding."""
        return bool(condition and self.etag) and is_known(self.tag(coding), condition.decode("latin-1"))

    def known_headers(self, coding: Coding) -> tuple[Header, ...]:
        """All headers of a 304 (RFC 9110, 15.4.5)."""
        return (*self.headers, (b"etag", self.tag(coding).encode()))

    def head(self, coding: Coding, *, known: bool = False) -> bytes:
        """The headers as they go over the wire, with the line that ends them; for a 304 where the client has it."""
        if (coding, known) not in self.heads:
            headers = self.known_headers(coding) if known else self.headers_in(coding)
            self.heads[coding, known] = b"".join(b"%b: %b\r\n" % header for header in headers) + b"\r\n"
        return self.heads[coding, known]


class Cache:
    """The answers used last, up to ``limit`` bytes; one that would take more than an eighth is not kept.

    ``requests`` tells what whole requests ask for, by their bytes.
    """

    def __init__(self, limit: int) -> None:
        self._answers: Recent[Hashable, Answer] = Recent(limit)
        self.requests: Recent[bytes, Asked] = Recent(REQUESTS)

    @property
    def size(self) -> int:
        """Bytes in memory, about."""
        return self._answers.size

    def get(self, key: Hashable) -> Answer | None:
        """Find an answer, which becomes the youngest."""
        return self._answers.get(key)

    def fresh(self, key: Hashable, live: Live) -> Answer | None:
        """Find an answer for which nothing has changed since; one that is out of date is dropped."""
        answer = self._answers.get(key)
        if answer is None or answer.stamp == stamp_now(live, answer.stamp[0]):
            return answer
        self._answers.drop(key)
        return None

    def put(self, key: Hashable, answer: Answer) -> None:
        """Keep an answer, or take note that it has grown by a coding."""
        if answer.size > self._answers.limit // 8:
            self._answers.drop(key)
        else:
            self._answers.put(key, answer, answer.size)

    def __len__(self) -> int:
        return len(self._answers)
