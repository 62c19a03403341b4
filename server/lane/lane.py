"""The short lane itself: ASGI in front of the application, which answers whatever is not answered here.

A request that is refused goes on with the Problem in its scope, which :mod:`server.failures` writes in the form and
language of the request, with the headers of every answer.
"""

import logging
from collections.abc import Sequence

from psycopg import InterfaceError, OperationalError
from psycopg_pool import PoolTimeout, TooManyRequests
from starlette.types import ASGIApp, Receive, Scope, Send

from pipelines.settings import Settings
from server.address import base_url
from server.failures import REFUSED
from server.lane.asked import Asked
from server.lane.cache import Answer, Cache
from server.lane.making import Maker, Stream
from server.lane.sending import send_answer, send_stream
from server.live import RETRY_AFTER
from server.problem import Problem, unavailable
from server.watching import CACHE

log = logging.getLogger(__name__)

AWAY = (OperationalError, InterfaceError, PoolTimeout, TooManyRequests)
"""The database does not answer, or took too long: asking it once more would take as long again."""

PREFIX = "/api/collections/"


class Lane:
    """Answers GET and HEAD from memory, or by the first of ``makers`` that knows the path."""

    def __init__(self, app: ASGIApp, settings: Settings, makers: Sequence[Maker], cache: Cache | None = None) -> None:
        self._app = app
        self._settings = settings
        self._makers = makers
        self._cache = Cache(settings.cache_bytes) if cache is None else cache
        self._base = None if settings.trusted_proxies else settings.base_url

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer, or pass the request on."""
        if scope["type"] == "http" and scope["path"].startswith(PREFIX) and scope["method"] in {"GET", "HEAD"}:
            base = self._base or base_url(scope, self._settings)
            asked = Asked.of(scope["path"], scope["query_string"], scope["headers"], base)
            kept = self._cache.fresh(asked, scope["app"].state.live)
            scope[CACHE] = "hit" if kept else "miss"
            answer = kept or await self._made(scope, asked)
            if isinstance(answer, Answer):
                coding = answer.coding(asked.coding)
                known = coding in answer.coded
                await send_answer(send, answer, coding, asked.condition, goes=scope["method"] == "GET")
                if coding in answer.coded and not known and answer.etag:
                    self._cache.put(asked, answer)
                return
            if answer is not None:
                await send_stream(scope, receive, send, answer)
                return
        await self._app(scope, receive, send)

    async def _made(self, scope: Scope, asked: Asked) -> Answer | Stream | None:
        """Make an answer; None for what the application shall answer."""
        for maker in self._makers:
            if match := maker.path.fullmatch(asked.path):
                break
        else:
            return None
        try:
            answer = await maker.make(scope["app"].state, asked, match, scope["method"])
        except Problem as problem:
            scope[REFUSED] = problem
            return None
        except AWAY as error:
            log.warning("%s: %s", asked.path, str(error).partition("\n")[0])
            scope[REFUSED] = unavailable(RETRY_AFTER)
            return None
        except Exception:  # the application answers the same, only slower
            log.exception("%s: the lane has made a mistake", asked.path)
            return None
        if isinstance(answer, Answer) and answer.etag and scope["method"] == "GET":
            self._cache.put(asked, answer)
        return answer
