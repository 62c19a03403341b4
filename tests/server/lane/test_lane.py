"""What the lane adds to an answer: codings, ETags, HEAD, links, long answers, refusals."""

import gzip
from collections.abc import Iterator
from typing import Any

import cramjam
import httpx
import pytest

from pipelines.settings import Settings
from server.crs import CRS84
from server.lane.encoding import chosen
from server.lane.reading import BLOCK
from tests.server.samples import AREAS, area, fresh_portal
from tests.server.serving import serving

ITEMS = "/api/collections/baeume/items"
CODED = {
    "zstd": lambda body: bytes(cramjam.zstd.decompress(body)),
    "br": lambda body: bytes(cramjam.brotli.decompress(body)),
    "gzip": gzip.decompress,
}


def raw(http: httpx.Client, path: str, **headers: str) -> tuple[httpx.Response, bytes]:
    """The answer, and its body as it came over the wire."""
    request = http.build_request(
        "GET", path, headers={name.replace("_", "-"): value for name, value in headers.items()}
    )
    answer = http.send(request, stream=True)
    try:
        return answer, b"".join(answer.iter_raw())
    finally:
        answer.close()


@pytest.mark.parametrize(
    ("accepted", "coding"),
    [
        ("", ""),
        ("identity", ""),
        ("gzip", "gzip"),
        ("gzip, deflate, br, zstd", "zstd"),
        ("gzip, br", "br"),
        ("gzip;q=1, br;q=0.5", "gzip"),
        ("*", "zstd"),
        ("zstd;q=0, *", "br"),
        ("gzip;q=0", ""),
        ("gzip;q=0.2, identity", ""),
        ("gzip;q=viel", ""),
        ("deflate", ""),
    ],
)
def test_coding_is_what_the_client_likes_best(accepted: str, coding: str) -> None:
    assert chosen(accepted) == coding


@pytest.mark.parametrize(("accepted", "coding"), [("gzip, zstd", "gzip"), ("zstd, gzip;q=0", "zstd"), ("identity", "")])
def test_what_is_ready_goes_out_where_it_will_do(accepted: str, coding: str) -> None:
    assert chosen(accepted, "gzip") == coding


@pytest.mark.parametrize("coding", CODED)
def test_body_is_the_same_in_every_coding(http: httpx.Client, coding: str) -> None:
    plain, body = raw(http, ITEMS, Accept_Encoding="identity")
    coded, packed = raw(http, ITEMS, Accept_Encoding=coding)

    assert (CODED[coding](packed), coded.headers["Content-Encoding"]) == (body, coding)
    assert coded.headers["ETag"] != plain.headers["ETag"]
    assert not coded.headers["ETag"].startswith("W/")
    assert int(coded.headers["Content-Length"]) == len(packed) < len(body)
    assert "Accept-Encoding" in coded.headers["Vary"]


def test_known_answer_is_304_in_its_own_coding_alone(http: httpx.Client) -> None:
    plain, _ = raw(http, ITEMS, Accept_Encoding="identity")
    coded, _ = raw(http, ITEMS, Accept_Encoding="gzip")

    for answer, accepted, status in [(plain, "identity", 304), (coded, "gzip", 304), (coded, "identity", 200)]:
        again, body = raw(http, ITEMS, Accept_Encoding=accepted, If_None_Match=answer.headers["ETag"])
        assert again.status_code == status
        assert (body == b"") == (status == 304)
        assert again.headers["Access-Control-Allow-Origin"] == "*"


def test_head_tells_what_get_tells(http: httpx.Client) -> None:
    path = f"{ITEMS}?limit=9&lang=en"
    before = http.head(path, headers={"Accept-Encoding": "identity"})
    got, _ = raw(http, path, Accept_Encoding="identity")
    after = http.head(path, headers={"Accept-Encoding": "identity"})

    told = ("ETag", "Content-Type", "Content-Crs", "Content-Language", "Last-Modified", "Vary")
    for head in (before, after):
        assert head.content == b""
        assert {name: head.headers[name] for name in told} == {name: got.headers[name] for name in told}
    assert after.headers["Content-Length"] == got.headers["Content-Length"]


