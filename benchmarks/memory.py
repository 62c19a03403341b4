"""How much memory a command takes at its peak, its children counted apart."""

import os
import subprocess
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

INTERVAL = 0.05
"""Seconds between two looks at the processes."""


@dataclass(frozen=True)
class Peak:
    """Greatest resident sizes in MB: of the command's process, of its children together, of all at one moment."""

    process: float
    children: float
    together: float


def peak(command: Sequence[str], environment: dict[str, str]) -> Peak:
    """Run a command to its end and watch. The database server is nobody's child here and is not counted."""
    highest = Peak(0, 0, 0)
    with subprocess.Popen(command, env=os.environ | environment, stdout=subprocess.DEVNULL) as process:
        while process.poll() is None:
            own = _resident(process.pid)
            children = sum(map(_resident, _descendants(process.pid)))
            highest = Peak(
                max(highest.process, own), max(highest.children, children), max(highest.together, own + children)
            )
            time.sleep(INTERVAL)
    if process.returncode:
        raise subprocess.CalledProcessError(process.returncode, command)
    return highest


def _resident(pid: int) -> float:
    """Resident size in MB; 0 for a process that has ended."""
    try:
        pages = int(Path(f"/proc/{pid}/statm").read_text().split()[1])
    except OSError:
        return 0
    return pages * os.sysconf("SC_PAGE_SIZE") / 1e6


def _descendants(pid: int) -> list[int]:
    try:
        text = " ".join(path.read_text() for path in Path(f"/proc/{pid}/task").glob("*/children"))
    except OSError:
        return []
    direct = [int(each) for each in text.split()]
    return direct + [below for each in direct for below in _descendants(each)]
