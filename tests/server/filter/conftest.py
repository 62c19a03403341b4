"""A portal with one layer to be filtered."""

from collections.abc import Callable, Iterator

import pytest
from sqlalchemy import func, select

from pipelines.definition import Dataset
from pipelines.settings import Settings
from pipelines.tables import layer_table
from server.filter import filter_values, read_filter, where
from tests.server.filter.layer import HOUSES, feature, houses
from tests.server.samples import Portal, fresh_portal

Ask = Callable[..., list[str]]


@pytest.fixture(scope="session")
def filtered(cluster_settings: Settings, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Portal]:
    """A portal with the layer ``haeuser``; for tests that only read."""
    with fresh_portal(cluster_settings, tmp_path_factory.mktemp("filtered")) as portal:
        portal.publish(HOUSES, [feature(house) for house in houses()])
        yield portal


@pytest.fixture(scope="session")
def dataset() -> Dataset:
    """The layer's definition."""
    return Dataset.model_validate(HOUSES | {"source": {"path": "haeuser.geojson"}})


@pytest.fixture(scope="session")
def ask(filtered: Portal, dataset: Dataset) -> Iterator[Ask]:
    """Ids of the houses that a filter selects, read with the rights of the reader's role."""
    table = layer_table(dataset, 1)
    reader = filtered.database.reader.execution_options(isolation_level="AUTOCOMMIT")  # idle for whole test files
    with reader.connect() as connection:

        def ids(text: str, **parameters: str) -> list[str]:
            given = {name.replace("_", "-"): value for name, value in parameters.items()}
            condition = read_filter({"filter": text} | given, dataset)
            assert condition is not None
            chosen = where(condition, table.c, dataset)
            found = connection.execute(select(table.c.id).where(chosen), filter_values(condition)).scalars()
            return sorted(found)

        yield ids
        assert connection.execute(select(func.count()).select_from(table)).scalar() == len(houses())
