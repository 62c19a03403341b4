"""Where downloads lie: a folder for each layer, and in it one for each address."""

import hashlib
import os
import shutil
import time
from pathlib import Path

WEEK = 7 * 24 * 3600
"""Seconds after which a download that nobody asked for again goes."""


def folder_of(home: Path, owner: str, *address: str) -> Path:
    """Return the folder for what comes from ``address``, which names a source and may hold a password.

    Two addresses that end in the same file name do not meet there. Folders of others that nobody used for a week go.
    """
    name = hashlib.sha256("\n".join(address).encode()).hexdigest()[:16]
    folder = home / "downloads" / owner / name
    folder.mkdir(parents=True, exist_ok=True)
    os.utime(folder)
    _sweep(folder)
    return folder


def _sweep(used: Path) -> None:
    for other in used.parent.iterdir():
        if other != used and time.time() - other.stat().st_mtime > WEEK:
            shutil.rmtree(other, ignore_errors=True) if other.is_dir() else other.unlink(missing_ok=True)
