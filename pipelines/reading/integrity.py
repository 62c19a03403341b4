"""Whether a file is whole and harmless before anything reads it: GDAL takes half a file for a small one.

Only what the format itself says counts: lengths and numbers in headers, the end of a document.
"""

from collections.abc import Callable
from pathlib import Path
from types import MappingProxyType
from typing import NoReturn
from xml.parsers import expat

from pipelines.errors import SourceError
from pipelines.reading.formats import family, suffix
from pipelines.reading.guard import unreadable
from pipelines.text import Text


def check_whole(path: Path, kind: str) -> None:
    """Raise SourceError when a file is cut off, lacks a part or is XML with a document type."""
    if kind in CHECKS:
        CHECKS[kind](path, kind)


def _xml(path: Path, kind: str) -> None:
    """Well-formed to the end, and without a document type, whose entities grow without end or fetch other files."""

    def doctype(*_: object) -> NoReturn:
        raise SourceError(
            Text(f"{path.name} enthält eine DOCTYPE-Angabe.", f"{path.name} holds a DOCTYPE."),
            Text("Aus Sicherheitsgründen wird sie nicht gelesen.", "It is not read, for safety."),
        )

    parser = expat.ParserCreate()
    parser.StartDoctypeDeclHandler = doctype
    try:
        with path.open("rb") as file:
            parser.ParseFile(file)
    except expat.ExpatError as error:
        raise unreadable(path, kind, str(error)) from None


def _shapefile(path: Path, _: str) -> None:
    present = {suffix(file) for file in family(path)}
    if missing := {".dbf", ".shx"} - present:
        names = ", ".join(path.stem + ending for ending in sorted(missing))
        raise SourceError(
            Text(f"Zu {path.name} fehlt {names}.", f"{path.name} lacks {names}."),
            Text("Ein Shapefile ist nur mit .shp, .shx und .dbf ganz.", "A Shapefile is .shp, .shx and .dbf."),
        )


CHECKS: MappingProxyType[str, Callable[[Path, str], None]] = MappingProxyType(
    {"GML": _xml, "NAS": _xml, "DATEX II": _xml, "LIBKML": _xml, "GPX": _xml, "ESRI Shapefile": _shapefile}
)
"""What makes a file of each kind whole."""
