"""A plan with its attachments → an XPlanArchiv whose bytes are the same each time."""

import shutil
from collections.abc import Iterable
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
    with ZipFile(file, "w") as archive:
        with archive.open(_entry(MAIN), "w") as target:
            write(document, target)
        for each in sorted(attachments, key=lambda one: one.name):
            with each.path.open("rb") as source, archive.open(_entry(each.name), "w", force_zip64=True) as target:
                shutil.copyfileobj(source, target)


def _entry(name: str) -> ZipInfo:
    entry = ZipInfo(name, EPOCH)
    entry.compress_type = ZIP_DEFLATED
    entry.create_system = 3  # Unix, whatever the machine: it stands in the bytes
    entry.external_attr = 0o644 << 16
    return entry
