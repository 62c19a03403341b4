import json
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from pipelines.cluster import Cluster
from pipelines.commands.db import db
from pipelines.errors import UsageError
from pipelines.settings import Settings


@pytest.fixture(scope="module")
def cluster(new_cluster: Callable[[], Cluster]) -> Cluster:
    return new_cluster()


@pytest.fixture
def embedded(cluster: Cluster, monkeypatch: pytest.MonkeyPatch) -> Settings:
    monkeypatch.setenv("LC_ALL", "de_DE.UTF-8")
    return Settings(home=cluster.home)


def run(settings: Settings, *arguments: str) -> Result:
    return CliRunner().invoke(db, list(arguments), obj=settings, catch_exceptions=False)


def test_a_started_database_runs_until_it_is_stopped(embedded: Settings, cluster: Cluster) -> None:
    assert run(embedded, "start").output == "Die Datenbank läuft.\n"
    assert cluster.pid is not None
    assert run(embedded, "stop").output == "Die Datenbank ist beendet.\n"
    assert cluster.pid is None


def test_looking_starts_nothing(embedded: Settings, cluster: Cluster) -> None:
    assert "Sie läuft nicht." in run(embedded, "status").output
    assert cluster.pid is None


def test_the_status_names_the_versions(embedded: Settings) -> None:
    run(embedded, "start")
    status = json.loads(run(embedded, "status", "--json").output)
    run(embedded, "stop")
    assert status["running"]
    assert status["pinned"]
    assert status["postgresql"] >= 14
    assert float(".".join(status["postgis"].split(".")[:2])) >= 3.3


def test_the_status_of_a_server_of_ones_own(settings: Settings, database_name: str) -> None:
    status = json.loads(run(settings, "status", "--json").output)
    assert (status["kind"], status["place"]) == ("external", database_name)


@pytest.mark.parametrize("command", ["start", "stop"])
def test_a_server_of_ones_own_is_left_alone(settings: Settings, command: str) -> None:
    with pytest.raises(UsageError, match="GEOPORTAL_DATABASE_URL"):
        run(settings, command)


def test_addresses_are_shown_without_password() -> None:
    own = Settings.model_validate({"database_url": "postgresql://planner:geheim@server/geoportal"})
    output = run(own, "url").output
    assert "host=server" in output
    assert "geheim" not in output


def test_the_readers_address_takes_the_readers_role() -> None:
    own = Settings.model_validate({"database_url": "postgresql://planner@server/geoportal"})
    assert "role=geoportal_reader" in run(own, "url", "--reader").output


def test_psql_gets_its_arguments(settings: Settings, capfd: pytest.CaptureFixture[str]) -> None:
    result = run(settings, "psql", "-At", "-c", "SELECT 6 * 7, current_user")
    assert result.exit_code == 0
    assert capfd.readouterr().out == "42|geoportal_publisher\n"


def test_psql_gives_its_exit_code(settings: Settings) -> None:
    assert run(settings, "psql", "-q", "-c", "SELECT no_such_column").exit_code == 1


def test_dump_and_restore(settings: Settings, tmp_path: Path) -> None:
    file = str(tmp_path / "sicherung.tar")
    assert json.loads(run(settings, "dump", file, "--json").output)["file"] == file
    assert json.loads(run(settings, "restore", file, "--json").output)["format"] == 1
