"""Documents made of what is live alone: the application makes them once, then they are kept until something changes."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from starlette.types import ASGIApp, Message, Receive, Scope

from server.lane.cache import Answer, Stamp
from server.lane.making import VARY

PATHS = re.compile(
    r"/map\.json|/api/?|/api/(?:openapi|conformance|collections)"
    r"|/api/collections/[^/]+(?:/(?:queryables|schema|sortables))?"
)

OWN = frozenset((b"accept-encoding", b"if-none-match"))
"""Headers of a request that are seen to here: the application makes the whole document, once for all codings."""

REPLACED = frozenset((b"etag", b"content-length", b"vary"))
"""Headers of an answer that are others once its codings are made here."""


@dataclass(frozen=True)
class Refused:
    """What the application sends instead of a document."""

    messages: Sequence[Message]


async def ask(app: ASGIApp, scope: Scope, receive: Receive, stamp: Stamp | None) -> Answer | Refused:
    """Let ``app`` make the plain document of what is live now, which ``stamp`` tells."""
    messages = list[Message]()

    async def note(message: Message) -> None:
        messages.append(message)

    headers = [(name, value) for name, value in scope["headers"] if name not in OWN]
    await app({**scope, "method": "GET", "headers": headers}, receive, note)
    return _document(messages, stamp) if stamp and messages[0]["status"] == 200 else Refused(messages)


def _document(messages: Sequence[Message], stamp: Stamp) -> Answer:
    start, *bodies = messages
    headers = tuple((name, value) for name, value in start["headers"] if name not in REPLACED)
    tag = dict(start["headers"])[b"etag"].decode("latin-1")
    body = b"".join(each["body"] for each in bodies)
    return Answer(stamp, body, (*headers, (b"vary", VARY)), tag.removeprefix("W/").strip('"'))
