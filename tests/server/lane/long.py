"""The server without its short lane: every request goes through pygeoapi."""

from starlette.applications import Starlette

from server.app import create_app
from server.lane.lane import Lane


def create_long_app() -> Starlette:
    """Make the application with the lane taken out."""
    app = create_app()
    short = [each for each in app.user_middleware if repr(each.cls) != repr(Lane)]
    assert len(short) == len(app.user_middleware) - 1
    app.user_middleware = short
    return app
