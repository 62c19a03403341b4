"""Answers and streams → ASGI messages."""

import zlib
from collections.abc import AsyncIterator

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


async def send_answer(send: Send, answer: Answer, coding: Coding, condition: bytes, *, goes: bool) -> None:
    """Send an answer, its headers alone without ``goes``, or 304 where ``condition`` names its ETag."""
    if answer.is_known(coding, condition):
        await send({"type": "http.response.start", "status": 304, "headers": answer.known_headers(coding)})
        await send({"type": "http.response.body"})
        return
    if coding and coding not in answer.coded and len(answer.body) > QUICK:
        await run_in_threadpool(answer.bytes_in, coding)
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
