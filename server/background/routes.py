"""GET /background/…: the built map's tiles and styles, and a foreign map's, as far as they come through us."""

from pathlib import Path

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from pipelines.basemap.archive import archive_path
from pipelines.text import Text
from pipelines.town import Town
from server.address import base_url
from server.background.foreign import PATH, Proxied, picture_style
from server.background.kept import Answer
from server.background.shown import Shown
from server.background.start import MEDIA_TYPE as START
from server.background.style import style
from server.pages import to_json
from server.problem import Problem, not_found
from server.responses import IMMUTABLE, REVALIDATE, cacheable
from server.tiles.matrix import WEB_MERCATOR, Place, find_place
from server.tiles.routes import answer_tile
from server.tiles.source import stored

DAY = "public, max-age=86400"
"""How long browsers keep what a foreign server gave."""


async def built_tile(request: Request) -> Response:
    """GET /background/tiles/{version}/{z}/{x}/{y}.mvt: a tile of the built map, which never changes."""
    place = _place(request)
    shown: Shown = request.app.state.background
    version = request.path_params["version"]
    path: Path = archive_path(request.app.state.settings.home, version)
    archive = shown.archives.find(path) if version.isalnum() else None
    if archive is None or not archive.zooms[0] <= place.z <= archive.zooms[1]:
        raise not_found(request.url.path)
    return await answer_tile(request, stored(archive, version, place), IMMUTABLE, {})


def built_style(request: Request) -> Response:
    """GET /background/style/{look}.json: the built map's style in one of its looks. Raises Problem (404)."""
    look = request.path_params["look"]
    shown: Shown = request.app.state.background
    basemap = request.app.state.live.snapshot.basemap
    if basemap is None or look not in shown.looks:
        raise not_found(request.url.path)
    base = base_url(request.scope, request.app.state.settings)
    return cacheable(request, to_json(style(basemap, shown.looks[look], look, base)), "application/json")


def start_svg(request: Request) -> Response:
    """GET /background/start/{digest}.svg: the small picture of the map. Raises Problem (404).

    A page that came a moment before a publication asks for the picture of then, and gets the present one.
    """
    picture = request.app.state.live.snapshot.start_picture
    if picture is None:
        raise not_found(request.url.path)
    lifetime = IMMUTABLE if request.url.path == picture.path else REVALIDATE
    return cacheable(request, picture.body, START, {"Cache-Control": lifetime})


async def foreign_style(request: Request) -> Response:
    """GET /background/foreign/style.json: the foreign map's style. Raises Problem: 404 without one, 502."""
    base = base_url(request.scope, request.app.state.settings)
    town: Town = request.app.state.town
    foreign = town.background.shown_foreign
    if foreign and foreign.tiles and not foreign.proxy:
        body = picture_style(foreign, foreign.tiles)
    else:
        body = await _proxied(request).style(base)
    return cacheable(request, to_json(body), "application/json")


async def foreign_tile(request: Request) -> Response:
    """GET /background/foreign/{source}/{z}/{x}/{y}: one of its tiles."""
    proxied = _proxied(request)
    return _answer(request, await proxied.tile(request.path_params["source"], _place(request)))


async def foreign_sprite(request: Request) -> Response:
    """GET /background/foreign/sprite[@2x].json|png: its symbols."""
    proxied = _proxied(request)
    return _answer(request, await proxied.sprite(request.path_params["ending"]))


def _proxied(request: Request) -> Proxied:
    """The way to the foreign map. Raises Problem: 404 where there is none, 403 for pages of other websites.

    These draw their maps without our server; browsers say where a request comes from (W3C, Fetch Metadata).
    """
    shown: Shown = request.app.state.background
    if shown.proxied is None:
        raise not_found(request.url.path)
    if request.headers.get("sec-fetch-site") == "cross-site":
        raise Problem(
            403,
            "NoApplicableCode",
            Text("Diese Hintergrundkarte ist nur für das Geoportal.", "This background is for the geoportal only."),
        )
    return shown.proxied


def _answer(request: Request, answer: Answer) -> Response:
    base = base_url(request.scope, request.app.state.settings)
    head = {"Cache-Control": DAY, "Access-Control-Allow-Origin": base, "Cross-Origin-Resource-Policy": "same-origin"}
    if not answer.body:
        return Response(status_code=204, headers=head)
    return Response(answer.body, media_type=answer.media_type, headers=head)


def _place(request: Request) -> Place:
    path = request.path_params
    return find_place(WEB_MERCATOR.id, path["z"], path["y"], path["x"])


ROUTES = [
    Route("/background/tiles/{version}/{z}/{x}/{y}.mvt", built_tile),
    Route("/background/style/{look}.json", built_style),
    Route("/background/start/{digest}.svg", start_svg),
    Route(f"{PATH}/style.json", foreign_style),
    Route(f"{PATH}/sprite{{ending}}", foreign_sprite),
    Route(f"{PATH}/{{source}}/{{z}}/{{x}}/{{y}}", foreign_tile),
]
