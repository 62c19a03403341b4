"""What comes with a plan in an XPlanArchiv: scans, texts, reasons; known by suffix and by how the content begins."""

import re
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType

from pipelines.errors import SourceError
from pipelines.reading.signatures import head
from pipelines.text import Text

TEXT = re.compile(rb"\A[^\x00-\x08\x0b\x0c\x0e-\x1f]*\Z")
TYPES = MappingProxyType(
    {
        ".pdf": ("application/pdf", re.compile(rb"\A%PDF-")),
        ".png": ("image/png", re.compile(rb"\A\x89PNG\r\n\x1a\n")),
        ".jpg": ("image/jpeg", re.compile(rb"\A\xff\xd8\xff")),
        ".jpeg": ("image/jpeg", re.compile(rb"\A\xff\xd8\xff")),
        ".tif": ("image/tiff", re.compile(rb"\A(?:II[*+]\x00|MM\x00[*+])")),
        ".tiff": ("image/tiff", re.compile(rb"\A(?:II[*+]\x00|MM\x00[*+])")),
        ".txt": ("text/plain", TEXT),
        ".pgw": ("text/plain", TEXT),
        ".pngw": ("text/plain", TEXT),
        ".jgw": ("text/plain", TEXT),
        ".tfw": ("text/plain", TEXT),
        ".wld": ("text/plain", TEXT),
    }
)
"""Media type by suffix, and how such a file begins. World files say where a scan lies."""


@dataclass(frozen=True, slots=True)
class Attachment:
    """One file of an archive: ``name`` as references write it, ``path`` where its bytes are now, ``size`` in bytes."""

    name: str
    path: Path
    media_type: str
    size: int


def attachment(path: Path, name: str) -> Attachment:
    """Return an unpacked file as an attachment. Raises SourceError where its content is not what its suffix says."""
    media_type, signature = TYPES[path.suffix.lower()]
    if not signature.match(head(path)):
        raise SourceError(
            Text(f"{name} ist keine Datei der Art {media_type}.", f"{name} is no file of the type {media_type}."),
            Text("Bitte im Archiv ersetzen oder weglassen.", "Please replace it in the archive, or leave it out."),
        )
    return Attachment(name, path, media_type, path.stat().st_size)
