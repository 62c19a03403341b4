"""The reading process: confine, read, send. It is forked by the zygote, and ends here."""

import errno
import logging
import os
import pickle
import socket
import sys
import tempfile
import traceback
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Never

from pipelines.errors import GeoportalError, SourceError
from pipelines.reading.sandbox import messages
from pipelines.reading.sandbox.confinement import Limits, confine, limit
from pipelines.text import Text

PATIENCE = 60
"""Seconds that the request, which is already on its way, may take."""

ACTIVE: dict[str, bool] = {}
"""What confines this process, where something does."""


@dataclass(frozen=True)
class Request:
    """What to call, which files it needs, and how much it may take.

    ``name`` is what people call the source, ``place`` the folder that relative paths start from.
    """

    function: Callable[..., Iterable[object]]
    arguments: tuple[Any, ...]
    readable: tuple[Path, ...]
    limits: Limits
    name: str
    place: Path


def work(connection: socket.socket, folder: Path, network_left: bool) -> Never:  # noqa: FBT001 - a fact, no switch
    """Serve the one request that comes along ``connection``; files may be written in ``folder`` only."""
    status = 1
    try:
        request: Request = pickle.loads(_received(connection))  # noqa: S301 - the publishing process wrote it
        os.chdir(request.place)
        _settle(folder)
        limit(request.limits)
        ACTIVE.update(confine(request.readable, folder), limits=True, network_namespace=network_left)
        _report(connection)
        _serve(connection, request)
        status = 0
    except (BrokenPipeError, ConnectionResetError):
        pass  # nobody is waiting any longer
    except Exception as error:  # noqa: BLE001 - the other end tells it
        messages.send(connection, messages.FAILURE, _traceback(error))
    finally:
        os._exit(status)


def too_large(name: str) -> SourceError:
    """Return the error for a source that takes more memory or space than is allowed."""
    return SourceError(
        Text(f"{name} ist zu groß, um hier gelesen zu werden.", f"{name} is too large to be read here."),
        Text(
            "Bitte die Datei aufteilen, oder mit GEOPORTAL_READING_MEMORY mehr Arbeitsspeicher erlauben.",
            "Please split the file, or allow more memory by GEOPORTAL_READING_MEMORY.",
        ),
    )


def _received(connection: socket.socket) -> bytes:
    _, payload = messages.Receiver(connection, sys.maxsize, PATIENCE).receive()
    return bytes(payload)


def _settle(folder: Path) -> None:
    """Temporary files go where they may; what libraries print goes nowhere."""
    tempfile.tempdir = str(folder)
    os.environ.update(TMPDIR=str(folder), CPL_TMPDIR=str(folder))
    nowhere = os.open(os.devnull, os.O_RDWR)
    for descriptor in (0, 1, 2):
        os.dup2(nowhere, descriptor)


def _report(connection: socket.socket) -> None:
    root = logging.getLogger()
    root.handlers = [messages.Sender(connection)]
    root.setLevel(logging.INFO)


def _serve(connection: socket.socket, request: Request) -> None:
    try:
        for value in request.function(*request.arguments):
            messages.send_value(connection, value)
        messages.send(connection, messages.END)
    except (BrokenPipeError, ConnectionResetError):
        raise
    except GeoportalError as error:
        messages.send(connection, messages.ERROR, messages.error_text(error))
    except MemoryError:
        messages.send(connection, messages.ERROR, messages.error_text(too_large(request.name)))
    except OSError as error:
        _give_up(connection, request, error, too_much=error.errno in {errno.EFBIG, errno.ENOSPC, errno.ENOMEM})
    except Exception as error:  # noqa: BLE001 - the other end tells it
        _give_up(connection, request, error)


def _give_up(connection: socket.socket, request: Request, error: Exception, *, too_much: bool = False) -> None:
    if too_much:
        messages.send(connection, messages.ERROR, messages.error_text(too_large(request.name)))
    else:
        messages.send(connection, messages.FAILURE, _traceback(error))


def _traceback(error: Exception) -> bytes:
    return "".join(traceback.format_exception(error)).encode(errors="replace")
