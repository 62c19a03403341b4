"""For machines that watch the portal: does the process live, and does it serve every layer?"""

from functools import lru_cache
from pathlib import Path

from starlette.requests import Request
from starlette.responses import JSONResponse

from pipelines.datasets import load_all
from pipelines.errors import GeoportalError
from pipelines.publication import history
from pipelines.settings import Settings
from server.live import RETRY_AFTER, Live
from server.problem import Problem

NO_STORE = {"Cache-Control": "no-store"}

Stamp = tuple[tuple[Path, int], ...]
"""Which files there are and when each was changed."""


def alive(request: Request) -> JSONResponse:  # noqa: ARG001 - Starlette's signature
    """GET /healthz: 200 while the process answers; the database has no say."""
    return JSONResponse({"status": "ok"}, headers=NO_STORE)


def ready(request: Request) -> JSONResponse:
    """GET /readyz: 200 once every public layer that is defined is published and served, else 503 with the rest."""
    try:
        missing = _missing(request.app.state.settings, request.app.state.live)
    except (GeoportalError, Problem) as error:
        return _waiting({"status": "waiting", "reason": str(error)})
    if missing:
        return _waiting({"status": "waiting", "missing": missing})
    return JSONResponse({"status": "ready"}, headers=NO_STORE)


def _missing(settings: Settings, live: Live) -> list[str]:
    """A layer that has a history but is not live was taken down by a person, who does not wait for it."""
    absent = sorted(_defined(settings, _stamp(settings)) - live.snapshot.publications.keys())
    if not absent:
        return []
    with live.engine.connect() as connection:
        return [name for name in absent if not history(connection, name)]


@lru_cache(maxsize=1)
def _defined(settings: Settings, stamp: Stamp) -> frozenset[str]:  # noqa: ARG001 - a new stamp, a new look
    """Ids of the public layers; thirty files take half a second to read, and watchers ask all the time."""
    return frozenset(dataset.id for dataset in load_all(settings).values() if dataset.visibility == "public")


def _stamp(settings: Settings) -> Stamp:
    definitions = (path for folder in settings.dataset_folders for path in sorted(folder.glob("*.yml")))
    return tuple((path, path.stat().st_mtime_ns) for path in (settings.town, *definitions))


def _waiting(document: dict[str, object]) -> JSONResponse:
    return JSONResponse(document, 503, NO_STORE | {"Retry-After": str(RETRY_AFTER)})
