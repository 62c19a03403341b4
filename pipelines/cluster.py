"""The embedded database cluster: created, started, stopped and mended without anybody's help.

It listens on a Unix socket only and lets in, by ``peer`` authentication, the user who runs the portal; no password
exists that could leak. Callers hold the lock of :mod:`pipelines.lease`, so one process at a time changes anything.
"""

import logging
import os
import shutil
import signal
import stat
import subprocess
import time
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

from psycopg.pq import PGconn, Ping

from pipelines import postgres
from pipelines.errors import DatabaseError
from pipelines.postgres import Account, Programs
from pipelines.rights import PUBLISHER, READER
from pipelines.settings import Settings
from pipelines.text import Text

log = logging.getLogger(__name__)

SUPERUSER = "postgres"

MAX_SOCKET_FOLDER = 80
"""Linux ends a socket's path after 107 bytes, and PostgreSQL adds a name and a lock file's suffix."""

PATIENCE = 120
"""Seconds for crash recovery, and for sessions to end at a stop."""

PACKS_WITH_LZ4 = 15
"""The first major version that packs pages in its log with lz4."""

# Nobody replicates a server without TCP port, so a table that is filled in the transaction that made it needs no
# log of its rows ("minimal"). Two cores and a few GB, shared with the server: no parallel workers (they also need
# /dev/shm, which containers keep small), no JIT (it compiles for longer than a page of features takes). Checksums make
# the first reading of a new table log all of its pages, which lz4 packs in a seventh of the time of pglz ("on").
CONFIGURATION = """\
listen_addresses = ''
unix_socket_directories = '{sockets}'
unix_socket_permissions = 0700
max_connections = 60
max_locks_per_transaction = 256
shared_buffers = 256MB
effective_cache_size = 1GB
work_mem = 16MB
maintenance_work_mem = 128MB
wal_level = minimal
max_wal_senders = 0
max_wal_size = 1GB
wal_compression = {packing}
default_toast_compression = lz4
random_page_cost = 1.1
jit = off
max_parallel_workers_per_gather = 0
max_parallel_maintenance_workers = 0
timezone = 'UTC'
log_timezone = 'UTC'
lc_messages = 'C'
logging_collector = on
log_directory = 'log'
log_filename = 'postgresql-%a.log'
log_rotation_age = 1d
log_truncate_on_rotation = on
include_if_exists = 'local.conf'
"""


