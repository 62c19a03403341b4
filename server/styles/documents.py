"""What describes styles: lists of them, their metadata, links to them and to their legends."""

from collections.abc import Iterable, Sequence
from typing import Any

from pipelines.publication import Publication
from pipelines.style import shown_fields
from pipelines.text import Language, Text
from pipelines.town import Town
from server.schema import JSON_TYPES
from server.styles.rules import Translation, translate

Json = dict[str, Any]

STYLES = "http://www.opengis.net/def/rel/ogc/1.0/styles"
LEGEND = "http://www.opengis.net/def/rel/ogc/1.0/legend"

MBS_TYPE = "application/vnd.mapbox.style+json"
SLD_TYPE = "application/vnd.ogc.sld+xml;version=1.1"
QML_TYPE = "application/vnd.qgis.qml"
QLR_TYPE = "application/vnd.qgis.qlr"

SHEETS: dict[str, tuple[str, Text, str]] = {
    "mbs": (MBS_TYPE, Text("MapLibre-Stil", "MapLibre style"), "https://maplibre.org/maplibre-style-spec/"),
    "sld11": (SLD_TYPE, Text("SLD 1.1", "SLD 1.1"), "https://www.ogc.org/standards/sld/"),
    "qml": (QML_TYPE, Text("QGIS-Stil (QML)", "QGIS style (QML)"), "https://docs.qgis.org/latest/"),
}
"""Forms of a style: media type, title, specification. The first is the one that it was made in."""

QLR_TITLE = Text("Ebene für QGIS mit Stil (QLR)", "Layer for QGIS with its style (QLR)")

GEOMETRIES = {"Point": "point", "LineString": "line", "Polygon": "polygon", "Geometry": "geometry"}
"""The kinds of layers of a style's metadata (OGC 20-009, requirement core/style-md)."""

TITLES = {
    STYLES: Text("Stile", "Styles"),
    LEGEND: Text("Legende", "Legend"),
    "describedby": Text("Beschreibung des Stils", "About the style"),
    "preview": Text("Vorschaubild", "Preview"),
    "collection": Text("Ebene", "Layer"),
}


def landing_links(api: str, language: Language) -> list[Json]:
    """Link the styles of all layers on the landing page."""
    return [_link(STYLES, f"{api}/styles", language)]


def collection_links(api: str, layer: Publication, language: Language) -> list[Json]:
    """Link a layer's styles, its legend, its picture and its definition for QGIS."""
    name = layer.dataset.id
    return [
        _link(STYLES, f"{api}/collections/{name}/styles", language),
        *_pictures(api, name, language),
        _definition(api, name, language),
    ]


def styles(url: str, api: str, layers: Iterable[Publication], town: Town, language: Language) -> Json:
    """List the styles of some layers. ``url`` is the list's address; a style has the id of its layer."""
    listed = [_listed(f"{url}/{layer.dataset.id}", api, layer, town, language) for layer in layers]
    return {"styles": listed} | ({"default": listed[0]["id"]} if len(listed) == 1 else {})


def metadata(api: str, layer: Publication, town: Town, links: list[Json], language: Language) -> Json:
    """Describe a style: what forms it has, what is not the same in them, and why another form is missing.

    ``links`` lead to this description in its forms.
    """
    dataset = layer.dataset
    address, found = f"{api}/styles/{dataset.id}", translated(layer, town)
    contact = dataset.contact or town.contact
    said: Json = {
        "id": dataset.id,
        "title": dataset.title.to(language),
        "description": dataset.description.to(language),
        "pointOfContact": contact.office.to(language),
        "license": (dataset.licence or town.licence).id,
        "updated": layer.published_at.isoformat(),
        "scope": "style",
        "version": str(layer.version),
        "stylesheets": [_sheet(name, address, language, found) for name in _offered(found)],
        "layers": [
            {
                "id": dataset.id,
                "type": GEOMETRIES[dataset.geometry.removeprefix("Multi")],
                "attributes": {
                    name: JSON_TYPES[dataset.fields[name].type] for name in shown_fields(dataset, layer.style)
                },
                "sampleData": _link(
                    "start",
                    f"{api}/collections/{dataset.id}/items",
                    language,
                    "application/geo+json",
                    TITLES["collection"],
                ),
            }
        ],
        "links": [
            *links,
            _link("collection", f"{api}/collections/{dataset.id}", language),
            *_sheets(address, found, language),
            _definition(api, dataset.id, language),
            *_pictures(api, dataset.id, language),
        ],
    }
    if found.reasons:
        said["missing"] = [
            {"title": SHEETS[name][1].to(language), "reasons": [reason.to(language) for reason in found.reasons]}
            for name in SHEETS
            if name not in _offered(found)
        ]
    return said


def translated(layer: Publication, town: Town) -> Translation:
    """Return the rules of a layer's style."""
    return translate(layer.style, layer.dataset, town.centre[1])


def _offered(found: Translation) -> Sequence[str]:
    return tuple(SHEETS) if found.rules else ("mbs",)


def _listed(address: str, api: str, layer: Publication, town: Town, language: Language) -> Json:
    name, found = layer.dataset.id, translated(layer, town)
    links = [*_sheets(address, found, language), _link("describedby", f"{api}/styles/{name}/metadata", language)]
    return {
        "id": name,
        "title": layer.dataset.title.to(language),
        "links": [*links, *_pictures(api, name, language)],
    }


def _sheets(address: str, found: Translation, language: Language) -> list[Json]:
    return [
        _link("stylesheet", f"{address}?f={name}", language, SHEETS[name][0], SHEETS[name][1])
        for name in _offered(found)
    ]


def _sheet(name: str, address: str, language: Language, found: Translation) -> Json:
    media_type, title, specification = SHEETS[name]
    notes = [note.to(language) for note in found.notes]
    said: Json = {
        "title": title.to(language),
        "specification": specification,
        "native": name == "mbs",
        "link": _link("stylesheet", f"{address}?f={name}", language, media_type, title),
    }
    return said | ({"description": " ".join(notes)} if notes and name != "mbs" else {})


def _definition(api: str, name: str, language: Language) -> Json:
    return _link("related", f"{api}/styles/{name}?f=qlr", language, QLR_TYPE, QLR_TITLE)


def _pictures(api: str, name: str, language: Language) -> list[Json]:
    address = f"{api}/styles/{name}"
    return [
        _link(LEGEND, f"{address}/legend?f=svg", language, "image/svg+xml"),
        _link(LEGEND, f"{address}/legend?f=png", language, "image/png"),
        _link("preview", f"{address}/thumbnail?f=png", language, "image/png"),
    ]


def _link(
    relation: str,
    href: str,
    language: Language,
    media_type: str = "application/json",
    title: Text | None = None,
) -> Json:
    words = (title or TITLES[relation]).to(language)
    return {"rel": relation, "type": media_type, "title": words, "href": href}
