"""The map client's files at /."""

import asyncio
import base64
import hashlib
import re
from pathlib import Path

import httpx
import pytest
from starlette.applications import Starlette
from starlette.routing import Mount

from server.app import create_app
from server.client import NOT_BUILT

from pipelines.settings import Settings  # isort: skip
from pipelines.town import RESERVED  # isort: skip


def ask(app: Starlette, path: str, method: str = "GET") -> httpx.Response:
    async def once() -> httpx.Response:
        transport = httpx.ASGITransport(app=app)
        async with httpx.AsyncClient(transport=transport, base_url="http://portal") as client:
            return await client.request(method, path)

    return asyncio.run(once())


@pytest.fixture
def built(tmp_path: Path) -> Starlette:
    """A server whose client has a page, an asset and a secret beside it."""
    folder = tmp_path / "dist"
    (folder / "assets").mkdir(parents=True)
    (folder / "index.html").write_text("<!doctype html><title>Karte</title>")
    (folder / "assets" / "index-abc.js").write_text("export {}")
    (folder / "icon.svg").write_text("<svg xmlns='http://www.w3.org/2000/svg'/>")
    (tmp_path / "geheim.txt").write_text("geheim")
    return create_app(Settings(client=folder))


def test_page_is_asked_about_each_time(built: Starlette) -> None:
    answer = ask(built, "/")

    assert "Karte" in answer.text
    assert answer.headers["Cache-Control"] == "no-cache"
    assert answer.headers["Content-Type"] == "text/html; charset=utf-8"


def test_the_style_in_the_page_is_allowed_and_no_other(built: Starlette, tmp_path: Path) -> None:
    (tmp_path / "dist" / "index.html").write_text("<style>h1{color:red}</style>")
    digest = base64.b64encode(hashlib.sha256(b"h1{color:red}").digest()).decode()

    assert f"style-src 'self' 'sha256-{digest}';" in ask(built, "/").headers["Content-Security-Policy"]
    assert "style-src 'self';" in ask(built, "/assets/index-abc.js").headers["Content-Security-Policy"]


@pytest.mark.parametrize("method", ["POST", "DELETE"])
def test_the_page_can_only_be_read(built: Starlette, method: str) -> None:
    assert ask(built, "/", method).status_code == 405


@pytest.mark.parametrize("path", ["/starkregen", "/planpruefung"])
def test_questions_and_tools_are_the_same_page_at_a_short_address(built: Starlette, path: str) -> None:
    answer = ask(built, path)

    assert answer.text == ask(built, "/").text
    assert answer.headers["Cache-Control"] == "no-cache"


def test_no_question_takes_an_address_of_the_portal(built: Starlette) -> None:
    parts = {str(getattr(route, "path", "")).split("/")[1] for route in built.routes[:-1]}

    assert {part for part in parts if re.fullmatch(r"[a-z][a-z0-9-]+", part)} <= RESERVED


def test_hashed_files_are_kept_for_ever(built: Starlette) -> None:
    answer = ask(built, "/assets/index-abc.js")

    assert answer.headers["Cache-Control"] == "public, max-age=31536000, immutable"
    assert answer.headers["Content-Type"].startswith("text/javascript")


def test_other_files_are_asked_about(built: Starlette) -> None:
    assert ask(built, "/icon.svg").headers["Cache-Control"] == "no-cache"


@pytest.mark.parametrize("path", ["/nichts", "/assets/nichts.js", "/../geheim.txt", "/%2e%2e/geheim.txt"])
def test_what_is_not_there_is_404(built: Starlette, path: str) -> None:
    answer = ask(built, path)

    assert answer.status_code == 404
    assert "geheim" not in answer.text.replace("geheim.txt", "")


def test_client_that_is_not_built_says_how(tmp_path: Path) -> None:
    app = create_app(Settings(client=tmp_path / "dist"))
    page = ask(app, "/")

    assert (page.status_code, page.text) == (503, NOT_BUILT)
    assert "npm run build" in page.text
    assert ask(app, "/starkregen").text == NOT_BUILT
    assert ask(app, "/assets/index.js").status_code == 404


def test_client_is_the_last_route(built: Starlette) -> None:
    """It would swallow everything that comes after it."""
    last = built.routes[-1]

    assert isinstance(last, Mount)
    assert last.path == ""
