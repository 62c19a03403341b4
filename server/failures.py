"""What a request ends with when something went wrong: one sentence for the client, the rest for the log."""

import logging
from http import HTTPStatus

import psycopg
from sqlalchemy.exc import InterfaceError, OperationalError
from sqlalchemy.exc import TimeoutError as NoConnection
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from pipelines.text import Text
from server.headers import METHODS
from server.live import RETRY_AFTER
from server.problem import Problem, not_found, unavailable
from server.responses import refusal

log = logging.getLogger(__name__)

NO_DATABASE = (OperationalError, InterfaceError, NoConnection, psycopg.OperationalError, psycopg.InterfaceError)
"""The database is away, refuses new sessions or took too long, said by SQLAlchemy, psycopg or its pool."""


REFUSED = "geoportal.refused"
"""Key of a request's scope: the Problem with which whoever saw it before has refused it."""


class Failures:
    """Answers for whatever the application raises.

    Starlette's own handler for unexpected errors stands outside all middleware, so its answers would lack the
    headers that every other answer has.
    """

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on; answer it when that fails before an answer has begun."""
        if REFUSED in scope:
            await refusal(Request(scope), scope[REFUSED])(scope, receive, send)
            return
        begun = False

        async def send_and_note(message: Message) -> None:
            nonlocal begun
            begun = True
            await send(message)

        try:
            await self._app(scope, receive, send_and_note)
        except Exception as error:  # the last stop: the server goes on whatever one request does
            if begun or scope["type"] != "http":
                raise
            await refusal(Request(scope), _problem(error, scope["path"]))(scope, receive, send)


def refused(request: Request, error: Exception) -> Response:
    """Answer a Problem, or what Starlette's routing raises."""
    if isinstance(error, Problem):
        return refusal(request, error)
    status = error.status_code if isinstance(error, HTTPException) else 500
    if status == 404:
        return refusal(request, not_found(request.url.path))
    headers = {"Allow": _allowed(error)} if status == 405 else {}
    phrase = HTTPStatus(status).phrase
    return refusal(request, Problem(status, "NoApplicableCode", Text(phrase, phrase), headers))


def _allowed(error: Exception) -> str:
    """Starlette's routes know their methods; files know none."""
    named = (getattr(error, "headers", None) or {}).get("Allow")
    return ", ".join(sorted({*named.split(", "), "OPTIONS"})) if named else METHODS


def _problem(error: Exception, path: str) -> Problem:
    if isinstance(error, NO_DATABASE):
        log.warning("%s: %s", path, str(error).splitlines()[0])
        return unavailable(RETRY_AFTER)
    log.error("%s: unexpected error", path, exc_info=error)
    return Problem(
        500,
        "NoApplicableCode",
        Text("Der Server hat einen Fehler gemacht.", "The server has made a mistake."),
    )
