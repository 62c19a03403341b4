"""Downloads from a real HTTP server on this machine, which the tests list as trusted."""

import gzip
import os
import socket
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.message import Message
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from pipelines.definition import TableSource
from pipelines.errors import SourceError
from pipelines.publishing.stillness import check_still
from pipelines.reading import web as module
from pipelines.reading.download import NOTE, download
from pipelines.reading.fetch import locate_table
from pipelines.reading.web import shown
from pipelines.settings import Settings

Answer = tuple[int, dict[str, str], bytes]
HOST = "127.0.0.1"


@dataclass
class Site:
    """What the server answers, by path: each answer once, the last one for ever."""

    url: str = ""
    answers: dict[str, list[Answer]] = field(default_factory=dict)
    requests: list[tuple[str, str | None]] = field(default_factory=list)
    headers: list[Message] = field(default_factory=list)

    def put(self, path: str, *answers: Answer) -> str:
        self.answers[path] = list(answers)
        return self.url + path


@pytest.fixture
def site() -> Iterator[Site]:
    site = Site()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            site.requests.append((self.path, self.headers["Host"]))
            site.headers.append(self.headers)
            left = site.answers[self.path.partition("?")[0]]
            status, headers, body = left.pop(0) if len(left) > 1 else left[0]
            self.send_response(status)
            for name, value in headers.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *args: object) -> None:
            """The test's output is not the place."""

    with ThreadingHTTPServer((HOST, 0), Handler) as server:
        site.url = f"http://{HOST}:{server.server_port}"
        thread = threading.Thread(target=server.serve_forever, args=(0.02,))
        thread.start()
        yield site
        server.shutdown()
        thread.join()


@pytest.fixture
def fetched(tmp_path: Path) -> Callable[[str], tuple[Path, datetime | None]]:
    return lambda url: download(url, tmp_path / "downloads", [HOST])


Fetched = Callable[[str], tuple[Path, datetime | None]]


def test_a_file_arrives_whole_with_its_age(site: Site, fetched: Fetched) -> None:
    changed = {"Last-Modified": "Tue, 31 Oct 2023 10:00:00 GMT"}
    url = site.put("/daten/schulen.csv", (200, changed, b"nr;name\n"))

    path, modified = fetched(url + "?key=geheim")

    assert path.read_bytes() == b"nr;name\n"
    assert path.name == "schulen.csv"
    assert modified == datetime(2023, 10, 31, 10, tzinfo=UTC)
    assert site.requests == [("/daten/schulen.csv?key=geheim", site.url.removeprefix("http://"))]
    assert sorted(other.name for other in path.parent.iterdir()) == [NOTE, "schulen.csv"]
    assert "geheim" not in (path.parent / NOTE).read_text()


@pytest.mark.parametrize(
    ("path", "headers", "name"),
    [
        ("/api/car", {"Content-Type": "application/json; charset=utf-8"}, "car.json"),
        ("/", {"Content-Type": "text/csv"}, "download.csv"),
        ("/export.php", {"Content-Disposition": 'attachment; filename="../../Bäume 2020.GPKG"'}, "B_ume_2020.gpkg"),
        ("/a/Sch%C3%BCler%20liste.XLSX", {}, "Schüler_liste.xlsx"),
    ],
)
def test_names_are_harmless_and_tell_the_format(
    site: Site, fetched: Fetched, path: str, headers: dict[str, str], name: str
) -> None:
    encoded = {key: value.encode().decode("latin-1") for key, value in headers.items()}

    found, _ = fetched(site.put(path, (200, encoded, b"x")))

    assert found.suffix == Path(name).suffix
    assert found.parent.name == "downloads"
    assert "/" not in found.name
    assert " " not in found.name


def test_redirects_are_followed(site: Site, fetched: Fetched) -> None:
    site.put("/neu/a.csv", (200, {}, b"neu"))

    path, _ = fetched(site.put("/alt.csv", (302, {"Location": "/neu/a.csv"}, b"")))

    assert path.read_bytes() == b"neu"


@pytest.mark.parametrize(
    "target",
    [
        "http://10.0.0.1/a.csv",
        "http://[::1]/a.csv",
        "http://169.254.169.254/latest",
        "file:///etc/passwd",
        "http://xn--a/",
    ],
)
def test_redirects_into_the_inner_network_are_refused(site: Site, fetched: Fetched, target: str) -> None:
    with pytest.raises(SourceError):
        fetched(site.put("/a.csv", (302, {"Location": target}, b"")))

    assert len(site.requests) == 1


def test_circles_end(site: Site, fetched: Fetched) -> None:
    with pytest.raises(SourceError, match="Weiterleitungen"):
        fetched(site.put("/a.csv", (302, {"Location": "/a.csv"}, b"")))


def test_a_host_that_is_not_listed_is_not_asked(site: Site, tmp_path: Path) -> None:
    url = site.put("/a.csv", (200, {}, b"x"))

    with pytest.raises(SourceError, match="internen Netz"):
        download(url, tmp_path, [])
    assert not site.requests


def test_a_busy_server_is_asked_again(site: Site, fetched: Fetched, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "PAUSE", 0)

    path, _ = fetched(site.put("/a.csv", (503, {}, b""), (200, {}, b"da")))

    assert path.read_bytes() == b"da"


@pytest.mark.parametrize(("status", "times"), [(503, 3), (404, 1), (401, 1)])
def test_refusals_say_the_status(
    site: Site, fetched: Fetched, monkeypatch: pytest.MonkeyPatch, status: int, times: int
) -> None:
    monkeypatch.setattr(module, "PAUSE", 0)

    with pytest.raises(SourceError, match=f"HTTP {status}"):
        fetched(site.put("/a.csv", (status, {}, b"")))
    assert len(site.requests) == times


