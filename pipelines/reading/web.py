"""Asking other servers: bounded in size and time, again when they are busy, and never within the inner network."""

import logging
import ssl
import time
from collections.abc import Callable, Mapping, Sequence
from functools import cache
from types import TracebackType
from typing import IO, Any, Self

import httpx

from pipelines.address import pinned, port_of, resolve
from pipelines.errors import SourceError
from pipelines.text import Text

MAX_BYTES = 1024**3
"""Greatest size of all that is fetched for one source."""
MAX_SECONDS = 900
MAX_REDIRECTS = 5
ATTEMPTS = 3
PAUSE = 1.0
"""Seconds before the second attempt, twice as many before the third."""
TIMEOUT = httpx.Timeout(60, connect=10)
BUSY = frozenset({408, 425, 429, 500, 502, 503, 504})
"""Statuses that may be different a moment later."""

log = logging.getLogger(__name__)

Take = Callable[[httpx.Response, httpx.URL], Any]


class _TryAgain(Exception):  # noqa: N818 - it is no error until the attempts are used up
    """The server or the line failed in a way that may pass."""


class Web:
    """Requests for one source, with its budget of bytes and time.

    Hosts in ``trusted`` may lie in the inner network. The environment's proxies are not used, since the address that
    was checked must be the one that is connected to.
    """

    def __init__(self, trusted: Sequence[str]) -> None:
        self._trusted = trusted
        self._clients: dict[str, httpx.Client] = {}
        self._size, self._until = 0, time.monotonic() + MAX_SECONDS

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for client in self._clients.values():
            client.close()

    def ask(self, url: str | httpx.URL, take: Take, headers: Mapping[str, str] | None = None) -> Any:
        """Return what ``take`` makes of the answer, which is 200 or, to a condition in ``headers``, 304.

        ``take`` gets the answer, still streaming, and the address that gave it. Raises SourceError with a sentence
        for people.
        """
        reason = Text("", "")
        for attempt in range(ATTEMPTS):
            time.sleep(attempt * PAUSE)
            try:
                return self._follow(httpx.URL(url), take, attempt, headers or {})
            except (httpx.TransportError, _TryAgain) as error:
                log.info("%s: %s", shown(url), error)
                reason = _why(error)
            except (httpx.InvalidURL, UnicodeError) as error:  # the latter where a name is no IDNA
                raise failed(url, str(error)) from None
        raise failed(url, reason)

    def copy(self, response: httpx.Response, url: httpx.URL, file: IO[bytes]) -> None:
        """Write an answer's body, counting what arrives: lengths are only announced, and compressed bodies grow."""
        for chunk in response.iter_bytes():
            self._size += len(chunk)
            if self._size > MAX_BYTES:
                raise failed(url, f"> {MAX_BYTES // 1024**2} MB")
            if time.monotonic() > self._until:
                raise failed(url, f"> {MAX_SECONDS} s")
            file.write(chunk)

    def _follow(self, url: httpx.URL, take: Take, attempt: int, headers: Mapping[str, str]) -> Any:
        for _ in range(MAX_REDIRECTS + 1):
            request = self._request(url, attempt, headers)
            with self._client(url.host).stream(**request) as response:
                if not response.has_redirect_location:
                    return take(_accepted(response, url, headers), url)
                target = url.join(response.headers["location"])
            if url.scheme == "https" and target.scheme != "https":
                raise failed(url, "https → http")
            url = target
        raise failed(url, Text("zu viele Weiterleitungen", "too many redirects"))

    def _request(self, url: httpx.URL, attempt: int, headers: Mapping[str, str]) -> dict[str, Any]:
        if url.scheme not in {"http", "https"} or not url.host:
            raise failed(url, url.scheme or "–")
        addresses = resolve(url.host, port_of(url), self._trusted)
        request = pinned(url, addresses[attempt % len(addresses)])
        return request | {"headers": request["headers"] | dict(headers)}

    def _client(self, host: str) -> httpx.Client:
        """One client per name, since a connection is kept by its address and was checked for one name."""
        if host not in self._clients:
            self._clients[host] = httpx.Client(verify=_trust(), timeout=TIMEOUT, trust_env=False)
        return self._clients[host]


def _why(error: Exception) -> Text:
    """Say what went wrong on the line; a library's words for it go to the log."""
    match error:
        case _TryAgain():
            return Text(str(error), str(error))
        case httpx.TimeoutException():
            return Text("keine Antwort in der erlaubten Zeit", "no answer in time")
        case httpx.ConnectError() if "CERTIFICATE" in str(error).upper():
            return Text("das Zertifikat ist nicht vertrauenswürdig", "its certificate is not trusted")
        case httpx.ConnectError():
            return Text("keine Verbindung", "no connection")
    return Text("die Verbindung ist abgebrochen", "the connection broke")


@cache
def _trust() -> ssl.SSLContext:
    return ssl.create_default_context()


def _accepted(response: httpx.Response, url: httpx.URL, headers: Mapping[str, str]) -> httpx.Response:
    if response.status_code in BUSY:
        raise _TryAgain(f"HTTP {response.status_code}")
    conditional = any(name.startswith("If-") for name in headers)
    if response.status_code != httpx.codes.OK and not (conditional and response.status_code == 304):
        raise failed(url, f"HTTP {response.status_code}")
    return response


def shown(url: str | httpx.URL) -> str:
    """Return an address for people and reports: without user, password and query, which may hold a key."""
    try:
        return str(httpx.URL(url).copy_with(username=None, password=None, query=None, fragment=None))
    except httpx.InvalidURL:
        return "http…"


def failed(url: str | httpx.URL, reason: str | Text) -> SourceError:
    """Return the error for an address that gave nothing."""
    why = reason if isinstance(reason, Text) else Text(reason, reason)
    return SourceError(
        Text(f"{shown(url)} ist nicht abrufbar ({why.de}).", f"{shown(url)} cannot be fetched ({why.en})."),
        Text(
            "Bitte die Adresse prüfen, oder die Datei selbst laden und ihren Pfad angeben.",
            "Please check the address, or download the file yourself and give its path.",
        ),
    )
