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
    """Greatest sizes in MB: resident of the command's process, resident of its children, and all at one moment.

    Reading processes are forked from a warm one and share most of their pages with it, so resident sizes count these
    twice; ``together`` counts each page once (proportional set size).
    """

    process: float
    children: float
    together: float


def peak(command: Sequence[str], environment: dict[str, str]) -> Peak:
    """Run a command to its end and watch. The database server is nobody's child here and is not counted."""
    highest = Peak(0, 0, 0)
    with subprocess.Popen(command, env=os.environ | environment, stdout=subprocess.DEVNULL) as process:
        while process.poll() is None:
            children = _descendants(process.pid)
            own, others = _sizes(process.pid), [_sizes(pid) for pid in children]
            highest = Peak(
                max(highest.process, own[0]),
                max(highest.children, sum(resident for resident, _ in others)),
                max(highest.together, own[1] + sum(share for _, share in others)),
            )
            time.sleep(INTERVAL)
    if process.returncode:
        raise subprocess.CalledProcessError(process.returncode, command)
    return highest


def _sizes(pid: int) -> tuple[float, float]:
    """Return resident and proportional set size in MB; 0 for a process that has ended."""
    try:
        lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()[1:]
    except OSError:
        return 0, 0
    kilobytes = {name: int(value.split()[0]) for name, _, value in (line.partition(":") for line in lines)}
    return kilobytes.get("Rss", 0) / 1000, kilobytes.get("Pss", 0) / 1000


def _descendants(pid: int) -> list[int]:
    try:
        text = " ".join(path.read_text() for path in Path(f"/proc/{pid}/task").glob("*/children"))
    except OSError:
        return []
    direct = [int(each) for each in text.split()]
    return direct + [below for each in direct for below in _descendants(each)]
