"""Links of a page of features, and of one feature: to itself in all forms, to its neighbours and its collection."""

from dataclasses import dataclass

from pipelines.text import Language, Text
from server.formats.offer import FEATURES
from server.links import Given, Json, address, representation_links
from server.negotiation import Format
from server.query import FeatureQuery, Key

NEXT = Text("Nächste Seite", "Next page")
PREVIOUS = Text("Vorige Seite", "Previous page")
COLLECTION = Text("Die Ebene", "The collection")

POSITION = frozenset({"offset", "after", "f"})
"""Parameters that differ between the pages of a query."""


@dataclass(frozen=True)
class Place:
    """Where a document is: the collection's address, the request's parameters, its form and language."""

    collection: str
    given: Given
    form: Format
    language: Language

    @property
    def items(self) -> str:
        """The address of the features."""
        return f"{self.collection}/items"


def page_links(place: Place, query: FeatureQuery, following: Key | None, returned: int) -> list[Json]:
    """Link a page: first itself in all forms, then the pages beside it.

    The next page is found by its key, so it costs no more than the first; ``offset`` beside it counts along, for the
    way back. Pages in an order of the client's own are counted only.
    """
    links = representation_links(place.items, place.given, FEATURES, place.form, place.language)
    if following:
        key = {} if query.order else {"after": str(following)}
        links.append(_beside(place, "next", NEXT, {"offset": str(query.offset + returned)} | key))
    if query.offset and not query.hits:
        before = max(0, query.offset - query.limit)
        links.append(_beside(place, "prev", PREVIOUS, {"offset": str(before)} if before else {}))
    return [*links, _collection(place)]


def feature_links(place: Place, url: str) -> list[Json]:
    """Link one feature, whose address is ``url``."""
    return [*representation_links(url, place.given, FEATURES, place.form, place.language), _collection(place)]


def _beside(place: Place, relation: str, title: Text, position: dict[str, str]) -> Json:
    rest = [(name, value) for name, value in place.given if name not in POSITION]
    media_type = next(each.media_type for each in FEATURES if each.format == place.form)
    name = next(each.name for each in FEATURES if each.format == place.form)
    return {
        "type": media_type,
        "rel": relation,
        "title": title.to(place.language),
        "href": address(place.items, [("f", name), *rest, *position.items()]),
    }


def _collection(place: Place) -> Json:
    title = COLLECTION.to(place.language)
    return {"type": "application/json", "rel": "collection", "title": title, "href": place.collection}
