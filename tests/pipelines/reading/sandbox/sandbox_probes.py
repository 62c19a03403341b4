"""What tests have done in the reading process; by its own name on the path, which another process finds."""

import ctypes
import logging
import os
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import pandas as pd

from pipelines.errors import RefusedError
from pipelines.text import Text

MEGABYTE = 1024**2


def words(*several: str) -> Iterator[object]:
    yield from several


def refuse() -> Iterator[object]:
    yield 1
    raise RefusedError(Text("So nicht.", "Not so."), Text("Anders.", "Otherwise."))


def stumble() -> Iterator[object]:
    yield 1
    yield os.environ["FEHLT"]


def crash(number: int) -> Iterator[object]:
    yield 1
    os.kill(os.getpid(), number) if number != signal.SIGSEGV else ctypes.string_at(0)


def kill_parent() -> Iterator[object]:
    try:
        os.kill(os.getppid(), signal.SIGTERM)
    except PermissionError:
        yield "refused"


def exit_early() -> Iterator[object]:
    yield 1
    os._exit(0)


def hog(size: int) -> Iterator[object]:
    yield len(bytearray(size))


def spin() -> Iterator[object]:
    while True:
        pass
    yield 1


def doze() -> Iterator[object]:
    time.sleep(600)
    yield 1


def flood() -> Iterator[object]:
    while True:
        yield "x" * MEGABYTE


def fill(size: int) -> Iterator[object]:
    Path(tempfile.gettempdir(), "voll").write_bytes(bytes(size))
    yield 1


def connect(port: int) -> Iterator[object]:
    try:
        socket.create_connection(("127.0.0.1", port), timeout=5).close()
        yield "connected"
    except OSError as error:
        yield type(error).__name__


def open_file(path: str) -> Iterator[object]:
    try:
        yield Path(path).read_text()
    except OSError as error:
        yield type(error).__name__


def create(path: str) -> Iterator[object]:
    try:
        Path(tempfile.gettempdir(), path).write_text("x")
        yield "written"
    except OSError as error:
        yield type(error).__name__


def own_folder() -> Iterator[object]:
    folder = Path(tempfile.gettempdir())
    (folder / "spur").write_text("x")
    yield str(folder)
    yield from flood()


def tell() -> Iterator[object]:
    logging.getLogger("pipelines.reading.probe").warning("Zeile %s", 7)
    yield 1


def environment() -> Iterator[object]:
    yield dict(os.environ)


def start(*command: str) -> Iterator[object]:
    yield subprocess.run(command, check=True, capture_output=True, text=True).stdout


def code() -> Iterator[object]:
    yield print


def pids() -> Iterator[object]:
    yield os.getpid()
    yield from flood()


def table() -> Iterator[object]:
    yield pd.DataFrame({"a": [1]}, index=pd.RangeIndex(1, 2, name="record"))
