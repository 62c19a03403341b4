"""Links of documents to themselves in all their forms, and the header for answers that have no place for links."""

from collections.abc import Iterable
from typing import Any
from urllib.parse import quote

from pipelines.text import Language, Text
from server.negotiation import Format, Offer

Json = dict[str, Any]
Given = Iterable[tuple[str, str]]

HERE = Text("Dieses Dokument als {}", "This document as {}")


def representation_links(url: str, given: Given, offer: Offer, current: Format, language: Language) -> list[Json]:
    """Link the same document in every form, the ``current`` one first as ``self``; ``given`` are its parameters."""
    rest = "".join(f"&{each}" for each in _written((name, value) for name, value in given if name != "f"))
    first, others = (
        [each for each in offer if each.format == current],
        [each for each in offer if each.format != current],
    )
    return [
        {
            "type": each.media_type,
            "rel": "self" if each.format == current else "alternate",
            "title": HERE.to(language).format(each.title.to(language)),
            "href": f"{url}?f={each.name}{rest}",
        }
        for each in (*first, *others)
    ]


def address(url: str, parameters: Given) -> str:
    """Return ``url`` with parameters."""
    return url + "?" + "&".join(_written(parameters))


def link_header(links: Iterable[Json]) -> str:
    """Write links as RFC 8288 does; titles are left out, as a header has no umlauts."""
    return ", ".join(f'<{link["href"]}>; rel="{link["rel"]}"; type="{link["type"]}"' for link in links)


def _written(parameters: Given) -> list[str]:
    return [f"{quote(name, safe='')}={quote(value, safe=',:/')}" for name, value in parameters]
