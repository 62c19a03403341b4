"""Links to records for catalogues (relation ``describedby``, /req/pre-defined/spatial-data-set-metadata of INSPIRE)."""

from collections.abc import Iterable

from pipelines.publication import Publication
from pipelines.text import Language, Text
from server.links import Json

TITLE = Text("Metadaten von {} (ISO 19139)", "Metadata of {} (ISO 19139)")


def overview_links(layers: Iterable[Publication], api: str, language: Language) -> list[Json]:
    """Link the records of all layers."""
    return [collection_link(layer, api, language) for layer in layers]


def collection_link(layer: Publication, api: str, language: Language) -> Json:
    """Link the record of one layer, which is in German."""
    return {
        "rel": "describedby",
        "type": "application/xml",
        "hreflang": "de",
        "title": TITLE.to(language).format(layer.dataset.title.to(language)),
        "href": f"{api}/collections/{layer.dataset.id}/metadata?f=iso19139",
    }
