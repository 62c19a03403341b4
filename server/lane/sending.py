"""Answers and streams → ASGI messages."""

import zlib
from collections.abc import AsyncIterator, Iterator

from starlette.concurrency import run_in_threadpool
from starlette.types import Send

from server.lane.cache import Answer
from server.lane.encoding import Coding
from server.lane.making import Stream

QUICK = 200_000
"""Bytes up to which compression is done at once, in some milliseconds; more of them go to a thread."""

GZIP = 31
"""zlib's window bits with gzip's head and tail."""


async def send_answer(send: Send, answer: Answer, coding: Coding, condition: bytes, *, goes: bool) -> None:
    """Send an answer, its headers alone without ``goes``, or 304 where ``condition`` names its ETag."""
    if condition and answer.etag and _knows(condition, answer.etag):
        head = [*answer.headers, (b"etag", answer.tag(coding))]
        await send({"type": "http.response.start", "status": 304, "headers": head})
        await send({"type": "http.response.body"})
        return
    if coding and coding not in answer.coded and len(answer.body) > QUICK:
        await run_in_threadpool(answer.bytes_in, coding)
    await send({"type": "http.response.start", "status": answer.status, "headers": answer.headers_in(coding)})
    await send({"type": "http.response.body", "body": answer.bytes_in(coding) if goes else b""})


async def send_stream(send: Send, stream: Stream) -> None:
    """Send pieces as they come."""
    pieces = _packed(stream.pieces) if stream.gzip else stream.pieces
    coded = [(b"content-encoding", b"gzip")] if stream.gzip else []
    await send({"type": "http.response.start", "status": 200, "headers": [*stream.headers, *coded]})
    async for piece in pieces:
        await send({"type": "http.response.body", "body": piece, "more_body": True})
    await send({"type": "http.response.body"})


async def _packed(pieces: AsyncIterator[bytes]) -> AsyncIterator[bytes]:
    packer = zlib.compressobj(1, wbits=GZIP)
    async for piece in pieces:
        if packed := await run_in_threadpool(packer.compress, piece):
            yield packed
    yield packer.flush()


def _knows(condition: bytes, etag: str) -> bool:
    """Compare weakly, as If-None-Match does (RFC 9110, 13.1.2); any coding of the body will do."""
    tag = etag.encode()
    return any(_opaque(each).startswith(tag) or each == b"*" for each in _listed(condition))


def _opaque(each: bytes) -> bytes:
    return each.removeprefix(b"W/").strip(b'"')


def _listed(condition: bytes) -> Iterator[bytes]:
    return (each.strip() for each in condition.split(b","))
