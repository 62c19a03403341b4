"""GET /api/plans, /api/plans/at, and of each plan its description, GML, archive, attachments and tiles.

What people sent is given out to be stored, never to be shown by the browser on the portal's own address.
"""

from base64 import b64decode
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from hashlib import sha256
from pathlib import PurePosixPath
from tempfile import SpooledTemporaryFile
from typing import IO
from urllib.parse import quote

from sqlalchemy import Connection
from starlette.requests import Request
from starlette.responses import Response, StreamingResponse
from starlette.routing import Route

from pipelines.plans import stored
from pipelines.plans.names import collection_of
from server.exchange import Exchange
from server.formats.gate import Gate
from server.live import Live
from server.negotiation import PAGES
from server.plans.documents import GML, WEBP, ZIP, described, listed
from server.plans.place import plans_at
from server.problem import not_found
from server.query import PAGE, known
from server.responses import IMMUTABLE, REVALIDATE, is_known
from server.tiles.matrix import WEB_MERCATOR, find_place

IN_MEMORY = 1024**2
"""Bytes of an answer that is waiting to be sent; larger ones wait on the disk."""

CHUNK = 256 * 1024

NOTHING = b64decode("UklGRhoAAABXRUJQVlA4TA0AAAAvAAAAEAcQERGIiP4HAA==")
"""A picture of one transparent pixel, where the sheets show nothing: maps take an empty answer for a fault."""

CLOSED = {"Content-Security-Policy": "sandbox; default-src 'none'", "X-Content-Type-Options": "nosniff"}


def plans(request: Request) -> Response:
    """Answer with all plans that are live, for programs and for people."""
    exchange = Exchange(request)
    exchange.check(PAGE)
    with _connected(request) as connection:
        found = stored.live_plans(connection)
    links = exchange.representations(f"{exchange.api}/plans", PAGES)
    return exchange.answer(listed(found, links, exchange.api, exchange.wanted.language), "plans.html")


def plan(request: Request) -> Response:
    """Answer with one plan: what it is, its files, and what the validation found. Raises Problem (404)."""
    exchange = Exchange(request)
    exchange.check(PAGE)
    name = request.path_params["plan"]
    with _connected(request) as connection:
        found = stored.live_plan(connection, name) if "\0" not in name else None
    if found is None:
        raise not_found(request.url.path)
    url = f"{exchange.api}/plans"
    said = described(found, url, exchange.wanted.language)
    links = exchange.representations(f"{url}/{quote(name)}", PAGES)
    return exchange.answer(said | {"links": [*links, *said["links"]]}, "plan.html")


async def document(request: Request) -> Response:
    """Answer with a plan in its own version of XPlanGML. Raises Problem (404)."""
    known(request.query_params.multi_items(), ())
    return await _given_out(request, request.path_params["plan"], "", _document)


async def planned_land_use(request: Request) -> Response:
    """Answer with a plan as INSPIRE Planned Land Use 4.0. Raises Problem (404)."""
    known(request.query_params.multi_items(), ())
    namespace: str = request.app.state.settings.plans_namespace  # an identifier is the same for all who ask

    def read(connection: Connection, plan: str, _: str) -> Download | None:
        return _planned_land_use(connection, plan, namespace)

    return await _given_out(request, request.path_params["plan"], "", read)


async def plan_document(request: Request, collection: str, plan: str) -> Response:
    """Answer with a feature of a collection of plans as XPlanGML. Raises Problem (404)."""

    def read(connection: Connection, plan: str, name: str) -> Download | None:
        found = stored.live_plan(connection, plan)
        return _document(connection, plan, name) if found and collection_of(found.class_name) == collection else None

    answer = await _given_out(request, plan, "", read)
    answer.headers["Vary"] = "Accept, Accept-Language"
    return answer


async def archive(request: Request) -> Response:
    """Answer with a plan and its attachments as XPlanArchiv. Raises Problem (404)."""
    known(request.query_params.multi_items(), ())
    return await _given_out(request, request.path_params["plan"], "", _archive)


