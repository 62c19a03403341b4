"""What describes tiles: lists of tilesets and of tile matrix sets, a tileset's metadata, TileJSON, links to them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from pipelines.definition import FieldType
from pipelines.publication import Publication
from pipelines.storage import Box
from pipelines.style import shown_fields
from pipelines.text import Language, Text
from pipelines.town import Town
from server.crs import CRS84
from server.schema import JSON_TYPES
from server.tiles.matrix import SETS, WEB_MERCATOR, TileMatrixSet
from server.tiles.source import TileSource

Json = dict[str, Any]

MVT_TYPE = "application/vnd.mapbox-vector-tile"
TILEJSON_TYPE = "application/vnd.mapbox.tile+json"

TILESETS = "http://www.opengis.net/def/rel/ogc/1.0/tilesets-vector"
SCHEME = "http://www.opengis.net/def/rel/ogc/1.0/tiling-scheme"
SCHEMES = "http://www.opengis.net/def/rel/ogc/1.0/tiling-schemes"
GEODATA = "http://www.opengis.net/def/rel/ogc/1.0/geodata"

TITLES = {
    TILESETS: Text("Vektorkacheln", "Vector tiles"),
    SCHEME: Text("Kachelschema", "Tile matrix set"),
    SCHEMES: Text("Kachelschemas", "Tile matrix sets"),
    "item": Text("Eine Kachel als Mapbox Vector Tile", "One tile as Mapbox Vector Tile"),
    "tilejson": Text("Kachelsatz als TileJSON", "Tileset as TileJSON"),
    "self": Text("Dieses Dokument", "This document"),
    GEODATA: Text("Ebene", "Layer"),
}

DIMENSION = {"Point": 0, "LineString": 1, "Polygon": 2}

CONTENT: dict[FieldType, str] = {"integer": "Number", "number": "Number", "boolean": "Boolean"}
"""TileJSON's words for what a field holds; everything else is a String."""


@dataclass(frozen=True)
class Tileset:
    """The tiles of one or more layers in one set; ``url`` is the address of its list (``…/tiles``)."""

    url: str
    tms: TileMatrixSet
    layers: tuple[Publication, ...]
    source: TileSource
    language: Language
    query: str = ""

    @property
    def address(self) -> str:
        """The address of the tileset's metadata."""
        return f"{self.url}/{self.tms.id}{self.query}"

    @property
    def levels(self) -> tuple[int, int]:
        """Lowest and highest level with tiles."""
        return self.source.levels(self.layers, self.tms)

    @property
    def extent(self) -> Box:
        """The box of all layers in CRS84 degrees."""
        return self.source.extent(self.layers)


def tiled(layers: Iterable[Publication]) -> tuple[Publication, ...]:
    """Return the layers that have tiles."""
    return tuple(layer for layer in layers if layer.dataset.tiles != "none")


def landing_links(api: str, language: Language) -> list[Json]:
    """Link the tiles of all layers, and the tile matrix sets, on the landing page."""
    return [_link(TILESETS, f"{api}/tiles", language), _link(SCHEMES, f"{api}/tileMatrixSets", language)]


def collection_links(api: str, layer: Publication, language: Language) -> list[Json]:
    """Link a layer's tiles where it has some."""
    return [_link(TILESETS, f"{api}/collections/{each.dataset.id}/tiles", language) for each in tiled([layer])]


def matrix_sets(api: str, links: list[Json], language: Language) -> Json:
    """List the tile matrix sets; ``links`` are those of the list itself."""
    listed = [_listed(tms, f"{api}/tileMatrixSets/{tms.id}", language) for tms in SETS.values()]
    return {"links": links, "tileMatrixSets": listed}


def tilesets(api: str, sets: Sequence[Tileset], links: list[Json]) -> Json:
    """List tilesets; ``links`` are those of the list itself.

    No link in it has a template: OGC's test suite follows each one.
    """
    return {"links": links, "tilesets": [_entry(api, each) for each in sets]}


def tileset(api: str, each: Tileset, town: Town, links: list[Json]) -> Json:
    """Describe a tileset, as the tileset metadata of the Two Dimensional Tile Matrix Set 2.0 does.

    ``links`` lead to this description in its forms.
    """
    language, (low, high) = each.language, each.levels
    west, south, east, north = each.extent
    return _head(each, language) | {
        "description": _description(each, town),
        "attribution": _attribution(each, town),
        "mediaTypes": [MVT_TYPE],
        "tileMatrixSetLimits": each.tms.limits(low, high, each.extent),
        "boundingBox": _box(each.extent),
        "centerPoint": {
            "coordinates": [(west + east) / 2, (south + north) / 2],
            "crs": CRS84.uri,
            "tileMatrix": each.tms.name(high),
        },
        "layers": [_layer(api, each, layer) for layer in each.layers],
        "links": [
            *links,
            _scheme(api, each.tms, language),
            {
                "rel": "item",
                "type": MVT_TYPE,
                "title": TITLES["item"].to(language),
                "href": f"{each.url}/{each.tms.id}/{{tileMatrix}}/{{tileRow}}/{{tileCol}}{each.query}",
                "templated": True,
            },
            *([tilejson_link(each.url, each.query, language)] if each.tms is WEB_MERCATOR else []),
        ],
    }


