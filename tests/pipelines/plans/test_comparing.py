"""What a file would change in the plans that are live."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from zipfile import ZipFile

import pytest

from pipelines.cluster import embedded_cluster
from pipelines.database import Database, connected
from pipelines.plans.change import Counts, FileChange, Told, ValueChange
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
    assert not found.is_same
    (change,) = found.changes
    assert (change.class_name, change.id, change.technical) == ("BP_Plan", "P", ())
    assert change.values == (
        ValueChange("name", "Name", (Told("Weidach", "Weidach"),), (Told("Weidacher Steige", "Weidacher Steige"),), 0),
    )
    assert found.files == (FileChange("removed", "a.txt", 1, None), FileChange("removed", "b.txt", 1, None))
    assert found.counts == Counts(changed=1, unchanged=2)


def test_files_that_come_and_are_others_are_told(live: Portal, tmp_path: Path) -> None:
    plan = tmp_path / "plan.zip"
    with ZipFile(plan, "w") as archive:
        archive.write(written(tmp_path, "P"), "xplan.gml")
        archive.writestr("a.txt", b"22")
        archive.writestr("b.txt", b"1")
        archive.writestr("c.txt", b"333")
    (found,) = compared(live, plan)

    assert found.changes == ()
    assert found.files == (FileChange("changed", "a.txt", 1, 2), FileChange("added", "c.txt", None, 3))


def test_a_plan_that_is_not_live_is_new(live: Portal, tmp_path: Path) -> None:
    (found,) = compared(live, written(tmp_path, "Q", name="Am Rain"))

    assert found == Comparison(
        "Q", "Am Rain", is_new=True, is_same=False, versions=(None, "6.0"), counts=Counts(added=3)
    )


def test_a_new_plan_that_is_called_as_a_live_one_is_told(live: Portal, tmp_path: Path) -> None:
    (found,) = compared(live, written(tmp_path, "Q", name="weidach"))
    (other,) = compared(live, written(tmp_path, "Q", name="Weidacher Steige"))

    assert (found.is_new, found.namesakes) == (True, ("P",))
    assert (other.is_new, other.namesakes) == (True, ())


def test_comparing_writes_nothing(live: Portal, tmp_path: Path) -> None:
    changed = written(tmp_path, "P", name="Weidacher Steige")

    assert compared(live, changed) == compared(live, changed)


def test_another_version_of_xplangml_is_told(live: Portal, tmp_path: Path) -> None:
    older = written(tmp_path, "P")
    older.write_text(older.read_text("utf-8").replace("xplangml/6/0", "xplangml/5/4"), "utf-8")
    (found,) = compared(live, older)

    assert found.versions == ("6.0", "5.4")
    assert found.changes == ()
    assert not found.is_same
