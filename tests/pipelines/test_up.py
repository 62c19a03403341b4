"""The portal as ``make run`` starts it, on an embedded database of its own; what is shipped lies there already."""

import os
import signal
import socket
import subprocess
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import httpx
import pytest
from sqlalchemy import select

from pipelines.cluster import Cluster
from pipelines.database import connected
from pipelines.portal import publication
from pipelines.settings import ROOT, Settings
from tests.conftest import bare_town, copied, environment
from tests.server.serving import wait_until

GEOPORTAL = ROOT / ".venv" / "bin" / "geoportal"

DEFINITION = """
id: %(id)s
title: Brunnen
description: Brunnen der Stadt
group: freizeit
source: {path: %(id)s.csv, crs: "EPSG:25832", x: x, y: y}
geometry: Point
key: name
fields: {name: Name}
"""


@dataclass(frozen=True)
class Running:
    """A portal in the foreground of another process."""

    process: subprocess.Popen[str]
    url: str

    def answers(self, path: str) -> None:
        """Wait until this is answered, which a portal that ends before does not do."""
        wait_until(lambda: self.answer(path) == 200 or self.process.poll() is not None)
        assert self.process.poll() is None

    def answer(self, path: str) -> int | None:
        try:
            return httpx.get(self.url + path, timeout=10).status_code
        except httpx.TransportError:
            return None

    def end(self, number: signal.Signals) -> int:
        self.process.send_signal(number)
        return self.process.wait(timeout=60)


@pytest.fixture(scope="module")
def cluster(new_cluster: Callable[[], Cluster]) -> Cluster:
    return new_cluster()


@pytest.fixture(scope="module")
def town(cluster: Cluster, tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """Variables of a portal with one layer and none of those that are shipped."""
    folder = tmp_path_factory.mktemp("town")
    (folder / "quellen.yml").write_text(DEFINITION % {"id": "quellen"})
    (folder / "quellen.csv").write_text("Name,x,y\nMarkt,510000,5393000\n")
    own = {"HOME": cluster.home, "TOWN": bare_town(folder), "DATASETS": folder}
    return {f"GEOPORTAL_{name}": str(path) for name, path in own.items()}


@contextmanager
def up(variables: dict[str, str], log: Path) -> Iterator[Running]:
    variables = {"GEOPORTAL_PORT": free_port(), "LC_ALL": "C"} | variables
    with log.open("w") as output:
        process = subprocess.Popen(
            [GEOPORTAL, "up"], env=os.environ | variables, stdout=output, stderr=subprocess.STDOUT, text=True
        )
    try:
        yield Running(process, f"http://127.0.0.1:{variables['GEOPORTAL_PORT']}")
    finally:
        process.terminate()
        process.wait(timeout=30)


def free_port() -> str:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        return str(listener.getsockname()[1])


@pytest.fixture(scope="module")
def known(town: dict[str, str], tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """The same after it has been up once, so that its layer is published."""
    with up(town, tmp_path_factory.mktemp("log") / "first") as portal:
        portal.answers("/readyz")
        assert portal.end(signal.SIGINT) == 0
    return town


def test_nothing_that_is_shipped_is_published_again(published: Settings, tmp_path: Path) -> None:
    with copied(published, tmp_path) as settings, connected(settings) as database:
        with up(environment(settings), tmp_path / "log") as portal:
            portal.answers("/readyz")
        with database.publisher.connect() as connection:
            assert set(connection.scalars(select(publication.c.version))) == {1}


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_a_signal_stops_all_that_was_started(
    known: dict[str, str], cluster: Cluster, tmp_path: Path, number: signal.Signals
) -> None:
    with up(known, tmp_path / "log") as portal:
        portal.answers("/readyz")
        assert cluster.pid is not None
        assert portal.end(number) == 0
    assert cluster.pid is None


def test_it_says_where_it_is(known: dict[str, str], tmp_path: Path) -> None:
    with up(known, tmp_path / "log") as portal:
        portal.answers("/readyz")
    assert f"The portal is up: {portal.url} (Ctrl-C stops it)" in (tmp_path / "log").read_text()


def test_a_taken_port_is_told_before_anything_else(town: dict[str, str], tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = str(other.getsockname()[1])
        with up(town | {"GEOPORTAL_PORT": port}, tmp_path / "log") as portal:
            assert portal.process.wait(timeout=30) == 2
    assert (tmp_path / "log").read_text().startswith(f"127.0.0.1:{port} cannot be had: Address already in use.")


@pytest.fixture
def broken(tmp_path: Path) -> Path:
    """A town's folder with a layer whose source is missing and one whose definition is wrong."""
    folder = tmp_path / "datasets"
    folder.mkdir()
    (folder / "brunnen.yml").write_text(DEFINITION % {"id": "brunnen"})
    (folder / "kaputt.yml").write_text("id: kaputt\n")
    return folder


def test_a_broken_layer_is_named_and_does_not_stop_the_others(
    known: dict[str, str], tmp_path: Path, broken: Path
) -> None:
    folders = f"{known['GEOPORTAL_DATASETS']}{os.pathsep}{broken}"
    with up(known | {"GEOPORTAL_DATASETS": folders}, tmp_path / "log") as portal:
        portal.answers("/healthz")
        assert portal.answer("/api/collections/quellen/items") == 200
        assert portal.answer("/readyz") == 503
    log = (tmp_path / "log").read_text()
    assert "brunnen: " in log
    assert "kaputt: " in log
