"""One file that holds the whole portal: ``geoportal db dump`` writes it, ``geoportal db restore`` reads it.

A tar archive of ``portal.json`` (what it was made with), ``database.dump`` (pg_dump's custom format of the schemas
``data`` and ``portal``, without owners, so that it fits another server) and the folder ``artefacts``.
It holds internal layers too, so it is readable for its owner alone.
"""

import json
import shutil
import subprocess
import tarfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass, fields
from datetime import UTC, datetime
from importlib.resources import files
from pathlib import Path
from tempfile import TemporaryDirectory

from sqlalchemy import func, select

from pipelines import migration, rights
from pipelines.database import Database, connected
from pipelines.errors import DatabaseError, RefusedError, UsageError
from pipelines.portal import DATA, SCHEMA, plan_version, publication
from pipelines.psql import Client, client
from pipelines.settings import Settings
from pipelines.text import Text

FORMAT = 1
MANIFEST, DUMP, ARTEFACTS = "portal.json", "database.dump", "artefacts"

BEGIN = f"BEGIN; SET client_min_messages = warning; DROP SCHEMA IF EXISTS {DATA}, {SCHEMA} CASCADE;\n".encode()
COUNT = (files("pipelines") / "sql" / "count.sql").read_bytes()
"""A dump brings no statistics, and until autovacuum has counted, plans know nothing of what is common."""
COMMIT = b"\nCOMMIT;\n"


@dataclass(frozen=True)
class Manifest:
    """What a backup was made with; ``revision`` is that of the portal's own tables."""

    format: int
    created: str
    revision: str | None
    postgresql: int
    postgis: str | None


def dump(settings: Settings, target: Path) -> int:
    """Write the database and the artefacts into ``target``, a new file; return its size in bytes.

    Raises UsageError when the file exists or cannot be written, DatabaseError when pg_dump fails.
    """
    if target.exists():
        raise UsageError(
            Text(f"{target} gibt es schon.", f"{target} exists already."),
            Text("Bitte einen anderen Namen wählen.", "Please choose another name."),
        )
    with _workplace(target.parent) as folder, connected(settings) as database:
        (folder / MANIFEST).write_text(json.dumps(asdict(_describe(database)), indent=2))
        _dump_database(client(database), folder / DUMP)
        archive = folder / "backup.tar"
        with tarfile.open(archive, "w") as tar:
            for path in (folder / MANIFEST, folder / DUMP, settings.home / ARTEFACTS):
                _add(tar, path)
        archive.chmod(0o600)
        archive.rename(target)
    return target.stat().st_size


def _add(tar: tarfile.TarFile, path: Path) -> None:
    """Add a file, or a folder with all that is in it, but for what a publication takes away meanwhile."""
    for found in [path, *sorted(path.rglob("*"))]:
        with suppress(FileNotFoundError):
            tar.add(found, found.relative_to(path.parent), recursive=False)


def restore(settings: Settings, source: Path, *, force: bool = False) -> Manifest:
    """Replace the portal by a backup, in one transaction: a failure leaves everything as it was.

    Raises:
        UsageError: ``source`` is no backup.
        RefusedError: the portal holds publications, and ``force`` is not set.
        DatabaseError: the backup is of a newer portal, or the database refuses it.
    """
    settings.home.mkdir(parents=True, exist_ok=True)
    with _workplace(settings.home) as folder:
        manifest = _unpack(source, folder)
        with connected(settings) as database:
            if not force:
                _refuse_loss(database)
            _replace_database(client(database), folder / DUMP)
        _replace_artefacts(settings.home / ARTEFACTS, folder / ARTEFACTS)
    with connected(settings):  # brings a backup of an older portal up to date
        return manifest


@contextmanager
def _workplace(parent: Path) -> Iterator[Path]:
    """Give a folder beside the result, so that the last step is a rename, closed to others."""
    try:
        folder = TemporaryDirectory(dir=parent, prefix=".geoportal-")
    except OSError as error:
        raise UsageError(
            Text(
                f"In {parent} kann nicht geschrieben werden ({error.strerror}).",
                f"{parent} cannot be written to ({error.strerror}).",
            )
        ) from None
    with folder as name:
        yield Path(name)


