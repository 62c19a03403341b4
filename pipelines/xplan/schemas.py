"""Fetching the XSDs of a version from their official place, once, so that all checks afterwards need no network."""

import os
from collections.abc import Iterator, Sequence
from io import BytesIO
from pathlib import Path, PurePosixPath
from typing import Any
from urllib.parse import urljoin, urlsplit

import httpx
from lxml import etree

from pipelines.reading.web import Web, failed
from pipelines.text import Text
from pipelines.xplan.parse import SAFE
from pipelines.xplan.schema import MAIN, place

OFFICIAL = "https://registry.gdi-de.org/schemas/de.xleitstelle.xplanung/"
"""Where the XLeitstelle publishes the schemas, one folder per version."""

ELSEWHERE = frozenset({"www.w3.org", "schemas.opengis.net"})
"""Other hosts that schemas of GML may take parts from (xlink, xml)."""

MOST = 100
"""Files of one version; there are some ten."""

XS = "{http://www.w3.org/2001/XMLSchema}"


def fetch(version: str, folder: Path, trusted: Sequence[str], address: str = OFFICIAL) -> Path:
    """Fetch a version's schema with all its parts into ``folder`` and return where it is; nothing if it is there.

    The files name each other by relative paths afterwards, whatever they did before. Either all of them are written or
    none. Raises SourceError for what cannot be fetched or is no schema.
    """
    if found := place(version, folder):
        return found
    files = dict(_files(urljoin(address, f"{version}/{MAIN}"), address, trusted))
    for path, content in files.items():
        target = folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content)
    return folder / version


def _files(first: str, address: str, trusted: Sequence[str]) -> Iterator[tuple[PurePosixPath, bytes]]:
    """Each file that the first one leads to, with the path that it gets."""
    waiting, seen = [first], {first}
    with Web(trusted) as web:
        while waiting:
            url = waiting.pop()
            root = _schema(web, url)
            path = _path(url, address)
            for part in root.iter(f"{XS}include", f"{XS}import"):
                if location := part.get("schemaLocation"):
                    target = urljoin(url, location)
                    part.set("schemaLocation", os.path.relpath(_path(target, address), path.parent))
                    waiting += {target} - seen
                    seen.add(target)
            if len(seen) > MOST:
                raise failed(url, f"> {MOST}")
            yield path, etree.tostring(root, xml_declaration=True, encoding="UTF-8")


def _schema(web: Web, url: str) -> Any:
    def take(response: httpx.Response, found: httpx.URL) -> bytes:
        body = BytesIO()
        web.copy(response, found, body)
        return body.getvalue()

    try:
        root = etree.fromstring(web.ask(url, take), etree.XMLParser(**SAFE))
    except etree.XMLSyntaxError as error:
        raise failed(url, error.msg) from None
    if root.tag != f"{XS}schema":
        raise failed(url, Text("kein XML-Schema", "no XML schema"))
    return root


def _path(url: str, address: str) -> PurePosixPath:
    """Where a file lies in the folder: as at the address, or below its host's name."""
    if url.startswith(address):
        path = PurePosixPath(url.removeprefix(address))
    else:
        parts = urlsplit(url)
        if parts.hostname not in ELSEWHERE:
            raise failed(url, Text("fremde Adresse in einem Schema", "foreign address in a schema"))
        path = PurePosixPath(parts.hostname, parts.path.lstrip("/"))
    if ".." in path.parts or path.is_absolute():
        raise failed(url, Text("führt aus dem Ordner heraus", "leads out of the folder"))
    return path
