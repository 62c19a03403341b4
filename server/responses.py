"""Answers with what caches need, and refusals in the form the client asked for."""

import hashlib
from collections.abc import Mapping
from datetime import UTC, datetime
from email.utils import format_datetime
from functools import lru_cache

from starlette.requests import Request
from starlette.responses import Response

from server import pages
from server.address import base_url
from server.negotiation import wanted_for_problem
from server.problem import MEDIA_TYPE, Problem

REVALIDATE = "no-cache"
"""May be kept, must be asked about each time: a layer may be published at any moment."""

IMMUTABLE = "public, max-age=31536000, immutable"
"""For addresses that name a version or a hash of their content (RFC 8246)."""


@lru_cache(maxsize=1024)
def http_date(moment: datetime) -> str:
    """Write a moment as headers have it (RFC 9110, 5.6.7)."""
    return format_datetime(moment.astimezone(UTC), usegmt=True)


def cacheable(request: Request, body: bytes, media_type: str, headers: Mapping[str, str] | None = None) -> Response:
    """Answer with ``body``, or 304 when the client has it.

    The ETag is weak (RFC 9110, 8.8.1) because compression changes the bytes and not the meaning.
    """
    etag = f'W/"{hashlib.blake2b(body, digest_size=12).hexdigest()}"'
    head = {"ETag": etag, "Cache-Control": REVALIDATE} | dict(headers or {})
    if is_known(etag, request.headers.get("if-none-match", "")):
        return Response(status_code=304, headers=head)
    return Response(body, media_type=media_type, headers=head)


def refusal(request: Request, problem: Problem) -> Response:
    """Answer with a problem as JSON, or as a page where a person looks at it."""
    wanted = wanted_for_problem(request.query_params, request.headers)
    document = problem.document(wanted.language)
    headers = problem.headers | {
        "Cache-Control": "no-store",
        "Content-Language": wanted.language,
        "Vary": "Accept, Accept-Language",
    }
    if wanted.format == "html":
        site = request.app.state.site
        address = base_url(request.scope, request.app.state.settings)
        config = site | {"server": site["server"] | {"url": f"{address}/api"}}
        page = pages.render("exception.html", config, document, wanted.language)
        return Response(page, problem.status, headers, "text/html")
    return Response(pages.to_json(document), problem.status, headers, MEDIA_TYPE)


def is_known(etag: str, header: str) -> bool:
    """Whether ``If-None-Match`` names what we have (RFC 9110, 13.1.2: compared weakly)."""
    known = {tag.strip().removeprefix("W/") for tag in header.split(",")}
    return "*" in known or etag.removeprefix("W/") in known
