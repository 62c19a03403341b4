"""A fence of files (Landlock): what lies outside cannot be opened, whatever a file refers to.

Names and numbers are those of <linux/landlock.h>.
"""

import ctypes
import os
import struct
from collections.abc import Iterable
from pathlib import Path

CREATE, ADD, RESTRICT = 444, 445, 446
"""Numbers of the system calls, the same on all architectures."""
ASK_VERSION, PATH_BENEATH = 1, 1
SCOPE = 0b11
"""Abstract sockets and signals beyond the fence, from version 6 on."""
TCP = 0b11
"""Listening and connecting, from version 4 on."""

EXECUTE, WRITE_FILE, READ_FILE, READ_DIR = 1 << 0, 1 << 1, 1 << 2, 1 << 3
TRUNCATE, IOCTL_DEVICE = 1 << 14, 1 << 15
RIGHTS = {1: (1 << 13) - 1, 2: (1 << 14) - 1, 3: (1 << 15) - 1, 5: (1 << 16) - 1}
"""All rights on files that a version knows, by the version that brought them."""

DEVICES_AND_SOCKETS = 1 << 6 | 1 << 9 | 1 << 11
READ = READ_FILE | READ_DIR
RUN = READ | EXECUTE
WRITE = RIGHTS[5] & ~(EXECUTE | DEVICES_AND_SOCKETS | IOCTL_DEVICE)
OF_FILES = EXECUTE | WRITE_FILE | READ_FILE | TRUNCATE | IOCTL_DEVICE

_libc = ctypes.CDLL(None, use_errno=True)


def version() -> int:
    """Return the version of Landlock in this kernel, 0 where there is none."""
    return max(0, _call(CREATE, None, 0, ASK_VERSION))


def fence(rights: Iterable[tuple[Path, int]]) -> bool:
    """Confine this thread for good to these files, and folders with all that is in them; needs ``no_new_privs``.

    Paths that do not exist are passed over. Tells whether the kernel does it.
    """
    found = version()
    if not found:
        return False
    handled = RIGHTS[max(known for known in RIGHTS if known <= found)]
    attributes = struct.pack("=QQQ", handled, TCP, SCOPE)[: 24 if found >= 6 else 16 if found >= 4 else 8]
    ruleset = _call(CREATE, attributes, len(attributes), 0)
    if ruleset < 0:
        return False
    try:
        for path, allowed in rights:
            _allow(ruleset, path, allowed & handled)
        return _call(RESTRICT, ruleset, 0) == 0
    finally:
        os.close(ruleset)


def _allow(ruleset: int, path: Path, allowed: int) -> None:
    try:
        descriptor = os.open(path, os.O_PATH | os.O_CLOEXEC)
    except OSError:
        return
    try:
        rights = allowed if path.is_dir() else allowed & OF_FILES
        _call(ADD, ruleset, PATH_BENEATH, struct.pack("=Qi", rights, descriptor), 0)
    finally:
        os.close(descriptor)


def _call(number: int, *arguments: int | bytes | None) -> int:
    typed = [ctypes.c_long(value) if isinstance(value, int) else value for value in arguments]
    return int(_libc.syscall(ctypes.c_long(number), *typed))
