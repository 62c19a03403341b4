"""Links to the files of whole layers (relation ``enclosure``, RFC 8288 and INSPIRE's good practice)."""

from collections.abc import Iterable

from pipelines.artefacts.store import Store
from pipelines.publication import Publication
from pipelines.text import Language, Text
from server.downloads.files import File, downloads
from server.links import Json

WHOLE = Text("{} vollständig als {}", "All of {} as {}")

FIRST = ("gpkg", "geojson")
"""What the list of all layers links: the format that every GIS reads, and the one that every program reads;
both types stand in the INSPIRE register of media types."""


def collection_links(store: Store, layer: Publication, base: str, language: Language) -> list[Json]:
    """Link every format of one layer."""
    return [_enclosure(each, layer, base, language) for each in downloads(store, layer)]


def overview_links(store: Store, layers: Iterable[Publication], base: str, language: Language) -> list[Json]:
    """Link all of all layers."""
    return [
        _enclosure(each, layer, base, language)
        for layer in layers
        for each in downloads(store, layer)
        if each.format in FIRST
    ]


def _enclosure(file: File, layer: Publication, base: str, language: Language) -> Json:
    """``hreflang`` is the language of the data, ``length`` their bytes."""
    title = WHOLE.to(language).format(layer.dataset.title.to(language), file.title.to(language))
    return {
        "rel": "enclosure",
        "type": file.media_type.partition(";")[0],
        "hreflang": "de",
        "length": file.size,
        "title": title,
        "href": base + file.route,
    }
