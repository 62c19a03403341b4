"""PostgreSQL's own client programs on the portal's database, with the publisher's rights."""

import os
import signal
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass
from typing import IO

from psycopg.conninfo import conninfo_to_dict
from sqlalchemy import Engine

from pipelines import postgres, rights
from pipelines.database import Database, without_password


@dataclass(frozen=True)
class Client:
    """Programs that fit the server, and how they reach it."""

    programs: postgres.Programs
    dsn: str

    def start(self, name: str, *arguments: str, stdin: int | None = None) -> subprocess.Popen[bytes]:
        """Start ``psql`` or ``pg_dump``; what it complains about is kept in ``stderr`` when it is fed by us."""
        return subprocess.Popen(  # noqa: S603 - absolute path, no shell
            [self.programs.path(name), f"--dbname={without_password(self.dsn)}", *arguments],
            env=self._environment,
            stdin=stdin,
            stderr=subprocess.PIPE if stdin is not None else None,
        )

    def read(self, name: str, *arguments: str, output: int | IO[bytes] = subprocess.PIPE) -> subprocess.Popen[bytes]:
        """Start a program that needs no database, such as ``pg_restore`` making SQL of a dump."""
        command = [self.programs.path(name), *arguments]
        return subprocess.Popen(command, stdout=output, stderr=subprocess.PIPE)  # noqa: S603 - absolute path, no shell

    @property
    def _environment(self) -> dict[str, str]:
        """The password stands here, as everybody on the machine can read a program's arguments."""
        kept = {name: value for name, value in os.environ.items() if not name.startswith("PG")}
        password = conninfo_to_dict(self.dsn).get("password")
        return kept | {"PGCLIENTENCODING": "UTF8"} | ({"PGPASSWORD": str(password)} if password else {})


def client(database: Database) -> Client:
    """Choose the programs for the server. Raises SetupError when all that are installed are older than it."""
    return Client(postgres.client_programs(_major(database.publisher)), database.access.publisher)


def interact(database: Database, arguments: Sequence[str]) -> int:
    """Hand the terminal to ``psql`` and return its exit code; Ctrl-C is for psql, not for us."""
    with client(database).start("psql", *arguments) as process:
        before = signal.signal(signal.SIGINT, signal.SIG_IGN)
        try:
            return process.wait()
        finally:
            signal.signal(signal.SIGINT, before)


def _major(engine: Engine) -> int:
    with engine.connect() as connection:
        return rights.state(connection).server
