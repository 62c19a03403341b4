"""One real PostGIS cluster per process of the test run, a fresh database of it per test, and one published portal."""

import fcntl
import os
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from itertools import count
from pathlib import Path
from typing import Any

import httpx
import psycopg
import pytest
import yaml
from psycopg.sql import SQL, Identifier
from pydantic import SecretStr

from pipelines.cluster import SUPERUSER, Cluster, embedded_cluster
from pipelines.database import Database, connected
from pipelines.lease import leased
from pipelines.provision import DATABASE
from pipelines.rights import PUBLISHER, READER
from pipelines.settings import ROOT, Settings

GEOPORTAL = Path(sys.executable).with_name("geoportal")

PUBLISHED = "published.json"
"""What the command told that published every shipped layer, in the home of :func:`published`."""

SHIPPED = frozenset({"logo", "boundary", "background", "questions"})
"""Settings of the shipped town that name shipped layers or files."""

numbers = count(1)


def pytest_configure() -> None:
    """A developer's own portal has no part in the tests."""
    for name in [name for name in os.environ if name.startswith("GEOPORTAL_")]:
        del os.environ[name]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Browser tests come last: Playwright's event loop stays in the main thread, where no other one can then run."""
    items.sort(key=lambda item: item.path.is_relative_to(ROOT / "tests" / "browser"))


@pytest.fixture(scope="session")
def new_cluster(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[[], Cluster]]:
    """Describe embedded clusters that do not exist yet; as root they lie outside pytest's folders."""
    made: list[Cluster] = []

    def make() -> Cluster:
        made.append(embedded_cluster(Settings(home=tmp_path_factory.mktemp("portal"))))
        return made[-1]

    yield make
    for cluster in made:
        cluster.stop()
        for folder in {cluster.sockets, cluster.folder}:
            shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture(scope="session")
def cluster_settings(new_cluster: Callable[[], Cluster]) -> Iterator[Settings]:
    """Settings of an embedded, empty, running portal; its database is what ``database`` copies."""
    cluster = new_cluster()
    settings = Settings(home=cluster.home)
    create_careless(settings)
    with leased(cluster):
        yield settings


def create_careless(settings: Settings) -> None:
    """Create an embedded, empty portal whose database will not wait for the disk from its next start on."""
    with connected(settings):
        configuration = embedded_cluster(settings).data / "local.conf"
        configuration.write_text("fsync = off\nsynchronous_commit = off\nfull_page_writes = off\n")


@contextmanager
def fresh_database(cluster: Cluster, like: str = DATABASE) -> Iterator[str]:
    """Name of a new database in the test cluster, a copy of one that nobody uses; it goes with the block.

    Unless said otherwise it is migrated and empty, in the cluster of :func:`published` with every shipped layer.
    """
    name = f"test_{os.getpid()}_{next(numbers)}"
    with psycopg.connect(cluster.dsn(SUPERUSER, "postgres"), autocommit=True) as connection:
        connection.execute(
            SQL("CREATE DATABASE {} OWNER {} TEMPLATE {} STRATEGY file_copy").format(
                Identifier(name), Identifier(PUBLISHER), Identifier(like)
            )
        )
        yield name
        connection.execute(SQL("DROP DATABASE {} WITH (FORCE)").format(Identifier(name)))


def on_database(cluster: Cluster, name: str, home: Path, port: int = 8080) -> Settings:
    """Settings of a portal whose data lie in this database of the test cluster."""
    return Settings(
        home=home,
        port=port,
        database_url=SecretStr(cluster.dsn(PUBLISHER, name)),
        reader_url=SecretStr(cluster.dsn(READER, name)),
    )


@pytest.fixture
def database_name(cluster_settings: Settings) -> Iterator[str]:
    """Name of a fresh, migrated database in the test cluster."""
    with fresh_database(embedded_cluster(cluster_settings)) as name:
        yield name


@pytest.fixture
def settings(cluster_settings: Settings, database_name: str, tmp_path: Path) -> Settings:
    """Settings of a portal of its own, with the shipped definitions and an empty database."""
    return on_database(embedded_cluster(cluster_settings), database_name, tmp_path / "home")


@pytest.fixture
def database(settings: Settings) -> Iterator[Database]:
    """Engines on a fresh database."""
    with connected(settings) as database:
        yield database