def tilejson(each: Tileset, town: Town) -> Json:
    """Describe a tileset in Web Mercator as TileJSON 3.0, whose placeholders are put where our rows and columns are."""
    low, high = each.levels
    west, south, east, north = each.extent
    said: Json = {
        "tilejson": "3.0.0",
        "name": _title(each, town),
        "description": _description(each, town),
        "attribution": _attribution(each, town),
        "scheme": "xyz",
        "tiles": [f"{each.url}/{WEB_MERCATOR.id}/{{z}}/{{y}}/{{x}}{each.query}"],
        "minzoom": low,
        "maxzoom": high,
        "bounds": [west, south, east, north],
        "center": [(west + east) / 2, (south + north) / 2, low],
        "vector_layers": [_vector_layer(each, layer) for layer in each.layers],
    }
    if len(each.layers) == 1:
        said["version"] = f"{each.layers[0].version}.0.0"
    return said


def tilejson_link(url: str, query: str, language: Language) -> Json:
    """Link the TileJSON of the tilesets at ``url``."""
    return {
        "rel": "alternate",
        "type": TILEJSON_TYPE,
        "title": TITLES["tilejson"].to(language),
        "href": f"{url}/{WEB_MERCATOR.id}/tilejson{query}",
    }


def _head(each: Tileset, language: Language) -> Json:
    titles = [layer.dataset.title.to(language) for layer in each.layers]
    said: Json = {"title": titles[0] if len(titles) == 1 else TITLES[TILESETS].to(language)}
    said |= {"dataType": "vector", "crs": each.tms.crs, "tileMatrixSetId": each.tms.id}
    if len(each.layers) == 1:
        said["version"] = str(each.layers[0].version)
    return said | ({"tileMatrixSetURI": each.tms.uri} if each.tms.uri else {})


def _entry(api: str, each: Tileset) -> Json:
    language = each.language
    links = [_link("self", each.address, language), _scheme(api, each.tms, language)]
    return _head(each, language) | {"links": links}


def _listed(tms: TileMatrixSet, url: str, language: Language) -> Json:
    """OGC's test suite looks for ``item``, the standard names ``self``."""
    said = {"id": tms.id, "title": tms.title} | ({"uri": tms.uri} if tms.uri else {}) | {"crs": tms.crs}
    return said | {"links": [_link("self", url, language), _link("item", url, language, title=SCHEME)]}


def _layer(api: str, each: Tileset, layer: Publication) -> Json:
    dataset, language = layer.dataset, each.language
    low, high = each.source.levels([layer], each.tms)
    fields = {name: dict(JSON_TYPES[dataset.fields[name].type]) for name in shown_fields(dataset, layer.style)}
    said: Json = {
        "id": dataset.id,
        "title": dataset.title.to(language),
        "description": dataset.description.to(language),
        "dataType": "vector",
        "crs": each.tms.crs,
        "minTileMatrix": each.tms.name(low),
        "maxTileMatrix": each.tms.name(high),
        "propertiesSchema": {"type": "object", "properties": {"id": {"type": "string"}} | fields},
        "links": [_link(GEODATA, f"{api}/collections/{dataset.id}", language)],
    }
    if (dimension := DIMENSION.get(dataset.geometry.removeprefix("Multi"))) is not None:
        said["geometryDimension"] = dimension
    return said | ({"boundingBox": _box(layer.bbox)} if layer.bbox else {})


def _vector_layer(each: Tileset, layer: Publication) -> Json:
    dataset = layer.dataset
    low, high = each.source.levels([layer], each.tms)
    fields = {name: CONTENT.get(dataset.fields[name].type, "String") for name in shown_fields(dataset, layer.style)}
    return {
        "id": dataset.id,
        "description": dataset.title.to(each.language),
        "minzoom": low,
        "maxzoom": max(high, each.levels[1]),
        "fields": {"id": "String"} | fields,
    }


def _title(each: Tileset, town: Town) -> str:
    return each.layers[0].dataset.title.to(each.language) if len(each.layers) == 1 else town.title.to(each.language)


def _description(each: Tileset, town: Town) -> str:
    one = len(each.layers) == 1
    return each.layers[0].dataset.description.to(each.language) if one else town.description.to(each.language)


def _attribution(each: Tileset, town: Town) -> str:
    """Who is to be named, once each."""
    return "; ".join(dict.fromkeys((layer.dataset.licence or town.licence).attribution for layer in each.layers))


def _box(extent: Box) -> Json:
    west, south, east, north = extent
    return {"lowerLeft": [west, south], "upperRight": [east, north], "crs": CRS84.uri}


def _scheme(api: str, tms: TileMatrixSet, language: Language) -> Json:
    return _link(SCHEME, f"{api}/tileMatrixSets/{tms.id}", language)


def _link(relation: str, href: str, language: Language, title: str | None = None) -> Json:
    words = TITLES[title or relation].to(language)
    return {"rel": relation, "type": "application/json", "title": words, "href": href}
