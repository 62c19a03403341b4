"""What OpenAPI says about styles."""

from collections.abc import Mapping
from typing import Any

from pipelines.definition import Dataset
from server.parameter import format_parameter
from server.styles.documents import MBS_TYPE, QLR_TYPE, QML_TYPE, SLD_TYPE

Json = dict[str, Any]

CONFORMANCE = (
    "http://www.opengis.net/spec/ogcapi-styles-1/1.0/conf/core",
    "http://www.opengis.net/spec/ogcapi-styles-1/1.0/conf/global-styles",
    "http://www.opengis.net/spec/ogcapi-styles-1/1.0/conf/collection-styles",
)
"""Of a draft. Its classes of encodings are about accepting styles, which nothing here does."""

LANG = {"$ref": "#/components/parameters/lang"}

PAGES = {"application/json": "json", "text/html": "html"}
TEXTS = {SLD_TYPE: "sld11", QML_TYPE: "qml", QLR_TYPE: "qlr"}
PICTURES = {"image/svg+xml": "svg", "image/png": "png"}


def paths(datasets: Mapping[str, Dataset]) -> Json:
    """Return the path items of the styles of all layers, and of each layer's."""
    style = {
        "name": "styleId",
        "in": "path",
        "required": True,
        "description": "A style, which has the id of its layer.",
        "schema": {"type": "string", "enum": list(datasets)},
    }
    found = _paths("/styles", "", "server", [style])
    found["/styles/{styleId}/metadata"] = {
        "get": _operation("getStyleMetadata", "About a style", "server", [style], PAGES)
    }
    for each in datasets.values():
        own = [style | {"schema": {"type": "string", "enum": [each.id]}}]
        found |= _paths(f"/collections/{each.id}/styles", f".collection.{each.id}", each.id, own)
    return found


def _paths(path: str, suffix: str, tag: str, style: list[Json]) -> Json:
    forms = {MBS_TYPE: "mbs"} | TEXTS
    one = f"{path}/{{styleId}}"
    return {
        path: {"get": _operation(f"getStyles{suffix}", "The styles", tag, [], PAGES)},
        one: {"get": _operation(f"getStyle{suffix}", "A style", tag, style, forms)},
        f"{one}/legend": {"get": _operation(f"getLegend{suffix}", "A style's legend", tag, style, PICTURES)},
        f"{one}/thumbnail": {"get": _operation(f"getThumbnail{suffix}", "A layer's picture", tag, style, PICTURES)},
    }


def _operation(name: str, summary: str, tag: str, parameters: list[Json], content: Mapping[str, str]) -> Json:
    chosen = format_parameter(*content.values())
    body = {media_type: {"schema": _schema(media_type)} for media_type in content}
    return {
        "summary": summary,
        "tags": [tag],
        "operationId": name,
        "parameters": [*parameters, chosen, LANG],
        "responses": {
            "200": {"description": summary, "content": body},
            "400": {"$ref": "#/components/responses/InvalidParameter"},
            "404": {"$ref": "#/components/responses/NotFound"},
            "406": {"$ref": "#/components/responses/NotAcceptable"},
            "503": {"$ref": "#/components/responses/Unavailable"},
        },
    }


def _schema(media_type: str) -> Json:
    if media_type.endswith("json"):
        return {"type": "object"}
    return {"type": "string", "format": "binary"} if media_type == "image/png" else {"type": "string"}
