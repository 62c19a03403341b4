"""A plan with its attachments → an XPlanArchiv whose bytes are the same each time."""

import shutil
from collections.abc import Callable, Iterable, Mapping
from functools import partial
from pathlib import Path
from typing import IO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from pipelines.xplan.attachment import Attachment
from pipelines.xplan.model import Document
from pipelines.xplan.read import MAIN
from pipelines.xplan.write import write

EPOCH = (1980, 1, 1, 0, 0, 0)
"""The earliest moment that ZIP knows; the time of packing would make each archive another one."""


def pack(document: Document, attachments: Iterable[Attachment], file: IO[bytes]) -> None:
    """Write an archive: the plan first, then the attachments by name."""
    _pack(partial(write, document), {each.name: partial(_copy, each.path) for each in attachments}, file)


def pack_written(document: bytes, attachments: Mapping[str, bytes], file: IO[bytes]) -> None:
    """Write the same archive from a document that is written already, and attachments by name."""
    _pack(partial(_put, document), {name: partial(_put, content) for name, content in attachments.items()}, file)


def _pack(
    main: Callable[[IO[bytes]], None], others: Mapping[str, Callable[[IO[bytes]], None]], file: IO[bytes]
) -> None:
    with ZipFile(file, "w") as archive:
        for name, write_to in [(MAIN, main), *sorted(others.items())]:
            with archive.open(_entry(name), "w", force_zip64=True) as target:
                write_to(target)


def _copy(path: Path, target: IO[bytes]) -> None:
    with path.open("rb") as source:
        shutil.copyfileobj(source, target)


def _put(content: bytes, target: IO[bytes]) -> None:
    target.write(content)


def _entry(name: str) -> ZipInfo:
    entry = ZipInfo(name, EPOCH)
    entry.compress_type = ZIP_DEFLATED
    entry.create_system = 3  # Unix, whatever the machine: it stands in the bytes
    entry.external_attr = 0o644 << 16
    return entry
