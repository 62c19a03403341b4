"""The warm process that forks reading processes: started early, while this one still imports its libraries.

So this module imports no library itself; what runs there is :mod:`pipelines.reading.sandbox.zygote`.
"""

import atexit
import os
import socket
import subprocess
import sys
import threading
from dataclasses import dataclass

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


@dataclass
class Nursery:
    """The zygote of this process, started when it is first needed."""

    control: socket.socket
    process: "subprocess.Popen[bytes]"
    owner: int
    used: bool = False

    def request(self, connection: socket.socket, line: socket.socket) -> None:
        """Have a process forked that speaks along ``connection``; ``line`` tells its end."""
        self.used = True
        socket.send_fds(self.control, [b"+"], [connection.fileno(), line.fileno()])

    def close(self) -> None:
        """End the zygote, and with it every reading process."""
        self.control.close()
        if self.owner == os.getpid():
            if not self.used:
                self.process.kill()  # it may still be importing, and nothing is in its care
            self.process.wait()


_lock = threading.Lock()
nurseries: list[Nursery] = []
"""None or one; a fork inherits its parent's, which it must not use."""


def warm_up() -> None:
    """Start the process that forks reading processes, while there is other work to do."""
    with _lock:
        _nursery()


def request_process() -> tuple[socket.socket, socket.socket]:
    """Ask for a reading process; return the connection to it and the line that tells its end."""
    connection, far_connection = socket.socketpair()
    line, far_line = socket.socketpair()
    with far_connection, far_line, _lock:
        try:
            _nursery().request(far_connection, far_line)
        except OSError:
            nurseries.pop().close()  # it was killed; the next one is as good
            _nursery().request(far_connection, far_line)
    return connection, line


def _nursery() -> Nursery:
    if nurseries and nurseries[-1].owner == os.getpid():
        return nurseries[-1]
    for inherited in nurseries:
        inherited.control.close()  # by a fork; it belongs to the other process
    nurseries[:] = [_spawned()]
    return nurseries[-1]


def _spawned() -> Nursery:
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
    return Nursery(near, process, os.getpid())


def _environment() -> dict[str, str]:
    known = {name: value for name, value in os.environ.items() if name in PASSED_ON or name.startswith(PREFIXES)}
    return known | SINGLE | {"PYTHONPATH": os.pathsep.join(filter(None, sys.path))}


@atexit.register
def cool_down() -> None:
    """End the warm process, some 200 MB, and whatever still reads; the next reading starts another one."""
    with _lock:
        while nurseries:
            nurseries.pop().close()
