"""A portal that is read without pause while publishers die."""

import json
import os
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path
from typing import Any

import httpx
import pytest
from sqlalchemy import text

from pipelines.database import Database
from pipelines.reading.nursery import SINGLE
from pipelines.settings import ROOT, Settings
from server.layers import Layers
from server.query import FeatureQuery
from tests.conftest import environment
from tests.faults.layer import COUNT, ID, Edition, edition_of, edition_of_page
from tests.server.serving import serving

PAUSE = 0.05
"""Seconds between two requests of a reader, so that the publishers get their share of the machine."""

KEEP_ALL = {"GEOPORTAL_KEEP_VERSIONS": "1000"}
"""However long a run takes: old versions lose their table ten minutes after they were replaced."""


@dataclass
class Nursery:
    """Forks publishers that die as ordered; ``folder`` is the temporary folder of all of them."""

    process: "subprocess.Popen[str]"
    folder: Path

    def publish(self, **order: Any) -> dict[str, Any]:
        """Let one publisher run to its end, whichever it is."""
        assert self.process.stdin
        assert self.process.stdout
        self.process.stdin.write(json.dumps(order) + "\n")
        self.process.stdin.flush()
        answer: dict[str, Any] = json.loads(self.process.stdout.readline())
        return answer

    def survivors(self) -> list[str]:
        """Command lines of processes that publishers started and that still run; the warm ones are not theirs."""
        mark = f"TMPDIR={self.folder}".encode()
        warm = {self.process.pid, *_children(self.process.pid)}
        return [_read(pid, "cmdline") for pid in _processes() if pid not in warm and mark in _environ(pid)]


@pytest.fixture
def nursery(settings: Settings, tmp_path: Path) -> Iterator[Nursery]:
    """A warm process that publishes into the portal of ``settings``."""
    folder = tmp_path / "tmp"
    own = KEEP_ALL | {"TMPDIR": str(folder), "PYTHONPATH": str(ROOT)}
    variables = os.environ | environment(settings) | SINGLE | own
    command = [sys.executable, "-P", str(Path(__file__).with_name("publisher.py"))]
    with subprocess.Popen(
        command, env=variables, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as process:
        yield Nursery(process, folder)
        assert process.stdin
        process.stdin.close()
        assert process.wait(20) == 0


@dataclass
class Readers:
    """Threads that read the layer all the time and keep what they found wrong."""

    work: list[Callable[[], int]]
    read: int = 0
    wrong: list[str] = field(default_factory=list)
    _stop: threading.Event = field(default_factory=threading.Event)

    def run(self, look: Callable[[], int]) -> None:
        newest = 0
        while not self._stop.wait(PAUSE):
            try:
                number = look()
                assert number >= newest, f"edition {number} after {newest}"
            except Exception as error:  # noqa: BLE001 - whatever a reader meets is wrong
                self.wrong.append(f"{type(error).__name__}: {error}")
            else:
                self.read, newest = self.read + 1, number

    def __enter__(self) -> "Readers":
        self._threads = [threading.Thread(target=self.run, args=(look,), daemon=True) for look in self.work]
        for thread in self._threads:
            thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._stop.set()
        for thread in self._threads:
            thread.join()


@pytest.fixture
def readers(settings: Settings, database: Database, nursery: Nursery, tmp_path: Path) -> Iterator[Readers]:
    """Readers of a layer of which one edition is live: two over HTTP from a real server, one from the database."""
    assert nursery.publish(definition=Edition(1).write(tmp_path))["status"] == "published"
    layers = Layers(database.reader)
    with serving(settings) as address, httpx.Client(timeout=30) as client:

        def over_http() -> int:
            answer = client.get(f"{address}/api/collections/{ID}/items", params={"limit": COUNT + 1, "f": "json"})
            assert answer.status_code == 200, f"{answer.status_code} {answer.text[:200]}"
            return edition_of_page(answer.text)

        def from_the_database() -> int:
            page = layers.page(ID, lambda _: FeatureQuery(limit=COUNT + 1))
            assert page.matched is not None
            return edition_of(json.loads(b"[" + page.features + b"]"), page.matched)

        with Readers([over_http, over_http, from_the_database]) as running:
            yield running


@pytest.fixture
def publish(nursery: Nursery, tmp_path: Path) -> Callable[..., dict[str, Any]]:
    """Publish the next edition, with whatever fault the keywords order."""
    editions = (Edition(number) for number in count(2))

    def one(tiles: str = "none", **order: Any) -> dict[str, Any]:
        return nursery.publish(definition=next(editions).write(tmp_path, tiles), **order)

    return one


def kept_tables(database: Database) -> tuple[set[str], set[str]]:
    """Tables of the layer in the database, and those that its kept versions need."""
    with database.publisher.connect() as connection:
        there = connection.scalars(
            text("SELECT relname FROM pg_class WHERE relname ~ :id AND relkind = 'r'"), {"id": ID}
        )
        known = connection.scalars(text("SELECT features FROM portal.publication WHERE dataset = :id"), {"id": ID})
        return set(there), {f"{ID}_v{number}" for number in known}


def sessions(database: Database) -> list[str]:
    """What publishers' sessions are still doing in the database."""
    query = text(
        "SELECT query FROM pg_stat_activity WHERE datname = current_database() AND application_name LIKE :name"
        " UNION ALL SELECT 'temporary: ' || relname FROM pg_class WHERE relpersistence = 't' AND relkind = 'r'"
    )
    with database.publisher.connect() as connection:
        return list(connection.scalars(query, {"name": f"geoportal {ID}%"}))


def _processes() -> list[int]:
    return [int(entry.name) for entry in Path("/proc").iterdir() if entry.name.isdigit()]


def _children(pid: int) -> list[int]:
    return [int(each) for each in _read(pid, f"task/{pid}/children").split()]


def _environ(pid: int) -> list[bytes]:
    return _read(pid, "environ").encode().split(b"\0")


def _read(pid: int, name: str) -> str:
    try:
        return Path(f"/proc/{pid}/{name}").read_bytes().decode(errors="replace")
    except OSError:
        return ""
