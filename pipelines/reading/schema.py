"""What an SQLite file (GeoPackage, SpatiaLite) would have its reader run: views, triggers and virtual tables."""

import re
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from urllib.parse import quote

from pipelines.errors import SourceError
from pipelines.text import Text

VIRTUAL = re.compile(r"\bUSING\s+[\"'`\[]?(\w+)", re.IGNORECASE)

HARMLESS = frozenset(
    {
        "rtree",
        "geopoly",
        "fts3",
        "fts4",
        "fts5",
        "virtualspatialindex",
        "virtualelementary",
        "virtualknn",
        "virtualknn2",
    }
)
"""Virtual tables that index the file's own content. Others, such as VirtualOGR and VirtualText, read other files."""

REACHING = re.compile(
    r"\b(load_extension|readfile|writefile|edit|fts3_tokenizer|gdal_\w+|ogr_\w+|(?:Blob|Import|Export)\w+)\s*\(",
    re.IGNORECASE,
)
"""Functions that read files or call addresses in SQLite's shell, SpatiaLite or GDAL."""


def check_schema(path: Path) -> None:
    """Raise SourceError when a view, trigger or virtual table reaches beyond the file.

    Nothing of them is run here. Others are read as they are: a reader runs no triggers, and GDAL is told to trust
    no function that a schema calls (drivers.py). A damaged file is left to who reads it.
    """
    for kind, name, sql in _entries(path):
        if (found := VIRTUAL.search(sql)) and kind == "table" and found[1].lower() not in HARMLESS:
            raise _refused(path, name, found[1])
        if kind in {"view", "trigger"} and (called := REACHING.search(sql)):
            raise _refused(path, name, called[1])


def _entries(path: Path) -> Iterator[tuple[str, str, str]]:
    address = f"file:{quote(str(path.resolve()))}?mode=ro&immutable=1"
    try:
        with closing(sqlite3.connect(address, uri=True)) as database:
            database.execute("PRAGMA trusted_schema = OFF")
            database.text_factory = lambda text: text.decode(errors="replace")
            entries = database.execute("SELECT type, name, sql FROM sqlite_master WHERE sql IS NOT NULL").fetchall()
    except sqlite3.DatabaseError:
        return
    for kind, name, sql in entries:
        if kind != "table" or re.match(r"\s*CREATE\s+VIRTUAL\b", sql, re.IGNORECASE):
            yield kind, name, sql


def _refused(path: Path, name: str, what: str) -> SourceError:
    return SourceError(
        Text(
            f"{path.name}: „{name}“ greift mit {what} über die Datei hinaus.",
            f"{path.name}: “{name}” reaches beyond the file by {what}.",
        ),
        Text(
            "Aus Sicherheitsgründen wird sie nicht gelesen. Bitte nur die Tabellen in eine neue Datei ausgeben.",
            "It is not read, for safety. Please export the tables alone into a new file.",
        ),
    )
