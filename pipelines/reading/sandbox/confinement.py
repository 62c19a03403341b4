"""What the reading process gives up before it looks at a file. It is for good: nothing in the process takes it back."""

import ctypes
import os
import resource
import signal
import site
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pipelines
from pipelines.reading.sandbox import landlock, seccomp
from pipelines.settings import ROOT

PR_SET_PDEATHSIG, PR_SET_NO_NEW_PRIVS = 1, 38
OPEN_FILES = 512
GRACE = 5
"""Seconds of work after which the kernel ends what the waiting parent has not."""
MEGABYTE = 1024**2

SYSTEM = (
    *("/usr", "/lib", "/lib64", "/bin", "/etc/ld.so.cache", "/etc/localtime", "/etc/alternatives", "/etc/mime.types"),
    *("/proc/self", "/proc/cpuinfo", "/proc/meminfo", "/sys/devices/system/cpu", "/sys/fs/cgroup"),
)
"""Programs, libraries and what they ask about the machine. No settings, no home folders."""
DEVICES = ("/dev/null", "/dev/zero", "/dev/full", "/dev/random", "/dev/urandom")


@dataclass(frozen=True)
class Limits:
    """What reading may take: memory and output in bytes, time in seconds of work and of waiting for it."""

    memory: int = 3072 * MEGABYTE
    seconds: int = 600
    output: int = 16 * 1024 * MEGABYTE
    file: int = 4 * 1024 * MEGABYTE


def limit(limits: Limits) -> None:
    """Bound memory, processor time, the size of files and their number; leave no core dump, die with the parent."""
    ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGKILL)
    for kind, value in (
        (resource.RLIMIT_DATA, limits.memory),
        (resource.RLIMIT_CPU, limits.seconds + GRACE),
        (resource.RLIMIT_FSIZE, limits.file),
        (resource.RLIMIT_NOFILE, OPEN_FILES),
        (resource.RLIMIT_CORE, 0),
    ):
        _, most = resource.getrlimit(kind)
        allowed = value if most == resource.RLIM_INFINITY else min(value, most)
        later = most if kind == resource.RLIMIT_CPU else allowed  # the harder limit kills without saying why
        resource.setrlimit(kind, (allowed, later))


def leave_network() -> bool:
    """Move into a network of its own, which holds nothing; tells whether this user may.

    Root needs no user namespace for it, and in one would lose its rights on files of others.
    """
    flags = os.CLONE_NEWNET if os.geteuid() == 0 else os.CLONE_NEWNET | os.CLONE_NEWUSER
    try:
        os.unshare(flags)
    except OSError:
        return False
    return True


def confine(readable: Iterable[Path], folder: Path) -> dict[str, bool]:
    """Allow this process to read these files and to write in ``folder``; tells what the kernel enforces."""
    ctypes.CDLL(None).prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0)
    rights = [*_programs(), (folder, landlock.WRITE | landlock.READ), *_of_source(readable)]
    return {"landlock": landlock.fence(rights), "seccomp": seccomp.refuse_calls()}


def _programs() -> Iterator[tuple[Path, int]]:
    """Python and the libraries' data, which are read when they are first needed."""
    packages = {*site.getsitepackages(), *sys.path, sys.prefix, sys.base_prefix, *pipelines.__path__}
    own = [os.environ[name] for name in ("PROJ_DATA", "PROJ_LIB", "GDAL_DATA") if name in os.environ]
    for path in map(Path, (*packages, *own)):
        if path.is_absolute() and not ROOT.is_relative_to(path):
            yield path, landlock.RUN
    for name in SYSTEM:
        yield Path(name), landlock.RUN
    for name in DEVICES:
        yield Path(name), landlock.READ_FILE | landlock.WRITE_FILE


def _of_source(paths: Iterable[Path]) -> Iterator[tuple[Path, int]]:
    """A folder with all that is in it; of a file, the names of its neighbours and those that share its stem."""
    for path in paths:
        if path.is_dir():
            yield path, landlock.READ
            continue
        yield path.parent, landlock.READ_DIR
        yield path, landlock.READ_FILE
        for other in _siblings(path):
            yield other, landlock.READ_FILE


def _siblings(path: Path) -> Iterator[Path]:
    start = path.stem.casefold() + "."
    for other in path.parent.iterdir():
        named = other.name.casefold()
        if named.startswith((start, path.name.casefold())) and other.is_file() and not other.is_symlink():
            yield other
