"""pygeoapi's documents made true and complete: only links that lead somewhere, titles in the reader's language,
what the definition knows about a layer.
"""

from collections.abc import Mapping
from typing import Any

from pipelines.publication import Publication
from pipelines.text import Language
from pipelines.town import Town
from server.query import FeatureQuery
from server.schema import described

Json = dict[str, Any]

CONFORMANCE = (
    "http://www.opengis.net/spec/ogcapi-common-1/1.0/conf/core",
    "http://www.opengis.net/spec/ogcapi-common-1/1.0/conf/html",
    "http://www.opengis.net/spec/ogcapi-common-1/1.0/conf/json",
    "http://www.opengis.net/spec/ogcapi-common-1/1.0/conf/landing-page",
    "http://www.opengis.net/spec/ogcapi-common-1/1.0/conf/oas30",
    "http://www.opengis.net/spec/ogcapi-common-2/1.0/conf/collections",
    "http://www.opengis.net/spec/ogcapi-features-1/1.0/conf/core",
    "http://www.opengis.net/spec/ogcapi-features-1/1.0/conf/geojson",
    "http://www.opengis.net/spec/ogcapi-features-1/1.0/conf/html",
    "http://www.opengis.net/spec/ogcapi-features-1/1.0/conf/oas30",
    "http://www.opengis.net/spec/ogcapi-features-2/1.0/conf/crs",
    "http://www.opengis.net/spec/ogcapi-features-3/1.0/conf/queryables",
    "http://www.opengis.net/spec/ogcapi-features-3/1.0/conf/queryables-query-parameters",
)
"""What this service meets; pygeoapi also claims writing and CQL2, which it does not offer here."""

UNSERVED_TYPES = frozenset({"application/ld+json", "text/csv", "text/csv; charset=utf-8"})
UNSERVED_RELATIONS = frozenset(
    f"http://www.opengis.net/def/rel/ogc/1.0/{name}" for name in ("processes", "tiling-schemes", "job-list")
)

GERMAN = {
    "This document as JSON": "Dieses Dokument als JSON",
    "This document as GeoJSON": "Dieses Dokument als GeoJSON",
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
    "Items as GeoJSON": "Objekte als GeoJSON",
    "Items as HTML": "Objekte als HTML",
    "Items (prev)": "Vorige Seite",
    "Items (next)": "Nächste Seite",
}
"""pygeoapi's titles of links; its package holds no translations."""


def landing(data: Json, town: Town, language: Language) -> Json:
    """Complete the landing page."""
    legal = [
        _link("license", town.licence.url, town.licence.title),
        _link("privacy-policy", town.privacy, "Datenschutz" if language == "de" else "Privacy"),
    ]
    return data | {"attribution": town.licence.attribution, "links": _links(data, language) + legal}


def conformance(data: Json) -> Json:
    """Declare what is met."""
    return data | {"conformsTo": list(CONFORMANCE)}


def collections(data: Json, layers: Mapping[str, Publication], town: Town, language: Language) -> Json:
    """Complete the list of collections.

    INSPIRE's good practice for OGC API Features wants the licence here, too.
    """
    listed = [collection(each, layers[each["id"]], town, language) for each in data["collections"]]
    links = [*_links(data, language), _link("license", town.licence.url, town.licence.title)]
    return data | {"collections": listed, "links": links}


def collection(data: Json, layer: Publication, town: Town, language: Language) -> Json:
    """Add who answers for a layer, under which terms it may be used, and of when it is."""
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
    return data | more | {"links": _links(data, language)}


def fields(data: Json, layer: Publication, language: Language) -> Json:
    """Complete a schema or the queryables of a layer."""
    return data | {"properties": described(data["properties"], layer.dataset, language)}


def items(data: Json, query: FeatureQuery, here: list[Json], language: Language) -> Json:
    """Complete a page of features; ``here`` links it in all its forms.

    Without ``timeStamp``, which is optional, equal requests have equal answers. pygeoapi adds a next page, an empty
    one, when the last one is full.
    """
    seen = query.offset + data["numberReturned"]
    last = query.hits or seen >= data["numberMatched"]
    links = [link for link in _others(data, language) if not (last and link["rel"] == "next")]
    return {name: value for name, value in data.items() if name != "timeStamp"} | {"links": [*here, *links]}


def item(data: Json, here: list[Json], language: Language) -> Json:
    """Complete one feature; ``here`` links it in all its forms."""
    return data | {"links": [*here, *_others(data, language)]}


def _others(data: Json, language: Language) -> list[Json]:
    """All but the links to the document itself."""
    return [link for link in _links(data, language) if link["rel"] not in {"self", "alternate"}]


def _links(data: Json, language: Language) -> list[Json]:
    return [
        link | ({"title": GERMAN.get(link["title"], link["title"])} if language == "de" and "title" in link else {})
        for link in data["links"]
        if link.get("type") not in UNSERVED_TYPES and link["rel"] not in UNSERVED_RELATIONS
    ]


def _link(relation: str, href: str, title: str) -> Json:
    return {"rel": relation, "type": "text/html", "title": title, "href": href}
