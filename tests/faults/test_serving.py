"""A server keeps its word while layers change under it, clients leave, and the database goes away and comes back.

``LONG_FAULTS=1`` makes the long form of what runs for some seconds in each test run.
"""

import asyncio
import os
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from functools import partial
from itertools import count
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import httpx
import psycopg
import pytest

from pipelines.cluster import SUPERUSER, Cluster, embedded_cluster
from pipelines.database import Database, connected
from pipelines.lease import leased
from pipelines.provision import DATABASE
from pipelines.settings import Settings
from tests.conftest import on_database
from tests.faults.conftest import Nursery
from tests.faults.layer import COUNT, ID, Edition, edition_of_page
from tests.server.samples import AREAS, Portal, area
from tests.server.serving import serving, wait_until

LONG = bool(os.environ.get("LONG_FAULTS"))
CLIENTS, EDITIONS = 200, 60 if LONG else 4
ABORTED = 10_000 if LONG else 400
TOGETHER = 50
"""Clients that leave at the same time."""

ITEMS = f"/api/collections/{ID}/items"
LIMIT = COUNT + 1

SESSIONS = 40
"""Two pools of eight in the lane, SQLAlchemy's for the rest: more would mean lost ones."""

MANY = 8_000
"""Features that make an answer long enough to leave while it is sent."""


def test_every_answer_is_of_the_version_that_its_etag_names(
    settings: Settings, publish: Callable[..., dict[str, Any]], tmp_path: Path, nursery: Nursery
) -> None:
    """Each publication takes a column away and adds another; equal ETags must have equal bytes, at any moment."""
    assert nursery.publish(definition=Edition(1).write(tmp_path))["status"] == "published"
    bodies: dict[str, tuple[int, int]] = {}
    wrong: list[str] = []
    over = threading.Event()

    async def read(client: httpx.AsyncClient, number: int) -> None:
        while not over.is_set():
            try:
                answer = await client.get(ITEMS, params={"limit": LIMIT + number % 3, "f": "json"})
                assert answer.status_code == 200, answer.status_code
                edition = edition_of_page(answer.text)
                if etag := answer.headers.get("ETag"):
                    seen = bodies.setdefault(etag, (edition, hash(answer.text)))
                    assert seen == (edition, hash(answer.text)), f"{etag}: {seen} and {edition}"
                assert f"limit={LIMIT + number % 3}" in answer.text, "links of another request"
            except Exception as error:  # noqa: BLE001 - whatever a reader meets is wrong
                wrong.append(f"{type(error).__name__}: {error}")

    def met(edition: int) -> bool:
        return bool(wrong) or any(number == edition for number, _ in list(bodies.values()))

    async def read_all(url: str) -> None:
        limits = httpx.Limits(max_connections=CLIENTS)
        async with httpx.AsyncClient(base_url=url, timeout=60, limits=limits) as client:
            await asyncio.gather(*(read(client, number) for number in range(CLIENTS)))

    with serving(settings) as url, ThreadPoolExecutor(1) as pool:
        before = _memory(url)
        reading = pool.submit(asyncio.run, read_all(url))
        try:
            for edition in range(2, EDITIONS + 2):
                assert publish()["status"] == "published"
                wait_until(partial(met, edition))
        finally:
            over.set()
        reading.result()
        grown = _memory(url) - before

    assert wrong == []
    assert {edition for edition, _ in bodies.values()} >= set(range(2, EDITIONS + 2))
    assert grown < 250, f"{grown} MB more"