@dataclass(frozen=True)
class Cluster:
    """One data directory and the server on it. ``folder`` holds them; ``account`` runs the server for root."""

    home: Path
    folder: Path
    sockets: Path
    account: Account | None

    @property
    def data(self) -> Path:
        """PGDATA. A file ``local.conf`` in it overrides the portal's settings."""
        return self.folder / "postgresql"

    @property
    def programs(self) -> Programs:
        """The programs of the major version that the data directory belongs to; for a new one the newest."""
        version = self.data / "PG_VERSION"
        return postgres.server_programs(int(version.read_text()) if version.is_file() else None)

    def dsn(self, user: str, database: str) -> str:
        """Return the address of a database for ``user``, through the socket."""
        return f"postgresql://{user}@/{database}?host={quote(str(self._live_sockets()), safe='')}&port=5432"

    @property
    def pid(self) -> int | None:
        """Process id of the server on this data directory, or None. A number that others use by now is not it."""
        try:
            pid = int((self.data / "postmaster.pid").read_text().split("\n", 1)[0])
        except (FileNotFoundError, ValueError):
            return None
        return pid if _works_in(Path("/proc", str(pid)), {str(self.data)}) else None

    def start(self) -> None:
        """Bring the server up, whatever state an earlier one left. Raises DatabaseError with the server's reason."""
        programs = self.programs
        if self.pid and self._answers():
            return
        if not self.data.is_dir():
            log.info("creating the database in %s", self.data)
            self._create(programs)
        self._clear_remains()
        self._configure()
        log.info("starting PostgreSQL %d", programs.major)
        try:
            self._run("pg_ctl", "start", "--wait", f"--timeout={PATIENCE}", "-l", str(self.data / "start.log"))
        except subprocess.CalledProcessError:
            raise self._start_failed() from None

    def stop(self) -> None:
        """End the server if it runs; open sessions are ended, transactions rolled back."""
        if self.pid:
            log.info("stopping PostgreSQL")
            try:
                self._run("pg_ctl", "stop", "--mode=fast", "--wait", f"--timeout={PATIENCE}")
            except subprocess.CalledProcessError as error:
                raise _failed("beendet", "stopped", error.stderr) from None

    def _run(self, name: str, *arguments: str) -> str:
        return postgres.run(
            self.programs, name, "-D", str(self.data), *arguments, folder=self.folder, account=self.account
        )

    def _create(self, programs: Programs) -> None:
        """Fill a new directory and rename it, so that an interrupted creation leaves no half data directory."""
        fresh = self.folder / "postgresql.new"
        shutil.rmtree(fresh, ignore_errors=True)
        _make_folder(self.folder.parent, None, 0o755)
        _make_folder(self.folder, self.account, 0o700 if self.account else 0o755)
        options = ("--username", SUPERUSER, "--auth=peer", "--encoding=UTF8", "--locale=C.UTF-8", "--data-checksums")
        try:
            postgres.run(programs, "initdb", "-D", str(fresh), *options, folder=self.folder, account=self.account)
        except subprocess.CalledProcessError as error:
            raise _failed("angelegt", "created", error.stderr) from None
        with (fresh / "postgresql.conf").open("a") as file:
            file.write("\ninclude_if_exists = 'geoportal.conf'\n")
        fresh.rename(self.data)
        if self.folder != self.home:
            (self.folder / "home").write_text(f"{self.home}\n")  # tells an administrator whose cluster this is

    def _configure(self) -> None:
        """Write settings and access rules before every start, so that they are always this version's."""
        _make_folder(self.sockets.parent, None, 0o755)
        _make_folder(self.sockets, self.account, 0o700)
        _check_owner(self.sockets, self.account.uid if self.account else os.geteuid())
        names = {postgres.own_name(), *([self.account.name] if self.account else [])}
        mapping = [f'portal "{name}" {role}' for name in sorted(names) for role in (SUPERUSER, PUBLISHER, READER)]
        packing = "lz4" if self.programs.major >= PACKS_WITH_LZ4 else "on"
        self._write("geoportal.conf", CONFIGURATION.format(sockets=self.sockets, packing=packing))
        self._write("pg_hba.conf", "local all all peer map=portal\n")
        self._write("pg_ident.conf", "\n".join(mapping) + "\n")

    def _write(self, name: str, content: str) -> None:
        fresh = self.data / f"{name}.new"
        fresh.write_text(content)
        if self.account:
            os.chown(fresh, self.account.uid, self.account.gid)
        fresh.replace(self.data / name)

    def _answers(self) -> bool:
        """Wait for a server that starts or recovers; False when it cannot be reached, as with a lost socket."""
        deadline = time.monotonic() + PATIENCE
        while self.pid and time.monotonic() < deadline:
            answer = PGconn.ping(self.dsn(SUPERUSER, "postgres").encode())
            if answer != Ping.REJECT:
                return answer == Ping.OK
            time.sleep(0.1)
        return False

    def _live_sockets(self) -> Path:
        """Where the running server listens: another login session may have chosen another folder."""
        try:
            lines = (self.data / "postmaster.pid").read_text().splitlines()
        except FileNotFoundError:
            return self.sockets
        return Path(lines[4]) if len(lines) > 4 and lines[4] else self.sockets

    def _clear_remains(self) -> None:
        """End what a crash left: a server without socket or directory, sessions that lost their server.

        Lock files that name a stranger's process (after a restart of the machine) would stop PostgreSQL from
        starting; PostgreSQL itself still checks that nobody uses the shared memory.
        """
        self.stop()
        for pid in _processes_in(self.data):
            with suppress(ProcessLookupError):
                os.kill(pid, signal.SIGQUIT)
        deadline = time.monotonic() + 10
        while _processes_in(self.data) and time.monotonic() < deadline:
            time.sleep(0.05)
        for lock in (self.data / "postmaster.pid", *self.sockets.glob(".s.PGSQL.*")):
            lock.unlink(missing_ok=True)

    def _start_failed(self) -> DatabaseError:
        logs = [*self.data.glob("log/*.log"), self.data / "start.log"]
        newest = max((path for path in logs if path.is_file()), key=lambda path: path.stat().st_mtime)
        lines = newest.read_text(errors="replace").splitlines()
        fatal = [line.partition("FATAL:")[2] for line in lines if "FATAL:" in line]
        return _failed("gestartet", "started", (fatal or lines or [""])[-1], newest)


