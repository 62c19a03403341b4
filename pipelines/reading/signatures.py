"""Which of the kinds that a suffix stands for a file really is: its first bytes must say so.

GDAL would open whatever it recognises; here the suffix proposes, the content decides among the proposals, and what
fits none of them is refused.
"""

import codecs
import re
from collections.abc import Iterator
from pathlib import Path
from types import MappingProxyType

from pipelines.errors import SourceError
from pipelines.reading.formats import KINDS, suffix, unsupported
from pipelines.text import Text

BLANK = b"\x00 \r\n\t"
"""What a file without content may still hold."""

HEAD = 64 * 1024
"""Bytes at the beginning of a file in which its kind shows."""

SIGNATURES = MappingProxyType(
    {
        "GPKG": re.compile(rb"\ASQLite format 3\x00"),
        "SQLite": re.compile(rb"\ASQLite format 3\x00.{52}(?!GPKG|GP1)", re.DOTALL),
        "ESRI Shapefile": re.compile(rb"\A\x00\x00\x27\x0a"),
        "MapInfo File": re.compile(rb"\A\s*(?:!table\b.*\btype\s+native\b|version\s+\d)", re.DOTALL | re.IGNORECASE),
        "TopoJSON": re.compile(rb"\A\s*\{.*\"type\"\s*:\s*\"Topology\"", re.DOTALL),
        "ESRIJSON": re.compile(rb"\A\s*\{.*\"(?:esriGeometry\w+|esriFieldType\w+)\"", re.DOTALL),
        "GeoJSONSeq": re.compile(rb"\A\s*(?:\x1e|\{[^\n]*\"Feature\"[^\n]*\}[ \t\r]*\n\s*\{)"),
        "GeoJSON": re.compile(rb"\A\s*\{.*\"Feature", re.DOTALL),
        "records": re.compile(rb"\A\s*[\[{]"),
        "NAS": re.compile(rb"www\.adv-online\.de/namespaces/adv/gid"),
        "DATEX II": re.compile(rb"<(?:\w+:)?d2LogicalModel\b"),
        "GML": re.compile(rb"opengis\.net/gml"),
        "LIBKML": re.compile(rb"<(?:\w+:)?kml\b"),
        "GPX": re.compile(rb"<(?:\w+:)?gpx\b"),
        "DXF": re.compile(rb"\A\s*(?:999\r?\n[^\n]*\n\s*)*0\r?\n\s*SECTION"),
        "FlatGeobuf": re.compile(rb"\Afgb"),
        "OSM": re.compile(rb"\A\x00\x00..\x0a\x09OSMHeader|<osm\b", re.DOTALL),
        "parquet": re.compile(rb"\APAR1"),
        "xlsx": re.compile(rb"\APK"),
        "ods": re.compile(rb"\APK"),
        "xls": re.compile(rb"\A\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"),
    }
)
"""How the content of each kind begins, special kinds before the general ones that hold them too.

CSV is missing, as any text may be one; so is the File Geodatabase, which is a folder.
"""

COUNTED = frozenset({"FlatGeobuf", "GML"})
"""Drivers whose stream ends without a word at the first feature it cannot read, so that features are counted before."""

OPEN_OPTIONS = MappingProxyType(
    {
        "GeoJSON": {"ARRAY_AS_STRING": "YES", "DATE_AS_STRING": "YES"},
        "GML": {"WRITE_GFS": "NO", "DOWNLOAD_SCHEMA": "NO"},
    }
)
"""Per driver: values as they stand in the file, nothing written beside it, nothing fetched."""

VAGUE = frozenset({"xlsx", "ods", "records"})
"""Kinds that share their beginning with much else."""

ZIPPED = MappingProxyType(
    {
        "ods": re.compile(rb"\APK.{28}mimetypeapplication/vnd\.oasis\.opendocument\.spreadsheet", re.DOTALL),
        "xlsx": re.compile(rb"\APK.*\bxl/", re.DOTALL),
    }
)
"""By which names in a ZIP a workbook shows."""

_TEXT = re.compile(rb"\A(?!\s*[<{\[])(?=[^\r\n]*[;,\t|])[^\x00-\x08\x0e-\x19\x1b-\x1f]+\Z")
"""Lines with a delimiter in the first, no control characters but the end of file of DOS, and neither XML nor JSON."""
_HTML = re.compile(rb"\A\s*(?:<!doctype html|<html)\b", re.IGNORECASE)
_BOMS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))