def test_clients_that_leave_lose_no_connection(
    settings: Settings, database: Database, database_name: str, cluster_settings: Settings, tmp_path: Path
) -> None:
    portal = Portal(settings, database, tmp_path)
    portal.publish(AREAS, [rectangle(number) for number in range(MANY)], tiles="none")
    items = "/api/collections/flaechen/items?f=json"
    offsets = count()

    async def leave(url: str, *, streaming: bool) -> None:
        parts = urlsplit(url)
        path = f"{items}&limit={MANY}" if streaming else f"{items}&limit=100&offset={next(offsets) % MANY}"
        reader, writer = await asyncio.open_connection(parts.hostname, parts.port)
        writer.write(f"GET {path} HTTP/1.1\r\nHost: {parts.netloc}\r\n\r\n".encode())
        await writer.drain()
        if streaming:
            await reader.read(1000)  # its first bytes, while the rest is under way
        else:
            await asyncio.sleep(0.001)
        writer.transport.abort()
        with suppress(ConnectionError):
            await writer.wait_closed()

    async def leave_all(url: str) -> None:
        for start in range(0, ABORTED, TOGETHER):
            await asyncio.gather(*(leave(url, streaming=number % 2 == 0) for number in range(start, start + TOGETHER)))

    with serving(portal.settings) as url:
        asyncio.run(leave_all(url))
        with ThreadPoolExecutor(8) as pool:
            paths = [f"{url}{items}&limit=7&offset={number}" for number in range(8)]
            answers = list(pool.map(lambda path: httpx.get(path, timeout=60).status_code, paths))
        assert answers == [200] * 8
        whole = httpx.get(f"{url}{items}&limit={MANY}", timeout=60).json()
        assert len(whole["features"]) == MANY
        wait_until(lambda: "active" not in _states(cluster_settings, database_name))
        states = _states(cluster_settings, database_name)
        assert len(states) <= SESSIONS, states
        assert "idle in transaction" not in states


def test_database_that_restarts_is_told_and_found_again(new_cluster: Callable[[], Cluster], tmp_path: Path) -> None:
    cluster = new_cluster()
    with connected(Settings(home=cluster.home)), leased(cluster):
        settings = on_database(cluster, DATABASE, tmp_path / "home")
        with connected(settings) as database:
            Portal(settings, database, tmp_path).publish(AREAS, [area(1), area(2)], tiles="none")
        items = "/api/collections/flaechen/items"
        with serving(settings) as url, httpx.Client(base_url=url, timeout=60) as client:
            kept = client.get(f"{items}?limit=5").content
            cluster.stop()
            assert client.get(f"{items}?limit=5").content == kept
            for path in (f"{items}?limit=6", f"{items}/1"):
                lost = client.get(path)
                assert lost.status_code == 503, path
                assert int(lost.headers["Retry-After"]) > 0
            cluster.start()
            wait_until(lambda: client.get(f"{items}?limit=6").status_code == 200)
            with ThreadPoolExecutor(8) as pool:
                paths = [f"{items}?limit={limit}" for limit in range(10, 18)]
                assert [each.status_code for each in pool.map(client.get, paths)] == [200] * 8


def rectangle(number: int) -> dict[str, Any]:
    """One of the sample's areas; a row of all of them would lead out of the country, so they lie on each other."""
    return area(number % 1000) | {"properties": {"nummer": number, "name": f"Fläche {number}"}}


def _states(settings: Settings, name: str) -> list[str]:
    """What the sessions of the server are doing."""
    query = "SELECT state FROM pg_stat_activity WHERE datname = %s AND application_name LIKE 'geoportal%%'"
    with psycopg.connect(embedded_cluster(settings).dsn(SUPERUSER, "postgres"), autocommit=True) as connection:
        return [str(state) for (state,) in connection.execute(query, [name])]


def _memory(url: str) -> float:
    """Resident memory of the process that listens at this address, in MB."""

    for process in Path("/proc").iterdir():
        if process.name.isdigit() and f"--port\0{urlsplit(url).port}".encode() in _command(process):
            return int((process / "status").read_text().partition("VmRSS:")[2].split()[0]) / 1000
    pytest.fail(f"no process listens at {url}")


def _command(process: Path) -> bytes:
    try:
        return (process / "cmdline").read_bytes()
    except OSError:
        return b""
