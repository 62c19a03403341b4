"""For machines that watch the portal: does the process live, and does it serve every layer?"""

import logging
from functools import lru_cache
from pathlib import Path

from starlette.requests import Request
from starlette.responses import JSONResponse

from pipelines.datasets import load_all
from pipelines.errors import GeoportalError
from pipelines.publication import live_ids, was_published
from pipelines.settings import Settings
from pipelines.text import Text
from server.live import RETRY_AFTER, Live
from server.problem import Problem

log = logging.getLogger(__name__)

NO_STORE = {"Cache-Control": "no-store"}

NOT_KNOWN = Text(
    "Welche Ebenen es geben soll und welche es gibt, ist gerade nicht festzustellen; im Protokoll steht, warum.",
    "Which layers there should be and which there are cannot be told at the moment; the log says why.",
)
"""All that the public learns of a wrong definition or an absent database: details name files of this machine."""

Stamp = tuple[tuple[Path, int], ...]
"""Which files there are and when each was changed."""


def alive(request: Request) -> JSONResponse:  # noqa: ARG001 - Starlette's signature
    """GET /healthz: 200 while the process answers; the database has no say."""
    return JSONResponse({"status": "ok"}, headers=NO_STORE)


def ready(request: Request) -> JSONResponse:
    """GET /readyz: 200 once every public layer that is defined is published and served, else 503 with the rest."""
    missing = _missing(request.app.state.settings, request.app.state.live)
    if missing is None:
        return _waiting({"status": "waiting", "reason": {"de": NOT_KNOWN.de, "en": NOT_KNOWN.en}})
    if missing:
        return _waiting({"status": "waiting", "missing": missing})
    return JSONResponse({"status": "ready"}, headers=NO_STORE)


def _missing(settings: Settings, live: Live) -> list[str] | None:
    """A layer that has a history but is not live was taken down by a person, who does not wait for it.

    One that is live and not served is missing: its snapshot cannot be read.
    """
    defined = _defined(settings, _stamp(settings))
    try:
        shown = live.snapshot.publications
    except Problem:  # Live has logged the reason
        return None
    if defined is None:
        return None
    absent = sorted(defined - shown.keys())
    if not absent:
        return []
    with live.engine.connect() as connection:
        live_now = live_ids(connection)
        return [name for name in absent if name in live_now or not was_published(connection, name)]


@lru_cache(maxsize=1)
def _defined(settings: Settings, stamp: Stamp) -> frozenset[str] | None:  # noqa: ARG001 - a new stamp, a new look
    """Ids of the public layers, None where a definition is wrong, which the log says once.

    Thirty files take half a second to read, and watchers ask all the time.
    """
    try:
        datasets = load_all(settings)
    except GeoportalError as error:
        log.error("definitions cannot be read: %s", error.to("en"))  # noqa: TRY400 - a traceback says no more
        return None
    return frozenset(dataset.id for dataset in datasets.values() if dataset.visibility == "public")


def _stamp(settings: Settings) -> Stamp:
    definitions = (path for folder in settings.dataset_folders for path in sorted(folder.glob("*.yml")))
    return tuple((path, _changed(path)) for path in (settings.town, *definitions))


def _changed(path: Path) -> int:
    """Modification time in ns, 0 for a file that is gone: editors and deployments replace them at any moment."""
    try:
        return path.stat().st_mtime_ns
    except OSError:
        return 0


def _waiting(document: dict[str, object]) -> JSONResponse:
    return JSONResponse(document, 503, NO_STORE | {"Retry-After": str(RETRY_AFTER)})