def test_a_line_that_breaks_leaves_nothing_behind(
    site: Site, fetched: Fetched, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "PAUSE", 0)

    with pytest.raises(SourceError, match="die Verbindung ist abgebrochen"):
        fetched(site.put("/a.csv", (200, {"Content-Length": "100"}, b"nur ein Teil")))
    assert not list((tmp_path / "downloads").iterdir())


def test_a_server_that_is_away_is_told_in_our_own_words(fetched: Fetched, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "PAUSE", 0)
    with socket.create_server((HOST, 0)) as free:
        port = free.getsockname()[1]

    with pytest.raises(SourceError, match=rf"^http://{HOST}:{port}/a\.csv ist nicht abrufbar \(keine Verbindung\)\.$"):
        fetched(f"http://{HOST}:{port}/a.csv")


def test_too_much_is_stopped_also_when_compressed(
    site: Site, fetched: Fetched, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "MAX_BYTES", 100_000)
    body = gzip.compress(bytes(1_000_000))

    with pytest.raises(SourceError, match="MB"):
        fetched(site.put("/a.csv", (200, {"Content-Encoding": "gzip"}, body)))
    assert not list((tmp_path / "downloads").iterdir())


def test_a_failed_download_keeps_the_one_before(site: Site, fetched: Fetched) -> None:
    url = site.put("/a.csv", (200, {}, b"alt"), (404, {}, b""))
    path, _ = fetched(url)

    with pytest.raises(SourceError):
        fetched(url)
    assert path.read_bytes() == b"alt"


@pytest.mark.parametrize("url", ["ftp://example.org/a.csv", "http://", "https://[::1/a.csv", "file:///etc/passwd"])
def test_other_addresses_are_refused(fetched: Fetched, url: str) -> None:
    with pytest.raises(SourceError, match="nicht abrufbar"):
        fetched(url)


def test_secrets_of_an_address_are_shown_to_nobody() -> None:
    assert shown("https://nutzer:wort@gis.example:8443/daten.json?key=1#x") == "https://gis.example:8443/daten.json"


def test_what_has_not_changed_is_not_sent_again(site: Site, fetched: Fetched) -> None:
    changed = {"ETag": '"7"', "Last-Modified": "Tue, 31 Oct 2023 10:00:00 GMT"}
    url = site.put("/a.csv", (200, changed, b"alt"), (304, {}, b""))

    first, second = fetched(url), fetched(url)

    assert first == second
    assert second[0].read_bytes() == b"alt"
    assert [one.get("If-None-Match") for one in site.headers] == [None, '"7"']
    assert [one.get("If-Modified-Since") for one in site.headers] == [None, "Tue, 31 Oct 2023 10:00:00 GMT"]


def test_conditions_hold_for_one_address_and_an_existing_file_only(site: Site, fetched: Fetched) -> None:
    url = site.put("/a.csv", (200, {"ETag": '"7"'}, b"alt"))
    fetched(url)[0].unlink()
    fetched(url)
    fetched(url + "?jahr=2024")

    assert [one.get("If-None-Match") for one in site.headers] == [None, None, None]


def test_a_server_that_says_304_unasked_has_failed(site: Site, fetched: Fetched) -> None:
    with pytest.raises(SourceError, match="HTTP 304"):
        fetched(site.put("/a.csv", (304, {}, b"")))


def test_a_new_name_replaces_the_old_file(site: Site, fetched: Fetched) -> None:
    json = {"Content-Type": "application/json"}
    url = site.put("/export", (200, {"Content-Type": "text/csv"}, b"a"), (200, json, b"{}"))
    fetched(url)

    path, _ = fetched(url)

    assert sorted(other.name for other in path.parent.iterdir()) == [NOTE, "export.json"]


class TestOfALayer:
    @pytest.fixture
    def settings(self, tmp_path: Path) -> Settings:
        return Settings(home=tmp_path, url_hosts=(HOST,))

    def test_addresses_that_end_alike_do_not_meet(self, site: Site, settings: Settings) -> None:
        first, other = (site.put(f"/{name}/schulen.csv", (200, {}, name.encode())) for name in "ab")
        source = TableSource(url=first)

        located = [locate_table(source, "schulen", settings, url) for url in (first, other)]

        assert [each.files[""].read_bytes() for each in located] == [b"a", b"b"]
        assert {each.files[""].name for each in located} == {"schulen.csv"}

    def test_a_download_that_another_one_replaces_is_noticed(self, site: Site, settings: Settings) -> None:
        url = site.put("/schulen.csv", (200, {}, b"nr\n1\n"), (200, {}, b"nr\n2\n"))
        located = locate_table(TableSource(url=url), "schulen", settings)
        check_still(located)
        locate_table(TableSource(url=url), "schulen", settings)

        with pytest.raises(SourceError, match="geändert"):
            check_still(located)

    def test_what_nobody_asked_for_in_a_week_goes(self, site: Site, settings: Settings) -> None:
        old, young, new = (site.put(f"/{name}/schulen.csv", (200, {}, b"nr")) for name in ("old", "young", "new"))
        before, kept = (locate_table(TableSource(url=url), "schulen", settings).files[""] for url in (old, young))
        long_ago = time.time() - 8 * 24 * 3600
        os.utime(before.parent, (long_ago, long_ago))
        locate_table(TableSource(url=new), "schulen", settings)

        assert (before.exists(), kept.exists()) == (False, True)
