"""pygeoapi's documents made true and complete: only links that lead somewhere, titles in the reader's language,
what the definition knows about a layer.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from pipelines.artefacts.store import Store
from pipelines.publication import Publication
from pipelines.text import Language, Text
from pipelines.town import Town
from server.conformance import CONFORMANCE
from server.downloads import links as downloads
from server.feed import links as feed
from server.formats.offer import FEATURES
from server.layers import Page
from server.metadata import links as metadata
from server.paging import Place, page_links
from server.plans import documents as plans
from server.processes import links as processes
from server.schema import described, properties_schema
from server.styles import documents as styles
from server.tiles import documents as tiles

Json = dict[str, Any]

UNSERVED_TYPES = frozenset({"application/ld+json", "text/csv", "text/csv; charset=utf-8"})
UNSERVED_RELATIONS = frozenset(
    f"http://www.opengis.net/def/rel/ogc/1.0/{name}" for name in ("processes", "tiling-schemes", "job-list")
)

ITEMS = Text("Objekte als {}", "Items as {}")
SORTABLES = Text("Sortierbare Felder als JSON", "Sortables for this collection as JSON")
SORTABLES_PAGE = Text("Sortierbare Felder als HTML", "Sortables for this collection as HTML")
SORTABLES_RELATION = "http://www.opengis.net/def/rel/ogc/1.0/sortables"

GERMAN = {
    "This document as JSON": "Dieses Dokument als JSON",
    "This document as HTML": "Dieses Dokument als HTML",
    "The OpenAPI definition as JSON": "Beschreibung der Schnittstelle (OpenAPI) als JSON",
    "The OpenAPI definition as HTML": "Beschreibung der Schnittstelle als HTML",
    "Conformance": "Konformität",
    "Collections": "Ebenen",
    "The landing page of this server as JSON": "Startseite der Schnittstelle als JSON",
    "The landing page of this server as HTML": "Startseite der Schnittstelle als HTML",
    "Schema of collection in JSON": "Schema der Ebene als JSON",
    "Schema of collection in HTML": "Schema der Ebene als HTML",
    "Queryables for this collection as JSON": "Abfragbare Felder als JSON",
    "Queryables for this collection as HTML": "Abfragbare Felder als HTML",
}
"""pygeoapi's titles of links; its package holds no translations."""


@dataclass(frozen=True)
class Whereabouts:
    """``base`` is the portal's address as the client knows it, ``store`` where files lie."""

    base: str
    store: Store
    language: Language

    @property
    def api(self) -> str:
        """The API's address."""
        return f"{self.base}/api"


def landing(data: Json, town: Town, here: Whereabouts) -> Json:
    """Complete the landing page."""
    language = here.language
    more = [
        *feed.landing_links(here.api, language),
        *tiles.landing_links(here.api, language),
        *styles.landing_links(here.api, language),
        *processes.landing_links(here.api, language),
        *plans.landing_links(here.api, language),
        _link("license", town.licence.url, town.licence.title),
        _link("privacy-policy", town.privacy, "Datenschutz" if language == "de" else "Privacy"),
    ]
    return data | {
        "attribution": town.licence.attribution,
        "links": _links(data, language) + more,
    }


def conformance(data: Json) -> Json:
    """Declare what is met."""
    return data | {"conformsTo": list(CONFORMANCE)}


def collections(data: Json, layers: Mapping[str, Publication], town: Town, here: Whereabouts) -> Json:
    """Complete the list of collections.

    INSPIRE's good practice for OGC API Features wants the licence here, metadata, and the data as files.
    """
    listed = [collection(each, layers[each["id"]], town, here) for each in data["collections"]]
    links = [
        *_links(data, here.language),
        _link("license", town.licence.url, town.licence.title),
        *metadata.overview_links(layers.values(), here.api, here.language),
        *downloads.overview_links(here.store, layers.values(), here.base, here.language),
        *feed.landing_links(here.api, here.language),
    ]
    return data | {"collections": listed, "links": links}


