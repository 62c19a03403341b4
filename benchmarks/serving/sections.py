"""The sections of the comparison of servers: each asks its questions and returns its lines of the table."""

import gzip
import http.client
import subprocess
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from functools import partial
from statistics import median
from typing import Any
from urllib.parse import urlsplit

import click
import httpx

from benchmarks.measure import Timing, take_turns
from benchmarks.place import Place
from benchmarks.serving import data, peers
from benchmarks.serving.load import Shot, peak, rate, reset_peak
from benchmarks.serving.peers import Server
from benchmarks.serving.requests import ITEMS, Question, tile_in_the_middle, uncached
from benchmarks.table import Line

ROUNDS = 3

PYTHONS = {"pygeoapi": peers.pygeoapi, "tipg": peers.tipg}
PROGRAMS = {"pg_featureserv": peers.featureserv, "martin": peers.martin}

SECTION = "served"


def serving(place: Place, count: int, seconds: int, sizes: tuple[int, ...]) -> list[Line]:
    """Publish, start the servers and ask all questions; ``seconds`` of load per server, question and round."""
    data.calm(place)
    data.publish(place, "buildings", data.buildings(place, count), "dynamic")
    data.publish(place, "archived", data.buildings(place, count), "static")
    data.publish(place, "schools", data.schools(place.folder))
    data.copy_plain(place, ("buildings", "schools"))
    with _all(place) as servers:
        lines = [line for question in uncached() for line in ask(servers, question, seconds)]
        lines += whole(place, servers, count)
    lines += kept(place, seconds)
    with peers.ours(place, 0) as server:
        lines += [*pages(server, count, seconds), *documents(server, seconds, "made anew")]
    return lines + grown(place, count, sizes, seconds)


def ask(servers: Mapping[str, Server], question: Question, seconds: int) -> list[Line]:
    """Put one question to all servers in turns; one line per peer."""
    asked = {name: shot for name, shot in question.shots.items() if name in servers}
    rates: dict[str, list[float]] = {name: [] for name in asked}
    for _ in range(ROUNDS):
        for name, shot in asked.items():
            rates[name].append(rate(servers[name].url, shot, seconds))
    return [
        against(f"{question.what} : {name}", rates["ours"], rates[name], question.bars.get(name))
        for name in asked
        if name != "ours"
    ]


def against(what: str, ours: list[float], theirs: list[float], bar: float | None) -> Line:
    """Compare answers per second: here more is better."""
    turns = [mine / other for mine, other in zip(ours, theirs, strict=True)]
    detail = f"{median(ours):,.0f}/s : {median(theirs):,.0f}/s"
    value = median(ours) / median(theirs)
    return Line(SECTION, what, value, min(turns), max(turns), "×", bar, detail, at_least=True)


def whole(place: Place, servers: Mapping[str, Server], count: int) -> list[Line]:
    """Read the whole layer in one answer, and tell how much memory that took ours."""
    path = f"limit={count}"
    readers: dict[str, Any] = {
        name: partial(_read, servers[name].url + start + path) for name, start in ITEMS.items() if name in servers
    }
    statement = (
        "SELECT '{\"type\":\"FeatureCollection\",\"features\":[' || string_agg(ST_AsGeoJSON(t.*), ',') || ']}'"
        f" FROM (SELECT gid, nr, name, hoehe, geschosse, geprueft, ST_Transform(geom, 4326)"
        f" FROM {data.SCHEMA}.buildings) t"
    )
    psql = ["psql", "-qAtX", "-o", "/dev/null", "-c", statement, place.dsn]
    readers["psql"] = lambda: subprocess.run(psql, check=True)
    reset_peak(servers["ours"].pid)
    turns = take_turns(readers, ROUNDS)
    most = peak(servers["ours"].pid)
    bars = {"pg_featureserv": 0.6}
    what = f"all {count:,} features in one answer"
    return [
        *(
            _times(f"{what} : {name}", turns["ours"], each, bars.get(name))
            for name, each in turns.items()
            if name != "ours"
        ),
        Line(SECTION, f"{what}, peak memory of ours", most, most, most, "MB", 250),
    ]


def kept(place: Place, seconds: int) -> list[Line]:
    """Ask for the same again and again, beside nginx that sends the very bytes from files."""
    level, x, y = tile_in_the_middle()
    page = ITEMS["ours"] + "limit=100"
    tile = f"/api/collections/archived/tiles/WebMercatorQuad/{level}/{y}/{x}"
    files = place.folder / "files"
    files.mkdir(exist_ok=True)
    with peers.ours(place) as ours, ExitStack() as stack:
        tags = {name: _keep(ours.url + path, files / name) for name, path in (("items.json", page), ("tile", tile))}
        servers = {"ours": ours, "nginx": stack.enter_context(peers.nginx(place, files))}
        nginx_tag = httpx.get(f"{servers['nginx'].url}/items.json").headers["ETag"]
        if peers.found("martin"):
            servers["martin"] = stack.enter_context(peers.martin(place))
        packed = {"Accept-Encoding": "gzip"}
        martin = f"/buildings/{level}/{x}/{y}"
        return documents(ours, seconds, "kept") + [
            line
            for question in (
                Question("same items, plain", _two(page, "/items.json"), {"nginx": 0.5}),
                Question("same items, gzip", _two(page, "/items.json", packed), {"nginx": 0.25}),
                Question(
                    "same items, 304",
                    {
                        "ours": Shot(page, headers={"If-None-Match": tags["items.json"]}),
                        "nginx": Shot("/items.json", headers={"If-None-Match": nginx_tag}),
                    },
                    {"nginx": 0.2},
                ),
                Question("same tile of the archive, plain", _two(tile, "/tile", martin=martin), {"nginx": 0.3}),
                Question("same tile of the archive, gzip", _two(tile, "/tile", packed, martin), {"martin": 50}),
            )
            for line in ask(servers, question, seconds)
        ]


