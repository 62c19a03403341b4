"""What OpenAPI says about tiles."""

from collections.abc import Mapping
from typing import Any

from pipelines.definition import Dataset
from server.parameter import format_parameter
from server.tiles.documents import MVT_TYPE, TILEJSON_TYPE
from server.tiles.matrix import SETS, WEB_MERCATOR

Json = dict[str, Any]

CONFORMANCE = (
    "http://www.opengis.net/spec/ogcapi-tiles-1/1.0/conf/core",
    "http://www.opengis.net/spec/ogcapi-tiles-1/1.0/conf/tileset",
    "http://www.opengis.net/spec/ogcapi-tiles-1/1.0/conf/tilesets-list",
    "http://www.opengis.net/spec/ogcapi-tiles-1/1.0/conf/dataset-tilesets",
    "http://www.opengis.net/spec/ogcapi-tiles-1/1.0/conf/geodata-tilesets",
    "http://www.opengis.net/spec/ogcapi-tiles-1/1.0/conf/collections-selection",
    "http://www.opengis.net/spec/ogcapi-tiles-1/1.0/conf/mvt",
    "http://www.opengis.net/spec/ogcapi-tiles-1/1.0/conf/oas30",
    "http://www.opengis.net/spec/tms/2.0/conf/tilematrixset",
    "http://www.opengis.net/spec/tms/2.0/conf/tilematrixsetlimits",
    "http://www.opengis.net/spec/tms/2.0/conf/tilesetmetadata",
    "http://www.opengis.net/spec/tms/2.0/conf/json-tilematrixset",
    "http://www.opengis.net/spec/tms/2.0/conf/json-tilematrixsetlimits",
    "http://www.opengis.net/spec/tms/2.0/conf/json-tilesetmetadata",
)

COLLECTIONS: Json = {
    "name": "collections",
    "in": "query",
    "description": "Only these collections, in this order: their ids, or their addresses.",
    "required": False,
    "style": "form",
    "explode": False,
}

SHARED = [{"$ref": "#/components/parameters/lang"}]
PAGES = {"json": "application/json", "html": "text/html"}
TMS = {"type": "string", "enum": list(SETS)}

PLACE: tuple[Json, ...] = (
    {
        "name": "tileMatrix",
        "in": "path",
        "required": True,
        "description": "Level, as the tile matrix set names it: 0 to 24, or 00 to 13.",
        "schema": {"type": "string"},
    },
    {
        "name": "tileRow",
        "in": "path",
        "required": True,
        "description": "Row, counted from the top.",
        "schema": {"type": "integer", "minimum": 0},
    },
    {
        "name": "tileCol",
        "in": "path",
        "required": True,
        "description": "Column, counted from the left.",
        "schema": {"type": "integer", "minimum": 0},
    },
)


def paths(datasets: Mapping[str, Dataset]) -> Json:
    """Return the path items of the tile matrix sets, of all layers' tiles together, and of each layer's."""
    found = {
        "/tileMatrixSets": {"get": _document("getTileMatrixSetsList", "The tile matrix sets", "server", [])},
        "/tileMatrixSets/{tileMatrixSetId}": {
            "get": _document("getTileMatrixSet", "One tile matrix set", "server", [_set()])
        },
    }
    tiled = [each.id for each in datasets.values() if each.tiles != "none"]
    chosen = COLLECTIONS | {"schema": {"type": "array", "minItems": 1, "items": {"type": "string", "enum": tiled}}}
    found |= _tilesets("/tiles", "dataset", "server", "all layers", [chosen])
    for each in datasets.values():
        if each.tiles != "none":
            about = each.title.to("en")
            found |= _tilesets(f"/collections/{each.id}/tiles", f"collection.{each.id}", each.id, about, [])
    return found


def _tilesets(path: str, name: str, tag: str, about: str, more: list[Json]) -> Json:
    """The operations' ids end as OGC API Tiles, Part 1, /req/oas30/operation-id, wants."""
    one = f"{path}/{{tileMatrixSetId}}"
    both, only = (
        PAGES | {"tilejson": TILEJSON_TYPE},
        {"tilejson": TILEJSON_TYPE, "json": TILEJSON_TYPE},
    )
    document = _document(f"{name}.vector.getTileSet", f"Tileset of {about}", tag, [_set(), *more], both)
    tilejson = _document(f"{name}.vector.getTileJSON", f"Tileset of {about} as TileJSON", tag, more, only)
    tile = {
        "summary": f"A tile of {about}",
        "tags": [tag],
        "operationId": f"{name}.vector.getTile",
        "parameters": [_set(), *PLACE, *more, format_parameter("mvt"), *SHARED],
        "responses": _refusals()
        | {
            "200": {
                "description": "A Mapbox Vector Tile with the layer, or a part for each layer.",
                "headers": {"Content-Crs": {"schema": {"type": "string"}}, "ETag": {"schema": {"type": "string"}}},
                "content": {MVT_TYPE: {"schema": {"type": "string", "format": "binary"}}},
            },
            "204": {"description": "There is nothing in this tile."},
        },
    }
    listed = _document(f"{name}.vector.getTileSetsList", f"Tilesets of {about}", tag, more)
    return {
        path: {"get": listed},
        one: {"get": document},
        f"{path}/{WEB_MERCATOR.id}/tilejson": {"get": tilejson},
        f"{one}/{{tileMatrix}}/{{tileRow}}/{{tileCol}}": {"get": tile},
    }


def _document(name: str, summary: str, tag: str, parameters: list[Json], formats: Mapping[str, str] = PAGES) -> Json:
    """``formats`` are media types by the value of ``f``."""
    content = {each: {"schema": {"type": "string" if each == "text/html" else "object"}} for each in formats.values()}
    return {
        "summary": summary,
        "tags": [tag],
        "operationId": name,
        "parameters": [*parameters, format_parameter(*formats), *SHARED],
        "responses": _refusals() | {"200": {"description": summary, "content": content}},
    }


def _set() -> Json:
    return {
        "name": "tileMatrixSetId",
        "in": "path",
        "required": True,
        "description": "The tile matrix set.",
        "schema": TMS,
    }


def _refusals() -> Json:
    return {
        "400": {"$ref": "#/components/responses/InvalidParameter"},
        "404": {"$ref": "#/components/responses/NotFound"},
        "406": {"$ref": "#/components/responses/NotAcceptable"},
        "503": {"$ref": "#/components/responses/Unavailable"},
    }
