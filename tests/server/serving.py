"""A real server in a process of its own, on a free port."""

import os
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import IO, Any

import httpx
from pydantic import SecretStr

from pipelines.serve import APP, PROTOCOL
from pipelines.settings import Settings


@contextmanager
def serving(settings: Settings, app: str = APP, folder: str = ".", **changes: Any) -> Iterator[str]:
    """Run the server in a process of its own; yields the address under which it is reached.

    ``app`` makes the application, in a module that is found from ``folder``.

    GDAL keeps Python's lock while it reads, so a thread of this process could not answer it.
    """
    address = f"http://127.0.0.1:{free_port()}"
    variables = dict(os.environ) | environment(settings.model_copy(update={"public_url": address} | changes))
    options = ["--no-access-log", "--no-proxy-headers", "--http", PROTOCOL]
    command = [sys.executable, "-m", "uvicorn", "--factory", app, "--app-dir", folder, *options]
    with tempfile.TemporaryFile() as log:
        try:
            with answering([*command, "--port", address.rsplit(":", 1)[1]], variables, f"{address}/healthz", log):
                yield address
        finally:
            log.seek(0)
            sys.stdout.write(log.read().decode())  # pytest shows it with a failure
            log.seek(0)
        assert b"Traceback" not in log.read()


@contextmanager
def answering(command: list[str], variables: dict[str, str], url: str, log: IO[bytes]) -> Iterator[None]:
    """Run a server until the end of the ``with`` block, which begins when ``url`` is answered."""
    with subprocess.Popen(command, env=variables, stdout=log, stderr=log) as process:
        try:
            wait_until(lambda: process.poll() is not None or answers(url))
            yield
        finally:
            process.terminate()
            process.wait(60)


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        return int(listener.getsockname()[1])


def environment(settings: Settings) -> dict[str, str]:
    """The variables that make a process read these settings."""
    values = {name: getattr(settings, name) for name in settings.model_fields_set}
    return {
        f"GEOPORTAL_{name.upper()}": value.get_secret_value() if isinstance(value, SecretStr) else str(value)
        for name, value in values.items()
    }


def answers(url: str) -> bool:
    try:
        return httpx.get(url, timeout=10).status_code == 200
    except httpx.TransportError:
        return False


def wait_until(condition: Callable[[], object], seconds: float = 300) -> None:
    """Fail when ``condition`` does not come true in time."""
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end, "waited in vain"
        time.sleep(0.02)
