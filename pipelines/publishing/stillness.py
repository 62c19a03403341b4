"""A source that somebody is still writing: noticed by its size and time before and after it was read."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from pipelines.errors import SourceError
from pipelines.reading.fetch import Located, parts, stamp
from pipelines.text import Text


@dataclass(frozen=True)
class Mark:
    """Size in bytes and time of the last change of files that belong together, by which they are known again."""

    size: int
    modified: datetime


def mark(files: Iterable[Path]) -> Mark:
    """Look at files, with their sidecars, and folders. Raises OSError when one of them is gone."""
    found = [part.stat() for path in files for part in parts(path)]
    newest = max(each.st_mtime for each in found)
    return Mark(sum(each.st_size for each in found), datetime.fromtimestamp(newest, UTC))


def check_still(located: Located) -> None:
    """Raise SourceError when a file has changed since :func:`pipelines.reading.fetch.locate` looked at it."""
    try:
        still = _is_still(located)
    except OSError:
        still = False
    if not still:
        raise SourceError(
            Text(
                f"{located.name} hat sich geändert, während die Datei gelesen wurde.",
                f"{located.name} changed while it was being read.",
            ),
            Text(
                "Vermutlich wird sie noch gespeichert oder kopiert: bitte gleich noch einmal versuchen. "
                "Veröffentlicht bleibt, was es bisher war.",
                "It is probably still being saved or copied: please try again in a moment. What was live stays live.",
            ),
        )


def _is_still(located: Located) -> bool:
    """A download appears whole or not at all and bears the server's time, but another one may take its place."""
    if located.download:
        return all(stamp(path.stat()) == located.download for path in located.files.values())
    return mark(located.files.values()) == Mark(located.size, located.modified or datetime.now(UTC))
