"""Call a function in a process of its own that may read these files and nothing else, and take what it yields."""

import atexit
import os
import pickle
import signal
import socket
import subprocess
import sys
import threading
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pipelines.errors import SourceError
from pipelines.reading.sandbox import messages
from pipelines.reading.sandbox.confinement import Limits
from pipelines.reading.sandbox.messages import LostError, Receiver, TooLongError, TooMuchError
from pipelines.reading.sandbox.work import ACTIVE, Request, too_large
from pipelines.settings import read_settings
from pipelines.text import Text

PROGRAM = "from pipelines.reading.sandbox.zygote import main; main({})"

PASSED_ON = ("PATH", "LANG", "LANGUAGE", "TZ", "TMPDIR", "HOME", "LD_LIBRARY_PATH", "VIRTUAL_ENV", "GDAL_DATA")
"""Variables that the reading process may know, with those of locale and PROJ; credentials are none of them."""

PREFIXES = ("LC_", "PROJ_")

SINGLE = {
    "OPENBLAS_NUM_THREADS": "1",
    "OMP_NUM_THREADS": "1",
    "JE_ARROW_MALLOC_CONF": "background_thread:false",
    "ARROW_DEFAULT_MEMORY_POOL": "system",
}
"""A process that forks has one thread only, and no allocator that reserves memory in advance."""

MOST = 0.8
"""A process that died with this share of its memory in use was too large, not broken."""


class FailedReadingError(Exception):
    """A mistake in the portal, made in the reading process; the text is its traceback."""


@dataclass
class _Nursery:
    """The zygote of this process, started when it is first needed."""

    control: socket.socket
    process: "subprocess.Popen[bytes]"
    owner: int

    def request(self, connection: socket.socket, line: socket.socket) -> None:
        socket.send_fds(self.control, [b"+"], [connection.fileno(), line.fileno()])

    def close(self) -> None:
        self.control.close()
        if self.owner == os.getpid():
            self.process.wait()


_lock = threading.Lock()
_nurseries: list[_Nursery] = []


def isolated(
    function: Callable[..., Iterable[Any]],
    *arguments: object,
    reads: Iterable[Path] = (),
    name: str | None = None,
    limits: Limits | None = None,
) -> Iterator[Any]:
    """Yield what ``function(*arguments)`` yields, from a process of its own without network.

    The function is one of a module; it yields frames (DataFrame, GeoDataFrame) or values of plain types, lists and
    dicts. ``reads`` are the files or folders it may read: of a file also those beside it with its stem. ``name`` is
    what people call the source. Errors for people arrive as they were raised; SourceError says that reading took too
    much time or memory, or broke down; FailedReadingError that the function made a mistake.
    """
    paths = tuple(path.resolve() for path in reads)
    bounds = limits or _limits()
    called = name or ", ".join(path.name for path in paths) or function.__name__
    request = Request(function, arguments, paths, bounds, called, Path.cwd())
    return _values(request, pickle.dumps(request))


def protections() -> dict[str, bool]:
    """Tell which protections work on this machine: limits, network_namespace, seccomp, landlock."""
    (active,) = isolated(_active, name="doctor")
    return dict(active)


def warm_up() -> None:
    """Start the process that forks reading processes, while there is other work to do."""
    with _lock:
        _nursery()


def _active() -> Iterator[dict[str, bool]]:
    yield dict(ACTIVE)


def _limits() -> Limits:
    settings = read_settings()
    return Limits(memory=settings.reading_memory * 1024**2, seconds=settings.reading_seconds)