def collection(data: Json, layer: Publication, town: Town, here: Whereabouts) -> Json:
    """Add who answers for a layer, under which terms it may be used, and of when it is."""
    language = here.language
    licence = layer.dataset.licence or town.licence
    contact = layer.dataset.contact or town.contact
    reached = {
        "emails": [{"value": contact.email}] if contact.email else None,
        "phones": [{"value": contact.phone}] if contact.phone else None,
        "links": [{"href": contact.url, "rel": "about", "type": "text/html"}] if contact.url else None,
    }
    more = {
        "attribution": licence.attribution,
        "license": licence.id,
        "contacts": [{"organization": contact.office.to(language)} | {k: v for k, v in reached.items() if v}],
        "itemCount": layer.count,
        "version": layer.version,
        "quality": layer.dataset.quality,
    }
    if layer.data_date:
        more["updated"] = layer.data_date.isoformat()
    url = f"{here.api}/collections/{layer.dataset.id}"
    links = [
        *(link for link in _links(data, language) if link["rel"] != "items"),
        *_items_links(f"{url}/items", language),
        *_sortables_links(f"{url}/sortables", language),
        metadata.collection_link(layer, here.api, language),
        *downloads.collection_links(here.store, layer, here.base, language),
        *feed.collection_links(layer, here.api, language),
        *tiles.collection_links(here.api, layer, language),
        *styles.collection_links(here.api, layer, language),
    ]
    return data | more | {"links": links}


def _sortables_links(url: str, language: Language) -> list[Json]:
    titles = {"application/schema+json": SORTABLES, "text/html": SORTABLES_PAGE}
    forms = {"application/schema+json": "json", "text/html": "html"}
    return [
        {"rel": SORTABLES_RELATION, "type": kind, "title": title.to(language), "href": f"{url}?f={forms[kind]}"}
        for kind, title in titles.items()
    ]


def _items_links(url: str, language: Language) -> list[Json]:
    return [
        {
            "rel": "items",
            "type": each.media_type,
            "title": ITEMS.to(language).format(each.title.to(language)),
            "href": f"{url}?f={each.name}",
        }
        for each in FEATURES
    ]


def fields(data: Json, layer: Publication, url: str, language: Language) -> Json:
    """Complete a schema, the queryables or the sortables of a layer, which are at ``url``.

    Other properties than the named ones are refused in filters and orders, and no feature has them.
    """
    dialect = "https://json-schema.org/draft/2020-12/schema"
    properties = described(data["properties"], layer.dataset, language)
    return data | {"$schema": dialect, "$id": url, "additionalProperties": False, "properties": properties}


def sortables(layer: Publication, url: str, language: Language) -> Json:
    """List the properties to sort by: all but the geometry (Part 5, /req/sortables/response)."""
    data = {"type": "object", "title": layer.dataset.title.to(language), "properties": properties_schema(layer.dataset)}
    found = fields(data, layer, url, language)
    return found | {"properties": {name: each for name, each in found["properties"].items() if name != "geometry"}}


def items(data: Json, page: Page, place: Place) -> Json:
    """Complete a page of features. Without ``timeStamp``, which is optional, equal requests have equal answers."""
    links = page_links(place, page.wanted.query, page.following, page.returned)
    return {name: value for name, value in data.items() if name != "timeStamp"} | {"links": links}


def _links(data: Json, language: Language) -> list[Json]:
    return [
        link | ({"title": GERMAN.get(link["title"], link["title"])} if language == "de" and "title" in link else {})
        for link in data["links"]
        if link.get("type") not in UNSERVED_TYPES and link["rel"] not in UNSERVED_RELATIONS
    ]


def _link(relation: str, href: str, title: str) -> Json:
    return {"rel": relation, "type": "text/html", "title": title, "href": href}
