"""What the server does, in numbers for Prometheus and in lines for a log, without anything about who asked.

No address, no user agent and no value of a query is kept; a path stands for its kind (``/api/collections/{}/items``).
"""

import json
import logging
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from functools import lru_cache

from prometheus_client import CollectorRegistry, Counter, Histogram, generate_latest
from prometheus_client.core import GaugeMetricFamily
from prometheus_client.exposition import CONTENT_TYPE_LATEST
from prometheus_client.metrics_core import Metric
from prometheus_client.registry import Collector
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

log = logging.getLogger("geoportal.access")

BUCKETS = (0.001, 0.003, 0.01, 0.03, 0.1, 0.3, 1, 3, 10, 30)
"""Seconds."""

WORDS = frozenset(
    (
        "api", "collections", "items", "queryables", "schema", "sortables", "tiles", "tilejson", "tileMatrixSets",
        "styles", "legend", "thumbnail", "metadata", "changes", "changes.atom", "downloads", "openapi", "conformance",
        "processes", "execution", "jobs", "results", "static", "artefacts", "map.json", "healthz", "readyz", "metrics",
        "plans", "at", "attachments",
    )
)  # fmt: skip
"""Parts of paths that are kept; all others may name a layer or a feature."""

DEEPEST = 9

CACHE = "geoportal.cache"
"""Where the lane notes in a request's scope whether its answer came from memory: ``hit`` or ``miss``."""


@dataclass(frozen=True)
class Seen:
    """One answer; ``time`` in seconds since 1970, ``ms`` until its end, ``cache`` hit, miss or empty."""

    time: float
    method: str
    route: str
    status: int
    bytes: int
    ms: float
    cache: str


class Numbers:
    """The counters of one server."""

    def __init__(self) -> None:
        self.registry = CollectorRegistry()
        self._known: dict[tuple[str, str, int], tuple[Counter, Counter, Histogram]] = {}
        self._requests = Counter(
            "geoportal_requests", "Answers sent.", ("route", "method", "status"), registry=self.registry
        )
        self._bytes = Counter("geoportal_sent_bytes", "Bytes of bodies sent.", ("route",), registry=self.registry)
        self._cache = Counter("geoportal_cache", "Answers from memory.", ("outcome",), registry=self.registry)
        self._seconds = Histogram(
            "geoportal_seconds", "Time to the end of an answer.", ("route",), buckets=BUCKETS, registry=self.registry
        )

    def count(self, seen: Seen) -> None:
        """Count one answer."""
        key = (seen.route, seen.method, seen.status)
        if key not in self._known:  # finding a counter by its labels costs more than counting
            self._known[key] = (
                self._requests.labels(seen.route, seen.method, str(seen.status)),
                self._bytes.labels(seen.route),
                self._seconds.labels(seen.route),
            )
        requests, sent, seconds = self._known[key]
        requests.inc()
        sent.inc(seen.bytes)
        seconds.observe(seen.ms / 1000)
        if seen.cache:
            self._cache.labels(seen.cache).inc()

    def also(self, collector: Collector) -> None:
        """Tell these numbers, too."""
        self.registry.register(collector)


class Level(Collector):
    """A number that goes up and down, read when it is asked for."""

    def __init__(self, name: str, about: str, read: Callable[[], float]) -> None:
        self._name = name
        self._about = about
        self._read = read

    def collect(self) -> Iterator[Metric]:
        """Read the number."""
        yield GaugeMetricFamily(self._name, self._about, value=self._read())


class Watch:
    """Stands outside everything else and looks at each answer."""

    def __init__(self, app: ASGIApp, numbers: Numbers | None, *, writes: bool) -> None:
        self._app = app
        self._numbers = numbers
        self._writes = writes

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        status, size, begun = 0, 0, time.perf_counter()

        async def look(message: Message) -> None:
            nonlocal status, size
            if message["type"] == "http.response.start":
                status = message["status"]
            else:
                size += len(message.get("body", b""))
            await send(message)

        try:
            await self._app(scope, receive, look)
        finally:
            self._tell(scope, status, size, time.perf_counter() - begun)

    def _tell(self, scope: Scope, status: int, size: int, seconds: float) -> None:
        method, route = _method(scope["method"]), route_of(scope["path"])
        ms = round(1000 * seconds, 3)
        seen = Seen(round(time.time(), 3), method, route, status, size, ms, scope.get(CACHE, ""))
        if self._numbers:
            self._numbers.count(seen)
        if self._writes:
            log.info(json.dumps(asdict(seen)))


def open_log() -> None:
    """Write the lines of the access log to standard output, as they are."""
    if not log.handlers:
        log.addHandler(logging.StreamHandler(sys.stdout))
        log.setLevel(logging.INFO)
        log.propagate = False


@lru_cache(maxsize=4096)
def route_of(path: str) -> str:
    """Return the kind of a path; what it names becomes ``{}``."""
    parts = path.strip("/").split("/")[:DEEPEST]
    if parts[0] not in WORDS:
        return "/" if parts == [""] else "/{}"  # the map's own files
    kind = [part if part in WORDS else "{}" for part in parts]
    if kind[:4] == ["api", "collections", "{}", "items"]:
        kind = kind[:4] + ["{}"] * bool(kind[4:])  # ids of features may hold slashes
    return "/" + "/".join(kind)


def metrics(request: Request) -> Response:
    """GET /metrics: the numbers, for Prometheus."""
    return Response(generate_latest(request.app.state.numbers.registry), media_type=CONTENT_TYPE_LATEST)


def _method(name: str) -> str:
    """Anyone may send words of their own."""
    return name if name in {"GET", "HEAD", "OPTIONS", "POST"} else "other"