def _values(request: Request, written: bytes) -> Iterator[Any]:
    connection, line = _start()
    receiver = Receiver(connection, request.limits.output, request.limits.seconds)
    try:
        with suppress(BrokenPipeError, ConnectionResetError):
            messages.send(connection, messages.PLAIN, written)
        while True:
            kind, payload = receiver.receive()
            if kind == messages.END:
                return
            if kind == messages.LOG:
                messages.replay(payload)
            elif kind == messages.ERROR:
                raise messages.error_of(payload)
            elif kind == messages.FAILURE:
                raise FailedReadingError(payload.decode(errors="replace"))
            else:
                yield messages.value_of(kind, payload)
    except TooMuchError:
        raise too_large(request.name) from None
    except TooLongError:
        raise _too_slow(request) from None
    except LostError:
        connection.close()
        raise _broken(request, *_ending(line)) from None
    finally:
        connection.close()
        _ending(line)


def _start() -> tuple[socket.socket, socket.socket]:
    """Ask for a reading process; return the connection to it and the line that tells its end."""
    connection, far_connection = socket.socketpair()
    line, far_line = socket.socketpair()
    with far_connection, far_line, _lock:
        try:
            _nursery().request(far_connection, far_line)
        except OSError:
            _nurseries.pop().close()  # it was killed; the next one is as good
            _nursery().request(far_connection, far_line)
    return connection, line


def _nursery() -> _Nursery:
    if _nurseries and _nurseries[-1].owner == os.getpid():
        return _nurseries[-1]
    for inherited in _nurseries:
        inherited.control.close()  # by a fork; it belongs to the other process
    _nurseries[:] = [_spawned()]
    return _nurseries[-1]


def _spawned() -> _Nursery:
    near, far = socket.socketpair()
    with far:
        process = subprocess.Popen(  # noqa: S603 - this interpreter
            [sys.executable, "-P", "-c", PROGRAM.format(far.fileno())],
            pass_fds=(far.fileno(),),
            env=_environment(),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            start_new_session=True,  # Ctrl-C ends the publishing process, which ends this one
        )
    return _Nursery(near, process, os.getpid())


def _environment() -> dict[str, str]:
    known = {name: value for name, value in os.environ.items() if name in PASSED_ON or name.startswith(PREFIXES)}
    return known | SINGLE | {"PYTHONPATH": os.pathsep.join(filter(None, sys.path))}


def _too_slow(request: Request) -> SourceError:
    seconds = request.limits.seconds
    return SourceError(
        Text(
            f"Das Lesen von {request.name} dauert länger als {seconds} s.",
            f"Reading {request.name} takes longer than {seconds} s.",
        ),
        Text(
            "Bitte die Datei aufteilen, oder mit GEOPORTAL_READING_SECONDS mehr Zeit erlauben.",
            "Please split the file, or allow more time by GEOPORTAL_READING_SECONDS.",
        ),
    )


def _broken(request: Request, status: int, memory: int) -> SourceError:
    """Tell from how the process ended what the planner can do about it."""
    ended = os.WTERMSIG(status) if os.WIFSIGNALED(status) else 0
    if ended == signal.SIGXCPU:
        return _too_slow(request)
    if ended and memory > MOST * request.limits.memory:
        return too_large(request.name)
    return SourceError(
        Text(
            f"{request.name} lässt sich nicht lesen (der Leseprozess ist abgestürzt).",
            f"{request.name} cannot be read (the reading process broke down).",
        ),
        Text(
            "Wahrscheinlich ist die Datei beschädigt. Bitte neu speichern oder ausgeben.",
            "The file is probably damaged. Please save or export it again.",
        ),
    )


@atexit.register
def _close() -> None:
    with _lock:
        while _nurseries:
            _nurseries.pop().close()


def _ending(line: socket.socket) -> tuple[int, int]:
    """End the process if it still runs; return its wait status and the most memory it held, in bytes."""
    if line.fileno() < 0:
        return 0, 0
    with line, suppress(OSError):
        line.shutdown(socket.SHUT_WR)
        if told := line.recv(messages.STATUS.size, socket.MSG_WAITALL):
            status, kilobytes = messages.STATUS.unpack(told)
            return status, kilobytes * 1024
    return 0, 0
