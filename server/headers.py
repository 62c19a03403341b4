"""Headers that every answer carries: who may read it, and what a browser may do with it."""

import re
from base64 import b64encode
from hashlib import sha256

from starlette.datastructures import MutableHeaders
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from pipelines.town import Town

METHODS = "GET, HEAD, OPTIONS"

CORS = {
    "Access-Control-Allow-Origin": "*",
    "Access-Control-Expose-Headers": (
        "Accept-Ranges, Content-Crs, Content-Disposition, Content-Language, Content-Range, ETag, Last-Modified, Link, "
        "Retry-After"
    ),
}
"""Public data for every page on the web; no cookie or login exists that another page could misuse."""

PREFLIGHT = {
    "Allow": METHODS,
    "Access-Control-Allow-Methods": METHODS,
    "Access-Control-Allow-Headers": "Accept, Accept-Language, Content-Type, If-None-Match, If-Range, Range",
    "Access-Control-Max-Age": "86400",
}

STYLE = re.compile(r"<style>(.*?)</style>", re.DOTALL)

EXECUTION = re.compile(r"/api/processes/[^/]+/execution")
"""The one kind of address that takes a body."""


def security_headers(town: Town) -> dict[str, str]:
    """Return what keeps a page to the town's own server, and other pages from misusing it."""
    return {
        "Content-Security-Policy": content_policy(town),
        "X-Content-Type-Options": "nosniff",
        "Referrer-Policy": "same-origin",
        "Permissions-Policy": "geolocation=(self), camera=(), microphone=(), payment=(), usb=()",
        "Cross-Origin-Opener-Policy": "same-origin",
    }


def content_policy(town: Town, page: str = "") -> str:
    """Return what a page may load and run; a style that stands in ``page`` is allowed by its hash (CSP 3, 8.3).

    Any https page may show the portal in a frame: towns embed their maps, and no click here changes anything.
    MapLibre makes its worker and images from blobs, and sets styles by script, which ``style-src`` does not stop.
    Browsers ask a foreign background only where the town has switched one on that does not come through our server.
    """
    shown = town.background.shown_foreign
    foreign = "".join(f" {origin}" for origin in shown.origins) if shown and not shown.proxy else ""
    policy = {
        "default-src": "'self'",
        "style-src": " ".join(["'self'", *map(_source, STYLE.findall(page))]),
        "connect-src": f"'self'{foreign}",
        "img-src": f"'self' data: blob:{foreign}",
        "worker-src": "'self' blob:",
        "child-src": "'self' blob:",
        "object-src": "'none'",
        "base-uri": "'none'",
        "form-action": "'self'",
        "frame-ancestors": "'self' https:",
    }
    return "; ".join(f"{name} {sources}" for name, sources in policy.items())


def _source(style: str) -> str:
    return f"'sha256-{b64encode(sha256(style.encode()).digest()).decode()}'"


class Headers:
    """Adds ``headers`` to every answer that has no such of its own, also to refusals, and answers OPTIONS itself."""

    def __init__(self, app: ASGIApp, headers: dict[str, str]) -> None:
        self._app = app
        self._headers = headers

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return

        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in self._headers.items():
                    headers.setdefault(name, value)
            await send(message)

        answer = _preflight(scope["path"]) if scope["method"] == "OPTIONS" else self._app
        await answer(scope, receive, send_with_headers)


def _preflight(path: str) -> Response:
    methods = "OPTIONS, POST" if EXECUTION.fullmatch(path) else METHODS
    return Response(status_code=204, headers=PREFLIGHT | {"Allow": methods, "Access-Control-Allow-Methods": methods})
