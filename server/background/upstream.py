"""Asks the one foreign server that the operator chose: its hosts only, public ones, bounded in time and size."""

import asyncio
import logging
import re
import time
from urllib.parse import urlsplit

import httpx
from starlette.concurrency import run_in_threadpool

from pipelines.address import pinned, port_of, resolve
from pipelines.background import Foreign
from pipelines.errors import SourceError
from pipelines.text import Text
from server.background.kept import Answer, Kept
from server.problem import Problem
from server.turns import Turns

log = logging.getLogger(__name__)

SECONDS = 15
"""That one answer may take, from the look-up of the name to the last byte."""

MOST = 4_000_000
"""Bytes of one answer; tiles have some 100,000, styles up to a million."""

RUNNING, WAITING = 8, 200
"""Questions at a time, and those that wait: of some ten maps. More are refused (503)."""

NAMES = 60
"""Seconds for which a name's addresses are remembered."""

SHORTEST, USUAL, LONGEST = 3600, 86_400, 30 * 86_400
"""Seconds for which answers are kept: at least, where the server says nothing, at most."""

TYPES = re.compile(
    r"image/(?:png|jpeg|webp|avif)|application/(?:json|vnd\.mapbox-vector-tile|x-protobuf|octet-stream|x-protomaps)"
)
"""Pictures, tiles, styles: nothing that a browser would run or show as a page."""


class Upstream:
    """The foreign server. ``trusted`` hosts may lie in the inner network; ``room`` is for kept answers, in bytes."""

    def __init__(self, foreign: Foreign, trusted: tuple[str, ...], room: int) -> None:
        self._origins = frozenset(foreign.origins)
        self._trusted = trusted
        self._kept = Kept(room)
        self._turns = Turns(RUNNING, WAITING)
        self._asked: dict[str, asyncio.Task[Answer]] = {}
        self._names: dict[tuple[str, int], tuple[float, list[str]]] = {}
        self._clients: dict[str, httpx.AsyncClient] = {}

    async def close(self) -> None:
        """Close all connections."""
        for client in self._clients.values():
            await client.aclose()

    async def get(self, address: str) -> Answer:
        """Return what lies at an address, kept or asked for; those who ask at the same time share one question.

        Raises Problem: 502 where the server fails or the address is none of its own, 503 when too many wait.
        """
        if kept := self._kept.get(address):
            return kept
        task = self._asked.get(address)
        if task is None:
            task = self._asked[address] = asyncio.create_task(self._fetch(address))
            task.add_done_callback(lambda done: self._ended(address, done))
        return await asyncio.shield(task)

    def _ended(self, address: str, task: "asyncio.Task[Answer]") -> None:
        self._asked.pop(address, None)
        if not task.cancelled():
            task.exception()  # seen, also where nobody waits for it any longer

    async def _fetch(self, address: str) -> Answer:
        parts = urlsplit(address)
        if f"{parts.scheme}://{parts.netloc}" not in self._origins:
            raise failed(f"{parts.netloc} is none of the hosts in the settings")
        async with self._turns.turn():
            try:
                answer = await asyncio.wait_for(self._ask(httpx.URL(address)), SECONDS)
            except (httpx.HTTPError, httpx.InvalidURL, SourceError, TimeoutError) as error:
                raise failed(f"{parts.netloc}: {error or type(error).__name__}") from None
        self._kept.put(address, answer)
        return answer

    async def _ask(self, url: httpx.URL) -> Answer:
        """Redirects are not followed."""
        address = (await self._addresses(url.host, port_of(url)))[0]
        client = self._client(url.host)
        response = await client.send(client.build_request(**pinned(url, address)), stream=True)
        try:
            return await _taken(response, url)
        finally:
            await response.aclose()

    def _client(self, host: str) -> httpx.AsyncClient:
        """One client per name, since a connection is kept by its address and was checked for one name."""
        if host not in self._clients:
            self._clients[host] = httpx.AsyncClient(trust_env=False, timeout=SECONDS)
        return self._clients[host]

    async def _addresses(self, host: str, port: int) -> list[str]:
        known = self._names.get((host, port))
        if known is None or known[0] < time.monotonic():
            found = await run_in_threadpool(resolve, host, port, self._trusted)
            known = self._names[host, port] = time.monotonic() + NAMES, found
        return known[1]


async def _taken(response: httpx.Response, url: httpx.URL) -> Answer:
    if response.status_code in {204, 404}:
        return Answer(b"", "", time.monotonic() + SHORTEST)
    media_type = response.headers.get("content-type", "").partition(";")[0].strip().lower()
    if response.status_code != httpx.codes.OK or not TYPES.fullmatch(media_type):
        raise failed(f"{url.host}: HTTP {response.status_code} {media_type}")
    body = bytearray()
    async for chunk in response.aiter_bytes():
        body += chunk
        if len(body) > MOST:
            raise failed(f"{url.host}: > {MOST} bytes")
    return Answer(bytes(body), media_type, time.monotonic() + _lifetime(response.headers))


def _lifetime(headers: httpx.Headers) -> int:
    said = re.search(r"max-age=(\d{1,10})", headers.get("cache-control", ""))
    return min(max(int(said[1]) if said else USUAL, SHORTEST), LONGEST)


def failed(why: str) -> Problem:
    """Return the refusal that tells visitors that the foreign map fails, and tell the log why."""
    log.warning("background: %s", why)
    return Problem(
        502,
        "NoApplicableCode",
        Text(
            "Die Hintergrundkarte ist gerade nicht erreichbar.", "The background map cannot be reached at the moment."
        ),
    )
