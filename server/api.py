"""The resources of the OGC API under /api.

The functions are synchronous, so Starlette runs each in a thread of its pool.
"""

from starlette.requests import Request
from starlette.responses import Response

from server import documents, pygeoapi_app
from server.exchange import Exchange
from server.problem import not_found
from server.query import ITEM, PAGE, parse, parse_crs

GEOJSON = "application/geo+json"
"""RFC 7946; pygeoapi promises it in its links and sends application/json."""


def landing(request: Request) -> Response:
    """GET /api: what this API offers."""
    exchange = Exchange(request)
    exchange.check(PAGE)
    answer = exchange.ask(pygeoapi_app.LANDING)
    return exchange.write(answer, documents.landing(answer.document.data, exchange.town, exchange.wanted.language))


def openapi(request: Request) -> Response:
    """GET /api/openapi: the API's description for programs, or a page for people."""
    exchange = Exchange(request)
    exchange.check(PAGE)
    answer = exchange.ask(pygeoapi_app.OPENAPI)
    data = answer.document.data | {"servers": [{"url": exchange.api}]}
    return exchange.write(answer, data, paths=exchange.snapshot.service.openapi["paths"])


def conformance(request: Request) -> Response:
    """GET /api/conformance: which parts of OGC's standards are met."""
    exchange = Exchange(request)
    exchange.check(PAGE)
    answer = exchange.ask(pygeoapi_app.CONFORMANCE)
    return exchange.write(answer, documents.conformance(answer.document.data))


def collections(request: Request) -> Response:
    """GET /api/collections: all layers."""
    exchange = Exchange(request)
    exchange.check(PAGE)
    answer = exchange.ask(pygeoapi_app.COLLECTIONS)
    layers, language = exchange.snapshot.publications, exchange.wanted.language
    data = documents.collections(answer.document.data, layers, exchange.town, language)
    return exchange.write(answer, data, layers=layers)


def collection(request: Request) -> Response:
    """GET /api/collections/{id}: one layer."""
    exchange = Exchange(request)
    layer = exchange.layer
    exchange.check(PAGE)
    answer = exchange.ask(pygeoapi_app.COLLECTIONS, layer.dataset.id)
    data = documents.collection(answer.document.data, layer, exchange.town, exchange.wanted.language)
    return exchange.write(answer, data, layer=layer)


def queryables(request: Request) -> Response:
    """GET /api/collections/{id}/queryables: the fields that features can be selected by."""
    return _fields(request, pygeoapi_app.QUERYABLES)


def schema(request: Request) -> Response:
    """GET /api/collections/{id}/schema: the fields that features have."""
    return _fields(request, pygeoapi_app.SCHEMA)


def items(request: Request) -> Response:
    """GET /api/collections/{id}/items: a page of features.

    The parameters are checked here so that pygeoapi's looser parser never sees wrong ones; the provider checks them
    again, against the definition of the very version that it reads.
    """
    exchange = Exchange(request)
    layer = exchange.layer
    query = parse(exchange.parameters, layer.dataset)
    answer = exchange.ask(pygeoapi_app.ITEMS, layer.dataset.id)
    data = documents.items(answer.document.data, query, exchange.wanted.language)
    return exchange.write(answer, data, GEOJSON, layer=layer)


def item(request: Request) -> Response:
    """GET /api/collections/{id}/items/{fid}: one feature."""
    exchange = Exchange(request)
    layer = exchange.layer
    parse_crs("crs", exchange.check(ITEM).get("crs"))
    answer = exchange.ask(pygeoapi_app.ITEM, layer.dataset.id, request.path_params["feature"])
    data = documents.item(answer.document.data, exchange.wanted.language)
    return exchange.write(answer, data, GEOJSON, layer=layer)


def unknown(request: Request) -> Response:
    """Any other path under /api."""
    raise not_found(request.url.path)


def _fields(request: Request, operation: pygeoapi_app.Operation) -> Response:
    exchange = Exchange(request)
    layer = exchange.layer
    exchange.check(PAGE)
    answer = exchange.ask(operation, layer.dataset.id)
    data = documents.fields(answer.document.data, layer, exchange.wanted.language)
    return exchange.write(answer, data, layer=layer)
