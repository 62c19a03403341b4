"""Headers of every answer, and answers when something fails."""

import asyncio
import logging

import httpx
import pytest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from pipelines.datasets import load_town
from pipelines.settings import Settings
from server.app import create_app

EVERYWHERE = ["/", "/api", "/api/collections/baeume/items", "/map.json", "/healthz", "/readyz", "/logo.svg", "/nichts"]


@pytest.mark.parametrize("path", [*EVERYWHERE, "/api/collections/baeume/items?limit=0"])
def test_every_answer_may_be_read_by_every_page(http: httpx.Client, path: str) -> None:
    answer = http.get(path)

    assert answer.headers["Access-Control-Allow-Origin"] == "*"
    exposed = set(answer.headers["Access-Control-Expose-Headers"].split(", "))
    assert {"Link", "Content-Crs", "ETag"} <= exposed


@pytest.mark.parametrize("path", EVERYWHERE)
def test_every_answer_is_safe(http: httpx.Client, path: str) -> None:
    headers = http.get(path).headers

    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "same-origin"
    assert "geolocation=(self)" in headers["Permissions-Policy"]
    assert "default-src 'self'" in headers["Content-Security-Policy"]
    assert "unsafe" not in headers["Content-Security-Policy"]
    assert "X-Powered-By" not in headers


def test_browser_may_ask_first(http: httpx.Client) -> None:
    asked = {"Origin": "https://example.org", "Access-Control-Request-Method": "GET"}
    answer = http.options("/api/collections/baeume/items", headers=asked)

    assert answer.status_code == 204
    assert answer.headers["Allow"] == answer.headers["Access-Control-Allow-Methods"] == "GET, HEAD, OPTIONS"
    assert answer.headers["Access-Control-Allow-Origin"] == "*"


def failing(request: Request) -> Response:
    raise RuntimeError(request.url.path)


@pytest.mark.parametrize(("accept", "kind"), [("*/*", "application/problem+json"), ("text/html", "text/html")])
def test_unexpected_error_is_logged_and_told_without_details(
    caplog: pytest.LogCaptureFixture, accept: str, kind: str
) -> None:
    app = create_app(Settings())
    app.router.routes.insert(0, Route("/boom", failing))
    with caplog.at_level(logging.ERROR):
        answer = asyncio.run(ask(app, "/boom", accept))

    assert answer.status_code == 500
    assert answer.headers["Content-Type"].startswith(kind)
    assert answer.headers["Access-Control-Allow-Origin"] == "*"
    assert "RuntimeError" not in answer.text
    assert "RuntimeError: /boom" in caplog.text


async def ask(app: Starlette, path: str, accept: str) -> httpx.Response:
    transport = httpx.ASGITransport(app=app)
    async with httpx.AsyncClient(transport=transport, base_url="http://portal") as client:
        return await client.get(path, headers={"Accept": accept})


def test_logo_is_the_towns(http: httpx.Client, settings: Settings) -> None:
    town = load_town(settings)
    answer = http.get("/logo.svg")

    if town.logo and town.logo.is_file():
        assert answer.headers["Content-Type"] == "image/svg+xml"
        assert answer.content == town.logo.read_bytes()
    else:
        assert answer.status_code == 404