def _describe(database: Database) -> Manifest:
    with database.publisher.connect() as connection:
        found = rights.state(connection)
        revision = migration.revision(connection)
    return Manifest(FORMAT, datetime.now(UTC).isoformat(timespec="seconds"), revision, found.server, found.postgis)


def _dump_database(programs: Client, file: Path) -> None:
    arguments = ("--format=custom", "--no-owner", f"--schema={DATA}", f"--schema={SCHEMA}", f"--file={file}")
    with programs.start("pg_dump", *arguments, stdin=subprocess.DEVNULL) as process:
        _, complaint = process.communicate()
    if process.returncode:
        raise _failed("Die Sicherung", "The backup", complaint)


def _unpack(source: Path, folder: Path) -> Manifest:
    try:
        with tarfile.open(source) as tar:
            tar.extractall(folder, filter="data")
        told = json.loads((folder / MANIFEST).read_text())
        manifest = Manifest(**{each.name: told[each.name] for each in fields(Manifest)})  # a later portal may tell more
    except (OSError, EOFError, tarfile.TarError, ValueError, TypeError, KeyError):
        raise UsageError(
            Text(f"{source} ist keine Sicherung des Portals.", f"{source} is no backup of the portal."),
            Text("„geoportal db dump“ schreibt eine.", "“geoportal db dump” writes one."),
        ) from None
    if manifest.format > FORMAT or manifest.revision not in migration.revisions():
        raise DatabaseError(
            Text(
                "Die Sicherung stammt von einer neueren Fassung des Portals.",
                "The backup comes from a newer version of the portal.",
            ),
            Text("Bitte zuerst das Portal aktualisieren.", "Please update the portal first."),
        )
    return manifest


def _refuse_loss(database: Database) -> None:
    with database.publisher.connect() as connection:
        counts = [connection.scalar(select(func.count()).select_from(each)) for each in (publication, plan_version)]
    if count := sum(each or 0 for each in counts):
        raise RefusedError(
            Text(f"Das Portal enthält schon {count} Fassungen.", f"The portal already holds {count} versions."),
            Text(
                "„--force“ ersetzt alles, was da ist, durch die Sicherung.",
                "“--force” replaces everything by the backup.",
            ),
        )


def _replace_database(programs: Client, file: Path) -> None:
    """Feed the dump as SQL to one transaction, which ends well only after the whole dump was read."""
    options = ("--no-psqlrc", "--quiet", "--set=ON_ERROR_STOP=1", "--output=/dev/null", "--file=-")
    with (
        programs.read("pg_restore", "--no-owner", "--file=-", str(file)) as reader,
        programs.start("psql", *options, stdin=subprocess.PIPE) as writer,
    ):
        whole = _feed(reader, writer)
        complaint = writer.stderr.read() if writer.stderr else b""
    if writer.returncode or not whole:
        raise _failed("Die Wiederherstellung", "The restoration", complaint)


def _feed(reader: subprocess.Popen[bytes], writer: subprocess.Popen[bytes]) -> bool:
    """Return whether all of the dump arrived; psql rolls back when its input ends without COMMIT."""
    if not (reader.stdout and reader.stderr and writer.stdin):
        return False
    whole = False
    with suppress(BrokenPipeError), writer.stdin as script:
        script.write(BEGIN)
        shutil.copyfileobj(reader.stdout, script)
        reader.stderr.read()
        whole = reader.wait() == 0
        if whole:
            script.write(b"\n" + COUNT + COMMIT)
    reader.stdout.close()
    return whole


def _replace_artefacts(target: Path, fresh: Path) -> None:
    shutil.rmtree(target, ignore_errors=True)
    if fresh.is_dir():
        fresh.replace(target)


def _failed(de: str, en: str, complaint: bytes) -> DatabaseError:
    lines = complaint.decode(errors="replace").strip().splitlines()
    reason = next((line for line in lines if "ERROR" in line or "error" in line), lines[-1] if lines else "?")
    return DatabaseError(
        Text(f"{de} ist gescheitert: {reason}", f"{en} failed: {reason}"),
        Text("An den Daten wurde nichts geändert.", "No data were changed."),
    )
