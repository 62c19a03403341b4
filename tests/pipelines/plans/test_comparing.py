"""What a file would change in the plans that are live."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from pipelines.cluster import embedded_cluster
from pipelines.database import Database, connected
from pipelines.plans.comparing import Comparison, compare
from pipelines.plans.file import File
from pipelines.plans.importing import check, save
from pipelines.settings import Settings
from tests.conftest import fresh_database, on_database
from tests.pipelines.plans.test_store import written

Portal = tuple[Settings, Database]


@pytest.fixture(scope="module")
def live(cluster_settings: Settings, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Portal]:
    """A portal with one plan, P, which came with two files."""
    cluster, folder = embedded_cluster(cluster_settings), tmp_path_factory.mktemp("comparing")
    with fresh_database(cluster) as name:
        settings = on_database(cluster, name, folder)
        with connected(settings) as database:
            checked = check(settings, written(folder, "P"), force=True)
            files = tuple(File(name, "text/plain", b"1") for name in ("a.txt", "b.txt"))
            save(settings, database, replace(checked, records=(replace(checked.records[0], files=files),)))
            yield settings, database


def compared(portal: Portal, path: Path) -> list[Comparison]:
    settings, database = portal
    with database.publisher.connect() as connection:
        return compare(settings, connection, path)


def test_values_and_files_that_change_are_told(live: Portal, tmp_path: Path) -> None:
    (found,) = compared(live, written(tmp_path, "P", name="Weidacher Steige"))

    assert not found.is_new
    assert found.changes == ("BP_Plan P.name: Weidach → Weidacher Steige", "- a.txt", "- b.txt")


def test_a_plan_that_is_not_live_is_new(live: Portal, tmp_path: Path) -> None:
    (found,) = compared(live, written(tmp_path, "Q"))

    assert found == Comparison("Q", "Weidach", is_new=True, changes=())


def test_comparing_writes_nothing(live: Portal, tmp_path: Path) -> None:
    changed = written(tmp_path, "P", name="Weidacher Steige")

    assert compared(live, changed) == compared(live, changed)
