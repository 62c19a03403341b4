"""The resources of OGC API Tiles under /api, and tiles by version under /tiles."""

from collections.abc import Sequence

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from pipelines.plans.names import is_derived
from pipelines.publication import Publication
from pipelines.text import Text
from server.exchange import Exchange
from server.lane.encoding import CODERS, SMALL, Coding, chosen
from server.links import address
from server.live import Live
from server.negotiation import PAGES, Offer, Representation
from server.problem import invalid, not_found
from server.query import PAGE
from server.responses import IMMUTABLE, REVALIDATE, is_known
from server.tiles import documents
from server.tiles.documents import MVT_TYPE, TILEJSON_TYPE, Tileset, tiled
from server.tiles.matrix import SETS, WEB_MERCATOR, find_place, find_set
from server.tiles.source import Tile, TileSource, stored

MVT: Offer = (Representation("mvt", ("mvt",), (MVT_TYPE, "application/x-protobuf"), Text("Mapbox Vector Tile")),)
TILEJSON = Representation("tilejson", ("tilejson",), (TILEJSON_TYPE,), Text("TileJSON"))

DESCRIBED: Offer = (*PAGES, TILEJSON)
ONLY_TILEJSON: Offer = (
    Representation("tilejson", ("tilejson", "json"), (TILEJSON_TYPE, "application/json"), Text("TileJSON")),
)

SELECTED = PAGE | {"collections"}
"""OGC API Tiles, Part 1, class collections-selection."""


def matrix_sets(request: Request) -> Response:
    """GET /api/tileMatrixSets: the sets that tiles are served in."""
    exchange = Exchange(request)
    exchange.check(PAGE)
    links = exchange.representations(f"{exchange.api}/tileMatrixSets", PAGES)
    data = documents.matrix_sets(exchange.api, links, exchange.wanted.language)
    return exchange.answer(data, "tiles/matrix_sets.html")


def matrix_set(request: Request) -> Response:
    """GET /api/tileMatrixSets/{tms}: the definition of one set."""
    exchange = Exchange(request)
    tms = find_set(request.path_params["tms"])
    exchange.check(PAGE)
    links = exchange.representations(f"{exchange.api}/tileMatrixSets/{tms.id}", PAGES)
    return exchange.answer(tms.document(links), "tiles/matrix_set.html")


async def tilesets(request: Request) -> Response:
    """GET …/tiles: the tilesets of a layer, or of all layers."""
    exchange, layers = _asked(request, PAGES)
    sets = [_tileset(exchange, layers, name) for name in SETS]
    data = documents.tilesets(exchange.api, sets, exchange.representations(sets[0].url, PAGES))
    return exchange.answer(data, "tiles/tilesets.html", layer=_subject(exchange))


async def tileset(request: Request) -> Response:
    """GET …/tiles/{tms}: one tileset, as OGC or as TileJSON describes it."""
    name = find_set(request.path_params["tms"]).id
    exchange, layers = _asked(request, DESCRIBED if name == WEB_MERCATOR.id else PAGES)
    found = _tileset(exchange, layers, name)
    if exchange.wanted.format == "tilejson":
        return _tilejson(exchange, found)
    links = exchange.representations(f"{found.url}/{name}", PAGES)
    data = documents.tileset(exchange.api, found, exchange.town, links)
    return exchange.answer(data, "tiles/tileset.html", tms=found.tms.document(), layer=_subject(exchange))


async def tilejson(request: Request) -> Response:
    """GET …/tiles/WebMercatorQuad/tilejson: the same as TileJSON, which knows no other set."""
    exchange, layers = _asked(request, ONLY_TILEJSON)
    return _tilejson(exchange, _tileset(exchange, layers, WEB_MERCATOR.id))


async def tile(request: Request) -> Response:
    """GET …/tiles/{tms}/{z}/{y}/{x}: one tile of a layer, or of all layers."""
    place = find_place(*(request.path_params[name] for name in ("tms", "z", "y", "x")))
    source: TileSource = request.app.state.tiles

    async def read() -> Tile:
        _, layers = _asked(request, MVT)
        single = "collection" in request.path_params
        return await (source.read(layers[0], place) if single else source.read_all(layers, place))

    found = await request.app.state.live.settled(read)
    return await answer_tile(request, found, REVALIDATE, {"Content-Crs": f"<{place.tms.crs}>"})