def test_head_of_a_feature_tells_what_its_get_tells(http: httpx.Client) -> None:
    feature = http.get(f"{ITEMS}?limit=1").json()["features"][0]["id"]
    head = http.head(f"{ITEMS}/{feature}?lang=de", headers={"Accept-Encoding": "identity"})
    got, _ = raw(http, f"{ITEMS}/{feature}?lang=de", Accept_Encoding="identity")

    told = ("Link", "ETag", "Content-Type", "Content-Crs", "Content-Length", "Last-Modified", "Vary")
    assert head.content == b""
    assert {name: head.headers[name] for name in told} == {name: got.headers[name] for name in told}
    assert http.head(f"{ITEMS}/gibt-es-nicht").status_code == 404


def test_header_links_the_pages(http: httpx.Client) -> None:
    answer = http.get(f"{ITEMS}?limit=9&offset=9")

    assert set(answer.links) == {"self", "next", "prev", "collection", "profile"}
    assert answer.headers["Content-Crs"] == f"<{CRS84.uri}>"
    assert http.get(answer.links["next"]["url"]).json()["numberReturned"] == 9


@pytest.mark.parametrize(
    ("path", "status"), [(f"{ITEMS}?foo=1", 400), (f"{ITEMS}/nichts", 404), ("/api/collections/nichts/items", 404)]
)
def test_refusals_are_those_of_the_application(http: httpx.Client, path: str, status: int) -> None:
    answer = http.get(path, headers={"Accept-Language": "en"})

    assert (answer.status_code, answer.headers["Content-Type"]) == (status, "application/problem+json")
    assert answer.headers["Access-Control-Allow-Origin"] == "*"
    assert answer.headers["Content-Security-Policy"]
    page = http.get(path, headers={"Accept": "text/html"})
    assert (page.status_code, page.headers["Content-Type"].partition(";")[0]) == (status, "text/html")


@pytest.fixture(scope="module")
def crowded(cluster_settings: Settings, tmp_path_factory: pytest.TempPathFactory) -> Iterator[httpx.Client]:
    """A layer of more features than one block holds."""
    with fresh_portal(cluster_settings, tmp_path_factory.mktemp("crowded")) as portal:
        portal.publish(AREAS, [area(number) for number in range(2 * BLOCK + 10)], tiles="none")
        with serving(portal.settings) as url, httpx.Client(base_url=url, timeout=60) as client:
            yield client


def test_long_answer_is_the_pages_in_a_row(crowded: httpx.Client) -> None:
    items = "/api/collections/flaechen/items"
    whole = crowded.get(f"{items}?limit=100000")
    packed, body = raw(crowded, f"{items}?limit=100000", Accept_Encoding="gzip")
    found, url = list[dict[str, Any]](), f"{items}?limit=1500"
    while url:
        page = crowded.get(url)
        found, url = found + page.json()["features"], page.links.get("next", {}).get("url", "")

    assert whole.json()["features"] == found
    assert (whole.json()["numberMatched"], whole.json()["numberReturned"]) == (len(found), 2 * BLOCK + 10)
    assert set(whole.links) == {"self", "collection", "profile"}
    assert (packed.headers["Content-Encoding"], gzip.decompress(body)) == ("gzip", whole.content)


def test_long_answer_ends_at_its_limit_and_links_on(crowded: httpx.Client) -> None:
    document = crowded.get(f"/api/collections/flaechen/items?limit={BLOCK + 5}").json()
    following = next(link["href"] for link in document["links"] if link["rel"] == "next")

    assert (document["numberReturned"], document["numberMatched"]) == (BLOCK + 5, 2 * BLOCK + 10)
    assert crowded.get(following).json()["features"][0] not in document["features"]


def test_clients_that_leave_long_answers_take_no_turn_away(crowded: httpx.Client) -> None:
    """More of them than answers may be under way or wait."""
    path = "/api/collections/flaechen/items?limit=100000"
    for _ in range(40):
        with crowded.stream("GET", path) as answer:
            next(answer.iter_raw())

    assert crowded.get(path).json()["numberReturned"] == 2 * BLOCK + 10
