"""Answers travel compressed where that is of use: not files, whose ranges and ETags are of bytes."""

import re

from starlette.middleware.gzip import GZipMiddleware
from starlette.types import Receive, Scope, Send

FILES = re.compile(r"/artefacts/|/api/plans/.*(?<!\.gml)$")


class Compression(GZipMiddleware):
    """gzip for everything but files."""

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on."""
        if scope["type"] == "http" and FILES.match(scope["path"]):
            await self.app(scope, receive, send)
        else:
            await super().__call__(scope, receive, send)
