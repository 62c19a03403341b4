"""The portal's web server: the map at /, OGC API Features at /api, and what machines ask about."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from functools import partial

from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import FileResponse, Response
from starlette.routing import BaseRoute, Mount, Route
from starlette.staticfiles import StaticFiles

from pipelines.basemap.archive import read_basemap
from pipelines.database import connected_reader, reader_address
from pipelines.datasets import load_town
from pipelines.settings import Settings, read_settings
from pipelines.town import Town
from server import accessibility, api, easy_language, health, pages
from server.app_manifest import MEDIA_TYPE, app_manifest
from server.background import routes as background
from server.background.shown import Shown
from server.background.start import start_picture
from server.client import ClientFiles
from server.compression import Compression
from server.downloads import routes as downloads
from server.downloads.files import store_of
from server.failures import Failures, refused
from server.feed import routes as feed
from server.formats.gate import Gate
from server.headers import CORS, Headers, security_headers
from server.lane.cache import Cache
from server.lane.lane import Lane
from server.lane.making import Features
from server.lane.pool import in_use, opened
from server.lane.reading import Reading
from server.lane.tiles import Tiles
from server.live import Live
from server.metadata import routes as metadata
from server.places import routes as places
from server.plans import routes as plans
from server.problem import Problem, not_found
from server.processes import routes as processes
from server.pygeoapi_app import read_base
from server.responses import cacheable
from server.search import routes as search
from server.search.reading import Search
from server.styles import routes as styles
from server.tiles import routes as tiles
from server.tiles.levels import tiles_of
from server.tiles.source import TileSource
from server.watching import Level, Numbers, Watch, metrics, open_log


def create_app(settings: Settings | None = None) -> Starlette:
    """Make the ASGI application. The database is opened when it starts, and what is live is read from it.

    Raises GeoportalError when settings or the town's file are wrong; starting raises it without a database.
    """
    settings = settings or read_settings()
    town = load_town(settings)
    always = CORS | security_headers(town)
    cache, numbers = Cache(settings.cache_bytes), Numbers() if settings.metrics else None
    watches = settings.metrics or settings.access_log
    watch = [Middleware(Watch, numbers, writes=settings.access_log)] if watches else []
    if settings.access_log:
        open_log()
    app = Starlette(
        routes=_routes(settings, town),
        middleware=[
            *watch,
            Middleware(Lane, settings, [Features(always), Tiles(always)], cache),
            Middleware(Headers, always),
            Middleware(Compression, minimum_size=1000, compresslevel=5),
            Middleware(Failures),
        ],
        exception_handlers={Problem: refused, HTTPException: refused},
        lifespan=_lifespan,
    )
    app.state.settings = settings
    app.state.town = town
    app.state.numbers = numbers
    app.state.background = Shown(settings, town)
    app.state.early = None if watches or settings.trusted_proxies else cache
    if numbers:
        numbers.also(Level("geoportal_cache_bytes", "Bytes of answers in memory.", lambda: cache.size))
    app.state.site = read_base(settings.config, f"{settings.base_url}/api", town)
    return app


def _routes(settings: Settings, town: Town) -> list[BaseRoute]:
    """The first that fits answers."""
    return [
        Route("/api", api.landing),
        Route("/api/", api.landing),
        Route("/api/openapi", api.openapi),
        Route("/api/conformance", api.conformance),
        Route("/api/collections", api.collections),
        Route("/api/collections/{collection}", api.collection),
        Route("/api/collections/{collection}/queryables", api.queryables),
        Route("/api/collections/{collection}/schema", api.schema),
        Route("/api/collections/{collection}/sortables", api.sortables),
        Route("/api/collections/{collection}/items", api.items),
        Route("/api/collections/{collection}/items/{feature:path}", api.item),
        *downloads.ROUTES,
        *feed.ROUTES,
        *metadata.ROUTES,
        *tiles.ROUTES,
        *styles.ROUTES,
        *processes.ROUTES,
        *search.ROUTES,
        *plans.ROUTES,
        Route("/api/static/town.css", town_css),
        Mount("/api/static", StaticFiles(directory=pages.STATIC)),
        Route("/api/{path:path}", api.unknown),
        *places.ROUTES,
        *accessibility.ROUTES,
        *background.ROUTES,
        *easy_language.ROUTES,
        Route("/map.json", map_json),
        Route("/logo.svg", logo),
        Route("/app.webmanifest", webmanifest),
        Route("/healthz", health.alive),
        Route("/readyz", health.ready),
        *([Route("/metrics", metrics)] if settings.metrics else []),
        Mount("/", ClientFiles(settings.client, town)),
    ]


@asynccontextmanager
async def _lifespan(app: Starlette) -> AsyncIterator[None]:
    """Hold the database while the server runs, and look every moment whether something else is live."""
    settings: Settings = app.state.settings
    with connected_reader(settings) as engine:
        async with opened(reader_address(settings)) as (pages, searches, names):
            town: Town = app.state.town
            built = partial(read_basemap, settings.home) if town.background.show == "built" else lambda: None
            store = store_of(settings)
            draw_start = partial(start_picture, store, town)
            live = Live(app.state.site, town, engine, built, partial(tiles_of, store, town.extent), draw_start)
            app.state.live = live
            app.state.pool = searches
            app.state.reading = Reading(live, pages, searches)
            app.state.search = Search(live, names)
            if app.state.numbers:
                for pool in (pages, searches, names):
                    app.state.numbers.also(
                        Level(f"geoportal_pool_{pool.name}_in_use", "Connections.", partial(in_use, pool))
                    )
            app.state.tiles = TileSource(searches, store, town.extent)
            await run_in_threadpool(live.look)
            app.state.gate = Gate()
            watch = asyncio.create_task(live.watch())
            try:
                yield
            finally:
                app.state.gate.close()
                app.state.tiles.close()
                await app.state.background.close()
                watch.cancel()
                with suppress(asyncio.CancelledError):
                    await watch


def map_json(request: Request) -> Response:
    """GET /map.json: what the map client needs."""
    return cacheable(request, request.app.state.live.snapshot.map_config, "application/json")


def logo(request: Request) -> Response:
    """GET /logo.svg: the town's logo. Raises Problem (404) when it has none."""
    town: Town = request.app.state.town
    if not town.logo or not town.logo.is_file():
        raise not_found("/logo.svg")
    return FileResponse(town.logo, media_type="image/svg+xml", headers={"Cache-Control": "public, max-age=3600"})


def webmanifest(request: Request) -> Response:
    """GET /app.webmanifest: the map as an app."""
    return cacheable(request, pages.to_json(app_manifest(request.app.state.town)), MEDIA_TYPE)


def town_css(request: Request) -> Response:
    """GET /api/static/town.css: the town's colours for the API's pages."""
    return cacheable(request, pages.town_css(request.app.state.town).encode(), "text/css")
