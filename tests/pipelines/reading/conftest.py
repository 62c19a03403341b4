"""A web server that says what a test tells it."""

import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qsl, urlsplit

import pytest

HOST = "127.0.0.1"
Answer = tuple[int, dict[str, str], bytes]


@dataclass
class Peer:
    """A server by path: ``answer`` gets the path and its parameters, their names in lower case."""

    url: str = ""
    answer: Callable[[str, dict[str, str]], Answer] = lambda *_: (404, {}, b"")
    requests: list[tuple[str, dict[str, str]]] = field(default_factory=list)


@pytest.fixture
def peer() -> Iterator[Peer]:
    peer = Peer()

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            parts = urlsplit(self.path)
            query = {name.lower(): value for name, value in parse_qsl(parts.query)}
            peer.requests.append((parts.path, query))
            status, headers, body = peer.answer(parts.path, query)
            self.send_response(status)
            for name, value in (headers | {"Content-Length": str(len(body))}).items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *args: object) -> None:
            """The test's output is not the place."""

    with ThreadingHTTPServer((HOST, 0), Handler) as server:
        server.daemon_threads = True
        peer.url = f"http://{HOST}:{server.server_port}"
        thread = threading.Thread(target=server.serve_forever, args=(0.02,))
        thread.start()
        yield peer
        server.shutdown()
        thread.join()
