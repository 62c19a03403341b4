"""OGC API - Features, part 1 (OGC 17-069r4): collections and their items, page by page along the ``next`` links."""

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import httpx

from pipelines.reading.download import harmless_name, whole
from pipelines.reading.services.answers import (
    MAX_PAGES,
    PAGE,
    address,
    below,
    check_complete,
    chosen,
    document,
    linked,
    listed,
    unexpected,
    with_features,
)
from pipelines.reading.web import Web, failed
from pipelines.text import Text

GEOJSON = "application/geo+json, application/json;q=0.5"


@dataclass(frozen=True)
class _Collection:
    name: str


@dataclass
class _Count:
    """What came so far, and what the service says there is."""

    named: int | None = None
    came: int = 0
    ids: set[str] = field(default_factory=set)

    def add(self, page: dict[str, Any]) -> None:
        named = page.get("numberMatched")
        self.named = named if isinstance(named, int) else self.named
        self.came += len(page["features"])
        self.ids.update(json.dumps(one["id"]) for one in page["features"] if "id" in one)


def fetch_ogcapi(web: Web, url: str, layer: str | None, folder: Path) -> Path:
    """Write all items of a collection as a GeoJSON sequence, in CRS84.

    ``url`` is the landing page, the collection or its items.
    """
    name, items = _items(web, httpx.URL(url), layer)
    target = harmless_name(name, ".geojsonl")
    count = _Count()
    with whole(folder, target) as file:
        for page in _pages(web, items):
            count.add(page)
            for feature in page["features"]:
                file.write(json.dumps(feature, ensure_ascii=False, separators=(",", ":")).encode() + b"\n")
        check_complete(url, count.named, count.came, len(count.ids) if count.ids else None)
    return folder / target


def _items(web: Web, url: httpx.URL, layer: str | None) -> tuple[str, httpx.URL]:
    """The collection's name and the address of its items, from whichever of the three addresses was given."""
    parts = [part for part in url.path.split("/") if part]
    if parts[-1:] == ["items"] and "collections" in parts:
        return parts[-2], url
    if parts[-2:-1] == ["collections"]:
        return parts[-1], below(url, "items")
    collections = url if parts[-1:] == ["collections"] else below(url, "collections")
    found, _ = document(web, collections)
    offered = [_Collection(str(one["id"])) for one in listed(found, "collections", url) if "id" in one]
    name = chosen(offered, layer, str(url)).name
    return name, below(below(collections, name), "items")


def _pages(web: Web, items: httpx.URL) -> Iterator[dict[str, Any]]:
    """Follow the links, each of which is checked like any address; one that was there already is no next page."""
    following: httpx.URL | None = address(items, limit=PAGE)
    seen: set[httpx.URL] = set()
    while following is not None:
        if following in seen or len(seen) >= MAX_PAGES:
            raise failed(items, Text("die Seiten nehmen kein Ende", "the pages have no end"))
        seen.add(following)
        page, place = document(web, following, GEOJSON)
        yield with_features(page, items)
        following = _next(page, place)


def _next(page: dict[str, Any], place: httpx.URL) -> httpx.URL | None:
    links = [link for link in listed(page, "links", place) if link.get("rel") == "next"]
    alike = [link for link in links if "json" in str(link.get("type") or "json")] or links
    if not alike:
        return None
    if not isinstance(href := alike[0].get("href"), str):
        raise unexpected(place)
    return linked(place, href)
