"""GDAL under guard: one driver, its warnings in the log, its errors as one sentence."""

import logging
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pyarrow as pa

from pipelines.errors import SourceError
from pipelines.reading import drivers
from pipelines.reading.formats import GEOJSON
from pipelines.reading.signatures import begins_as, is_utf16
from pipelines.text import Text

log = logging.getLogger(__name__)


@contextmanager
def guarded(path: Path, driver: str) -> Iterator[None]:
    """Read with one driver only, its warnings logged and its errors turned into one SourceError."""
    with drivers.only(driver), warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        try:
            yield
        except UnicodeDecodeError as error:
            log.info("%s: %s", path.name, error)
            raise _wrong_encoding(path) from None
        except (RuntimeError, OSError, pa.ArrowException) as error:
            raise unreadable(path, driver, str(error)) from None
    for warning in caught:
        log.info("%s: %s", path.name, warning.message)


def unreadable(path: Path, kind: str, detail: str) -> SourceError:
    """Tell a damaged file, which begins as its suffix says, from one of another kind; GDAL's words go to the log."""
    log.info("%s: %s", path.name, detail.replace(str(path), path.name))
    if begins_as(path, kind):
        return _utf16(path) if kind in GEOJSON and is_utf16(path) else damaged(path)
    return SourceError(
        Text(
            f"{path.name} ist als {kind} nicht lesbar: Der Inhalt passt nicht zur Endung.",
            f"{path.name} cannot be read as {kind}: its content does not fit its suffix.",
        ),
        Text("Bitte in einem der Formate neu ausgeben.", "Please export it again in one of the formats."),
    )


def damaged(path: Path) -> SourceError:
    """Return the error for a file of the right kind that is not whole."""
    log.info("%s is not whole", path.name)
    return SourceError(
        Text(f"{path.name} ist beschädigt oder unvollständig.", f"{path.name} is damaged or incomplete."),
        Text("Bitte noch einmal kopieren oder ausgeben.", "Please copy or export it again."),
    )


def _wrong_encoding(path: Path) -> SourceError:
    return SourceError(
        Text(f"{path.name} hat Zeichen in einer anderen Kodierung.", f"{path.name} has text in another encoding."),
        Text(
            "Bitte in UTF-8 ausgeben, oder in der Definition encoding angeben, etwa cp1252.",
            "Please export it in UTF-8, or state encoding in the definition, such as cp1252.",
        ),
    )


def _utf16(path: Path) -> SourceError:
    return SourceError(
        Text(f"{path.name} ist in UTF-16 geschrieben.", f"{path.name} is written in UTF-16."),
        Text(
            "Bitte in UTF-8 speichern; JSON kennt keine andere Kodierung (RFC 8259).",
            "Please save it in UTF-8; JSON knows no other encoding (RFC 8259).",
        ),
    )
