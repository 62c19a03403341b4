import os
import shutil
import signal
import subprocess
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

import psycopg
import pytest

from pipelines import lease
from pipelines.cluster import SUPERUSER, Cluster, socket_folder
from pipelines.errors import DatabaseError, GeoportalError, UsageError
from pipelines.lease import leased
from pipelines.postgres import Account, server_account
from pipelines.text import Text


@pytest.fixture(scope="module")
def created(new_cluster: Callable[[], Cluster]) -> Cluster:
    cluster = new_cluster()
    cluster.start()
    return cluster


@pytest.fixture
def cluster(created: Cluster) -> Cluster:
    created.start()
    return created


def ask(cluster: Cluster, statement: str) -> object:
    with psycopg.connect(cluster.dsn(SUPERUSER, "postgres"), autocommit=True) as connection:
        cursor = connection.execute(statement.encode())
        row = cursor.fetchone() if cursor.description else None
        return row[0] if row else None


def kill(cluster: Cluster) -> None:
    """End the server as a power cut would, and leave its sessions to themselves."""
    assert cluster.pid is not None
    os.kill(cluster.pid, signal.SIGKILL)
    wait_until(lambda: cluster.pid is None)


def wait_until(condition: Callable[[], bool]) -> None:
    deadline = time.monotonic() + 10
    while not condition():
        assert time.monotonic() < deadline
        time.sleep(0.02)


def test_the_server_listens_on_a_socket_only(cluster: Cluster) -> None:
    assert ask(cluster, "SHOW listen_addresses") == ""


def test_pages_have_checksums(cluster: Cluster) -> None:
    assert ask(cluster, "SHOW data_checksums") == "on"


def test_text_is_stored_as_utf8(cluster: Cluster) -> None:
    assert ask(cluster, "SHOW server_encoding") == "UTF8"


def test_roles_of_other_names_are_not_let_in(cluster: Cluster) -> None:
    ask(cluster, "CREATE ROLE stranger LOGIN SUPERUSER")
    with pytest.raises(psycopg.OperationalError, match="Peer authentication failed"):
        psycopg.connect(cluster.dsn("stranger", "postgres"))


def test_the_socket_folder_is_closed_to_others(cluster: Cluster) -> None:
    assert cluster.sockets.stat().st_mode & 0o077 == 0


def test_a_second_start_changes_nothing(cluster: Cluster) -> None:
    before = cluster.pid
    cluster.start()
    assert cluster.pid == before


def test_the_operators_own_settings_win(cluster: Cluster) -> None:
    local = cluster.data / "local.conf"
    local.write_text("work_mem = 7MB\n")
    cluster.stop()
    cluster.start()
    local.unlink()
    assert ask(cluster, "SHOW work_mem") == "7MB"


def test_a_killed_server_starts_again_with_its_data(cluster: Cluster) -> None:
    ask(cluster, "CREATE TABLE kept AS SELECT 42 AS answer")
    kill(cluster)
    cluster.start()
    assert ask(cluster, "SELECT answer FROM kept") == 42


def test_a_session_that_outlives_its_server_does_not_stop_the_next(cluster: Cluster) -> None:
    def work() -> None:
        with suppress(psycopg.OperationalError):
            ask(cluster, "SELECT count(*) FROM generate_series(1, 1000000000)")

    session = threading.Thread(target=work)
    session.start()
    wait_until(
        lambda: bool(ask(cluster, "SELECT count(*) FROM pg_stat_activity WHERE query ~ '^SELECT count.*series'"))
    )
    kill(cluster)
    cluster.start()
    session.join()
    assert ask(cluster, "SELECT 1") == 1


def test_a_lost_socket_folder_is_made_again(cluster: Cluster) -> None:
    shutil.rmtree(cluster.sockets)
    cluster.start()
    assert ask(cluster, "SELECT 1") == 1


def test_lock_files_that_name_a_strangers_process_are_stale(cluster: Cluster) -> None:
    """After a restart of the machine, the server's old number may belong to any program of the same user."""
    pid_file, lock_file = cluster.data / "postmaster.pid", cluster.sockets / ".s.PGSQL.5432.lock"
    lines = pid_file.read_text().splitlines(keepends=True)
    kill(cluster)
    account = cluster.account
    with subprocess.Popen(["/bin/sleep", "60"], user=account.uid if account else None) as stranger:
        for file in (pid_file, lock_file):
            file.write_text(f"{stranger.pid}\n" + "".join(lines[1:]))
        cluster.start()
        stranger.kill()
    assert ask(cluster, "SELECT 1") == 1


