"""Answers from memory that go out before uvicorn makes a request: the same, in order, and of what is live."""

import gzip
import json
import socket
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO
from urllib.parse import urlsplit

import httpx
import pytest

from pipelines.settings import Settings
from tests.server.samples import AREAS, TREES, Portal, area, fresh_portal, tree
from tests.server.serving import serving, wait_until

PATH = "/api/collections/flaechen/items?f=json&limit=50"
FOLDER = str(Path(__file__).parent)


@dataclass(frozen=True)
class Said:
    """One answer as it came over the wire."""

    status: int
    headers: dict[str, str]
    body: bytes

    @property
    def is_early(self) -> bool:
        return "x-late" not in self.headers


@pytest.fixture(scope="module")
def own_portal(cluster_settings: Settings, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Portal]:
    """A portal for this module, with twenty areas."""
    with fresh_portal(cluster_settings, tmp_path_factory.mktemp("early")) as portal:
        portal.publish(AREAS, [area(number) for number in range(20)], tiles="none")
        yield portal


@pytest.fixture(scope="module")
def marked(own_portal: Portal) -> Iterator[str]:
    """The address of a server that marks its late answers."""
    with serving(own_portal.settings, "marked:create_marked_app", FOLDER) as url:
        yield url


@pytest.fixture
def served(own_portal: Portal, marked: str) -> tuple[Portal, str]:
    """A portal, and a server whose memory holds a page of it; each test asks for others that no other test asks for."""
    for coding in ("identity", "gzip"):
        httpx.get(marked + PATH, headers={"Accept-Encoding": coding, "Accept": "*/*"}).raise_for_status()
    return own_portal, marked


def ask(url: str, *requests: str) -> list[Said]:
    """Send all requests at once on one connection and read their answers."""
    parts = urlsplit(url)
    with socket.create_connection((str(parts.hostname), parts.port or 80), timeout=20) as connection:
        connection.sendall("".join(requests).encode())
        with connection.makefile("rb") as file:
            return [_read(file, request) for request in requests]


def request(method: str = "GET", path: str = PATH, version: str = "1.1", **headers: str) -> str:
    given = {"Host": "portal", "Accept": "*/*"} | {name.replace("_", "-"): value for name, value in headers.items()}
    return f"{method} {path} HTTP/{version}\r\n" + "".join(f"{n}: {v}\r\n" for n, v in given.items()) + "\r\n"


def _read(file: BinaryIO, asked: str) -> Said:
    status = int(file.readline().split()[1])
    lines = iter(lambda: file.readline().decode().strip(), "")
    headers = {name.lower(): value for name, value in (line.split(": ", 1) for line in lines)}
    has_body = status != 304 and not asked.startswith("HEAD")
    return Said(status, headers, file.read(int(headers["content-length"])) if has_body else b"")


def test_early_answer_is_the_late_one(served: tuple[Portal, str]) -> None:
    _, url = served
    early, late = ask(url, request(), request(path=f"{PATH}&"))  # an address that is not in memory yet
    kept, closing = ask(url, request(), request(Connection="close"))

    assert (early.is_early, late.is_early, kept.is_early, closing.is_early) == (True, False, True, False)
    assert (kept.status, kept.body) == (closing.status, closing.body) == (200, early.body)
    differ = {"date", "x-late", "connection"}
    assert {k: v for k, v in kept.headers.items() if k not in differ} == {
        k: v for k, v in closing.headers.items() if k not in differ
    }


def test_early_answers_are_coded_and_revalidated(served: tuple[Portal, str]) -> None:
    _, url = served
    plain, coded = ask(url, request(), request(Accept_Encoding="gzip"))
    known, other = ask(
        url,
        request(Accept_Encoding="gzip", If_None_Match=coded.headers["etag"]),
        request(If_None_Match=coded.headers["etag"]),
    )

    assert all(each.is_early for each in (plain, coded, known, other))
    assert gzip.decompress(coded.body) == plain.body == other.body
    assert (known.status, known.headers["etag"]) == (304, coded.headers["etag"])
    assert "content-length" not in known.headers
    assert known.headers["access-control-allow-origin"] == "*"


def test_answers_keep_the_order_of_their_requests(served: tuple[Portal, str]) -> None:
    _, url = served
    late = [f"{PATH}&offset={number}" for number in range(1, 4)]
    answers = ask(url, request(), request(path=late[0]), request(), request(path=late[1]), request(path=late[2]))
    again = ask(url, *(request(path=path) for path in (late[0], PATH, late[1])))

    returned = [json.loads(answer.body)["numberReturned"] for answer in answers]
    assert returned == [20, 19, 20, 18, 17]
    assert [answer.is_early for answer in again] == [True] * 3


