"""The server whose application marks its answers: those without the mark were sent by the protocol alone."""

from dataclasses import replace
from functools import partial

from starlette.applications import Starlette
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from server.app import create_app
from server.lane.cache import Answer
from server.lane.encoding import Coding
from server.lane.sending import WRITER, Writer

MARK = (b"x-late", b"1")


class Mark:
    """Adds a header to every answer that the application makes, whichever way it goes out."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        async def marked(message: Message) -> None:
            if message["type"] == "http.response.start":
                message["headers"] = [*message["headers"], MARK]
            await send(message)

        if writer := scope.get(WRITER):
            scope[WRITER] = partial(_write_marked, writer)
        await self.app(scope, receive, marked)


def _write_marked(write: Writer, answer: Answer, coding: Coding, condition: bytes) -> bool:
    return write(replace(answer, headers=(*answer.headers, MARK), ready={}, heads={}), coding, condition)


def create_marked_app() -> Starlette:
    """Make the application with the mark."""
    app = create_app()
    app.add_middleware(Mark)
    return app
