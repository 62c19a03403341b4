"""GET /o/{layer}/{feature}, /sitemap.xml, /sitemap-{layer}-{number}.xml and /robots.txt."""

import json
from collections.abc import Mapping
from functools import partial

from sqlalchemy import select
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from pipelines.publication import Publication
from pipelines.tables import layer_table
from server import pages
from server.address import base_url
from server.crs import CRS84
from server.downloads.files import files, store_of
from server.exchange import Exchange
from server.formats.gate import Gate
from server.lane.reading import Reading
from server.layers import MovedError
from server.links import Json, address
from server.live import Live
from server.negotiation import HTML, Offer
from server.places import sitemap
from server.places.calendar import day
from server.places.place import Place
from server.problem import not_found
from server.query import known
from server.responses import cacheable, http_date

PAGE: Offer = (HTML,)
LANGUAGES = ("de", "en")

XML = "application/xml"


async def page(request: Request) -> Response:
    """Answer with the page of one feature. Raises Problem (404)."""
    exchange = Exchange(request, PAGE)
    exchange.check({"lang"})
    live: Live = request.app.state.live
    layer, feature = await live.settled(lambda: _read(request))
    language = exchange.wanted.language
    place = Place(feature, layer, exchange.town, exchange.base, _picture(exchange, layer), language)
    here = {each: address("", [("lang", each)]) for each in LANGUAGES}
    body = pages.render(
        "places/place.html",
        _config(exchange),
        {"links": []},
        language,
        place=place,
        here=here,
        day=partial(day, language=language),
    )
    headers = {
        "Last-Modified": http_date(layer.published_at),
        "Vary": "Accept, Accept-Language",
        "Content-Language": language,
    }
    return cacheable(request, body.encode(), "text/html; charset=utf-8", headers)


def index(request: Request) -> Response:
    """Answer with the list of all lists of pages."""
    known(request.query_params.multi_items(), ())
    return cacheable(request, sitemap.index(_base(request), _listed(request).values()), XML)


async def part(request: Request) -> Response:
    """Answer with a list of a layer's pages. Raises Problem (404)."""
    known(request.query_params.multi_items(), ())
    gate: Gate = request.app.state.gate
    return await gate.run(lambda: _part(request))


def robots(request: Request) -> Response:
    """Answer with what search engines should leave aside."""
    text = sitemap.ROBOTS.format(base=_base(request))
    return cacheable(request, text.encode(), "text/plain; charset=utf-8")


async def _read(request: Request) -> tuple[Publication, Json]:
    """The feature, and what is known of the very version that it was read from."""
    reading: Reading = request.app.state.reading
    name, feature_id = (request.path_params[part] for part in ("collection", "feature"))
    read, text = await reading.feature(name, feature_id, CRS84)
    layer = request.app.state.live.snapshot.publication(name)
    if layer.version != read.version:
        raise MovedError
    return layer, json.loads(text)


def _part(request: Request) -> Response:
    layer, number = _listed(request).get(request.path_params["collection"]), request.path_params["number"]
    if layer is None or not 1 <= number <= sitemap.pages(layer):
        raise not_found(request.url.path)
    key = layer_table(layer.dataset, layer.features).c.id
    some = select(key).order_by(key).offset((number - 1) * sitemap.MOST).limit(sitemap.MOST)
    live: Live = request.app.state.live
    with live.layers.snapshot() as connection:
        ids = connection.scalars(some).all()
    return cacheable(request, sitemap.part(_base(request), layer, ids), XML)


def _listed(request: Request) -> Mapping[str, Publication]:
    """What lies under the map is no place that people look for."""
    live: Live = request.app.state.live
    background = live.town.background.datasets
    return {name: layer for name, layer in live.snapshot.publications.items() if name not in background}


def _base(request: Request) -> str:
    return base_url(request.scope, request.app.state.settings)


def _picture(exchange: Exchange, layer: Publication) -> str | None:
    """The layer's picture in a form that messengers show."""
    found = files(store_of(exchange.request.app.state.settings), layer.dataset.id, layer.version) or {}
    routes = [each.route for each in found.values() if each.role == "thumbnail" and each.media_type == "image/png"]
    return exchange.base + routes[0] if routes else None


def _config(exchange: Exchange) -> Json:
    """What every page's head and foot say; pygeoapi has no part in this."""
    site: Json = exchange.request.app.state.site
    return site | {"server": site["server"] | {"url": exchange.api}}


ROUTES = [
    Route("/o/{collection}/{feature:path}", page),
    Route("/sitemap.xml", index),
    Route("/sitemap-{collection}-{number:int}.xml", part),
    Route("/robots.txt", robots),
]
