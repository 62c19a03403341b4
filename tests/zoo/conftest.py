"""A portal for files from everywhere in Germany."""

from collections.abc import Iterator

import pytest

from pipelines.cluster import embedded_cluster
from pipelines.database import connected
from pipelines.settings import Settings
from tests.conftest import bare_town, fresh_database, on_database
from tests.zoo.keeper import Keeper

GERMANY = [5.8, 47.2, 15.1, 55.1]


@pytest.fixture(scope="session")
def keeper(cluster_settings: Settings, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Keeper]:
    """One portal for all animals; each replaces the one before."""
    folder = tmp_path_factory.mktemp("zoo")
    town = bare_town(folder, extent=GERMANY)
    cluster = embedded_cluster(cluster_settings)
    with fresh_database(cluster) as name:
        settings = on_database(cluster, name, folder / "home").model_copy(update={"town": town})
        with connected(settings) as database:
            yield Keeper(settings, database, folder)
