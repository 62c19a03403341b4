"""The published style of a layer as a whole MapLibre document, which any MapLibre can show as it is."""

from typing import Any

from pipelines.publication import Publication
from pipelines.text import Language
from pipelines.town import Town
from server.styles.markers import markers_of

Json = dict[str, Any]

MOST = 10_000
"""Features of a layer without tiles; the largest page that the API gives."""


def write_mapbox(layer: Publication, api: str, town: Town, language: Language) -> Json:
    """Return the document, its source the layer's tiles at their address here, or its features where it has none.

    Markers are in a sprite. There are no ``glyphs``: MapLibre draws letters with the fonts of the page then.
    """
    dataset, style = layer.dataset, layer.style
    collection = f"{api}/collections/{dataset.id}"
    attribution = (dataset.licence or town.licence).attribution
    if dataset.tiles == "none":
        source: Json = {"type": "geojson", "data": f"{collection}/items?f=json&limit={MOST}"}
        at: Json = {"source": dataset.id}
    else:
        source = {"type": "vector", "url": f"{collection}/tiles/WebMercatorQuad/tilejson"}
        at = {"source": dataset.id, "source-layer": dataset.id}
    said: Json = {
        "version": 8,
        "name": dataset.title.to(language),
        "metadata": {"version": layer.version},
        "center": _centre(layer, town),
        "zoom": town.zoom,
        "sources": {dataset.id: source | {"promoteId": "id", "attribution": attribution}},
    }
    if markers_of(style):
        said["sprite"] = f"{api}/styles/{dataset.id}/sprite"
    return said | {"layers": [_ordered(each, at) for each in style]}


def _ordered(layer: Json, at: Json) -> Json:
    return {"id": layer["id"], "type": layer["type"]} | at | layer


def _centre(layer: Publication, town: Town) -> list[float]:
    if layer.bbox is None:
        return list(town.centre)
    west, south, east, north = layer.bbox
    return [(west + east) / 2, (south + north) / 2]
