"""A filter of system calls (seccomp): no sockets, no reach into other processes, no new namespaces.

Classic BPF as <linux/seccomp.h> and <linux/filter.h> describe it; numbers of calls from <asm/unistd.h>.
"""

import ctypes
import errno
import os
import platform
import struct
from collections.abc import Iterator

PR_SET_SECCOMP, SECCOMP_MODE_FILTER = 22, 2

LOAD, EQUAL, AT_LEAST, ANY_BIT, RETURN = 0x20, 0x15, 0x35, 0x45, 0x06
ALLOW, REFUSE, KILL = 0x7FFF0000, 0x00050000, 0x80000000
NUMBER, ARCHITECTURE, FIRST_ARGUMENT = 0, 4, 16
"""Places in struct seccomp_data; arguments are read by their lower half."""

X32 = 0x40000000
"""Calls of the x32 ABI begin here; their numbers would slip past a filter of x86-64's."""

NAMESPACES = 0x7E020000
"""All CLONE_NEW… flags of clone()."""

ARCHITECTURES = {"x86_64": 0xC000003E, "aarch64": 0xC00000B7}
CLONE = {"x86_64": 56, "aarch64": 220}
TGKILL = {"x86_64": 234, "aarch64": 131}
CLONE3 = 435

REFUSED = {
    "socket": (41, 198),
    "socketpair": (53, 199),
    "connect": (42, 203),
    "bind": (49, 200),
    "listen": (50, 201),
    "ptrace": (101, 117),
    "process_vm_readv": (310, 270),
    "process_vm_writev": (311, 271),
    "kill": (62, 129),
    "tkill": (200, 130),
    "rt_sigqueueinfo": (129, 138),
    "rt_tgsigqueueinfo": (297, 240),
    "pidfd_send_signal": (424, 424),
    "pidfd_getfd": (438, 438),
    "unshare": (272, 97),
    "setns": (308, 268),
    "mount": (165, 40),
    "umount2": (166, 39),
    "pivot_root": (155, 41),
    "chroot": (161, 51),
    "open_by_handle_at": (304, 265),
    "bpf": (321, 280),
    "perf_event_open": (298, 241),
    "userfaultfd": (323, 282),
    "keyctl": (250, 219),
    "add_key": (248, 217),
    "request_key": (249, 218),
    "init_module": (175, 105),
    "finit_module": (313, 273),
    "kexec_load": (246, 104),
    "io_uring_setup": (425, 425),  # its operations, socket among them, are no system calls
}
"""Number on x86-64 and on aarch64."""


class _Program(ctypes.Structure):
    _fields_ = [("length", ctypes.c_ushort), ("filter", ctypes.c_char_p)]


def refuse_calls() -> bool:
    """Filter this thread's system calls for good; needs ``no_new_privs``. Tells whether the kernel does it."""
    machine = platform.machine()
    if machine not in ARCHITECTURES:
        return False
    code = b"".join(_program(machine))
    program = _Program(len(code) // 8, code)
    libc = ctypes.CDLL(None)
    return bool(libc.prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, ctypes.byref(program), 0, 0) == 0)


def _program(machine: str) -> Iterator[bytes]:
    yield _step(LOAD, ARCHITECTURE)
    yield from _when(EQUAL, ARCHITECTURES[machine], KILL, negated=True)
    yield _step(LOAD, NUMBER)
    if machine == "x86_64":
        yield from _when(AT_LEAST, X32, REFUSE | errno.EPERM)
    column = list(ARCHITECTURES).index(machine)
    for numbers in REFUSED.values():
        yield from _when(EQUAL, numbers[column], REFUSE | errno.EPERM)
    yield from _when(EQUAL, CLONE3, REFUSE | errno.ENOSYS)  # flags lie behind a pointer; libc falls back to clone
    yield _step(EQUAL, CLONE[machine], 0, 4)
    yield _step(LOAD, FIRST_ARGUMENT)
    yield from _when(ANY_BIT, NAMESPACES, REFUSE | errno.EPERM)
    yield _step(RETURN, ALLOW)
    yield _step(EQUAL, TGKILL[machine], 0, 3)  # abort() sends itself a signal
    yield _step(LOAD, FIRST_ARGUMENT)
    yield from _when(EQUAL, os.getpid(), REFUSE | errno.EPERM, negated=True)
    yield _step(RETURN, ALLOW)


def _when(test: int, value: int, verdict: int, *, negated: bool = False) -> Iterator[bytes]:
    yield _step(test, value, int(negated), int(not negated))
    yield _step(RETURN, verdict)


def _step(code: int, value: int, if_true: int = 0, if_false: int = 0) -> bytes:
    return struct.pack("=HBBI", code, if_true, if_false, value)
