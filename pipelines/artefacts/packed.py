"""ZIP and gzip that give the same bytes for the same content: no clocks, no owners."""

import gzip
import shutil
import zipfile
from collections.abc import Mapping
from pathlib import Path

EPOCH = (1980, 1, 1, 0, 0, 0)
"""The earliest time a ZIP can say."""


def pack(target: Path, members: Mapping[str, Path | str]) -> Path:
    """Write a ZIP of files and texts, in the order given."""
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, member in members.items():
            info = zipfile.ZipInfo(name, EPOCH)
            info.external_attr = 0o644 << 16
            info.compress_type = zipfile.ZIP_DEFLATED
            if isinstance(member, str):
                archive.writestr(info, member)
                continue
            info.file_size = member.stat().st_size
            with member.open("rb") as source, archive.open(info, "w") as entry:
                shutil.copyfileobj(source, entry, 1 << 20)
    return target


def gzipped(source: Path) -> Path:
    """Write ``source``.gz beside it."""
    target = source.with_name(f"{source.name}.gz")
    with source.open("rb") as plain, target.open("wb") as file, gzip.GzipFile("", "wb", 6, file, mtime=0) as packed:
        shutil.copyfileobj(plain, packed, 1 << 20)
    return target