def embedded_cluster(settings: Settings) -> Cluster:
    """Describe the cluster that belongs to ``settings.home``; nothing is created.

    Root's own folders are closed to the ``postgres`` user, so root's cluster lies under /var/lib/geoportal.
    """
    home = settings.home.resolve()
    account = postgres.server_account()
    folder = Path("/var/lib/geoportal", settings.instance) if account else home
    return Cluster(home, folder.resolve(), socket_folder(home, settings.instance, account), account)


def socket_folder(home: Path, instance: str, account: Account | None) -> Path:
    """Choose where the server listens: in ``home`` where that is short enough, as root under /run.

    A user's $XDG_RUNTIME_DIR is emptied at logout, under programs that still run, and a service may have a /tmp of
    its own; so they only stand in for a long ``home``.
    """
    if account:
        return Path("/run/geoportal", instance)
    places = [home / "run"]
    session = os.environ.get("XDG_RUNTIME_DIR")
    if session and Path(session).is_dir():
        places.append(Path(session, f"geoportal-{instance}"))
    last_resort = Path("/tmp", f"geoportal-{os.geteuid()}-{instance}")  # noqa: S108 - its owner is checked
    return next((place for place in places if len(os.fsencode(place)) <= MAX_SOCKET_FOLDER), last_resort)


def _make_folder(folder: Path, account: Account | None, mode: int) -> None:
    if not folder.is_dir():
        folder.mkdir(parents=True, exist_ok=True)
        folder.chmod(mode)  # a strict umask must not shut the postgres user out
        if account:
            os.chown(folder, account.uid, account.gid)


def _check_owner(folder: Path, uid: int) -> None:
    """Anybody may create a folder in /tmp, and would then own the socket."""
    status = folder.lstat()
    if status.st_uid != uid or not stat.S_ISDIR(status.st_mode):
        raise DatabaseError(
            Text(f"{folder} gehört jemand anderem.", f"{folder} belongs to somebody else."),
            Text("Diesen Ordner entfernen lassen.", "Have this folder removed."),
        )


def _processes_in(data: Path) -> list[int]:
    """Return server processes by their working directory, which is the data directory of their server."""
    folders = {str(data), f"{data} (deleted)"}
    return [int(entry.name) for entry in Path("/proc").iterdir() if entry.name.isdigit() and _works_in(entry, folders)]


def _works_in(process: Path, folders: set[str]) -> bool:
    try:
        return str((process / "cwd").readlink()) in folders and (process / "comm").read_text().startswith("postgres")
    except OSError:  # it has ended, or belongs to somebody else
        return False


def _failed(de: str, en: str, reason: str, place: Path | None = None) -> DatabaseError:
    reason = reason.strip().splitlines()[-1] if reason.strip() else "?"
    return DatabaseError(
        Text(f"Die Datenbank kann nicht {de} werden: {reason}", f"The database cannot be {en}: {reason}"),
        Text(f"Mehr steht in {place}.", f"{place} says more.") if place else None,
    )
