"""Answers that are written while they are read: whole, in order, and stopped when nobody reads."""

import asyncio
import socket
import threading
import time
from pathlib import Path
from urllib.parse import urlsplit

import httpx
import psycopg
import pytest

from pipelines.database import access
from server.formats.gate import Gate
from server.formats.spool import PIECE, AbandonedError, Spool
from server.problem import Problem
from tests.server.samples import TREES, Portal, tree
from tests.server.serving import serving, wait_until


def test_a_reader_gets_what_a_thread_writes() -> None:
    blocks = [bytes([number]) * (PIECE // 3) for number in range(20)]

    def write(spool: Spool) -> None:
        for block in blocks:
            spool.write(block)
            time.sleep(0.001)
        spool.end()

    async def read() -> bytes:
        spool = Spool()
        thread = threading.Thread(target=write, args=[spool])
        thread.start()
        await spool.begun()
        found = b"".join([piece async for piece in spool.pieces()])
        spool.abandon()
        thread.join()
        return found

    assert asyncio.run(read()) == b"".join(blocks)


def test_a_writer_whose_reader_left_is_stopped() -> None:
    async def leave() -> None:
        spool = Spool()
        spool.write(b"x")
        spool.abandon()
        with pytest.raises(AbandonedError):
            spool.write(b"y")
        spool.end()

    asyncio.run(leave())


def test_a_failure_before_the_first_byte_is_raised_and_later_breaks_off() -> None:
    async def fail(first: bytes) -> bytes:
        spool = Spool()
        if first:
            spool.write(first)
        spool.end(ValueError("broken"))
        found = b""
        try:
            await spool.begun()
            found = b"begun"
            async for piece in spool.pieces():
                found += piece
        except ValueError:
            found += b"!"
        spool.abandon()
        return found

    assert asyncio.run(fail(b"")) == b"!"
    assert asyncio.run(fail(b"abc")) == b"begunabc!"


def test_a_file_made_by_others_leaves_no_folder() -> None:
    made: list[Path] = []

    def make(path: Path) -> None:
        assert path.parent.stat().st_mode & 0o077 == 0
        path.write_bytes(b"whole")
        made.append(path)

    async def adopt() -> bytes:
        spool = Spool()
        spool.adopt(make, "a.fgb")
        spool.end()
        found = b"".join([piece async for piece in spool.pieces()])
        spool.abandon()
        return found

    assert asyncio.run(adopt()) == b"whole"
    assert not made[0].parent.exists()


def test_beyond_the_queue_requests_are_told_to_come_again() -> None:
    async def crowd() -> None:
        gate, going = Gate(workers=1, waiting=1), threading.Event()

        def wait() -> None:
            going.wait()

        gate.start(wait)
        gate.start(wait)
        with pytest.raises(Problem) as refusal:
            gate.start(wait)
        assert (refusal.value.status, refusal.value.headers["Retry-After"]) == (503, "5")
        going.set()
        while True:
            await asyncio.sleep(0.01)
            try:
                gate.start(lambda: None)
            except Problem:
                continue
            break
        gate.close()

    asyncio.run(asyncio.wait_for(crowd(), 10))


def test_clients_that_leave_keep_no_connection(portal: Portal) -> None:
    """Each asks for more than fits into the buffers between it and the server, reads nothing and goes."""
    portal.publish(TREES, [tree(number) for number in range(3_000)])
    paths = [f"/api/collections/baeume/items?f={name}&limit=10000" for name in ("geojsonseq", "csv", "gpkg")]
    with serving(portal.settings) as address:
        place = urlsplit(address)
        assert place.hostname
        assert place.port
        for path in paths * 8:
            with socket.create_connection((place.hostname, place.port)) as client:
                client.sendall(f"GET {path} HTTP/1.1\r\nHost: x\r\n\r\n".encode())
                time.sleep(0.01)
        answer = httpx.get(f"{address}{paths[0]}", timeout=60)
        while answer.status_code == 503:
            assert answer.headers["Retry-After"]
            time.sleep(0.2)
            answer = httpx.get(f"{address}{paths[0]}", timeout=60)
        assert answer.content.count(b"\x1e") == 3_000
        with psycopg.connect(access(portal.settings).publisher, autocommit=True) as connection:
            held = "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND state <> 'idle'"
            others = f"{held} AND pid <> pg_backend_pid() AND usename = 'geoportal_reader'"
            wait_until(lambda: connection.execute(others).fetchone() == (0,))
