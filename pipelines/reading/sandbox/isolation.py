"""Call a function in a process of its own that may read these files and nothing else, and take what it yields."""

import os
import pickle
import signal
import socket
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

from pipelines.errors import SourceError
from pipelines.reading.nursery import request_process
from pipelines.reading.sandbox import messages
from pipelines.reading.sandbox.confinement import Limits
from pipelines.reading.sandbox.messages import LostError, Receiver, TooLongError, TooMuchError
from pipelines.reading.sandbox.work import ACTIVE, Request, too_large
from pipelines.settings import read_settings
from pipelines.text import Text

MOST = 0.8
"""A process that died with this share of its memory in use was too large, not broken."""


class FailedReadingError(Exception):
    """A mistake in the portal, made in the reading process; the text is its traceback."""


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


def _active() -> Iterator[dict[str, bool]]:
    yield dict(ACTIVE)


def _limits() -> Limits:
    settings = read_settings()
    return Limits(memory=settings.reading_memory * 1024**2, seconds=settings.reading_seconds)


def _values(request: Request, written: bytes) -> Iterator[Any]:
    connection, line = request_process()
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
