"""A layer of an ArcGIS FeatureServer or MapServer (ArcGIS REST API, "Query (Feature Service/Layer)")."""

import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

import httpx

from pipelines.reading.download import harmless_name, whole
from pipelines.reading.services.answers import (
    PAGE,
    address,
    below,
    check_complete,
    chosen,
    document,
    listed,
    unexpected,
    with_features,
)
from pipelines.reading.web import Web, failed

LAYER = re.compile(r"/(?:Feature|Map)Server/\d+/?$", re.IGNORECASE)
HEAD = ("displayFieldName", "fieldAliases", "geometryType", "hasZ", "hasM", "spatialReference", "fields")
"""What precedes the features in Esri JSON."""


@dataclass(frozen=True)
class _Layer:
    """A layer, the field that numbers its objects, and how many a page may hold."""

    url: httpx.URL
    name: str
    key: str
    page: int
    can_page: bool


@dataclass(frozen=True)
class _Entry:
    name: str
    number: str


def fetch_arcgis(web: Web, url: str, layer: str | None, folder: Path) -> Path:
    """Write all objects of a layer as Esri JSON, in the layer's own CRS and with its types.

    ``url`` is the layer, or the service with ``layer`` as the layer's name or number.
    """
    found = _described(web, _layer_url(web, httpx.URL(url), layer))
    query = address(below(found.url, "query"), where="1=1", f="json")
    named = _number(_asked(web, address(query, returnCountOnly="true")).get("count"), url)
    target = harmless_name(found.name, ".json")
    with whole(folder, target) as file:
        came, distinct = _write(_pages(web, found, query, named), found.key, file)
        check_complete(url, named, came, distinct)
    return folder / target


def _layer_url(web: Web, url: httpx.URL, layer: str | None) -> httpx.URL:
    if LAYER.search(url.path):
        return url
    layers = listed(_asked(web, address(url, f="json")), "layers", url)
    entries = [_Entry(str(one.get("name")), str(one["id"])) for one in layers if "id" in one]
    return below(url, chosen(entries, layer, str(url), also=[entry.number for entry in entries]).number)


def _described(web: Web, url: httpx.URL) -> _Layer:
    about = _asked(web, address(url, f="json"))
    keys = [one.get("name") for one in listed(about, "fields", url) if one.get("type") == "esriFieldTypeOID"]
    key = about.get("objectIdField") or next(iter(keys), None)
    most, able = about.get("maxRecordCount") or PAGE, about.get("advancedQueryCapabilities") or {}
    if not key or "name" not in about or not isinstance(able, dict) or _number(most, url) < 1:
        raise unexpected(url)
    return _Layer(url, str(about["name"]), str(key), min(most, PAGE), bool(able.get("supportsPagination")))


def _pages(web: Web, layer: _Layer, query: httpx.URL, named: int) -> Iterator[dict[str, Any]]:
    whole_objects = address(query, outFields="*", returnGeometry="true", orderByFields=layer.key)
    if not layer.can_page:
        for where in _ranges(_ids(web, query), layer):
            yield _page(web, address(whole_objects, where=where))
        return
    came = 0
    while True:
        page = _page(web, address(whole_objects, resultOffset=came, resultRecordCount=layer.page))
        yield page
        came += len(page["features"])
        if came >= named or not page["features"]:
            return


def _ids(web: Web, query: httpx.URL) -> list[int]:
    found = _asked(web, address(query, returnIdsOnly="true")).get("objectIds") or []
    if not isinstance(found, list):
        raise unexpected(query)
    return sorted(_number(one, query) for one in found)


def _ranges(ids: Sequence[int], layer: _Layer) -> Iterator[str]:
    """Old servers know no pages: ranges of numbers that each hold as many objects as a page may."""
    for start in range(0, max(len(ids), 1), layer.page):
        part = ids[start : start + layer.page]
        yield f"{layer.key} >= {part[0]} AND {layer.key} <= {part[-1]}" if part else "1=0"


def _write(pages: Iterator[dict[str, Any]], key: str, file: IO[bytes]) -> tuple[int, int]:
    """Write the first page's head and all pages' features; return how many there were, and how many different."""
    came, ids = 0, set()
    for page in pages:
        if came == 0:
            head = {name: page[name] for name in HEAD if name in page}
            file.write((json.dumps(head, ensure_ascii=False)[:-1] + ("," if head else "") + '"features":[').encode())
        for feature in page["features"]:
            file.write((b",\n" if came else b"\n") + json.dumps(feature, ensure_ascii=False).encode())
            ids.add(json.dumps((feature.get("attributes") or {}).get(key, came)))
            came += 1
    file.write(b"]}\n")
    return came, len(ids)


def _page(web: Web, url: httpx.URL) -> dict[str, Any]:
    """An answer with features, whose attributes are objects."""
    page = with_features(_asked(web, url), url)
    if not all(isinstance(one.get("attributes") or {}, dict) for one in page["features"]):
        raise unexpected(url)
    return page


def _asked(web: Web, url: httpx.URL) -> dict[str, Any]:
    """An answer; ArcGIS reports errors with the status 200."""
    answer, _ = document(web, url)
    if "error" in answer:
        said = answer["error"].get("message") if isinstance(answer["error"], dict) else answer["error"]
        raise failed(url, str(said)[:200])
    return answer


def _number(value: object, url: str | httpx.URL) -> int:
    if not isinstance(value, int):
        raise unexpected(url)
    return value
