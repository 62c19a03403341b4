"""A warm process that forks one reading process per request, keeps its temporary folder and sees it end.

A new interpreter with its libraries takes more than a second, a fork some milliseconds. Forking the publishing
process itself would copy its threads' locks and its database connections. This one has neither.
"""

import gc
import os
import selectors
import shutil
import signal
import socket
import tempfile
import warnings
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

import pyogrio
import pyogrio.raw
import shapely
from pyproj import CRS

import pipelines.reading.read
import pipelines.reading.readers  # noqa: F401 - loaded here once, so that every reading process has them
from pipelines.memory import give_back
from pipelines.reading import drivers
from pipelines.reading.crs import identified
from pipelines.reading.sandbox import messages
from pipelines.reading.sandbox.confinement import leave_network
from pipelines.reading.sandbox.work import work

NOTHING = b'{"type": "FeatureCollection", "features": [{"type": "Feature", "properties": {}, "geometry": null}]}'


@dataclass
class Job:
    """A running process: ``line`` closes at the other end when nobody waits any longer."""

    pid: int
    line: socket.socket
    folder: Path

    def end(self) -> None:
        """Kill it with all that it started."""
        with suppress(ProcessLookupError):
            os.killpg(self.pid, signal.SIGKILL)

    def bury(self) -> None:
        """Tell how it ended and clear its folder away."""
        self.end()
        _, status, usage = os.wait4(self.pid, 0)
        shutil.rmtree(self.folder, ignore_errors=True)
        with suppress(OSError), self.line:
            self.line.sendall(messages.STATUS.pack(status, usage.ru_maxrss))


@dataclass
class Zygote:
    """Waits for requests along ``control``, for readers that leave and for processes that end."""

    control: socket.socket
    network_left: bool
    selector: selectors.BaseSelector = field(default_factory=selectors.DefaultSelector)
    jobs: dict[int, Job] = field(default_factory=dict)

    def run(self) -> None:
        """Serve until the publishing process is gone, however it went."""
        self.selector.register(self.control, selectors.EVENT_READ)
        while True:
            key, _ = self.selector.select()[0]  # one at a time: an event may take the next one's source away
            if isinstance(key.data, Job):
                self._left(key.data)
            elif key.fileobj is not self.control:
                self._ended(key.fd)
            elif not self._start():
                return

    def close(self) -> None:
        """End everything that still runs."""
        for pidfd in list(self.jobs):
            self._ended(pidfd)

    def _start(self) -> bool:
        message, descriptors, _, _ = socket.recv_fds(self.control, 1, 2)
        if not message:
            return False
        connection, line = (socket.socket(fileno=each) for each in descriptors)
        with connection:
            try:
                self._fork(connection, line)
            except OSError:  # no space, no processes: the reader sees its connection close
                line.close()
        return True

    def _fork(self, connection: socket.socket, line: socket.socket) -> None:
        folder = Path(tempfile.mkdtemp(prefix="geoportal-"))
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", DeprecationWarning)  # on threads; a library's own ones know about forks
            pid = os.fork()
        if pid == 0:
            self._become(connection, line, folder)
        with suppress(PermissionError, ProcessLookupError):
            os.setpgid(pid, pid)  # both sides do, since nobody knows which runs first
        pidfd = os.pidfd_open(pid)
        self.jobs[pidfd] = job = Job(pid, line, folder)
        self.selector.register(line, selectors.EVENT_READ, job)
        self.selector.register(pidfd, selectors.EVENT_READ)

    def _become(self, connection: socket.socket, line: socket.socket, folder: Path) -> None:
        """The child keeps its own connection and nothing else."""
        os.setpgid(0, 0)
        self.selector.close()
        self.control.close()
        line.close()
        for pidfd, job in self.jobs.items():
            os.close(pidfd)
            job.line.close()
        work(connection, folder, self.network_left)

    def _left(self, job: Job) -> None:
        self.selector.unregister(job.line)
        job.end()

    def _ended(self, pidfd: int) -> None:
        job = self.jobs.pop(pidfd)
        with suppress(KeyError, ValueError):
            self.selector.unregister(job.line)
        self.selector.unregister(pidfd)
        os.close(pidfd)
        job.bury()


def _warm_up() -> None:
    """Have GDAL and PROJ load what every file needs, with a file of our own; a fork starts with it."""
    with drivers.only("GeoJSON"):
        pyogrio.raw.read(NOTHING)
    identified(CRS.from_epsg(25832))
    shapely.to_wkb(shapely.Point(0, 0))


def main(descriptor: int) -> None:
    """Run until the other end of the socket ``descriptor`` closes."""
    give_back()
    network_left = leave_network()
    _warm_up()
    gc.collect()
    gc.freeze()  # what lives now is never looked at again, and so stays shared with the forked processes
    zygote = Zygote(socket.socket(fileno=descriptor), network_left)
    try:
        zygote.run()
    finally:
        zygote.close()
