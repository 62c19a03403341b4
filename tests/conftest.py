"""One real PostGIS cluster per test run, and one fresh database of it per test that asks."""

import os
import shutil
from collections.abc import Callable, Iterator
from itertools import count
from pathlib import Path

import psycopg
import pytest
from psycopg.sql import SQL, Identifier
from pydantic import SecretStr

from pipelines.cluster import SUPERUSER, Cluster, embedded_cluster
from pipelines.database import Database, connected
from pipelines.lease import leased
from pipelines.provision import DATABASE
from pipelines.rights import PUBLISHER, READER
from pipelines.settings import ROOT, Settings

numbers = count(1)


def pytest_configure() -> None:
    """A developer's own portal has no part in the tests."""
    for name in [name for name in os.environ if name.startswith("GEOPORTAL_")]:
        del os.environ[name]


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
    with connected(settings):
        (cluster.data / "local.conf").write_text("fsync = off\nsynchronous_commit = off\nfull_page_writes = off\n")
    with leased(cluster):
        yield settings


@pytest.fixture
def database_name(cluster_settings: Settings) -> Iterator[str]:
    """Name of a fresh, migrated database in the test cluster."""
    name = f"test_{next(numbers)}"
    cluster = embedded_cluster(cluster_settings)
    with psycopg.connect(cluster.dsn(SUPERUSER, "postgres"), autocommit=True) as connection:
        connection.execute(
            SQL("CREATE DATABASE {} OWNER {} TEMPLATE {} STRATEGY file_copy").format(
                Identifier(name), Identifier(PUBLISHER), Identifier(DATABASE)
            )
        )
        yield name
        connection.execute(SQL("DROP DATABASE {} WITH (FORCE)").format(Identifier(name)))


@pytest.fixture
def settings(cluster_settings: Settings, database_name: str, tmp_path: Path) -> Settings:
    """Settings of a portal of its own, with the shipped definitions and an empty database."""
    cluster = embedded_cluster(cluster_settings)
    return Settings(
        home=tmp_path / "home",
        database_url=SecretStr(cluster.dsn(PUBLISHER, database_name)),
        reader_url=SecretStr(cluster.dsn(READER, database_name)),
    )


@pytest.fixture
def database(settings: Settings) -> Iterator[Database]:
    """Engines on a fresh database."""
    with connected(settings) as database:
        yield database


@pytest.fixture(scope="session")
def shared_data() -> Path:
    """Real data of the state and of other towns; too large for the repository."""
    folder = ROOT.parent / "shared" / "data"
    if not folder.is_dir():
        pytest.skip(f"real data not present: {folder}")
    return folder
