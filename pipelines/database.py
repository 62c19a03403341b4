"""The portal's database, embedded or on a server of one's own: two engines, one that publishes, one that reads."""

import select
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

import psycopg
from psycopg.conninfo import conninfo_to_dict, make_conninfo
from sqlalchemy import Engine, create_engine, event
from sqlalchemy.exc import DisconnectionError, OperationalError

from pipelines import rights
from pipelines.cluster import embedded_cluster
from pipelines.errors import DatabaseError, UsageError
from pipelines.lease import leased, starting
from pipelines.provision import DATABASE, STATEMENT_TIMEOUT, provision
from pipelines.rights import PUBLISHER, READER
from pipelines.settings import Settings
from pipelines.text import Text

SESSION = {"timezone": "UTC", "jit": "off", "max_parallel_workers_per_gather": "0"}
"""A page of features is read faster without JIT and parallel workers; times leave the database in UTC."""

READER_SESSION = SESSION | {
    "statement_timeout": STATEMENT_TIMEOUT,
    "idle_in_transaction_session_timeout": "60s",
    "default_transaction_read_only": "on",
}


@dataclass(frozen=True)
class Access:
    """Addresses for libpq (postgresql://…) with the publisher's and with the reader's rights, passwords included."""

    publisher: str = field(repr=False)
    reader: str = field(repr=False)


@dataclass(frozen=True)
class Database:
    """A prepared database: ``publisher`` may write, ``reader`` sees public columns alone."""

    publisher: Engine
    reader: Engine
    access: Access


@contextmanager
def connected(settings: Settings) -> Iterator[Database]:
    """Start or reach the database, bring it up to date and hand out engines; sessions are closed at the end.

    Raises:
        DatabaseError: it cannot be started or reached, is too old, too new, or lacks rights.
        SetupError: PostgreSQL with PostGIS is not installed.
        UsageError: GEOPORTAL_DATABASE_URL or GEOPORTAL_READER_URL is not a PostgreSQL address.
    """
    with _running(settings):
        addresses = access(settings)
        publisher = make_engine(addresses.publisher, SESSION, size=2, extra=4)
        reader = make_engine(addresses.reader, READER_SESSION, size=8, extra=8)
        try:
            with explained(), publisher.begin() as connection:
                rights.prepare(connection, takes_role=settings.reader_url is None)
            with explained(), reader.connect():
                pass
            yield Database(publisher, reader, addresses)
        finally:
            publisher.dispose()
            reader.dispose()


@contextmanager
def connected_reader(settings: Settings) -> Iterator[Engine]:
    """Hand out the reader's engine; with GEOPORTAL_READER_URL alone the publisher's rights are not needed.

    So a server process, or one on a standby, holds no right to write. Raises as :func:`connected`.
    """
    if settings.reader_url is None:
        with connected(settings) as database:
            yield database.reader
        return
    reader = make_engine(reader_address(settings), READER_SESSION, size=8, extra=8)
    try:
        with explained(), reader.connect():
            pass
        yield reader
    finally:
        reader.dispose()


def access(settings: Settings) -> Access:
    """Return the addresses that ``settings`` name; the embedded ones answer while the cluster runs.

    Without a login of the reader's own, the publisher takes the reader's role.
    """
    if settings.database_url is None:
        cluster = embedded_cluster(settings)
        return Access(cluster.dsn(PUBLISHER, DATABASE), cluster.dsn(READER, DATABASE))
    publisher = parse(settings.database_url.get_secret_value(), "GEOPORTAL_DATABASE_URL")
    if settings.reader_url:
        return Access(publisher, parse(settings.reader_url.get_secret_value(), "GEOPORTAL_READER_URL"))
    given = conninfo_to_dict(publisher).get("options") or ""
    return Access(publisher, make_conninfo(publisher, options=f"{given} -c role={READER}".strip()))


@contextmanager
def _running(settings: Settings) -> Iterator[None]:
    if settings.database_url:
        yield
        return
    cluster = embedded_cluster(settings)
    with leased(cluster):
        with starting(cluster):
            provision(cluster)
        yield


def parse(url: str, name: str) -> str:
    """Check an address from the environment variable ``name`` and return it for libpq."""
    for prefix in ("postgresql+psycopg://", "postgres://"):
        url = url.replace(prefix, "postgresql://", 1) if url.startswith(prefix) else url
    try:
        conninfo_to_dict(url)
    except psycopg.ProgrammingError:  # its message quotes the address, and with it the password
        raise UsageError(
            Text(f"{name} ist keine PostgreSQL-Adresse.", f"{name} is not a PostgreSQL address."),
            Text(
                "Beispiel: postgresql://benutzer:kennwort@server:5432/geoportal. Sonderzeichen im Kennwort werden "
                "mit % geschrieben.",
                "Example: postgresql://user:password@server:5432/geoportal. Write special characters in the password "
                "with %.",
            ),
        ) from None
    return url


def without_password(dsn: str) -> str:
    """Return an address that may be shown; as it is, when it holds no password."""
    parameters = conninfo_to_dict(dsn)
    return make_conninfo("", **parameters | {"password": None}) if "password" in parameters else dsn


def make_engine(dsn: str, session: dict[str, str], *, size: int, extra: int) -> Engine:
    """Make an engine whose sessions begin with the settings ``session``; up to ``size`` are kept, ``extra`` not.

    libpq reads the address itself, as it knows several hosts, services and certificates.
    """
    engine = create_engine(
        "postgresql+psycopg://",
        connect_args=session_parameters(dsn, session),
        pool_size=size,
        max_overflow=extra,
        pool_timeout=10,
    )
    event.listen(engine, "checkout", _renew_dead)
    return engine


def session_parameters(dsn: str, session: dict[str, str]) -> dict[str, Any]:
    """Return libpq's parameters for an address whose sessions begin with the settings ``session``."""
    parameters: dict[str, Any] = dict(conninfo_to_dict(dsn))
    options = [parameters.pop("options", None) or "", *(f"-c {name}={value}" for name, value in session.items())]
    named = {"application_name": "geoportal", "connect_timeout": 10} | parameters
    return named | {"options": " ".join(options).strip()}


def reader_address(settings: Settings) -> str:
    """Return the address with the reader's rights; an embedded one answers while the cluster runs."""
    if settings.reader_url:
        return parse(settings.reader_url.get_secret_value(), "GEOPORTAL_READER_URL")
    return access(settings).reader


def _renew_dead(connection: psycopg.Connection[Any], *_: object) -> None:
    """Replace a pooled connection whose server has restarted, before a request meets it."""
    if has_ended(connection.fileno()):
        raise DisconnectionError


def has_ended(descriptor: int) -> bool:
    """Tell whether the server has closed an idle session, whose socket is readable then.

    Asking the kernel costs microseconds, a ``SELECT 1`` a round trip.
    """
    poll = select.poll()  # unlike select(), it takes any number of open files
    poll.register(descriptor, select.POLLIN)
    return bool(poll.poll(0))


@contextmanager
def explained() -> Iterator[None]:
    """Turn a refused connection into a DatabaseError that says why."""
    try:
        yield
    except OperationalError as error:
        reason = str(error.orig).strip().splitlines()[0]
        raise DatabaseError(
            Text(f"Die Datenbank ist nicht erreichbar: {reason}", f"The database cannot be reached: {reason}"),
            Text(
                "GEOPORTAL_DATABASE_URL, Netz und Zugangsdaten prüfen.",
                "Check GEOPORTAL_DATABASE_URL, network and credentials.",
            ),
        ) from None
