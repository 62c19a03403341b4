"""Whether a file is whole and harmless before anything reads it: GDAL takes half a file for a small one.

Only what the format itself says counts: lengths and numbers in headers, the end of a document.
"""

import json
import re
from collections.abc import Callable, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import NoReturn
from xml.parsers import expat

from pipelines.errors import SourceError
from pipelines.reading import lengths
from pipelines.reading.formats import family, suffix
from pipelines.reading.guard import damaged, unreadable
from pipelines.reading.schema import check_schema
from pipelines.text import Text

TAIL = 64
"""Bytes at the end of a drawing that hold its end mark, with some blank lines."""

SEAMLESS = re.compile(rb"IsSeamless\W+TRUE|open\s+table|create\s+view", re.IGNORECASE)
"""What makes a MapInfo table a list of other tables, wherever they lie."""


def check_whole(path: Path, kind: str) -> None:
    """Raise SourceError when a file is cut off, lacks a part, points to other files or is XML with a document type."""
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
    parts = {suffix(file): file for file in family(path)}
    _require(path, parts, ".dbf", ".shx")
    shapes = (path, parts[".shx"])
    if not all(map(lengths.shape_is_whole, shapes)) or not lengths.table_is_whole(parts[".dbf"]):
        raise damaged(path)


def _mapinfo(path: Path, kind: str) -> None:
    parts = {suffix(file): file for file in family(path)}
    if suffix(path) == ".mif":
        _require(path, parts, ".mid")
        whole = lengths.objects_are_whole(path, parts[".mid"])
    else:
        _require(path, parts, ".dat")
        if SEAMLESS.search(path.read_bytes()):
            raise unreadable(path, kind, "a seamless table names other files")
        whole = _tab_is_whole(parts)
    if not whole:
        raise damaged(path)


def _tab_is_whole(parts: Mapping[str, Path]) -> bool:
    records = lengths.table_records(parts[".dat"])
    if ".id" not in parts or ".map" not in parts:
        return lengths.table_is_whole(parts[".dat"])
    return lengths.table_is_whole(parts[".dat"]) and lengths.objects_are_there(parts[".id"], parts[".map"], records)


def _require(path: Path, parts: Mapping[str, Path], *endings: str) -> None:
    if missing := [path.stem + ending for ending in endings if ending not in parts]:
        names, needed = ", ".join(sorted(missing)), ", ".join((suffix(path), *endings))
        raise SourceError(
            Text(f"Zu {path.name} fehlt {names}.", f"{path.name} lacks {names}."),
            Text(f"Nur gemeinsam ist es vollständig: {needed}.", f"Only together they are whole: {needed}."),
        )


def _lines(path: Path, kind: str) -> None:
    """Every line is a JSON text (RFC 8142 puts a record separator before it); GDAL passes over those that are none."""
    with path.open("rb") as file:
        for number, line in enumerate(file, start=1):
            text = line.strip(b"\x1e\xef\xbb\xbf \t\r\n")
            try:
                if text:
                    json.loads(text)
            except (ValueError, RecursionError) as error:
                raise unreadable(path, kind, f"line {number}: {error}") from None


def _drawing(path: Path, _: str) -> None:
    """A DXF file ends with the group 0, EOF."""
    with path.open("rb") as file:
        file.seek(max(0, path.stat().st_size - TAIL))
        if file.read().split()[-1:] != [b"EOF"]:
            raise damaged(path)


def _tables(path: Path, _: str) -> None:
    check_schema(path)


def _blobs(path: Path, kind: str) -> None:
    if suffix(path) == ".osm":
        _xml(path, kind)
    elif not lengths.blobs_are_whole(path):
        raise damaged(path)


CHECKS: MappingProxyType[str, Callable[[Path, str], None]] = MappingProxyType(
    {
        "GPKG": _tables,
        "SQLite": _tables,
        "GML": _xml,
        "NAS": _xml,
        "DATEX II": _xml,
        "LIBKML": _xml,
        "GPX": _xml,
        "ESRI Shapefile": _shapefile,
        "MapInfo File": _mapinfo,
        "GeoJSONSeq": _lines,
        "DXF": _drawing,
        "OSM": _blobs,
    }
)
"""What makes a file of each kind whole; the readers of the others notice themselves where one ends too early."""
