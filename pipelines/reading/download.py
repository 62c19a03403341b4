"""A file at an address → a file of this machine, fetched again only when it has changed there."""

import hashlib
import json
import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import datetime
from email.message import Message
from email.utils import parsedate_to_datetime
from pathlib import Path, PurePosixPath
from tempfile import NamedTemporaryFile
from typing import IO

import httpx

from pipelines.reading.formats import ARCHIVES, TABLES
from pipelines.reading.web import Web

CONTENT_TYPES = {
    "application/geo+json": ".geojson",
    "application/json": ".json",
    "application/geopackage+sqlite3": ".gpkg",
    "application/gml+xml": ".gml",
    "application/vnd.google-earth.kml+xml": ".kml",
    "application/vnd.google-earth.kmz": ".kmz",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": ".xlsx",
    "application/zip": ".zip",
    "text/csv": ".csv",
    "text/tab-separated-values": ".tsv",
}
"""Suffix by media type, for addresses of services that end in no file name."""

NOTE = ".source.json"
"""What is known of the last good download, beside it."""

CONDITIONS = {"etag": "If-None-Match", "last-modified": "If-Modified-Since"}


def download(url: str, folder: Path, trusted: Sequence[str]) -> tuple[Path, datetime | None]:
    """Fetch ``url`` into ``folder`` and return the file and the server's time of last change.

    The file appears whole or not at all; the one before is given again when the server says that it still is the same.
    Hosts in ``trusted`` may lie in the inner network. Raises SourceError with a sentence for people.
    """
    kept = _kept(url, folder)

    def take(response: httpx.Response, found: httpx.URL) -> tuple[Path, datetime | None]:
        if response.status_code == httpx.codes.NOT_MODIFIED:
            return folder / kept["file"], _modified(kept)
        name = file_name(response, found)
        with whole(folder, name) as file:
            web.copy(response, found, file)
        _keep(url, folder, name, response.headers)
        return folder / name, _modified(response.headers)

    with Web(trusted) as web:
        conditions = {header: kept[name] for name, header in CONDITIONS.items() if name in kept}
        result: tuple[Path, datetime | None] = web.ask(url, take, conditions)
        return result


@contextmanager
def whole(folder: Path, name: str) -> Iterator[IO[bytes]]:
    """Give a file to write that becomes ``name`` at the end, and nothing if there is none."""
    folder.mkdir(parents=True, exist_ok=True)
    with NamedTemporaryFile(dir=folder, prefix=".", suffix=".part", delete=False) as file:
        part = Path(file.name)
        try:
            yield file
            file.close()
            part.replace(folder / name)
        finally:
            part.unlink(missing_ok=True)


def harmless_name(stem: str, suffix: str) -> str:
    """Return a file name of letters, digits, ``_`` and ``-``."""
    return (re.sub(r"[^\w-]+", "_", stem).strip("_")[:80] or "download") + suffix


def file_name(response: httpx.Response, url: httpx.URL) -> str:
    """Return a harmless name whose suffix tells the format: the address's, else the one the server gives."""
    known = TABLES | ARCHIVES
    header = Message()
    header["Content-Disposition"] = response.headers.get("content-disposition", "")
    names = [PurePosixPath(url.path).name, PurePosixPath(header.get_filename() or "").name]
    named = next((name for name in names if PurePosixPath(name).suffix.lower() in known), None)
    media_type = response.headers.get("content-type", "").partition(";")[0].strip().lower()
    full = named or (names[0] or "download") + CONTENT_TYPES.get(media_type, "")
    return harmless_name(PurePosixPath(full).stem, PurePosixPath(full).suffix.lower())


def _kept(url: str, folder: Path) -> Mapping[str, str]:
    """The note on the last good download of this address, empty where there is none."""
    try:
        note: dict[str, str] = json.loads((folder / NOTE).read_text(encoding="utf-8"))
        known = note["address"] == _address(url) and (folder / note["file"]).is_file()
    except (OSError, ValueError, KeyError, TypeError):
        return {}
    return note if known else {}


def _keep(url: str, folder: Path, name: str, headers: Mapping[str, str]) -> None:
    before = _kept(url, folder).get("file", name)
    note = {"address": _address(url), "file": name} | {key: headers[key] for key in CONDITIONS if key in headers}
    with whole(folder, NOTE) as file:
        file.write(json.dumps(note).encode())
    if before != name:
        (folder / before).unlink(missing_ok=True)


def _address(url: str) -> str:
    """The address may hold a password or a key, which is nobody's but the definition's."""
    return hashlib.sha256(url.encode()).hexdigest()


def _modified(headers: Mapping[str, str]) -> datetime | None:
    try:
        return parsedate_to_datetime(headers["last-modified"])
    except (KeyError, ValueError):
        return None
