"""Run the web server in the foreground until Ctrl-C. It is named by a string: this package never imports it."""

import errno
import signal
import socket
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from types import FrameType

import uvicorn
from starlette.types import ASGIApp
from uvicorn.importer import import_from_string

from pipelines.database import connected_reader
from pipelines.errors import UnexpectedError, UsageError
from pipelines.report.printing import say
from pipelines.settings import Settings
from pipelines.text import Text

PROTOCOL = "server.lane.early:EarlyProtocol"
"""httptools, with a shorter way for what is kept in memory."""

APP = "server.app:create_app"

MIRROR = "server.mirror:export"
"""Writes the portal as plain files."""

PATIENCE = 5
"""Seconds that running requests get at the end."""

BACKLOG = 2048

UNKNOWN_HOST = frozenset({socket.EAI_NONAME, socket.EAI_NODATA, socket.EAI_AGAIN, socket.EAI_ADDRFAMILY})
"""What getaddrinfo says of names without an address; ``create_server`` passes it on as an OSError's number."""


@contextmanager
def listening(settings: Settings) -> Iterator[socket.socket]:
    """Take the port at once, so that a taken one is told before minutes of work; callers wait until we serve.

    Raises UsageError when the port is taken or not ours to take, or the host is none of this machine.
    """
    family = socket.AF_INET6 if ":" in settings.host else socket.AF_INET
    try:
        listener = socket.create_server((settings.host, settings.port), family=family, backlog=BACKLOG)
    except OSError as error:
        place = f"[{settings.host}]:{settings.port}" if ":" in settings.host else f"{settings.host}:{settings.port}"
        reason = (error.strerror or str(error)).partition(" (")[0]
        raise UsageError(
            Text(f"{place} ist nicht zu haben: {reason}.", f"{place} cannot be had: {reason}."),
            _advice(error),
        ) from None
    # asyncio knows a TCP socket by its protocol number, which this one lacks, and would leave Nagle's algorithm on:
    # every answer would wait 40 ms for the client's delayed acknowledgement. Connections inherit the option.
    listener.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    with listener:
        yield listener


def _advice(error: OSError) -> Text:
    if error.errno in {errno.EADDRNOTAVAIL, errno.EAFNOSUPPORT, *UNKNOWN_HOST}:
        return Text(
            "GEOPORTAL_HOST muss eine Adresse dieses Rechners sein, 0.0.0.0 steht für alle.",
            "GEOPORTAL_HOST must be an address of this machine; 0.0.0.0 stands for all.",
        )
    if error.errno == errno.EADDRINUSE:
        return Text(
            "Das andere Programm beenden oder mit GEOPORTAL_PORT einen anderen Anschluss wählen.",
            "Stop the other program, or choose another port with GEOPORTAL_PORT.",
        )
    return Text(
        "Mit GEOPORTAL_PORT einen anderen Anschluss wählen.",
        "Choose another port with GEOPORTAL_PORT.",
    )


@contextmanager
def ending_in_order() -> Iterator[None]:
    """Let SIGTERM and a closed terminal unwind the program like an exception, so that it stops what it started."""
    before = {number: signal.getsignal(number) for number in (signal.SIGTERM, signal.SIGHUP)}
    signal.signal(signal.SIGTERM, _leave)
    signal.signal(signal.SIGHUP, _terminate)
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def serve_alone(settings: Settings) -> None:
    """Serve what is live; publishing is done elsewhere. Raises DatabaseError before anything is served."""
    with ending_in_order(), listening(settings) as listener, connected_reader(settings):
        serve(settings, listener)


def serve(settings: Settings, listener: socket.socket) -> None:
    """Serve until Ctrl-C or SIGTERM, and say so once the first request can be answered.

    Raises GeoportalError when the server cannot start.
    """
    server = _Server(_configuration(import_from_string(APP)(settings)), lambda: _announce(settings))
    try:
        with suppress(KeyboardInterrupt):  # uvicorn raises the signal again after it has stopped
            server.run(sockets=[listener])
    except SystemExit:
        if server.started:
            raise
        raise UnexpectedError(Text("Der Webserver ist nicht gestartet.", "The web server has not started.")) from None


class _Server(uvicorn.Server):
    """Says when it has started."""

    def __init__(self, config: uvicorn.Config, on_start: Callable[[], None]) -> None:
        super().__init__(config)
        self._on_start = on_start

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        if self.started:
            self._on_start()


def _configuration(app: ASGIApp) -> uvicorn.Config:
    return uvicorn.Config(
        app,
        log_level="warning",
        loop="uvloop",
        http=PROTOCOL,
        access_log=False,  # addresses of visitors are personal data (GDPR, recital 30)
        server_header=False,
        proxy_headers=False,  # server.address reads them, and must see the connection's own peer
        timeout_graceful_shutdown=PATIENCE,
        backlog=BACKLOG,
    )


def _announce(settings: Settings) -> None:
    address = settings.base_url
    say(Text(f"Das Portal läuft: {address} (Strg+C beendet es)", f"The portal is up: {address} (Ctrl-C stops it)"))


def _leave(_number: int, _frame: FrameType | None) -> None:
    sys.exit(0)


def _terminate(_number: int, _frame: FrameType | None) -> None:
    signal.raise_signal(signal.SIGTERM)
