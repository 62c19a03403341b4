"""Answers from memory as soon as a request's head is read: uvicorn's protocol with a shorter way.

What is kept needs no task, no scope and no second look at its headers, and what came in the same bytes before is not
even read again; all else goes uvicorn's way, and what the lane makes of it is written without uvicorn's look at each
header. Where answers are watched or proxies are trusted there is no shorter way: both want to see the whole request.
"""

from functools import partial
from typing import Any

import httptools
from starlette.datastructures import State
from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol, RequestResponseCycle

from server.lane.asked import Asked
from server.lane.cache import Answer, Cache
from server.lane.encoding import Coding
from server.lane.sending import WRITER

BODY = frozenset((b"content-length", b"transfer-encoding", b"expect"))
"""Headers of requests that go on behind their head."""

OK, NOT_MODIFIED = b"HTTP/1.1 200 OK\r\n", b"HTTP/1.1 304 Not Modified\r\n"

LONGEST = 4_000
"""Bytes of a request that is remembered."""

JOINED = 16_000
"""Bytes of a body up to which copying it behind its head is quicker than a second buffer."""


class EarlyProtocol(HttpToolsProtocol):
    """One connection to a client."""

    def __init__(self, *given: Any, **named: Any) -> None:
        super().__init__(*given, **named)
        self._state: State = self.app.state  # of server.app
        self._base = self._state.settings.base_url
        self._cache: Cache | None = self._state.early
        self._begun = self._ended = 0
        self._answered: Asked | None = None

    def data_received(self, data: bytes) -> None:
        """Answer, where these bytes were a whole request before that was answered early; else read them."""
        is_between, last = self._begun == self._ended, self._ended
        known = self._cache.requests.get(data) if self._cache is not None and is_between else None
        if known and self._is_free() and self._send(known):
            self.on_response_complete()
            return
        super().data_received(data)
        is_whole = is_between and self._begun == self._ended == last + 1
        if self._cache is not None and self._answered and is_whole and len(data) <= LONGEST:
            self._cache.requests.put(data, self._answered, len(data) + 1_000)

    def on_message_begin(self) -> None:
        """Count the requests that have begun."""
        self._begun += 1
        super().on_message_begin()

    def on_headers_complete(self) -> None:
        """Answer, or let uvicorn go on."""
        asked = self._asked() if self._cache is not None and self._is_free() else None
        self._answered = asked if asked and self._send(asked) else None
        if not self._answered:
            super().on_headers_complete()
            if asked and self.cycle:
                self.scope[WRITER] = partial(self._complete, self.cycle)  # type: ignore[literal-required]  # a scope has room for servers' own

    def on_message_complete(self) -> None:
        """Wait for the next request."""
        self._ended += 1
        if self._answered:
            self.on_response_complete()
        else:
            super().on_message_complete()

    def _is_free(self) -> bool:
        """Whether no answer is under way, and the client reads what it gets."""
        idle = self.cycle is None or self.cycle.response_complete
        return idle and not self.pipeline and not self.flow.write_paused

    def _asked(self) -> Asked | None:
        """What the request asks for, where it may be answered early."""
        parser = self.parser
        if parser.get_method() != b"GET" or parser.get_http_version() != "1.1":
            return None
        if not parser.should_keep_alive() or parser.should_upgrade() or self._has_body():
            return None
        url = httptools.parse_url(self.url)
        if b"%" in url.path:
            return None
        return Asked.of(url.path.decode("ascii"), url.query or b"", self.headers, self._base)

    def _has_body(self) -> bool:
        return any(name in BODY for name, _ in self.headers)

    def _send(self, asked: Asked) -> bool:
        """Send the answer, if one is kept."""
        answer = self._cache.fresh(asked, self._state.live) if self._cache is not None else None
        if answer is None or answer.status != 200:
            return False
        coding = answer.coding(asked.coding)
        if coding and coding not in answer.coded:
            return False
        self._write(answer, coding, asked.condition)
        return True

    def _complete(self, cycle: RequestResponseCycle, answer: Answer, coding: Coding, condition: bytes) -> bool:
        """Write an answer that was made for a request that went uvicorn's way."""
        if answer.status != 200 or self.flow.write_paused or cycle.disconnected or not cycle.keep_alive:
            return False
        self._write(answer, coding, condition)
        cycle.response_started = cycle.response_complete = True
        cycle.message_event.set()
        cycle.on_response()
        return True

    def _write(self, answer: Answer, coding: Coding, condition: bytes) -> None:
        known = answer.is_known(coding, condition)
        always = b"".join([b"%b: %b\r\n" % header for header in self.server_state.default_headers])
        head = (NOT_MODIFIED if known else OK) + always + answer.head(coding, known=known)
        body = b"" if known else answer.bytes_in(coding)
        if len(body) <= JOINED:
            self.transport.write(head + body)
        else:
            self.transport.writelines((head, body))