def kind_of(path: Path) -> str:
    """Return the kind of a file: of those its suffix stands for, the most special whose signature its content has.

    Raises SourceError when the suffix is unknown or the content is none of them.
    """
    kinds = KINDS.get(suffix(path), ())
    if not kinds:
        raise unsupported(path)
    if path.is_dir():
        return kinds[0]
    start = head(path)
    if kinds[0] not in SIGNATURES and not _is_no_table(start):
        return kinds[0]
    found = next((kind for kind in _seen(start) if kind in kinds), None)
    if found is None:
        raise _other_content(path, kinds[0], start)
    return found


def head(path: Path) -> bytes:
    """Return a file's first bytes, without byte order mark and, where it is UTF-16, as UTF-8."""
    with path.open("rb") as file:
        start = file.read(HEAD)
    for bom, encoding in _BOMS:
        if start.startswith(bom):
            return start[len(bom) :].decode(encoding, "ignore").encode()
    return start


def is_utf16(path: Path) -> bool:
    """Tell whether a file has the byte order mark of UTF-16."""
    with path.open("rb") as file:
        return file.read(2) in {codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE}


def begins_as(path: Path, kind: str) -> bool:
    """Tell whether a file begins as one of this kind does."""
    return path.is_dir() or kind not in SIGNATURES or kind in _seen(head(path))


def _seen(start: bytes) -> Iterator[str]:
    return (kind for kind, signature in SIGNATURES.items() if signature.search(start))


def _is_no_table(start: bytes) -> bool:
    """Any text may be a table but a log-in or an error; "PK" may be a column, but no text has zero bytes behind it."""
    return bool(_HTML.search(start)) or (b"\0" in start and any(_seen(start)))


def _other_content(path: Path, kind: str, start: bytes) -> SourceError:
    if not start.strip(BLANK):
        return empty(path)
    return SourceError(
        Text(
            f"{path.name} ist als {kind} nicht lesbar: Der Inhalt passt nicht zur Endung.",
            f"{path.name} cannot be read as {kind}: its content does not fit its suffix.",
        ),
        _protected() if kind == "xlsx" and SIGNATURES["xls"].search(start) else _likely(start),
    )


def _protected() -> Text:
    """Excel wraps a workbook with a password into the old format."""
    return Text(
        "Die Mappe hat ein Kennwort oder ist eine alte .xls. Bitte ohne Kennwort als .xlsx speichern.",
        "The workbook has a password, or is an old .xls. Please save it as .xlsx without a password.",
    )


def empty(path: Path) -> SourceError:
    """Return the error for a file without content."""
    return SourceError(
        Text(f"{path.name} ist leer.", f"{path.name} is empty."),
        Text("Bitte noch einmal kopieren oder ausgeben.", "Please copy or export it again."),
    )


def _likely(start: bytes) -> Text:
    """Say what the content seems to be instead."""
    if _HTML.search(start):
        return Text(
            "Es ist eine HTML-Seite, vielleicht eine Anmeldung oder Fehlermeldung. Bitte neu herunterladen.",
            "It is an HTML page, perhaps a log-in or an error. Please download it again.",
        )
    seen = next(_recognised(start), None)
    endings = [".zip"] if seen == "ZIP" else [ending for ending, kinds in KINDS.items() if seen in kinds]
    if not endings:
        return Text("Bitte in einem der Formate neu ausgeben.", "Please export it again in one of the formats.")
    return Text(
        f"Der Inhalt sieht nach {seen} aus; dann gehört die Endung {endings[0]} an die Datei.",
        f"The content looks like {seen}; if so, the file needs the suffix {endings[0]}.",
    )


def _recognised(start: bytes) -> Iterator[str]:
    """The kinds that the content may be, the surest first."""
    yield from (kind for kind in _seen(start) if kind not in VAGUE)
    yield from (kind for kind, names in ZIPPED.items() if names.search(start))
    if start.startswith(b"PK\x03\x04"):
        yield "ZIP"
    if _TEXT.search(start):
        yield "csv"
