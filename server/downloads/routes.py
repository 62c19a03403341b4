"""GET /artefacts/{id}/{version}/{name}: bytes that never change; GET /api/collections/{id}/downloads/{format}."""

import re

from starlette.requests import Request
from starlette.responses import FileResponse, RedirectResponse, Response
from starlette.routing import Route

from pipelines.text import Text
from server.address import base_url
from server.downloads.files import VERSION, File, downloads, files, store_of
from server.exchange import Exchange
from server.live import Live
from server.problem import Problem, not_found
from server.query import PAGE
from server.responses import IMMUTABLE, REVALIDATE, is_known

_RANGES = re.compile(r"bytes=\s*(?:\d{1,18}-\d{0,18}|-\d{1,18})(?:\s*,\s*(?:\d{1,18}-\d{0,18}|-\d{1,18}))*")


def artefact(request: Request) -> Response:
    """Serve one file of a public layer, whole or in ranges (RFC 9110, 14). Raises Problem: 404, or 410 where it was."""
    file = _file(request)
    headers = {
        "ETag": f'"{file.sha256}"',
        "Cache-Control": IMMUTABLE,
        "Link": f'<{_live_address(request, file.dataset_id)}>; rel="latest-version"; type="application/json"',
    }
    if is_known(headers["ETag"], request.headers.get("if-none-match", "")):
        return Response(status_code=304, headers=headers)
    _leave_out_odd_ranges(request)
    kind = "attachment" if file.role == "download" else "inline"
    return FileResponse(
        file.path,
        headers=headers,
        media_type=file.media_type,
        filename=file.path.name,
        stat_result=file.path.stat(),
        content_disposition_type=kind,
    )


def download(request: Request) -> Response:
    """Lead to a layer's file in one format, as it is live. Raises Problem (404) where there is none."""
    exchange = Exchange(request)
    exchange.check(PAGE)
    wanted = request.path_params["format"]
    for each in downloads(store_of(request.app.state.settings), exchange.layer):
        if each.format == wanted:
            return RedirectResponse(exchange.base + each.route, 307, {"Cache-Control": REVALIDATE})
    raise not_found(f"{exchange.layer.dataset.id}/downloads/{wanted}")


def _leave_out_odd_ranges(request: Request) -> None:
    """A range that cannot be understood is as good as none (RFC 9110, 14.2); Starlette would refuse it."""
    given = request.headers.get("range")
    if given is not None and not _is_range(given):
        headers = request.scope["headers"]
        request.scope["headers"] = [(name, value) for name, value in headers if name != b"range"]


def _is_range(header: str) -> bool:
    bounds = [each.strip().partition("-") for each in header.removeprefix("bytes=").split(",")]
    return bool(_RANGES.fullmatch(header)) and all(
        not (first and last) or int(first) <= int(last) for first, _, last in bounds
    )


def _file(request: Request) -> File:
    live: Live = request.app.state.live
    dataset_id, version, name = (request.path_params[each] for each in ("collection", "version", "name"))
    layer = live.snapshot.publication(dataset_id)
    if not VERSION.fullmatch(version):
        raise not_found(request.url.path)
    store = store_of(request.app.state.settings)
    if int(version) > layer.version:  # being made, or taken back
        taken_back = int(version) in store.versions(dataset_id)
        raise _gone(request, dataset_id) if taken_back else not_found(request.url.path)
    found = files(store, dataset_id, int(version))
    if found is None:
        raise _gone(request, dataset_id)
    if name not in found:
        raise not_found(request.url.path)
    if not found[name].path.is_file():
        raise _gone(request, dataset_id)
    return found[name]


def _gone(request: Request, dataset_id: str) -> Problem:
    """The version was there, and the layer has another one now."""
    address = _live_address(request, dataset_id)
    return Problem(
        410,
        "Gone",
        Text(
            f"Diese Datei wird nicht mehr aufbewahrt. Die heutigen nennt {address}.",
            f"This file is not kept any more. {address} names those of today.",
        ),
        {"Link": f'<{address}>; rel="latest-version"; type="application/json"'},
    )


def _live_address(request: Request, dataset_id: str) -> str:
    return f"{base_url(request.scope, request.app.state.settings)}/api/collections/{dataset_id}"


ROUTES = [
    Route("/artefacts/{collection}/{version}/{name:path}", artefact),
    Route("/api/collections/{collection}/downloads/{format}", download),
]
