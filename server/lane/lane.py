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
from server.lane.cache import ALL, Answer, Cache, stamp_now
from server.lane.documents import PATHS, Refused, ask
from server.lane.making import Maker, Stream
from server.lane.sending import send_answer, send_stream
from server.live import RETRY_AFTER
from server.problem import Problem, unavailable
from server.watching import CACHE

log = logging.getLogger(__name__)

AWAY = (OperationalError, InterfaceError, PoolTimeout, TooManyRequests)
"""The database does not answer, or took too long: asking it once more would take as long again."""

BEGINNINGS = ("/api", "/map.json")
"""Of the paths that are looked at here; all others are files of the map."""

METHODS = frozenset(("GET", "HEAD"))


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
        is_ours = scope["type"] == "http" and scope["path"].startswith(BEGINNINGS) and scope["method"] in METHODS
        if not is_ours:
            await self._app(scope, receive, send)
            return
        asked = Asked.of(
            scope["path"], scope["query_string"], scope["headers"], self._base or base_url(scope, self._settings)
        )
        kept = self._cache.fresh(asked, scope["app"].state.live)
        scope[CACHE] = "hit" if kept else "miss"
        match kept or await self._made(scope, asked) or await self._document(scope, receive, asked):
            case Answer() as answer:
                await self._send(scope, send, answer, asked)
            case Stream() as stream:
                await send_stream(scope, receive, send, stream)
            case Refused(messages):
                for message in messages:
                    await send(message)
            case None:
                await self._app(scope, receive, send)

    async def _send(self, scope: Scope, send: Send, answer: Answer, asked: Asked) -> None:
        coding = answer.coding(asked.coding)
        known = coding in answer.coded
        await send_answer(scope, send, answer, coding, asked.condition)
        if coding in answer.coded and not known and answer.etag:
            self._cache.put(asked, answer)

    async def _document(self, scope: Scope, receive: Receive, asked: Asked) -> Answer | Refused | None:
        """Let the application make a document; None for what is none."""
        if not PATHS.fullmatch(asked.path):
            return None
        live = scope["app"].state.live
        stamp = stamp_now(live, ALL)
        answer = await ask(self._app, scope, receive, stamp)
        if isinstance(answer, Answer) and stamp == stamp_now(live, ALL):  # nothing has changed while it was made
            self._cache.put(asked, answer)
        return answer

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
