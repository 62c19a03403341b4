"""A source at an address → a file of this machine: bounded in size and time, and never from the inner network."""

import re
import ssl
import time
from collections.abc import Sequence
from datetime import datetime
from email.message import Message
from email.utils import parsedate_to_datetime
from pathlib import Path, PurePosixPath
from tempfile import NamedTemporaryFile
from typing import IO, Any

import httpx

from pipelines.errors import SourceError
from pipelines.reading.address import resolve
from pipelines.reading.formats import ARCHIVES, TABLES
from pipelines.text import Text

MAX_BYTES = 1024**3
MAX_SECONDS = 900
MAX_REDIRECTS = 5
ATTEMPTS = 3
PAUSE = 1.0
"""Seconds before the second attempt, twice as many before the third."""
TIMEOUT = httpx.Timeout(60, connect=10)
BUSY = frozenset({408, 425, 429, 500, 502, 503, 504})
"""Statuses that may be different a moment later."""

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


class _TryAgain(Exception):  # noqa: N818 - it is no error until the attempts are used up
    """The server or the line failed in a way that may pass."""


def download(url: str, folder: Path, trusted: Sequence[str]) -> tuple[Path, datetime | None]:
    """Fetch ``url`` into ``folder`` and return the file and the server's time of last change.

    The file appears whole or not at all. Hosts in ``trusted`` may lie in the inner network. The environment's
    proxies are not used, since the address that was checked must be the one that is connected to. Raises
    SourceError with a sentence for people.
    """
    reason = ""
    for attempt in range(ATTEMPTS):
        time.sleep(attempt * PAUSE)
        try:
            return _fetch(httpx.URL(url), folder, trusted, attempt)
        except (httpx.TransportError, _TryAgain) as error:
            reason = str(error) or type(error).__name__
        except httpx.InvalidURL as error:
            raise _failed(url, str(error)) from None
    raise _failed(url, reason)


def shown(url: str) -> str:
    """Return an address for people and reports: without user, password and query, which may hold a key."""
    try:
        return str(httpx.URL(url).copy_with(username=None, password=None, query=None, fragment=None))
    except httpx.InvalidURL:
        return "http…"


def _fetch(url: httpx.URL, folder: Path, trusted: Sequence[str], attempt: int) -> tuple[Path, datetime | None]:
    with httpx.Client(verify=ssl.create_default_context(), timeout=TIMEOUT, trust_env=False) as client:
        for _ in range(MAX_REDIRECTS + 1):
            with client.stream(**_request(url, trusted, attempt)) as response:
                if not response.has_redirect_location:
                    return _save(response, url, folder)
                target = url.join(response.headers["location"])
            if url.scheme == "https" and target.scheme != "https":
                raise _failed(str(url), "https → http")
            url = target
    raise _failed(str(url), Text("zu viele Weiterleitungen", "too many redirects"))


def _request(url: httpx.URL, trusted: Sequence[str], attempt: int) -> dict[str, Any]:
    """Ask the address that was checked, by the name that was meant (Host header and TLS server name)."""
    if url.scheme not in {"http", "https"} or not url.host:
        raise _failed(str(url), url.scheme or "–")
    addresses = resolve(url.host, url.port or (443 if url.scheme == "https" else 80), trusted)
    return {
        "method": "GET",
        "url": url.copy_with(host=addresses[attempt % len(addresses)]),
        "headers": {"Host": url.netloc.decode("ascii"), "User-Agent": "geoportal", "Accept": "*/*"},
        "extensions": {"sni_hostname": url.host},
    }


def _save(response: httpx.Response, url: httpx.URL, folder: Path) -> tuple[Path, datetime | None]:
    if response.status_code in BUSY:
        raise _TryAgain(f"HTTP {response.status_code}")
    if response.status_code != httpx.codes.OK:
        raise _failed(str(url), f"HTTP {response.status_code}")
    folder.mkdir(parents=True, exist_ok=True)
    target = folder / _file_name(response, url)
    with NamedTemporaryFile(dir=folder, prefix=".", suffix=".part", delete=False) as file:
        part = Path(file.name)
        try:
            _copy(response, url, file)
            file.close()
            part.replace(target)
        finally:
            part.unlink(missing_ok=True)
    return target, _modified(response)


def _copy(response: httpx.Response, url: httpx.URL, file: IO[bytes]) -> None:
    """Count what arrives, since a length is only announced and compressed bodies grow."""
    size, until = 0, time.monotonic() + MAX_SECONDS
    for chunk in response.iter_bytes():
        size += len(chunk)
        if size > MAX_BYTES:
            raise _failed(str(url), f"> {MAX_BYTES // 1024**2} MB")
        if time.monotonic() > until:
            raise _failed(str(url), f"> {MAX_SECONDS} s")
        file.write(chunk)


def _file_name(response: httpx.Response, url: httpx.URL) -> str:
    """A harmless name whose suffix tells the format: the address's, else the one the server gives."""
    known = TABLES | ARCHIVES
    header = Message()
    header["Content-Disposition"] = response.headers.get("content-disposition", "")
    names = [PurePosixPath(url.path).name, PurePosixPath(header.get_filename() or "").name]
    named = next((name for name in names if PurePosixPath(name).suffix.lower() in known), None)
    media_type = response.headers.get("content-type", "").partition(";")[0].strip().lower()
    full = named or (names[0] or "download") + CONTENT_TYPES.get(media_type, "")
    stem, suffix = PurePosixPath(full).stem, PurePosixPath(full).suffix.lower()
    return (re.sub(r"[^\w-]+", "_", stem).strip("_")[:80] or "download") + suffix


def _modified(response: httpx.Response) -> datetime | None:
    try:
        return parsedate_to_datetime(response.headers["last-modified"])
    except (KeyError, ValueError):
        return None


def _failed(url: str, reason: str | Text) -> SourceError:
    why = reason if isinstance(reason, Text) else Text(reason, reason)
    return SourceError(
        Text(f"{shown(url)} ist nicht abrufbar ({why.de}).", f"{shown(url)} cannot be fetched ({why.en})."),
        Text(
            "Bitte die Adresse prüfen, oder die Datei selbst laden und ihren Pfad angeben.",
            "Please check the address, or download the file yourself and give its path.",
        ),
    )