@pytest.fixture(scope="session")
def published(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Settings]:
    """Settings of an embedded portal with every shipped layer; all processes of the test run copy the same one.

    The first that asks publishes, the others wait; the last one removes what lies outside pytest's folders.
    """
    folder = tmp_path_factory.getbasetemp()
    settings = Settings(home=(folder.parent if "PYTEST_XDIST_WORKER" in os.environ else folder) / "published")
    cluster = embedded_cluster(settings)
    done = settings.home / PUBLISHED
    with ExitStack() as stack:
        with alone(settings.home):
            if not done.exists():
                create_careless(settings)
            stack.enter_context(leased(cluster))
            if not done.exists():
                publish_shipped(settings, done)
        yield settings
        with alone(settings.home):
            stack.close()
            if cluster.pid is None:
                done.unlink()
                for each in {cluster.sockets, cluster.folder}:
                    shutil.rmtree(each, ignore_errors=True)


@contextmanager
def alone(home: Path) -> Iterator[None]:
    """Be the only process of the test run that prepares this portal, or takes it down."""
    home.mkdir(exist_ok=True)
    with (home / "tests.lock").open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


def publish_shipped(settings: Settings, told: Path) -> None:
    """Publish every shipped layer as people do, and keep what the command told."""
    variables = os.environ | {"GEOPORTAL_HOME": str(settings.home)}
    with told.with_suffix(".part").open("w") as file:
        subprocess.run([GEOPORTAL, "publish", "--all", "--json"], env=variables, stdout=file, check=True)
    Path(file.name).rename(told)


@pytest.fixture(scope="session")
def portal_settings(published: Settings, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Settings]:
    """Settings of this process's own copy of the portal with every shipped layer; for tests that leave it as it is."""
    with copied(published, tmp_path_factory.mktemp("portal")) as settings:
        yield settings


@contextmanager
def copied(published: Settings, home: Path) -> Iterator[Settings]:
    """Settings of a copy of the portal with every shipped layer, which goes with the block."""
    cluster = embedded_cluster(published)
    shutil.copytree(published.home / "artefacts", home / "artefacts", copy_function=os.link)
    with fresh_database(cluster) as name:
        yield on_database(cluster, name, home, free_port())


@pytest.fixture(scope="session")
def portal_url(portal_settings: Settings) -> Iterator[str]:
    """Address of a running server with every shipped layer, without a slash at its end."""
    with serving(portal_settings) as url:
        yield url


def bare_town(folder: Path, **changes: Any) -> Path:
    """Write the shipped town's settings with these changes, and without all that needs shipped layers and files."""
    settings = yaml.safe_load(Settings().town.read_text(encoding="utf-8"))
    kept = {name: value for name, value in settings.items() if name not in SHIPPED}
    path = folder / "town" / "town.yml"
    path.parent.mkdir()
    path.write_text(yaml.safe_dump(kept | {"shipped_layers": False} | changes), encoding="utf-8")
    return path


@contextmanager
def serving(settings: Settings) -> Iterator[str]:
    """Run a server of a portal inside the ``with`` block; its address, without a slash at its end."""
    server = subprocess.Popen([GEOPORTAL, "serve"], env=os.environ | environment(settings))
    try:
        wait_until_ready(f"{settings.base_url}/readyz", server)
        yield settings.base_url
    finally:
        server.terminate()
        server.wait(timeout=60)


def free_port() -> int:
    """Return a port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def environment(settings: Settings) -> dict[str, str]:
    """Return the variables by which another process gets these settings."""
    assert settings.database_url
    assert settings.reader_url
    return {
        "GEOPORTAL_HOME": str(settings.home),
        "GEOPORTAL_PORT": str(settings.port),
        "GEOPORTAL_DATABASE_URL": settings.database_url.get_secret_value(),
        "GEOPORTAL_READER_URL": settings.reader_url.get_secret_value(),
    }


def wait_until_ready(url: str, server: "subprocess.Popen[bytes]", patience: float = 300) -> None:
    """Wait until the server answers 200 there. Fails when it ends before, or takes longer than ``patience`` seconds."""
    end = time.monotonic() + patience
    while time.monotonic() < end and server.poll() is None:
        with suppress(httpx.TransportError):
            if httpx.get(url).status_code == 200:
                return
        time.sleep(0.1)
    pytest.fail(f"the portal did not get ready: {url}")


@pytest.fixture(scope="session")
def shared_data() -> Path:
    """Real data of the state and of other towns; too large for the repository."""
    folder = ROOT.parent / "shared" / "data"
    if not folder.is_dir():
        pytest.skip(f"real data not present: {folder}")
    return folder
