"""The resources of OGC API Processes under /api."""

import json
from collections.abc import Awaitable, Callable
from secrets import token_hex

import httpx
from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response
from starlette.routing import Route

from pipelines.text import Text
from server.exchange import Exchange
from server.negotiation import JSON, wanted_for_problem
from server.pages import to_json
from server.problem import Problem, invalid, not_found
from server.processes.execution import Fetch, read
from server.processes.known import PROCESSES
from server.processes.process import Process
from server.query import PAGE, parse_value
from server.responses import cacheable

OFFER = (JSON,)
JSON_TYPE = "application/json"

LARGEST = 1_000_000
"""Bytes of what a reference leads to."""

EXCEPTIONS = "http://www.opengis.net/def/exceptions/ogcapi-processes-1/1.0/"

Handler = Callable[[Request], Awaitable[Response]]


async def processes(request: Request) -> Response:
    """GET /api/processes: all processes."""
    exchange = Exchange(request, OFFER)
    limit = exchange.check({*PAGE, "limit"}).get("limit", "10")
    if not isinstance(number := parse_value("limit", limit, "integer"), int) or number < 1:
        raise invalid("limit", "Erwartet wird eine ganze Zahl ab 1.", "expected a whole number from 1.")
    language, url = exchange.wanted.language, f"{exchange.api}/processes"
    link = {"href": url, "rel": "self", "type": "application/json", "title": Text("Prozesse", "Processes").to(language)}
    summaries = [each.summary(exchange.api, language) for each in PROCESSES.values()]
    return _answer(exchange, {"processes": summaries[:number], "links": [link]})


async def process(request: Request) -> Response:
    """GET /api/processes/{id}: what a process takes and gives. Raises Problem (404)."""
    exchange = Exchange(request, OFFER)
    asked = _known(request)
    exchange.check(PAGE)
    return _answer(exchange, asked.description(exchange.api, exchange.wanted.language))


async def execution(request: Request) -> Response:
    """POST /api/processes/{id}/execution: run a process while the client waits.

    Raises Problem: 400 for a wrong request, 404, 413 for a large one, 415 for one that is not JSON.
    """
    exchange = Exchange(request, OFFER)
    asked = _known(request)
    exchange.check(PAGE)
    media_type = request.headers.get("content-type", "application/json").partition(";")[0].strip().lower()
    if media_type != JSON_TYPE:
        raise Problem(415, "NoApplicableCode", Text("Erwartet wird application/json.", "expected application/json."))
    body = await _body(request, asked.largest)
    done = await read(asked, body, _fetch(request, exchange.base), request.app.state.settings)
    head = {"Content-Language": exchange.wanted.language, "Cache-Control": "no-store"}
    if not done.raw:
        return Response(to_json(done.outputs), media_type=JSON_TYPE, headers=head)
    if len(done.outputs) == 1:
        (value,) = done.outputs.values()
        kind, body = _bare(value)
        return Response(body, media_type=kind, headers=head)
    if not done.outputs:
        return Response(status_code=204, headers=head)
    return _parts(done.outputs, head)


async def not_by_reading(request: Request) -> Response:  # noqa: ARG001 - Starlette's signature
    """GET /api/processes/{id}/execution: the catch-all of unknown addresses would answer 404 otherwise."""
    said = Text("Prozesse werden mit POST ausgeführt.", "Processes are run by POST.")
    raise Problem(405, "NoApplicableCode", said, {"Allow": "OPTIONS, POST"})


async def job(request: Request) -> Response:
    """GET /api/jobs/{id} and …/results: no process runs behind its client's back, so there is no job."""
    name = request.path_params["job"]
    said = Text(f"Den Auftrag „{name}“ gibt es nicht.", f"There is no job “{name}”.")
    raise Problem(404, "NotFound", said, kind=f"{EXCEPTIONS}no-such-job")


async def below(request: Request) -> Response:
    """Any other path below a process. Raises Problem (404) that says whether there is the process."""
    _known(request)
    raise not_found(request.url.path)