async def attachment(request: Request) -> Response:
    """Answer with one attachment of a plan. Raises Problem (404)."""
    known(request.query_params.multi_items(), ())
    return await _given_out(request, request.path_params["plan"], request.path_params["name"], _attachment)


def tile(request: Request) -> Response:
    """Answer with a tile of a plan's scanned sheets, which never changes. Raises Problem (404)."""
    known(request.query_params.multi_items(), ())
    plan, version, *numbers = (request.path_params[name] for name in ("plan", "version", "z", "y", "x"))
    place = find_place(WEB_MERCATOR.id, *numbers)
    with _connected(request) as connection:
        found = (
            None if "\0" in plan + version else stored.live_tile(connection, plan, version, place.z, place.y, place.x)
        )
    if found is None:
        raise not_found(request.url.path)
    return Response(found or NOTHING, headers={"Cache-Control": IMMUTABLE}, media_type=WEBP)


@dataclass(frozen=True)
class Download:
    """One file to give out; ``write`` makes its bytes, ``state`` changes when they do."""

    name: str
    media_type: str
    state: str
    write: Callable[[IO[bytes]], object]


def _document(connection: Connection, plan: str, _: str) -> Download | None:
    if found := stored.live_document(connection, plan):
        return Download(f"{plan}.gml", GML, found.digest, lambda file: file.write(found.document))
    return None


def _planned_land_use(connection: Connection, plan: str, namespace: str) -> Download | None:
    if found := stored.live_planned_land_use(connection, plan, namespace):
        state = sha256(found.document).hexdigest()
        return Download(f"{plan}.plu.gml", GML, state, lambda file: file.write(found.document))
    return None


def _archive(connection: Connection, plan: str, _: str) -> Download | None:
    if found := stored.live_content(connection, plan):
        return Download(f"{plan}.zip", ZIP, found.digest, found.pack)
    return None


def _attachment(connection: Connection, plan: str, name: str) -> Download | None:
    if found := stored.live_file(connection, plan, name):
        state = sha256(found.content).hexdigest()
        short = PurePosixPath(name).name
        return Download(short, found.media_type, state, lambda file: file.write(found.content))
    return None


Read = Callable[[Connection, str, str], Download | None]


async def _given_out(request: Request, plan: str, name: str, read: Read) -> Response:
    gate: Gate = request.app.state.gate
    return await gate.run(lambda: _answer(request, plan, name, read))


def _answer(request: Request, plan: str, name: str, read: Read) -> Response:
    if "\0" in plan + name:  # PostgreSQL knows no such text
        raise not_found(request.url.path)
    with _connected(request) as connection:
        found = read(connection, plan, name)
    if found is None:
        raise not_found(request.url.path)
    headers = CLOSED | {
        "ETag": f'W/"{found.state}"',
        "Cache-Control": REVALIDATE,
        "Content-Disposition": f"attachment; filename*=UTF-8''{quote(found.name)}",
    }
    if is_known(headers["ETag"], request.headers.get("if-none-match", "")):
        return Response(status_code=304, headers=headers)
    file = SpooledTemporaryFile(IN_MEMORY)  # noqa: SIM115 - closed when all of it is sent
    found.write(file)
    headers["Content-Length"] = str(file.tell())
    file.seek(0)
    return StreamingResponse(_chunks(file), headers=headers, media_type=found.media_type)


def _chunks(file: IO[bytes]) -> Iterator[bytes]:
    with file:
        while chunk := file.read(CHUNK):
            yield chunk


def _connected(request: Request) -> Connection:
    """A connection whose statements all see the database as of one moment."""
    live: Live = request.app.state.live
    return live.engine.execution_options(isolation_level="REPEATABLE READ").connect()


ROUTES = [
    Route("/api/plans", plans),
    Route("/api/plans/at", plans_at),
    Route("/api/plans/{plan}.plu.gml", planned_land_use),
    Route("/api/plans/{plan}.gml", document),
    Route("/api/plans/{plan}.zip", archive),
    Route("/api/plans/{plan}", plan),
    Route("/api/plans/{plan}/tiles/{version}/{z}/{y}/{x}", tile),
    Route("/api/plans/{plan}/attachments/{name:path}", attachment),
]
