"""Sitemaps (https://www.sitemaps.org/protocol.html): which pages there are, for search engines."""

from collections.abc import Iterable
from xml.sax.saxutils import escape

from pipelines.publication import Publication
from server.places.place import address

MOST = 50_000
"""Addresses in one list; the protocol allows no more."""

_HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n'
_NAMESPACE = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'

ROBOTS = """User-agent: *
Disallow: /api/collections/*/items
Disallow: /api/collections/*/tiles
Disallow: /api/tiles
Disallow: /tiles/
Sitemap: {base}/sitemap.xml
"""
"""Features have pages of their own; the pages of the API's lists would only repeat them."""


def index(base: str, layers: Iterable[Publication]) -> bytes:
    """List the lists: of each layer as many as its features need."""
    parts = [
        f"<sitemap><loc>{escape(base)}/sitemap-{layer.dataset.id}-{number}.xml</loc>{_changed(layer)}</sitemap>"
        for layer in layers
        for number in range(1, pages(layer) + 1)
    ]
    return _written("sitemapindex", parts)


def part(base: str, layer: Publication, ids: Iterable[str]) -> bytes:
    """List the pages of some features of a layer."""
    changed = _changed(layer)
    return _written(
        "urlset", [f"<url><loc>{escape(address(base, layer.dataset.id, each))}</loc>{changed}</url>" for each in ids]
    )


def pages(layer: Publication) -> int:
    """Return how many lists a layer has."""
    return -(-layer.count // MOST)


def _changed(layer: Publication) -> str:
    return f"<lastmod>{layer.published_at.date().isoformat()}</lastmod>"


def _written(element: str, parts: Iterable[str]) -> bytes:
    return f"{_HEAD}<{element} {_NAMESPACE}>\n{'\n'.join(parts)}\n</{element}>\n".encode()
