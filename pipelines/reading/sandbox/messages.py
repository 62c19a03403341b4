"""What the reading process sends: frames and plain values, log lines, an error, the end. Each with its length first."""

import json
import logging
import select
import socket
import struct
import time
from typing import Any

import pandas as pd
import pyarrow as pa

from pipelines import errors
from pipelines.errors import GeoportalError
from pipelines.reading.sandbox import cells, frames
from pipelines.text import Text

HEAD = struct.Struct("=cQ")
STATUS = struct.Struct("=iq")
"""How a reading process ended: the wait status, and the most memory that it held, in kB."""

FRAME, PLAIN, LOG, ERROR, FAILURE, END = b"F", b"P", b"L", b"E", b"X", b"."

CLASSES: dict[str, type[GeoportalError]] = {
    name: kind for name, kind in vars(errors).items() if isinstance(kind, type) and issubclass(kind, GeoportalError)
}
"""The errors that may arrive, by name; no other name becomes a class."""


class TooMuchError(Exception):
    """More arrives than is allowed."""


class TooLongError(Exception):
    """Nothing has arrived for too long."""


class LostError(Exception):
    """The other end closed before the end, or sent what nobody can read."""


def send(connection: socket.socket, kind: bytes, payload: bytes | pa.Buffer = b"") -> None:
    """Send one message, waiting for the other end to read it."""
    connection.sendall(HEAD.pack(kind, len(payload)))
    connection.sendall(payload)


def send_value(connection: socket.socket, value: object) -> None:
    """Send a frame, or a value that cells.py knows. Raises TypeError for others."""
    if isinstance(value, pd.DataFrame):
        send(connection, FRAME, frames.encoded(value))
    else:
        send(connection, PLAIN, cells.to_json([value]).encode())


def value_of(kind: bytes, payload: bytearray) -> Any:
    """Return what :func:`send_value` sent. Raises LostError for anything else."""
    try:
        if kind == FRAME:
            return frames.decoded(payload)
        if kind == PLAIN:
            (value,) = cells.from_json(payload)
            return value
    except (ValueError, KeyError, TypeError, IndexError, NotImplementedError, OSError, pa.ArrowException) as error:
        raise LostError(type(error).__name__) from error
    raise LostError("kind")


def error_text(error: GeoportalError) -> bytes:
    """Write an error for the other end."""
    parts = [error.message, error.hint]
    said = [[part.de, part.en] if part else None for part in parts]
    return json.dumps([type(error).__name__, *said]).encode()


def error_of(payload: bytearray) -> GeoportalError:
    """Return the error that was sent. Raises LostError where it is none."""
    try:
        name, message, hint = json.loads(payload)
        return CLASSES[name](Text(*message), Text(*hint) if hint else None)
    except (ValueError, KeyError, TypeError) as error:
        raise LostError("error") from error


def replay(payload: bytearray) -> None:
    """Write a log line that was sent into this process's log."""
    try:
        name, level, text = json.loads(payload)
        logging.getLogger(str(name)).log(min(int(level), logging.ERROR), "%s", text)
    except (ValueError, TypeError) as error:
        raise LostError("log") from error


class Sender(logging.Handler):
    """Sends log lines to the other end."""

    def __init__(self, connection: socket.socket) -> None:
        super().__init__(logging.INFO)
        self._connection = connection

    def emit(self, record: logging.LogRecord) -> None:
        """Send one line."""
        text = json.dumps([record.name, record.levelno, record.getMessage()[:2000]])
        send(self._connection, LOG, text.encode())


class Receiver:
    """Reads messages and counts bytes and the time spent waiting for them; time that the reader takes is its own."""

    def __init__(self, connection: socket.socket, output: int, seconds: float) -> None:
        self._connection, self._left, self._seconds = connection, output, seconds

    def receive(self) -> tuple[bytes, bytearray]:
        """Return kind and content of the next message. Raises TooMuchError, TooLongError or LostError."""
        kind, size = HEAD.unpack(self._take(HEAD.size))
        return kind, self._take(size)

    def _take(self, size: int) -> bytearray:
        self._left -= size
        if self._left < 0:
            raise TooMuchError
        taken = bytearray(size)
        view = memoryview(taken)
        while view:
            self._wait()
            view = view[self._some(view) :]
        return taken

    def _some(self, view: memoryview) -> int:
        try:
            count = self._connection.recv_into(view)
        except ConnectionResetError:
            count = 0
        if not count:
            raise LostError("end")
        return count

    def _wait(self) -> None:
        start = time.monotonic()
        if not _ready(self._connection, self._seconds):
            raise TooLongError
        self._seconds -= time.monotonic() - start


def _ready(connection: socket.socket, seconds: float) -> bool:
    poll = select.poll()  # select() itself knows no descriptor above 1023
    poll.register(connection, select.POLLIN)
    return bool(poll.poll(max(0.0, seconds) * 1000))