def test_a_removed_data_directory_is_created_anew(new_cluster: Callable[[], Cluster]) -> None:
    cluster = new_cluster()
    cluster.start()
    shutil.rmtree(cluster.data)
    cluster.start()
    assert ask(cluster, "SELECT 1") == 1


def test_an_interrupted_creation_is_begun_again_in_a_long_path_with_spaces(
    new_cluster: Callable[[], Cluster],
) -> None:
    plain = new_cluster()
    cluster = replace(plain, folder=plain.folder / "Straßen und Wege" / ("x" * 150))
    if account := server_account():
        cluster.folder.mkdir(parents=True)
        os.chown(cluster.folder, account.uid, account.gid)
    (cluster.folder / "postgresql.new" / "base").mkdir(parents=True)
    try:
        cluster.start()
        assert ask(cluster, "SHOW data_directory") == str(cluster.data)
    finally:
        cluster.stop()


def test_a_refused_start_gives_the_servers_reason(cluster: Cluster) -> None:
    local = cluster.data / "local.conf"
    local.write_text("shared_bufers = 1GB\n")
    cluster.stop()
    with pytest.raises(DatabaseError) as caught:
        cluster.start()
    local.unlink()
    assert "local.conf" in caught.value.to("en")


def test_another_major_version_is_refused_with_a_way_out(cluster: Cluster, tmp_path: Path) -> None:
    old = replace(cluster, folder=tmp_path)
    old.data.mkdir()
    (old.data / "PG_VERSION").write_text("9\n")
    with pytest.raises(DatabaseError) as caught:
        old.start()
    assert "PostgreSQL 9" in caught.value.to("en")
    assert "geoportal db restore" in caught.value.to("en")


def test_a_socket_folder_of_somebody_else_is_refused(cluster: Cluster, tmp_path: Path) -> None:
    moved = replace(cluster, sockets=tmp_path / "link")
    moved.sockets.symlink_to(cluster.sockets)
    cluster.stop()
    with pytest.raises(DatabaseError, match="gehört jemand anderem"):
        moved.start()


def test_the_last_user_stops_the_server(cluster: Cluster) -> None:
    with leased(cluster):
        with leased(cluster):
            pass
        running = cluster.pid
    assert running is not None
    assert cluster.pid is None


def test_a_pinned_server_outlives_its_users(cluster: Cluster) -> None:
    with leased(cluster):
        lease.pin(cluster)
    assert cluster.pid is not None
    assert lease.unpin(cluster)
    assert cluster.pid is None


def test_unpinning_leaves_the_server_to_those_who_use_it(cluster: Cluster) -> None:
    lease.pin(cluster)
    with leased(cluster):
        assert not lease.unpin(cluster)
        assert cluster.pid is not None
    assert cluster.pid is None


def test_a_failure_inside_still_stops_the_server(cluster: Cluster) -> None:
    with pytest.raises(GeoportalError), leased(cluster):
        raise DatabaseError(Text("Strom weg"))
    assert cluster.pid is None


def test_many_processes_at_once_share_one_server(cluster: Cluster) -> None:
    answers: list[object] = []

    def use() -> None:
        for _ in range(3):
            with leased(cluster):
                answers.append(ask(cluster, "SELECT 1"))

    users = [threading.Thread(target=use) for _ in range(4)]
    for user in users:
        user.start()
    for user in users:
        user.join()
    assert answers == [1] * 12
    assert cluster.pid is None


def test_a_home_that_cannot_be_written_is_named(cluster: Cluster) -> None:
    with pytest.raises(UsageError, match="/proc/nowhere"), leased(replace(cluster, home=Path("/proc/nowhere"))):
        pass


@pytest.mark.parametrize(
    ("home", "session", "expected"),
    [
        pytest.param("/home/amt/portal/.geoportal", "/run", "/home/amt/portal/.geoportal/run", id="in the home"),
        pytest.param("/home/" + "x" * 150, "/run", "/run/geoportal-ab12", id="the session's"),
        pytest.param("/home/" + "x" * 150, "/run/" + "y" * 90, "/tmp/geoportal-{uid}-ab12", id="no short one"),
        pytest.param("/home/" + "ä" * 75, "", "/tmp/geoportal-{uid}-ab12", id="bytes count, and no session"),
    ],
)
def test_a_users_socket_lies_under_a_short_path(
    monkeypatch: pytest.MonkeyPatch, home: str, session: str, expected: str
) -> None:
    monkeypatch.setenv("XDG_RUNTIME_DIR", session)
    assert str(socket_folder(Path(home), "ab12", None)) == expected.format(uid=os.geteuid())


def test_roots_socket_lies_where_the_system_keeps_them() -> None:
    assert socket_folder(Path("/srv/portal"), "ab12", Account("postgres", 101, 104)) == Path("/run/geoportal/ab12")
