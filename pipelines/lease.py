"""Who uses the embedded cluster: the first process starts it, the last one stops it.

Every process holds a shared lock on one file in the portal's home; the kernel takes the lock back from a process that
is killed. Whoever gets the lock alone was the last. ``geoportal db start`` pins the cluster, so that it stays up.
"""

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from pipelines.cluster import Cluster
from pipelines.errors import UsageError
from pipelines.text import Text


@contextmanager
def leased(cluster: Cluster) -> Iterator[None]:
    """Keep the cluster running inside the ``with`` block. Raises DatabaseError or SetupError when it cannot start."""
    with _opened(cluster.home / "database.use") as use:
        try:
            with starting(cluster):
                fcntl.flock(use, fcntl.LOCK_SH)  # waits while the last user stops the cluster
                cluster.start()
            yield
        finally:
            if not is_pinned(cluster) and _is_last(use):
                cluster.stop()


@contextmanager
def starting(cluster: Cluster) -> Iterator[None]:
    """Be the only process that starts or provisions the cluster."""
    with _opened(cluster.home / "database.start") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


def pin(cluster: Cluster) -> None:
    """Let the cluster outlive its users."""
    _pin_file(cluster).touch()


def unpin(cluster: Cluster) -> bool:
    """Undo :func:`pin` and stop the cluster unless somebody uses it. Returns whether it is stopped now."""
    _pin_file(cluster).unlink(missing_ok=True)
    with _opened(cluster.home / "database.use") as use:
        last = _is_last(use)
        if last:
            cluster.stop()
        return last


def is_pinned(cluster: Cluster) -> bool:
    """Whether ``geoportal db start`` was called."""
    return _pin_file(cluster).exists()


def _pin_file(cluster: Cluster) -> Path:
    return cluster.home / "database.pinned"


def _is_last(use: IO[str]) -> bool:
    try:
        fcntl.flock(use, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def _opened(path: Path) -> IO[str]:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        return path.open("a")
    except OSError as error:
        raise UsageError(
            Text(
                f"In {path.parent} kann dieser Benutzer nicht schreiben ({error.strerror}).",
                f"This user cannot write in {path.parent} ({error.strerror}).",
            ),
            Text("GEOPORTAL_HOME auf einen eigenen Ordner setzen.", "Set GEOPORTAL_HOME to a folder of your own."),
        ) from None