async def versioned(request: Request) -> Response:
    """GET /tiles/{collection}/{version}/{z}/{x}/{y}.mvt: a tile that never changes, as maps count columns and rows.

    Of versions that are not live, as long as they are kept and have an archive. An earlier version of a collection of
    plans is no longer there: whoever still has the map open that shows it gets what is live.
    """
    path = request.path_params
    place = find_place(WEB_MERCATOR.id, path["z"], path["y"], path["x"])
    source: TileSource = request.app.state.tiles
    live: Live = request.app.state.live

    async def read() -> tuple[Tile, str]:
        layer = live.snapshot.publication(path["collection"])
        if layer.version == path["version"]:
            return await source.read(layer, place), IMMUTABLE
        if archive := source.archive(layer.dataset.id, path["version"]):
            return stored(archive, str(path["version"]), place), IMMUTABLE
        if is_derived(layer.dataset.id) and path["version"] < layer.version:
            return await source.read(layer, place), REVALIDATE
        raise not_found(request.url.path)

    found, caching = await live.settled(read)
    return await answer_tile(request, found, caching, {})


def _asked(request: Request, offer: Offer) -> tuple[Exchange, tuple[Publication, ...]]:
    """The request, and the layers whose tiles it is about."""
    exchange = Exchange(request, offer)
    if "collection" in request.path_params:
        layers = tiled([exchange.layer])
        if not layers:
            raise not_found(request.url.path)
        exchange.check(PAGE)
        return exchange, layers
    given = exchange.check(SELECTED)
    layers = tiled(exchange.snapshot.publications.values())
    return exchange, _selected(layers, given["collections"]) if "collections" in given else layers


def _selected(layers: Sequence[Publication], value: str) -> tuple[Publication, ...]:
    """Layers in the order asked for, by their ids or addresses. Raises Problem (400)."""
    known = {layer.dataset.id: layer for layer in layers}
    names = list(dict.fromkeys(each.rsplit("/", 1)[-1] for each in value.split(",")))
    if unknown := [name for name in names if name not in known]:
        raise invalid("collections", f"„{unknown[0]}“ hat keine Kacheln.", f"there are no tiles of “{unknown[0]}”.")
    return tuple(known[name] for name in names)


def _tileset(exchange: Exchange, layers: tuple[Publication, ...], name: str) -> Tileset:
    source: TileSource = exchange.request.app.state.tiles
    single = "collection" in exchange.request.path_params
    url = f"{exchange.collection if single else exchange.api}/tiles"
    chosen = exchange.request.query_params.get("collections")
    query = address("", [("collections", ",".join(layer.dataset.id for layer in layers))]) if chosen else ""
    return Tileset(url, SETS[name], layers, source, exchange.wanted.language, query)


def _tilejson(exchange: Exchange, found: Tileset) -> Response:
    return exchange.answer(documents.tilejson(found, exchange.town), media_type=TILEJSON_TYPE)


def _subject(exchange: Exchange) -> Publication | None:
    """The layer that a page is about, None where it is about all."""
    return exchange.layer if "collection" in exchange.request.path_params else None


async def answer_tile(request: Request, found: Tile, caching: str, headers: dict[str, str]) -> Response:
    """Answer with the bytes as they are stored where the client takes gzip, else in the coding that it likes best.

    The ETag is strong, and another one for each encoding. Nothing in a tile is a 204 (/req/core/tc-error, B).
    """
    coding = _coding(found, request.headers.get("accept-encoding", ""))
    etag = f'"{found.version}{f"-{coding}" if coding else ""}"'
    head = {"ETag": etag, "Cache-Control": caching, "Vary": "Accept, Accept-Encoding"} | headers
    if is_known(etag, request.headers.get("if-none-match", "")):
        return Response(status_code=304, headers=head)
    if not found.data:
        return Response(status_code=204, headers=head)
    body = await run_in_threadpool(_coded, found, coding)
    return Response(body, headers=head | ({"Content-Encoding": coding} if coding else {}), media_type=MVT_TYPE)


def _coding(found: Tile, header: str) -> Coding:
    if not found.gzipped and len(found.data) <= SMALL:
        return ""
    return chosen(header, "gzip" if found.gzipped else "")


def _coded(found: Tile, coding: Coding) -> bytes:
    if found.gzipped and coding == "gzip":
        return found.data
    return CODERS[coding](found.plain()) if coding else found.plain()


_COLLECTION = "/api/collections/{collection}/tiles"
_ONE = "/{tms}/{z}/{y}/{x}"

ROUTES = [
    Route("/api/tileMatrixSets", matrix_sets),
    Route("/api/tileMatrixSets/{tms}", matrix_set),
    *(
        route
        for base in ("/api/tiles", _COLLECTION)
        for route in (
            Route(base, tilesets),
            Route(f"{base}/{WEB_MERCATOR.id}/tilejson", tilejson),
            Route(f"{base}/{{tms}}", tileset),
            Route(base + _ONE, tile),
        )
    ),
    Route("/tiles/{collection}/{version:int}/{z}/{x}/{y}.mvt", versioned),
]
