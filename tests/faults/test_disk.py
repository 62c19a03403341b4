"""Disks without space: refused before loading, and told when it happens on the way."""

import os
import subprocess
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import psycopg
import pytest
from psycopg.sql import SQL, Identifier, Literal
from sqlalchemy import text

from pipelines import run
from pipelines.cluster import SUPERUSER, embedded_cluster
from pipelines.database import Database
from pipelines.definition import Dataset
from pipelines.errors import RefusedError
from pipelines.failure import explain
from pipelines.rights import PUBLISHER
from pipelines.settings import Settings
from tests.faults.layer import COUNT, ID, Edition


@contextmanager
def small_disk(folder: Path, kilobytes: int) -> Iterator[Path]:
    """Mount a real file system of this size; skips where that is not allowed."""
    folder.mkdir()
    mounting = ["mount", "-t", "tmpfs", "-o", f"size={kilobytes}k", "tmpfs", str(folder)]
    if os.geteuid() or subprocess.run(mounting, capture_output=True, check=False).returncode:
        pytest.skip("only root may mount a small disk, and not in every container")
    try:
        yield folder
    finally:
        subprocess.run(["umount", str(folder)], check=True)


@contextmanager
def tables_on(disk: Path, cluster_settings: Settings, database_name: str) -> Iterator[None]:
    """Let new tables of a database lie on this disk."""
    cluster = embedded_cluster(cluster_settings)
    if cluster.account:
        os.chown(disk, cluster.account.uid, cluster.account.gid)
    space, name = Identifier(f"space_{database_name}"), Identifier(database_name)
    with psycopg.connect(cluster.dsn(SUPERUSER, "postgres"), autocommit=True) as connection:
        connection.execute(SQL("CREATE TABLESPACE {} LOCATION {}").format(space, Literal(str(disk))))
        connection.execute(SQL("GRANT CREATE ON TABLESPACE {} TO {}").format(space, Identifier(PUBLISHER)))
        connection.execute(SQL("ALTER DATABASE {} SET default_tablespace = {}").format(name, space))
        yield
        connection.execute(SQL("ALTER DATABASE {} RESET default_tablespace").format(name))
        connection.execute(SQL("DROP TABLESPACE {}").format(space))


def live(database: Database) -> tuple[int, int]:
    """Return the live version and how many features the public reads."""
    with database.reader.connect() as connection:
        version = connection.scalar(text("SELECT version FROM portal.live WHERE dataset = :id"), {"id": ID})
        return int(version or 0), int(connection.scalar(text(f"SELECT count(*) FROM data.{ID}")) or 0)


def test_source_that_will_not_fit_is_refused_before_it_is_loaded(
    settings: Settings, database: Database, tmp_path: Path
) -> None:
    run.publish(settings, database, Dataset.model_validate(Edition(1).write(tmp_path)))
    records: list[int] = []

    second = Dataset.model_validate(Edition(2).write(tmp_path))

    with small_disk(tmp_path / "klein", 200) as home, pytest.raises(RefusedError) as caught:
        run.publish(settings.model_copy(update={"home": home}), database, second, on_records=records.append)

    assert "frei" in caught.value.to("de")
    assert (records, live(database)) == ([], (1, COUNT))


def test_full_disk_of_the_database_is_told_and_changes_nothing(
    settings: Settings, database: Database, cluster_settings: Settings, database_name: str, tmp_path: Path
) -> None:
    first, second = (Dataset.model_validate(Edition(number).write(tmp_path)) for number in (1, 2))
    run.publish(settings, database, first)

    disk_of_the_database = Path("/var/tmp", f"geoportal-{database_name}-{os.getpid()}")
    with small_disk(disk_of_the_database, 64) as disk, tables_on(disk, cluster_settings, database_name):
        database.publisher.dispose()  # sessions learn of the setting when they begin
        with pytest.raises(Exception) as caught:  # noqa: PT011 - whatever it is becomes a sentence
            run.publish(settings, database, second)
        database.publisher.dispose()
    disk_of_the_database.rmdir()

    said = explain(caught.value, settings).to("de")
    assert "Speicherplatz" in said
    assert live(database) == (1, COUNT)
    assert run.publish(settings, database, second).status == "published"


def test_publisher_who_may_write_no_more_files_changes_nothing(
    settings: Settings, database: Database, publish: Callable[..., dict[str, Any]]
) -> None:
    """The kernel stops files from growing as a full disk does."""
    assert publish()["status"] == "published"
    before = live(database)
    files = sorted(settings.home.rglob("*"))

    told = publish(file_limit=1000)

    assert (told["status"], live(database)) == ("failed", before), told
    assert "Speicherplatz" in told["error"]
    assert publish()["status"] == "published"
    assert {path.name for path in settings.home.rglob("*")} - {path.name for path in files} == {
        "2",
        "v2.csv",
        "v2.html",
    }, "only what belongs to the new version, and its report"
