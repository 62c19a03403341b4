"""Answers and streams → ASGI messages."""

import zlib
from collections.abc import AsyncIterator, Callable

from starlette.concurrency import run_in_threadpool
from starlette.responses import StreamingResponse
from starlette.types import Receive, Scope, Send

from server.lane.cache import Answer
from server.lane.encoding import Coding
from server.lane.making import Stream

QUICK = 200_000
"""Bytes up to which compression is done at once, in some milliseconds; more of them go to a thread."""

GZIP = 31
"""zlib's window bits with gzip's head and tail."""


WRITER = "geoportal.writer"
"""Where a request's scope may hold what writes an answer to a GET at once, past ASGI's messages."""

Writer = Callable[[Answer, Coding, bytes], bool]
"""Takes an answer, its coding and the condition; False where it has to go by messages."""


async def send_answer(scope: Scope, send: Send, answer: Answer, coding: Coding, condition: bytes) -> None:
    """Send an answer, its headers alone to a HEAD, or 304 where ``condition`` names its ETag."""
    goes = scope["method"] == "GET"
    writer: Writer | None = scope.get(WRITER) if goes else None
    if coding and coding not in answer.coded and len(answer.body) > QUICK:
        await run_in_threadpool(answer.bytes_in, coding)
    if writer and writer(answer, coding, condition):
        return
    if answer.is_known(coding, condition):
        await send({"type": "http.response.start", "status": 304, "headers": answer.known_headers(coding)})
        await send({"type": "http.response.body"})
        return
    await send({"type": "http.response.start", "status": answer.status, "headers": answer.headers_in(coding)})
    await send({"type": "http.response.body", "body": answer.bytes_in(coding) if goes else b""})


async def send_stream(scope: Scope, receive: Receive, send: Send, stream: Stream) -> None:
    """Send pieces as they come; they end when the client leaves."""
    response = StreamingResponse(_packed(stream.pieces) if stream.gzip else stream.pieces)
    response.raw_headers = [*stream.headers, *([(b"content-encoding", b"gzip")] if stream.gzip else [])]
    await response(scope, receive, send)


async def _packed(pieces: AsyncIterator[bytes]) -> AsyncIterator[bytes]:
    packer = zlib.compressobj(1, wbits=GZIP)
    async for piece in pieces:
        if packed := await run_in_threadpool(packer.compress, piece):
            yield packed
    yield packer.flush()
