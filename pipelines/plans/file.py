"""Files that come with a plan."""

from dataclasses import dataclass

from pipelines.xplan.attachment import TYPES

MEDIA_TYPES = frozenset(media_type for media_type, _ in TYPES.values())
"""What attachments may be."""


@dataclass(frozen=True, slots=True)
class File:
    """One attachment with its bytes; ``name`` as references write it."""

    name: str
    media_type: str
    content: bytes


@dataclass(frozen=True, slots=True)
class FileEntry:
    """One attachment without its bytes; ``size`` is their number."""

    name: str
    media_type: str
    size: int
