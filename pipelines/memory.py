"""What is freed goes back to the system, so that a process is as large as what it works on."""

import ctypes
import os

SETTINGS = {-1: 128 * 1024, -3: 128 * 1024, -8: 2}
"""M_TRIM_THRESHOLD and M_MMAP_THRESHOLD as glibc begins with them, M_ARENA_MAX as many as have work (malloc.h)."""


def give_back() -> None:
    """Let large blocks be freed at once; before Arrow is imported and threads are started.

    glibc raises its thresholds to the size of the largest block that was ever freed, up to 32 MB: from then on batches
    lie in heaps that keep their holes. Other C libraries have no such thresholds.
    """
    os.environ.setdefault("ARROW_DEFAULT_MEMORY_POOL", "system")
    mallopt = getattr(ctypes.CDLL(None), "mallopt", None)
    if mallopt:
        for name, value in SETTINGS.items():
            mallopt(name, value)
