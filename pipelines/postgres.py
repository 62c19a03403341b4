"""The PostgreSQL programs on this machine: where Debian and Ubuntu keep them, and how to run one."""

import os
import pwd
import subprocess
from dataclasses import dataclass
from pathlib import Path

from pipelines.errors import DatabaseError, SetupError
from pipelines.text import Text

LIBRARIES = Path("/usr/lib/postgresql")
"""Debian keeps every major version's programs under ``<major>/bin`` here."""

EXTENSIONS = Path("/usr/share/postgresql")
"""… and its extensions under ``<major>/extension`` here."""

INSTALL = Text(
    "„make run“ installiert es, oder: apt-get install postgresql postgresql-postgis.",
    "“make run” installs it, or: apt-get install postgresql postgresql-postgis.",
)


@dataclass(frozen=True)
class Account:
    """The operating system's user as which server programs run."""

    name: str
    uid: int
    gid: int


@dataclass(frozen=True, order=True)
class Programs:
    """One installed major version of PostgreSQL."""

    major: int
    folder: Path

    def path(self, name: str) -> str:
        """Return the absolute path of a program, such as ``pg_dump``."""
        return str(self.folder / name)

    @property
    def has_postgis(self) -> bool:
        """Whether CREATE EXTENSION postgis can work in this version."""
        return (EXTENSIONS / str(self.major) / "extension" / "postgis.control").is_file()


def installed(program: str) -> list[Programs]:
    """Return the versions that have ``program``, oldest first."""
    folders = LIBRARIES.glob("*/bin")
    return sorted(
        Programs(int(folder.parent.name), folder)
        for folder in folders
        if folder.parent.name.isdigit() and (folder / program).is_file()
    )


def server_programs(major: int | None = None) -> Programs:
    """Return the newest version with PostGIS, or version ``major``, to which a data directory is bound.

    Raises:
        SetupError: no PostgreSQL with PostGIS is installed.
        DatabaseError: others are, but not ``major``.
    """
    usable = [found for found in installed("initdb") if found.has_postgis]
    if not usable:
        raise SetupError(
            Text("PostgreSQL mit PostGIS ist nicht installiert.", "PostgreSQL with PostGIS is not installed."), INSTALL
        )
    matching = [found for found in usable if major in {None, found.major}]
    if not matching:
        raise _other_major(major, usable[-1].major)
    return matching[-1]


def client_programs(server: int) -> Programs:
    """Return a version whose ``pg_dump`` and ``psql`` understand a server of major version ``server``."""
    usable = [found for found in installed("pg_dump") if found.major >= server]
    if not usable:
        raise SetupError(
            Text(
                f"Für diesen Server braucht es die Programme von PostgreSQL {server} oder neuer.",
                f"This server needs the programs of PostgreSQL {server} or newer.",
            ),
            Text(f"apt-get install postgresql-client-{server}", f"apt-get install postgresql-client-{server}"),
        )
    return usable[0]


def server_account() -> Account | None:
    """Return Debian's ``postgres`` user when we are root, as which no PostgreSQL server runs, else None."""
    if os.geteuid() != 0:
        return None
    try:
        entry = pwd.getpwnam("postgres")
    except KeyError:
        raise SetupError(
            Text("Der Benutzer „postgres“ fehlt auf diesem System.", "This system has no user “postgres”."), INSTALL
        ) from None
    return Account(entry.pw_name, entry.pw_uid, entry.pw_gid)


def own_name() -> str:
    """Return the name of the user we are. Raises SetupError for a user id without a name."""
    try:
        return pwd.getpwuid(os.geteuid()).pw_name
    except KeyError:
        number = os.geteuid()
        raise SetupError(
            Text(
                f"Die Benutzernummer {number} hat keinen Namen; PostgreSQL startet so nicht.",
                f"User id {number} has no name; PostgreSQL refuses to start like this.",
            ),
            Text("Einen Eintrag in /etc/passwd anlegen.", "Add an entry to /etc/passwd."),
        ) from None


def run(programs: Programs, name: str, *arguments: str, folder: Path, account: Account | None) -> str:
    """Run a server program in ``folder`` and return what it wrote. Raises CalledProcessError.

    It gets its own session, so that Ctrl-C at the terminal ends the portal and not the database under it.
    """
    result = subprocess.run(  # noqa: S603 - absolute path, no shell
        [programs.path(name), *arguments],
        cwd=folder,
        env={"PATH": "/usr/bin:/bin", "LC_ALL": "C.UTF-8"},
        user=account.uid if account else None,
        group=account.gid if account else None,
        extra_groups=[] if account else None,
        start_new_session=True,
        capture_output=True,
        text=True,
        check=True,
    )
    return result.stdout


def _other_major(wanted: int | None, newest: int) -> DatabaseError:
    return DatabaseError(
        Text(
            f"Die eingebettete Datenbank gehört zu PostgreSQL {wanted}, installiert ist {newest}.",
            f"The embedded database belongs to PostgreSQL {wanted}, but {newest} is installed.",
        ),
        Text(
            f"Entweder apt-get install postgresql-{wanted}-postgis-3, oder auf dem alten System „geoportal db dump "
            "sicherung.tar“, hier GEOPORTAL_HOME auf einen neuen Ordner setzen und „geoportal db restore "
            "sicherung.tar“.",
            f"Either apt-get install postgresql-{wanted}-postgis-3, or run “geoportal db dump backup.tar” on the "
            "old system, set GEOPORTAL_HOME to a new folder here and run “geoportal db restore backup.tar”.",
        ),
    )
