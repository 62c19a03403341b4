"""Links to feeds and changes."""

from pipelines.publication import Publication
from pipelines.text import Language, Text
from server.feed.atom import MEDIA_TYPE
from server.links import Json

FEED = Text("Fassungen (Atom)", "Versions (Atom)")
CHANGES = Text("Änderungen seit dieser Fassung", "Changes since this version")


def landing_links(api: str, language: Language) -> list[Json]:
    """Link the feed of all layers."""
    return [_feed(f"{api}/changes.atom", language)]


def collection_links(layer: Publication, api: str, language: Language) -> list[Json]:
    """Link a layer's feed, and where a client that has this version will find what changed."""
    collection = f"{api}/collections/{layer.dataset.id}"
    changes = {
        "rel": "related",
        "type": "application/geo+json",
        "title": CHANGES.to(language),
        "href": f"{collection}/changes?since={layer.version}",
    }
    return [_feed(f"{collection}/changes.atom", language), changes]


def _feed(href: str, language: Language) -> Json:
    return {"rel": "alternate", "type": MEDIA_TYPE, "title": FEED.to(language), "href": href}