def pages(server: Server, count: int, seconds: int) -> list[Line]:
    """Ask for the first page and one near the end of the layer, as ``next`` leads to it."""
    far = f"{server.url}{ITEMS['ours']}limit={max(count // 20, 1)}"
    for _ in range(18):
        links = httpx.get(far, timeout=60).json()["links"]
        far = next(link["href"] for link in links if link["rel"] == "next")
    late = Shot(_path(str(httpx.URL(far).copy_merge_params({"limit": "100"}))))
    shots = {"normal": Shot(ITEMS["ours"] + "limit=100"), "this": late}
    return [_cost(server, Question("a page behind 90 % of the layer : the first", shots), seconds)]


def documents(server: Server, seconds: int, how: str) -> list[Line]:
    """Ask for a collection's page and for its JSON; ``how`` they are answered."""
    path = "/api/collections/buildings?f="
    shots = {"normal": Shot(f"{path}json"), "this": Shot(f"{path}html")}
    return [_cost(server, Question(f"collection as HTML : as JSON, {how}", shots), seconds, 3)]


def grown(place: Place, count: int, sizes: tuple[int, ...], seconds: int) -> list[Line]:
    """Ask for the same page, with its count, of smaller and larger layers."""
    for size in sizes:
        data.publish(place, f"buildings_{size}", data.buildings(place, size))
    lines = []
    with peers.ours(place, 0) as server:
        for size in sizes:
            this = Shot(f"/api/collections/buildings_{size}/items?f=json&limit=100")
            shots = {"normal": Shot(ITEMS["ours"] + "limit=100"), "this": this}
            lines.append(_cost(server, Question(f"a page of {size:,} features : of {count:,}", shots), seconds))
    return lines


def _cost(server: Server, question: Question, seconds: int, bar: float = 1.3) -> Line:
    """How many times as much ``this`` costs as ``normal``."""
    one, other = question.shots["normal"], question.shots["this"]
    rates: list[tuple[float, float]] = [
        (rate(server.url, one, seconds), rate(server.url, other, seconds)) for _ in range(ROUNDS)
    ]
    turns = [first / second for first, second in rates]
    normal, this = median(first for first, _ in rates), median(second for _, second in rates)
    return Line(
        SECTION, question.what, normal / this, min(turns), max(turns), "×", bar, f"{this:,.0f}/s : {normal:,.0f}/s"
    )


def _times(what: str, ours: Timing, theirs: Timing, bar: float | None) -> Line:
    turns = [mine / other for mine, other in zip(ours.seconds, theirs.seconds, strict=True)]
    return Line(SECTION, what, ours.median / theirs.median, min(turns), max(turns), "×", bar, f"{ours} : {theirs}")


@contextmanager
def _all(place: Place) -> Iterator[dict[str, Server]]:
    """Start ours without memory for answers, and every peer that is there; says which are not."""
    with ExitStack() as stack:
        servers = {"ours": stack.enter_context(peers.ours(place, 0))}
        for name, start in (PYTHONS | PROGRAMS).items():
            if name in PROGRAMS and not peers.found(name):
                click.echo(f"{name}: absent, not compared", err=True)
                continue
            servers[name] = stack.enter_context(start(place))
        yield servers


def _two(ours: str, nginx: str, headers: Mapping[str, str] | None = None, martin: str = "") -> dict[str, Shot]:
    paths = {"ours": ours, "nginx": nginx} | ({"martin": martin} if martin else {})
    return {name: Shot(path, headers=headers or {}) for name, path in paths.items()}


def _keep(url: str, path: Any) -> str:
    """Write a body as files for nginx, plain and packed as ours packs it; returns its ETag."""
    plain = httpx.get(url, headers={"Accept-Encoding": "identity"})
    assert plain.status_code == 200, url
    path.write_bytes(plain.content)
    with httpx.stream("GET", url, headers={"Accept-Encoding": "gzip"}) as packed:
        body = b"".join(packed.iter_raw())
    assert gzip.decompress(body) == plain.content
    path.with_name(f"{path.name}.gz").write_bytes(body)
    return str(plain.headers["ETag"])


def _read(url: str) -> None:
    """Read an answer to its end. Fails where it is not one whole collection."""
    parts = urlsplit(url)
    connection = http.client.HTTPConnection(parts.netloc, timeout=120)
    connection.request("GET", f"{parts.path}?{parts.query}")
    answer = connection.getresponse()
    assert answer.status == 200, url
    last = b""
    while piece := answer.read(1 << 20):
        last = piece
    assert last.rstrip().endswith(b"}"), url
    connection.close()


def _path(url: str) -> str:
    parts = urlsplit(url)
    return f"{parts.path}?{parts.query}"
