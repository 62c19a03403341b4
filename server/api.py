"""The resources of the OGC API under /api.

Synchronous functions run in a thread of Starlette's pool.
"""

from urllib.parse import quote, urlencode

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response

from server import documents, pygeoapi_app
from server.exchange import Exchange
from server.formats import answer as formats
from server.formats.offer import FEATURES, GEOJSON, feature_offer, is_file
from server.paging import feature_links
from server.plans.routes import plan_document
from server.problem import not_found
from server.query import ITEM, PAGE, parse, parse_crs
from server.schema import described, properties_schema

SCHEMA_TYPE = "application/schema+json"

ROWS = 1000
"""The most of a page for people: browsers take seconds for longer tables."""


def landing(request: Request) -> Response:
    """GET /api: what this API offers."""
    exchange = Exchange(request)
    exchange.check(PAGE)
    answer = exchange.ask(pygeoapi_app.LANDING)
    return exchange.write(answer, documents.landing(answer.document.data, exchange.town, exchange.whereabouts))


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
    layers = exchange.snapshot.publications
    data = documents.collections(answer.document.data, layers, exchange.town, exchange.whereabouts)
    return exchange.write(answer, data, layers=layers)


def collection(request: Request) -> Response:
    """GET /api/collections/{id}: one layer."""
    exchange = Exchange(request)
    layer = exchange.layer
    exchange.check(PAGE)
    answer = exchange.ask(pygeoapi_app.COLLECTIONS, layer.dataset.id)
    data = documents.collection(answer.document.data, layer, exchange.town, exchange.whereabouts)
    fields = described(properties_schema(layer.dataset), layer.dataset, exchange.wanted.language)
    return exchange.write(answer, data, layer=layer, schema=fields, published=layer.published_at)


def queryables(request: Request) -> Response:
    """GET /api/collections/{id}/queryables: the fields that features can be selected by."""
    return _fields(request, pygeoapi_app.QUERYABLES)


def sortables(request: Request) -> Response:
    """GET /api/collections/{id}/sortables: the fields that features can be sorted by."""
    exchange = Exchange(request)
    layer = exchange.layer
    exchange.check(PAGE)
    data = documents.sortables(layer, f"{exchange.collection}/sortables", exchange.wanted.language)
    page = "collections/sortables.html"
    return exchange.answer(data, page, SCHEMA_TYPE, layer=layer, published=layer.published_at)


def schema(request: Request) -> Response:
    """GET /api/collections/{id}/schema: the fields that features have."""
    return _fields(request, pygeoapi_app.SCHEMA)


async def items(request: Request) -> Response:
    """GET /api/collections/{id}/items: a page of features.

    The parameters are checked here so that pygeoapi's looser parser never sees wrong ones; the provider checks them
    again, against the definition of the very version that it reads.
    """
    exchange = Exchange(request, FEATURES)
    query = parse(exchange.parameters, exchange.layer.dataset)
    if exchange.wanted.format == "html" and query.limit > ROWS:
        exchange = Exchange(_limited(request), FEATURES)
    if is_file(exchange.wanted):
        return await formats.items(exchange)
    return await run_in_threadpool(_items, exchange)


async def item(request: Request) -> Response:
    """GET /api/collections/{id}/items/{fid}: one feature."""
    exchange = Exchange(request, feature_offer(request.path_params["collection"]))
    feature_id = request.path_params["feature"]
    url = f"{exchange.collection}/items/{quote(feature_id, safe='')}"
    crs = parse_crs("crs", exchange.check(ITEM).get("crs"))
    if is_file(exchange.wanted):
        return await formats.item(exchange, feature_id, crs, url)
    if exchange.wanted.format == "xplangml":
        return await plan_document(request, request.path_params["collection"], feature_id)
    return await run_in_threadpool(_item, exchange, feature_id, url)


def unknown(request: Request) -> Response:
    """Any other path under /api."""
    raise not_found(request.url.path)


def _limited(request: Request) -> Request:
    given = [(name, value) for name, value in request.query_params.multi_items() if name != "limit"]
    scope = dict(request.scope)
    scope["query_string"] = urlencode([*given, ("limit", ROWS)]).encode()
    return Request(scope, request.receive)


def _items(exchange: Exchange) -> Response:
    layer = exchange.layer
    answer = exchange.ask(pygeoapi_app.ITEMS, layer.dataset.id)
    assert answer.page  # noqa: S101 - the provider has read one
    data = documents.items(answer.document.data, answer.page, exchange.place)
    return exchange.write(answer, data, GEOJSON.media_type, layer=layer)


def _item(exchange: Exchange, feature_id: str, url: str) -> Response:
    layer = exchange.layer
    answer = exchange.ask(pygeoapi_app.ITEM, layer.dataset.id, feature_id)
    data = answer.document.data | {"links": feature_links(exchange.place, url)}
    return exchange.write(answer, data, GEOJSON.media_type, layer=layer)


def _fields(request: Request, operation: pygeoapi_app.Operation) -> Response:
    exchange = Exchange(request)
    layer = exchange.layer
    exchange.check(PAGE)
    answer = exchange.ask(operation, layer.dataset.id)
    url = f"{exchange.api}{request.url.path.removeprefix('/api')}"
    data = documents.fields(answer.document.data, layer, url, exchange.wanted.language)
    return exchange.write(answer, data, SCHEMA_TYPE, layer=layer, published=layer.published_at)
