"""One portal with three small layers, one of them internal, and a server before it."""

from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from pipelines.database import Database
from pipelines.definition import Dataset
from pipelines.settings import Settings
from tests.server.samples import AREAS, SECRET, TREES, Portal, area, fresh_portal, tree
from tests.server.serving import serving


@pytest.fixture
def portal(settings: Settings, database: Database, tmp_path: Path) -> Portal:
    """An empty portal of one's own."""
    return Portal(settings, database, tmp_path)


@pytest.fixture(scope="session")
def samples(cluster_settings: Settings, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Portal]:
    """One portal for all tests that only read: 100 trees, 8 areas and an internal layer."""
    with fresh_portal(cluster_settings, tmp_path_factory.mktemp("samples")) as samples:
        samples.publish(TREES, [tree(number) for number in range(100)])
        samples.publish(AREAS, [area(number) for number in range(8)])
        samples.publish(SECRET, [area(-1)])
        yield samples


@pytest.fixture(scope="session")
def server_url(samples: Portal) -> Iterator[str]:
    """The address of a server that has all samples live."""
    with serving(samples.settings) as address:
        yield address


@pytest.fixture(scope="session")
def http(server_url: str) -> Iterator[httpx.Client]:
    """A browser without preferences."""
    with httpx.Client(base_url=server_url, timeout=30) as client:
        yield client


@pytest.fixture(scope="session")
def trees() -> Dataset:
    """The definition of the trees."""
    return Dataset.model_validate(TREES | {"source": {"path": "baeume.geojson"}})
