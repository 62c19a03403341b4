"""Answers from memory as soon as a request's head is read: uvicorn's protocol with a shorter way.

What is kept needs no task, no scope and no second look at its headers; all else goes uvicorn's way. Where answers are
watched or proxies are trusted there is no shorter way: both want to see the whole request.
"""

from typing import Any

import httptools
from starlette.datastructures import State
from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

from server.lane.asked import Asked
from server.lane.cache import Answer, Cache

BODY = frozenset((b"content-length", b"transfer-encoding", b"expect"))
"""Headers of requests that go on behind their head."""

OK, NOT_MODIFIED = b"HTTP/1.1 200 OK\r\n", b"HTTP/1.1 304 Not Modified\r\n"


class EarlyProtocol(HttpToolsProtocol):
    """One connection to a client."""

    _is_answered = False

    def __init__(self, *given: Any, **named: Any) -> None:
        super().__init__(*given, **named)
        self._state: State = self.app.state  # of server.app
        self._base = self._state.settings.base_url
        self._cache: Cache | None = self._state.early

    def on_headers_complete(self) -> None:
        """Answer, or let uvicorn go on."""
        if self._cache and self._is_free() and (parts := self._kept(self._cache)):
            self._is_answered = True
            self.transport.writelines(parts)
        else:
            super().on_headers_complete()

    def on_message_complete(self) -> None:
        """Wait for the next request."""
        if self._is_answered:
            self._is_answered = False
            self.on_response_complete()
        else:
            super().on_message_complete()

    def _is_free(self) -> bool:
        """Whether no answer is under way, and the client reads what it gets."""
        idle = self.cycle is None or self.cycle.response_complete
        return idle and not self.pipeline and not self.flow.write_paused

    def _kept(self, cache: Cache) -> list[bytes] | None:
        parser = self.parser
        if parser.get_method() != b"GET" or parser.get_http_version() != "1.1":
            return None
        if not parser.should_keep_alive() or parser.should_upgrade() or self._has_body():
            return None
        url = httptools.parse_url(self.url)
        if b"%" in url.path:
            return None
        request = Asked.of(url.path.decode("ascii"), url.query or b"", self.headers, self._base)
        answer = cache.fresh(request, self._state.live)
        return None if answer is None else self._written(answer, request)

    def _has_body(self) -> bool:
        return any(name in BODY for name, _ in self.headers)

    def _written(self, answer: Answer, request: Asked) -> list[bytes] | None:
        coding = answer.coding(request.coding)
        if answer.status != 200 or (coding and coding not in answer.coded):
            return None
        always = [b"%b: %b\r\n" % header for header in self.server_state.default_headers]
        if answer.is_known(coding, request.condition):
            return [NOT_MODIFIED, *always, answer.head(coding, known=True)]
        return [OK, *always, answer.head(coding), answer.bytes_in(coding)]
