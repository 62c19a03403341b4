"""The server whose application marks its answers: those without the mark were sent by the protocol."""

from starlette.applications import Starlette
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from server.app import create_app


class Mark:
    """Adds a header to every answer."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        async def marked(message: Message) -> None:
            if message["type"] == "http.response.start":
                message["headers"] = [*message["headers"], (b"x-late", b"1")]
            await send(message)

        await self.app(scope, receive, marked)


def create_marked_app() -> Starlette:
    """Make the application with the mark."""
    app = create_app()
    app.add_middleware(Mark)
    return app
