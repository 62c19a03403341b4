"""A plan that is written, with its attachments → an XPlanArchiv whose bytes are the same each time."""

from collections.abc import Mapping
from typing import IO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

MAIN = "xplan.gml"
"""The plan's name in an XPlanArchiv."""

EPOCH = (1980, 1, 1, 0, 0, 0)
"""The earliest moment that ZIP knows; the time of packing would make each archive another one."""


def pack(document: bytes, attachments: Mapping[str, bytes], file: IO[bytes], main: str = MAIN) -> None:
    """Write an archive: the plan first, under the name ``main``, then the attachments by name."""
    with ZipFile(file, "w") as archive:
        for name, content in [(main, document), *sorted(attachments.items())]:
            archive.writestr(_entry(name), content)


def _entry(name: str) -> ZipInfo:
    entry = ZipInfo(name, EPOCH)
    entry.compress_type = ZIP_DEFLATED
    entry.create_system = 3  # Unix, whatever the machine: it stands in the bytes
    entry.external_attr = 0o644 << 16
    return entry