def _known(request: Request) -> Process:
    name = request.path_params["process"]
    if name not in PROCESSES:
        said = Text(f"Den Prozess „{name}“ gibt es nicht.", f"There is no process “{name}”.")
        raise Problem(404, "NotFound", said, kind=f"{EXCEPTIONS}no-such-process")
    return PROCESSES[name]


def _answer(exchange: Exchange, data: object) -> Response:
    head = {"Vary": "Accept, Accept-Language", "Content-Language": exchange.wanted.language}
    return cacheable(exchange.request, to_json(data), "application/json", head)


async def _body(request: Request, largest: int) -> bytes:
    body = bytearray()
    try:
        async for piece in request.stream():
            body += piece
            if len(body) > largest:
                raise _too_large(largest)
    except ClientDisconnect:
        raise invalid("body", "Die Anfrage brach ab.", "the request broke off.") from None
    return bytes(body)


def _fetch(request: Request, base: str) -> Fetch:
    """Read references to this portal alone, within this process: a server that follows others' could be misused."""

    async def fetch(href: str) -> object:
        if not href.startswith(f"{base}/api/"):
            raise invalid(
                "href", f"Angenommen werden Adressen unter {base}/api/.", f"addresses below {base}/api/ are accepted."
            )
        transport = httpx.ASGITransport(app=request.app)
        async with httpx.AsyncClient(transport=transport, timeout=30) as client:
            try:
                answer = await client.get(href, headers={"Accept": "*/*"})
            except (httpx.HTTPError, httpx.InvalidURL):
                raise invalid("href", "Die Adresse ist falsch.", "the address is wrong.") from None
        if answer.status_code != 200:
            code = answer.status_code
            raise invalid("href", f"Die Adresse antwortet mit {code}.", f"the address answers {code}.")
        if len(answer.content) > LARGEST:
            raise _too_large(LARGEST)
        return answer.json() if "json" in answer.headers.get("content-type", "") else answer.text

    return fetch


def _bare(value: object) -> tuple[str, bytes]:
    """Media type and body of one value."""
    return ("text/plain; charset=utf-8", value.encode()) if isinstance(value, str) else (JSON_TYPE, to_json(value))


def _parts(outputs: dict[str, object], head: dict[str, str]) -> Response:
    """Several bare values are parts of one answer, whatever Accept says (/req/core/job-creation-sync-raw-value-multi).

    The preamble tells those who see the body alone what it is; readers of MIME skip it (RFC 2046, 5.1.1).
    """
    boundary = token_hex(16)
    pieces = [b"Content-Type: multipart/related\r\n"]
    for name, value in outputs.items():
        kind, body = _bare(value)
        pieces.append(f"--{boundary}\r\nContent-Type: {kind}\r\nContent-ID: <{name}>\r\n\r\n".encode() + body + b"\r\n")
    pieces.append(f"--{boundary}--\r\n".encode())
    return Response(b"".join(pieces), media_type=f"multipart/related; boundary={boundary}", headers=head)


def _too_large(largest: int) -> Problem:
    most = f"{largest:,}"
    return Problem(
        413,
        "NoApplicableCode",
        Text(f"Mehr als {most.replace(',', '.')} Bytes.", f"more than {most} bytes."),
    )


def _in_json(handler: Handler) -> Handler:
    """Write refusals as plain JSON, the one type that OGC 18-062r2 has for them."""

    async def answer(request: Request) -> Response:
        try:
            return await handler(request)
        except Problem as problem:
            language = wanted_for_problem(request.query_params, request.headers).language
            head = problem.headers | {"Cache-Control": "no-store", "Content-Language": language}
            body = json.dumps(problem.document(language), ensure_ascii=False).encode()
            return Response(body, problem.status, head, "application/json")

    return answer


ROUTES = [
    Route("/api/processes", _in_json(processes)),
    Route("/api/processes/{process}", _in_json(process)),
    Route("/api/processes/{process}/execution", _in_json(execution), methods=["POST"]),
    Route("/api/processes/{process}/execution", _in_json(not_by_reading)),
    Route("/api/processes/{process}/{rest:path}", _in_json(below)),
    Route("/api/jobs/{job}", _in_json(job)),
    Route("/api/jobs/{job}/results", _in_json(job)),
]