def test_what_is_made_for_the_first_time_looks_like_what_is_kept(served: tuple[Portal, str]) -> None:
    _, url = served
    first, second = f"{PATH}&offset=5", f"{PATH}&offset=4"
    (made,), (kept,) = ask(url, request(path=first)), ask(url, request(path=first))
    (coded,) = ask(url, request(path=second, Accept_Encoding="gzip"))
    (known,) = ask(url, request(path=first, If_None_Match=kept.headers["etag"]))

    assert (made.is_early, kept.is_early, coded.is_early, known.is_early) == (False, True, False, True)
    assert (made.status, made.body) == (kept.status, kept.body)
    assert {k: v for k, v in made.headers.items() if k not in {"date", "x-late"}} == {
        k: v for k, v in kept.headers.items() if k != "date"
    }
    assert json.loads(gzip.decompress(coded.body))["numberReturned"] == 16
    assert known.status == 304


def test_no_parameter_becomes_a_header(served: tuple[Portal, str]) -> None:
    _, url = served
    (answer,) = ask(url, request(path=f"{PATH}&skipCount=true&crs=%0d%0aX-Mine:%201"))
    (page,) = ask(url, request(path=f"{PATH}&name=%0d%0aX-Mine:%201"))

    assert "x-mine" not in answer.headers | page.headers


@pytest.mark.parametrize(
    "asked",
    [
        pytest.param(request("HEAD"), id="HEAD"),
        pytest.param(request(version="1.0", Connection="keep-alive"), id="HTTP/1.0"),
        pytest.param(request(Content_Length="0"), id="with a body"),
        pytest.param(request(path=PATH.replace("items", "%69tems")), id="written otherwise"),
    ],
)
def test_all_else_goes_the_long_way(served: tuple[Portal, str], asked: str) -> None:
    _, url = served
    (answer,) = ask(url, asked)

    assert (answer.status, answer.is_early) == (200, False)


def test_known_bytes_that_are_the_body_of_another_request_are_read_as_such(served: tuple[Portal, str]) -> None:
    _, url = served
    known = request()
    assert [each.is_early for each in ask(url, known, known)] == [True, True]
    length = str(len(known))
    head = request("POST", "/api/processes/echo/execution", Content_Type="application/json", Content_Length=length)
    parts = urlsplit(url)
    with socket.create_connection((str(parts.hostname), parts.port or 80), timeout=20) as connection:
        connection.sendall(head.encode())
        time.sleep(0.2)  # so that it is read alone
        connection.sendall(known.encode())
        with connection.makefile("rb") as file:
            refused = _read(file, head)
            connection.sendall(known.encode())
            answered = _read(file, known)

    assert (refused.status, refused.is_early) == (400, False)
    assert (answered.status, answered.is_early) == (200, True)


def test_what_is_no_longer_live_is_not_sent(served: tuple[Portal, str]) -> None:
    portal, url = served
    changing = AREAS | {"id": "wechselnd", "tiles": "none"}
    asked = request(path=PATH.replace("flaechen", "wechselnd"))
    for count in (20, 15):
        portal.publish(changing, [area(number) for number in range(count)])

        wait_until(lambda: ask(url, asked)[0].body.count(b'"Feature"') == count)  # noqa: B023 - called at once
        assert ask(url, asked)[0].is_early


def test_documents_are_kept_until_something_else_is_live(served: tuple[Portal, str]) -> None:
    portal, url = served
    asked = [request(path=path) for path in ("/api/collections?f=json", "/map.json")]
    assert [ask(url, each)[0].is_early for each in [*asked, *asked]] == [False, False, True, True]
    portal.publish(TREES, [tree(1)])

    wait_until(lambda: all(b'"baeume"' in ask(url, each)[0].body for each in asked))
    assert [ask(url, each)[0].is_early for each in asked] == [True, True]


def test_watched_answers_all_go_the_long_way(own_portal: Portal) -> None:
    with serving(own_portal.settings, "marked:create_marked_app", FOLDER, metrics=True) as url:
        assert [each.is_early for each in ask(url, *[request()] * 3)] == [False] * 3
        (numbers,) = ask(url, request(path="/metrics"))
    assert b'geoportal_cache_total{outcome="hit"}' in numbers.body
