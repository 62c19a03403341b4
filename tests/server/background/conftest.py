"""A foreign map on this machine, and a portal that shows it through its own server."""

import json
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from pipelines.background import Foreign

PICTURE = b"\x89PNG\r\n\x1a\n picture"

Answer = tuple[int, dict[str, str], bytes]


@dataclass
class Site:
    """What the foreign server answers, by path; ``requests`` are paths with what was sent along."""

    url: str = ""
    answers: dict[str, Answer] = field(default_factory=dict)
    requests: list[tuple[str, dict[str, str]]] = field(default_factory=list)

    @property
    def host(self) -> str:
        return self.url.removeprefix("http://")

    def asked(self, path: str) -> int:
        return sum(asked.partition("?")[0] == path for asked, _ in self.requests)


@pytest.fixture
def site() -> Iterator[Site]:
    """Pictures, vector tiles, a style, its TileJSON and sprite."""
    site = Site()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            site.requests.append((self.path, dict(self.headers)))
            path = self.path.partition("?")[0]
            picture = path.startswith("/bild/") or path == "/wms"
            usual: Answer = (200, {"Content-Type": "image/png"}, PICTURE) if picture else (404, {}, b"")
            status, headers, body = site.answers.get(path, usual)
            self.send_response(status)
            for name, value in ({"Content-Length": str(len(body))} | headers).items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    site.url = f"http://127.0.0.1:{server.server_port}"
    as_json = {"Content-Type": "application/json"}
    style = {
        "version": 8,
        "sources": {
            "karte": {"type": "vector", "url": "tiles.json"},
            "daten": {"type": "geojson", "data": "https://example.org/x.json"},
        },
        "sprite": f"{site.url}/sprite",
        "glyphs": "https://example.org/{fontstack}/{range}.pbf",
        "layers": [{"id": "wasser", "type": "fill", "source": "karte", "source-layer": "w"}],
    }
    tilejson = {"tiles": [f"{site.url}/vektor/{{z}}/{{x}}/{{y}}.pbf"], "minzoom": 0, "maxzoom": 15}
    site.answers = {
        "/style.json": (200, as_json, json.dumps(style).encode()),
        "/tiles.json": (200, as_json, json.dumps(tilejson).encode()),
        "/vektor/14/8608/5647.pbf": (200, {"Content-Type": "application/x-protobuf"}, b"tile"),
        "/sprite@2x.png": (200, {"Content-Type": "image/png"}, PICTURE),
    }
    yield site
    server.shutdown()
    server.server_close()


@pytest.fixture
def pictures(site: Site) -> Foreign:
    """A map of pictures."""
    return Foreign(
        name="Bilder",
        tiles=f"{site.url}/bild/{{z}}/{{y}}/{{x}}.png",
        attribution="© {year} Amt",
        url="https://example.org",
        proxy=True,
    )


@pytest.fixture
def drawn(site: Site) -> Foreign:
    """A map with a style."""
    return Foreign(
        name="Gezeichnet", style=f"{site.url}/style.json", attribution="© Amt", url="https://example.org", proxy=True
    )
