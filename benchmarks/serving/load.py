"""Load from wrk: how many answers a second a server gives, with eight connections open all the time."""

import json
import os
import subprocess
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import NamedTemporaryFile

CONNECTIONS = 8

LONGEST = 10
"""Seconds from which on a server without a single answer is not waited for."""

DONE = """
done = function(summary)
  local e = summary.errors
  io.write(string.format('\\n{"requests": %d, "microseconds": %d, "wrong": %d}\\n',
    summary.requests, summary.duration, e.connect + e.read + e.write + e.status + e.timeout))
end
"""
"""wrk counts statuses from 400 on as errors."""


@dataclass(frozen=True)
class Shot:
    """What is asked of one server: a path, or a Lua function ``path()`` that makes another one each time."""

    path: str
    lua: str = ""
    headers: Mapping[str, str] = field(default_factory=dict)

    @property
    def script(self) -> str:
        """The whole Lua script; each thread of wrk has the same seed, and all servers see the same order."""
        making = "request = function() return wrk.format('GET', path()) end\n" if self.lua else ""
        return f"math.randomseed(4)\n{self.lua}\n{making}{DONE}"


def rate(base: str, shot: Shot, seconds: int) -> float:
    """Answers per second. Raises RuntimeError where one of them was an error: such a rate would mean nothing."""
    with NamedTemporaryFile("w", suffix=".lua") as script:
        script.write(shot.script)
        script.flush()
        named = [part for name, value in shot.headers.items() for part in ("-H", f"{name}: {value}")]
        command = ["wrk", "-t1", f"-c{CONNECTIONS}", f"-d{seconds}s", "--timeout", "30s", "-s", script.name]
        run = subprocess.run([*command, *named, base + shot.path], capture_output=True, text=True, check=True)
    told = json.loads(run.stdout.rstrip().rpartition("\n")[2])
    if not told["requests"] and seconds < LONGEST:
        return rate(base, shot, 4 * seconds)  # eight requests at a time, and none was answered yet
    if told["wrong"] or not told["requests"]:
        message = f"{base}{shot.path}: {run.stdout}"
        raise RuntimeError(message)
    return float(told["requests"] / told["microseconds"] * 1e6)


def pin(command: list[str]) -> list[str]:
    """Let a server run on the first core alone; wrk and PostgreSQL have all of them."""
    return ["taskset", "-c", str(min(os.sched_getaffinity(0))), *command]


def reset_peak(pid: int) -> None:
    """Let the kernel measure the peak of a process's memory from now on."""
    Path(f"/proc/{pid}/clear_refs").write_text("5")


def peak(pid: int) -> float:
    """Most resident memory of a process since ``reset_peak``, in MB."""
    status = Path(f"/proc/{pid}/status").read_text()
    return int(status.partition("VmHWM:")[2].split()[0]) / 1000
