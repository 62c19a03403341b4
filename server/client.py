"""The map client's files at ``/``: what Vite built, each with the right time to live."""

import os
from functools import lru_cache
from pathlib import Path

from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.staticfiles import StaticFiles
from starlette.types import Scope

from pipelines.town import Town
from server.background.start import StartPicture
from server.headers import content_policy
from server.live import Live
from server.problem import Problem
from server.responses import IMMUTABLE, REVALIDATE, cacheable

PAGES = ("planpruefung",)
"""Short addresses of the client's own, besides those of questions: where planners have their plans checked."""

NOT_BUILT = """<!doctype html>
<html lang="de">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Karte nicht gebaut</title>
<main>
<h1>Die Karte ist noch nicht gebaut</h1>
<p>„make run“ baut und startet sie. Von Hand geht es so:
<code>cd client &amp;&amp; npm ci &amp;&amp; npm run build</code>.</p>
<p>Die Schnittstelle läuft schon: <a href="/api?f=html">/api</a>.</p>
</main>
</html>
"""


class ClientFiles(StaticFiles):
    """Serves ``folder``; without a built client, ``/`` says how to build it.

    At a question's address, such as ``starkregen``, is the same page as at ``/``: the client reads the address.
    """

    def __init__(self, folder: Path, town: Town) -> None:
        super().__init__(directory=folder, html=True, check_dir=False)
        self._town = town
        self._index = folder / "index.html"
        self._pages = {".", "index.html", *PAGES, *(question.id for question in town.questions)}

    async def check_config(self) -> None:
        """The client may be built while the server runs, so a folder that is not there is no mistake."""

    async def get_response(self, path: str, scope: Scope) -> Response:
        """Find the file for ``path``. Raises HTTPException (404, 405)."""
        is_page = path in self._pages
        if is_page and not self._index.is_file():
            return HTMLResponse(NOT_BUILT, 503, {"Cache-Control": "no-store"})
        if not self._index.is_file():
            raise HTTPException(404)
        if is_page and scope["method"] in {"GET", "HEAD"}:
            return await run_in_threadpool(self._page, Request(scope))
        response = await super().get_response(path, scope)
        hashed = path.startswith(f"assets{os.sep}")  # Vite's folder for files with a hash in their name
        response.headers["Cache-Control"] = IMMUTABLE if hashed else REVALIDATE
        return response

    def _page(self, request: Request) -> Response:
        page, policy = self._made(self._index.stat().st_mtime_ns, _picture(request))
        return cacheable(request, page, "text/html", {"Content-Security-Policy": policy})

    @lru_cache(maxsize=2)  # noqa: B019 - one per portal, for as long as the process
    def _made(self, _: int, picture: StartPicture | None) -> tuple[bytes, str]:
        """The page of a build, and its policy; the number tells one build from another."""
        page = self._index.read_text(encoding="utf-8")
        return (picture.put_into(page) if picture else page).encode(), content_policy(self._town, page)


def _picture(request: Request) -> StartPicture | None:
    """The small picture of the map; the page comes without it, too, while the database is away."""
    live: Live | None = getattr(request.app.state, "live", None)
    try:
        return live.snapshot.start_picture if live else None
    except Problem:
        return None
