"""Memory that batches took is given back when they are gone."""

import os
import subprocess
import sys

import pytest

PROGRAM = """
import sys
from pathlib import Path
from pipelines.memory import give_back

def resident():
    return int(Path("/proc/self/status").read_text().partition("VmRSS:")[2].split()[0]) / 1000

if sys.argv[1] == "given back":
    give_back()
del (large := [bytes(b"x" * 20_000_000)])[:]
filled = [bytearray(100_000) for _ in range(100)]  # holes that imports have left
before, kept, batches = resident(), [], []
for _ in range(40):
    batches.append(b"x" * 4_000_000)
    kept.append(bytearray(100_000))
batches.clear()
print(resident() - before)
"""


@pytest.mark.skipif(sys.platform != "linux", reason="looks into /proc")
def test_freed_batches_leave_no_holes() -> None:
    assert _left("given back") < 20 < _left("kept")


def _left(how: str) -> float:
    """Megabytes that forty batches leave behind between forty small things that stay."""
    program = [sys.executable, "-c", PROGRAM, how]
    plain = {name: value for name, value in os.environ.items() if not name.startswith("MALLOC_")}  # Dask sets some
    run = subprocess.run(program, env=plain, capture_output=True, text=True, check=True)
    return float(run.stdout)
