"""Links of a page of features, and of one feature: to itself in all forms, to its neighbours and its collection."""

from dataclasses import dataclass

from pipelines.text import Language, Text
from server.formats.offer import FEATURES, feature_offer
from server.links import Given, Json, address, representation_links
from server.negotiation import PROFILES, Offer, Wanted
from server.query import FeatureQuery, Key

NEXT = Text("Nächste Seite", "Next page")
PREVIOUS = Text("Vorige Seite", "Previous page")
COLLECTION = Text("Die Ebene", "The collection")
PROFILE = Text("Profil {}", "Profile {}")

POSITION = frozenset({"offset", "after", "f"})
"""Parameters that differ between the pages of a query."""


@dataclass(frozen=True)
class Place:
    """Where a document is: the collection's address, the request's parameters, and how it is written."""

    collection: str
    given: Given
    wanted: Wanted

    @property
    def language(self) -> Language:
        """The language of titles."""
        return self.wanted.language

    @property
    def items(self) -> str:
        """The address of the features."""
        return f"{self.collection}/items"


def page_links(place: Place, query: FeatureQuery, following: Key | None, returned: int) -> list[Json]:
    """Link a page: first itself in all forms, then the pages beside it.

    The next page is found by its key, so it costs no more than the first; ``offset`` beside it counts along, for the
    way back. Pages in an order of the client's own are counted only.
    """
    links = _forms(place, place.items)
    if following:
        key = {} if query.order else {"after": str(following)}
        links.append(_beside(place, "next", NEXT, {"offset": str(query.offset + returned)} | key))
    if query.offset and not query.hits:
        before = max(0, query.offset - query.limit)
        links.append(_beside(place, "prev", PREVIOUS, {"offset": str(before)} if before else {}))
    return [*links, _collection(place), *_profile(place)]


def feature_links(place: Place, url: str) -> list[Json]:
    """Link one feature, whose address is ``url``."""
    offer = feature_offer(place.collection.rpartition("/")[2])
    return [*_forms(place, url, offer), _collection(place), *_profile(place)]


def _forms(place: Place, url: str, offer: Offer = FEATURES) -> list[Json]:
    return representation_links(url, place.given, offer, place.wanted.format, place.language)


def _beside(place: Place, relation: str, title: Text, position: dict[str, str]) -> Json:
    rest = [(name, value) for name, value in place.given if name not in POSITION]
    form = next(each for each in FEATURES if each.format == place.wanted.format)
    return {
        "type": form.media_type,
        "rel": relation,
        "title": title.to(place.language),
        "href": address(place.items, [("f", form.name), *rest, *position.items()]),
    }


def _collection(place: Place) -> Json:
    title = COLLECTION.to(place.language)
    return {"type": "application/json", "rel": "collection", "title": title, "href": place.collection}


def _profile(place: Place) -> list[Json]:
    """Link the document's profile, if any (Features, Part 5, /req/profile-parameter/profile-param-response)."""
    name = place.wanted.profile
    title = PROFILE.to(place.language).format(name)
    return [{"type": "text/html", "rel": "profile", "title": title, "href": f"{PROFILES}{name}"}] if name else []
